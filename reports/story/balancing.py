"""How the budget was balanced: by which tax or levy, by how much, how nearly, and what it brought in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.data.run import Run
from reports.draw.table import Cell, Table, name
from reports.draw.units import effect_scale
from reports.story.bill import SHARE, bill, debt_moved, weighed
from reports.story.sentences import interval_text, label
from reports.text import Text
from simulator.findings.effects import contrasts, effect


@dataclass(frozen=True)
class Balancing:
    """What the page tells: a fact for the banner, sentences, the bill, and the rates that were tried."""

    name: str  # of an option of a comparison, with world and closure where there are several
    fact: str
    warns: bool
    sentences: list[str]
    paid: str  # what the tax or levy brings in and from whom; empty for an option of a comparison
    bill: Table
    tried: Table


def balancing(run: Run, text: Text) -> Balancing | None:
    """Return how the budget was balanced, None in a run whose budget was not to balance."""
    content = run.content.get("balancing")
    if not content:
        return None
    search = run.manifest.get("run", {}).get("balancing", {})
    return _told(run, text, "", content, search)


def balanced(run: Run, text: Text) -> list[Balancing]:
    """Return the same of a run, or of each option of a comparison whose budget was to balance."""
    options = [_told(run, text, name, one, {}) for name, one in run.content.get("balanced", {}).items()]
    own = balancing(run, text)
    return options if own is None else [own]


def _told(
    run: Run, text: Text, name: str, content: Mapping[str, Any], search: Mapping[str, Any]
) -> Balancing:
    values = _values(run, text, content, search)
    outcome = "found" if content["balances"] else "missed"
    paid = "" if name else _paid(run, text, content)
    told = [
        text(f"balancing.{outcome}", **values),
        _when(run, text, content),
        text("balancing.gap", **values),
        *weighed(text, content, values["tax"]),
        text("balancing.law") if content["changes_law"] else "",
        paid,
        debt_moved(run, text, content),
    ]
    fact = text(f"banner.balancing.{outcome}", **values)
    if content["unheard_of"]:
        fact = f"{fact} {text('banner.balancing.unheard')}"
    return Balancing(
        name=name,
        fact=fact,
        warns=bool(content["unheard_of"] or not content["balances"]),
        sentences=[sentence for sentence in told if sentence],
        paid=paid,
        bill=bill(run, text, content, values["tax"]),
        tried=_tried(text, content, search),
    )


def _values(run: Run, text: Text, content: Mapping[str, Any], search: Mapping[str, Any]) -> dict[str, str]:
    factor, unit = _unit(text, content)
    uncertainty = search.get("uncertainty")
    low, high = content["bounds"]
    return {
        "tax": _tax(run, text, content["by"]),
        "rate": text.number(content["rate"] * factor, 2, signed=True),
        "give": ""
        if uncertainty is None
        else text(
            f"balancing.{'give' if uncertainty < abs(content['rate']) else 'untold'}",
            give=text.number(uncertainty * factor, 2),
        ),
        "unit": unit,
        "low": text.number(low * factor, 0, signed=True),
        "high": text.number(high * factor, 0, signed=True),
        "gap": text.number(content["gap"] * SHARE, 2, signed=True),
        "tolerance": text.number(content["tolerance"] * SHARE, 2),
    }


def _when(run: Run, text: Text, content: Mapping[str, Any]) -> str:
    """From which month on it is added; a levy is raised while it acts, which the scenario says."""
    if content["start"] is None:
        return ""
    return text("balancing.when", month=text.month(run.content["horizon"]["start"], content["start"]))


def _unit(text: Text, content: Mapping[str, Any]) -> tuple[float, str]:
    """Factor and unit in which the addition is told."""
    unit, base = str(content["unit"]), f"balancing.base.{content['by']}"
    if not text.has(base) and not unit.startswith("share of "):
        return 1.0, text.declared(unit)
    return SHARE, text("balancing.points", what=text.either(base, unit.removeprefix("share of ")))


def _tax(run: Run, text: Text, by: str) -> str:
    """The tax or levy as it stands inside a sentence."""
    instrument = by.partition(".")[0]
    return text.either(f"balancing.by.{by}", label(run, text, f"revenue_{instrument}"))


def _paid(run: Run, text: Text, content: Mapping[str, Any]) -> str:
    """What the tax or levy brings in beyond the run without the policy, and who pays it."""
    by = str(content["by"])
    policy = next((item for item in contrasts(run) if item.name == "policy"), None)
    item = effect(run, policy, f"revenue_{by.partition('.')[0]}") if policy else None
    if item is None:
        return ""
    shown = effect_scale(run, text, item)
    return text.sentence(
        "balancing.paid",
        tax=_tax(run, text, by),
        size=shown.show(text, item.mean, signed=True),
        unit=shown.label(text, item.mean),
        interval=interval_text(text, shown, item),
        payer=text.either(f"balancing.payer.{by}", text("balancing.payer")),
    )


def _tried(text: Text, content: Mapping[str, Any], search: Mapping[str, Any]) -> Table:
    """Every rate that was tried, in order: on how many seeds, and the gap it left."""
    factor, unit = _unit(text, content)
    rows = [
        [
            name(text.number(index, 0)),
            Cell(text.number(each["rate"] * factor, 4, signed=True), each["rate"] * factor),
            Cell(text.number(each["seeds"], 0), float(each["seeds"])),
            Cell(text.number(each["gap"] * SHARE, 3, signed=True), each["gap"] * SHARE),
        ]
        for index, each in enumerate(search.get("evaluations", ()), 1)
    ]
    heads = [text(f"table.balancing.{head}", unit=unit) for head in ("number", "rate", "seeds", "gap")]
    return Table(heads, rows)
