"""What a comparison is read by: a row an option, six outcomes, coloured where the difference is clear."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.brief.numbers import called, compared
from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_data, name
from reports.draw.units import Scale, effect_scale, fitted
from reports.story.sentences import SYMBOLS, world_name
from reports.text import Text
from simulator.findings.effects import Contrast, Effect, effect

OUTCOMES = {"employed": False, "unemployment_rate": False, "arop": False, "real_disposable_income": False,
            "real_gdp": True, "public_balance": False}  # fmt: skip
"""The six, each with whether its difference is told in per cent."""


@dataclass(frozen=True)
class Outcomes:
    """A table, under the name of its world where there are several."""

    title: str
    table: Table


def six(run: Run, contrast: Contrast) -> dict[str, Effect]:
    """Return the six outcomes of one contrast, as far as the run holds them."""
    found = {one: effect(run, contrast, one, relative=relative) for one, relative in OUTCOMES.items()}
    return {one: item for one, item in found.items() if item is not None}


def outcome_tables(run: Run, text: Text) -> list[Outcomes]:
    """Return a table a world of a comparison, rows options; of a run none."""
    if not run.comparison:
        return []
    return [Outcomes(text("legend.world", world=world_name(text, one.world)), _of_world(one, text))
            for one in run.worlds]  # fmt: skip


def _of_world(run: Run, text: Text) -> Table:
    found = {one: six(run, one) for one in compared(run)}
    shown = {outcome: effect_scale(run, text, *known) for outcome in OUTCOMES
             if (known := [own[outcome] for own in found.values() if outcome in own])}  # fmt: skip
    heads = [text("costs.option"), *(headed(text, *own) for own in shown.items())]
    rows = [
        [
            name(called(run, text, one)),
            *(cell(text, scale, own.get(outcome)) for outcome, scale in shown.items()),
        ]
        for one, own in found.items()
    ]
    return Table(heads, rows)


def headed(text: Text, outcome: str, shown: Scale) -> str:
    """Return what an outcome is called in few letters, with its unit."""
    return f"{text.sentence(f'head.noun.{outcome}')} ({replace(shown, year='').short_label(text)})"


def cell(text: Text, shown: Scale, item: Effect | None) -> Cell:
    """Return mean, interval and the symbol of the verdict in one cell."""
    if item is None:
        return Cell(text("number.missing"))
    own = fitted(shown, item)
    mean, low, high = (own.show(text, value, signed=True) for value in (item.mean, item.low, item.high))
    words = text("brief.single" if item.n < 2 else "brief.cell", mean=mean, symbol=SYMBOLS[item.verdict])
    between = {"title": text("head.range", low=low, high=high)} if item.n > 1 else {}
    data = effect_data(item) | {"stat": "mean", "scale": f"{shown.factor:.10g}", "verdict": str(item.verdict)}
    return Cell(words, item.mean * shown.factor, data | between)
