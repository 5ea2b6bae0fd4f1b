"""Tables of a few outcomes with interval and verdict: of options by world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_data, name
from reports.draw.units import Scale, effect_scale, fitted
from reports.story.sentences import SYMBOLS, label, option, world_name
from reports.text import Text
from simulator.findings.effects import Effect, effect, options


@dataclass(frozen=True)
class Outcomes:
    """A small table, under the name of its world where there are several."""

    title: str
    table: Table


def outcome_tables(run: Run, text: Text, wanted: Sequence[str]) -> list[Outcomes]:
    """Return one table of outcomes a world of a comparison, rows options."""
    worlds = run.worlds
    named = [text("legend.world", world=world_name(text, one.world)) for one in worlds]
    return [Outcomes(title, _of_options(one, text, wanted)) for title, one in zip(named, worlds, strict=True)]


def _of_options(run: Run, text: Text, wanted: Sequence[str]) -> Table:
    """Return options in rows, outcomes in columns."""
    found = {outcome: [effect(run, contrast, outcome) for contrast in options(run)] for outcome in wanted}
    shown = {outcome: effect_scale(run, text, *known) for outcome, effects in found.items()
             if (known := [one for one in effects if one is not None])}  # fmt: skip
    heads = [text("costs.option")]
    heads += [
        f"{label(run, text, outcome)} ({replace(scale, year='').short_label(text)})"
        for outcome, scale in shown.items()
    ]
    rows = [
        [name(option(run, text, one)),
         *(cell(text, scale, found[outcome][place]) for outcome, scale in shown.items())]
        for place, one in enumerate(run.options)
    ]  # fmt: skip
    return Table(heads, rows)


def cell(text: Text, shown: Scale, item: Effect | None) -> Cell:
    """Return mean, interval and the symbol of the verdict in one cell."""
    if item is None:
        return Cell(text("number.missing"))
    own = fitted(shown, item)
    mean, low, high = (own.show(text, value, signed=True) for value in (item.mean, item.low, item.high))
    form = "brief.single" if item.n < 2 else "brief.cell"
    words = text(form, mean=mean, low=low, high=high, symbol=SYMBOLS[item.verdict])
    data = effect_data(item) | {"stat": "mean", "scale": f"{shown.factor:.10g}"}
    return Cell(words, item.mean * shown.factor, data)
