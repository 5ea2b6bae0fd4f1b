"""What a comparison is read by: a row an option, six outcomes, coloured where the difference is clear.

The answer for a terminal: its sentences, then six outcomes, in lines of 80 characters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import batched, chain, zip_longest
from textwrap import wrap

from reports.brief.answer import answer, cash, price, sure
from reports.brief.numbers import asked_of, called, compared
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


WIDTH, NAME, OPTION = 80, 24, 14
"""Characters of a line, of an outcome's name, of an option's column, in a comparison."""


def lines(run: Run, text: Text) -> list[str]:
    """Return the answer, its price and the same money as cash, six rows, and what is sure."""
    told = [wrap(one, WIDTH) for one in (answer(run, text), price(run, text), cash(run, text))]
    rows = _of_options(run, text) if run.comparison else _of_run(run, text)
    return [*chain(*told), "", *rows, "", *wrap(" ".join(sure(run, text)), WIDTH)]


def _of_run(run: Run, text: Text) -> list[str]:
    """Return a line an outcome: mean, range, verdict, in columns as wide as what stands in them."""
    asked = asked_of(run)
    rows = [_row(run, text, item) for item in six(run, asked).values()] if asked else []
    rooms = [max(map(len, column)) for column in zip(*rows, strict=True)]
    apart = 2 if sum(rooms) + 2 * (len(rooms) - 1) <= WIDTH else 1
    return [(" " * apart).join(f"{one:<{room}}" for one, room in zip(row, rooms, strict=True)).rstrip()
            for row in rows]  # fmt: skip


def _row(run: Run, text: Text, item: Effect) -> tuple[str, ...]:
    shown = replace(effect_scale(run, text, item), year="")
    low, high = (shown.show(text, one, signed=True) for one in (item.low, item.high))
    return (
        text.sentence(f"head.noun.{item.indicator}"),
        f"{shown.show(text, item.mean, signed=True)} {shown.short_label(text, item.mean)}",
        text("head.range", low=low, high=high) if item.n > 1 else "",
        text(f"verdict.{item.verdict}"),
    )


def _of_options(run: Run, text: Text) -> list[str]:
    """Return for each world the outcomes in lines and the options in columns, as many as have room."""
    told = list[str]()
    room = (WIDTH - NAME) // OPTION
    for view in run.worlds:
        told += [text("legend.world", world=world_name(text, view.world))] if len(run.worlds) > 1 else []
        found = {called(view, text, one): six(view, one) for one in compared(view)}
        for names in batched(found, room):
            heads = [wrap(one, OPTION - 2) for one in names]
            told += [" " * NAME + "".join(f"{part:>{OPTION}}" for part in line)
                     for line in zip_longest(*heads, fillvalue="")]  # fmt: skip
            told += [_across(view, text, outcome, [found[one].get(outcome) for one in names])
                     for outcome in OUTCOMES]  # fmt: skip
    return told


def _across(run: Run, text: Text, outcome: str, items: list[Effect | None]) -> str:
    known = [item for item in items if item is not None]
    if not known:
        return ""
    shown, cells = effect_scale(run, text, *known), list[str]()
    for one in items:
        mean = shown.show(text, one.mean, signed=True) if one else text("number.missing")
        cells.append(f"{mean} {SYMBOLS[one.verdict] if one else ''}")
    return f"{headed(text, outcome, shown):<{NAME}.{NAME - 1}}" + "".join(f"{one:>{OPTION}}" for one in cells)
