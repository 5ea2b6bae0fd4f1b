"""What the Tirana Declaration asks (D1 to D13), and which of it an option answers, by its instruments."""

from __future__ import annotations

from collections.abc import Iterable

from reports.data.run import Run
from reports.story.settings import instrument_name
from reports.text import Text

CLAUSES = ("d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10", "d11", "d12", "d13")
"""Clauses that ask for policies; message `declaration.<clause>`. D1 and D2 say what is at stake."""
_OF_FAMILY = {"adapt": "d3", "compensate": "d4", "contribute": "d5", "share": "d6"}
_OF_INSTRUMENT = {
    "training_account": "d7",
    "youth_guarantee": "d7",
    "care_services": "d8",
    "ai_competition": "d9",
    "public_ai": "d10",
    "tax_cooperation": "d12",
    "digital_education": "d13",
}
"""The clause of an instrument, where it is not that of its family."""


def answered(run: Run, scenario: str) -> dict[str, list[str]]:
    """Return the instruments that a scenario sets, by the clause that they answer.

    Empty where it sets none, or where the run was made before run folders named families.
    """
    families = run.content.get("families", {})
    policies = run.content.get("scenarios", {}).get(scenario, {}).get("policies", [])
    found: dict[str, list[str]] = {}
    for name in (name for item in policies for name in item if name in families):
        clause = _OF_INSTRUMENT.get(name, _OF_FAMILY.get(families[name], ""))
        found.setdefault(clause, []).append(name)
    return {clause: found[clause] for clause in CLAUSES if clause in found}


def answers(run: Run, text: Text, scenario: str) -> list[str]:
    """Return a line for each clause that a scenario answers, by what, and one for those it leaves open."""
    found = answered(run, scenario)
    lines = [
        text.sentence(
            "declaration.answered", clause=text(f"declaration.{clause}"),
            instruments=", ".join(instrument_name(run, text, name) for name in names),
        )
        for clause, names in found.items()
    ]  # fmt: skip
    left = ", ".join(one.upper() for one in CLAUSES if one not in found)
    return [*lines, text("declaration.open", clauses=left)] if found and left else lines


def clauses(text: Text, asked: Iterable[str]) -> str:
    """Return clauses in a row, as short as each can be told."""
    return text("brief.items").join(text(f"declaration.{clause}") for clause in asked)
