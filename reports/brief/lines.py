"""The answer for a terminal: its sentences, then six outcomes, in lines of 80 characters."""

from __future__ import annotations

from dataclasses import replace
from itertools import batched, chain, zip_longest
from textwrap import wrap

from reports.brief.answer import answer, cash, price, sure
from reports.brief.numbers import asked_of, called, compared
from reports.brief.table import OUTCOMES, headed, six
from reports.data.run import Run
from reports.draw.units import effect_scale
from reports.story.sentences import SYMBOLS, world_name
from reports.text import Text
from simulator.findings.effects import Effect

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
