"""What a scenario changes in the law: today's value, what it becomes, and what that moves in the budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_cells, name
from reports.draw.units import effect_scale
from reports.story.sentences import label
from reports.story.settings import ABSENT
from reports.text import Text
from simulator.findings.effects import Contrast, contrasts, effect

ROOM = "law."
AT_THE_FLOOR = "minimum_wage_workers"
PERCENT = 100.0

type Entry = Mapping[str, Any]


@dataclass(frozen=True)
class ChangedLaw:
    """What the page tells: a sentence for each value, and the items of the budget that it moves."""

    sentences: list[str]
    items: Table


def changed_law(run: Run, text: Text) -> ChangedLaw | None:
    """Return what changes in the law, None where nothing does; of options their settings tell it."""
    entries = {key.removeprefix(ROOM): one for key, one in run.content.get("parameters", {}).items()
               if key.startswith(ROOM)}  # fmt: skip
    policy = next((one for one in contrasts(run) if one.name == "policy"), None)
    if not entries or policy is None or run.comparison:
        return None
    told = [_sentence(text, entry) for entry in entries.values()]
    rows = [row for name, entry in entries.items() for row in _rows(run, text, policy, name, entry)]
    heads = ("what", "item", "mean", "low", "high", "counted", "unit")
    return ChangedLaw(told, Table([text(f"table.law.{head}") for head in heads], rows))


def _sentence(text: Text, entry: Entry) -> str:
    law, about = entry["law"], text.declared(str(entry["about"]))
    steps = text("law.and").join(
        text("law.step", change=_change(text, entry, step), month=text.month(str(step["from"]), 0))
        for step in law["steps"]
    )
    if law["today"] is None:
        return text("law.moved", what=about, steps=steps)
    return text("law.changed", what=about, today=_value(text, entry, law["today"]), steps=steps)


def _change(text: Text, entry: Entry, step: Entry) -> str:
    """One change in words, and what the value becomes where that says more."""
    law, amount = entry["law"], float(step["amount"])
    if step["way"] != "to" and amount == 0.0:
        return text("law.today")
    if step["way"] == "to":
        return _value(text, entry, amount)
    signed = text.number(amount * PERCENT, _digits(amount * PERCENT), signed=True)
    if law["today"] is None:
        return text.percent(signed) if entry["unit"] == "%" else text("law.points", number=signed)
    if step["way"] == "times":
        moved = text.percent(signed)
    elif law["kind"] == "share":
        moved = text("law.points", number=signed)
    else:
        moved = f"{text.number(amount, _digits(amount), signed=True)} {text.declared(str(entry['unit']))}"
    return text("law.becomes", change=moved, value=_value(text, entry, float(step["becomes"])))


def _digits(value: float) -> int:
    """Decimals that a number has, two at most."""
    return next((digits for digits in (0, 1) if abs(value - round(value, digits)) < 1e-9), 2)


def _value(text: Text, entry: Entry, value: float) -> str:
    if entry["law"]["kind"] == "share":
        return text.percent(text.significant(value * PERCENT, 4))
    return f"{text.significant(value)} {text.declared(str(entry['unit']))}"


def _rows(run: Run, text: Text, policy: Contrast, name_of: str, entry: Entry) -> Iterator[list[Cell]]:
    """A row for each item that the value moves, and for those paid the minimum wage."""
    law, about = entry["law"], text.declared(str(entry["about"]))
    items = [one for item in law["moves"] for one in (f"revenue_{item}", f"spending_{item}")]
    if name_of == "minimum_wage":
        items.append(AT_THE_FLOOR)
    first = next((one for one in items if one in run.indicators), None)
    for item in items:
        found = effect(run, policy, item) if item in run.indicators else None
        if found is None:
            continue
        scale = effect_scale(run, text, found)
        counted = law["counted"] if item == first and law["counted"] in run.indicators else ""
        part = effect(run, policy, counted) if counted else None
        own = Cell(ABSENT) if part is None else effect_cells(text, scale, part)[0]
        yield [
            Cell(about, head=True, about=f"{ROOM}{name_of}"), name(label(run, text, item)),
            *effect_cells(text, scale, found), own, Cell(scale.label(text)),
        ]  # fmt: skip
