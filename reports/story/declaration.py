"""What the Tirana Declaration asks, and which of it an option answers: by the family of each instrument."""

from __future__ import annotations

from collections.abc import Iterable

from reports.data.run import Run
from reports.story.settings import instrument_name
from reports.text import Text

FAMILIES = ("adapt", "compensate", "contribute", "share", "shape")
"""In the Declaration's order. The code of each instrument names its own; message `declaration.<family>`."""


def answered(run: Run, scenario: str) -> dict[str, list[str]]:
    """Return the instruments that a scenario sets, by the family they belong to.

    Empty where it sets none, or where the run was made before run folders named families.
    """
    families = run.content.get("families", {})
    policies = run.content.get("scenarios", {}).get(scenario, {}).get("policies", [])
    found: dict[str, list[str]] = {}
    for name in (name for item in policies for name in item if name in families):
        found.setdefault(families[name], []).append(name)
    return {family: found[family] for family in FAMILIES if family in found}


def answers(run: Run, text: Text, scenario: str) -> list[str]:
    """Return a line for each clause that a scenario answers, by what, and one for those it leaves open."""
    found = answered(run, scenario)
    lines = [
        text.sentence(
            "declaration.answered", clause=text(f"declaration.{family}"),
            instruments=", ".join(instrument_name(run, text, name) for name in names),
        )
        for family, names in found.items()
    ]  # fmt: skip
    left = clauses(text, (one for one in FAMILIES if one not in found))
    return [*lines, text("declaration.open", clauses=left)] if found and left else lines


def clauses(text: Text, families: Iterable[str]) -> str:
    """Return clauses in a row, as short as each can be told."""
    return text("brief.items").join(text(f"declaration.{family}") for family in families)
