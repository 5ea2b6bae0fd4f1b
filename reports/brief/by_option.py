"""Options side by side: what each does to jobs, a dot with its interval a world."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from textwrap import wrap

from reports.data.run import Run
from reports.draw import svg
from reports.draw.theme import SERIES, Look
from reports.story.sentences import option, span, world_name
from reports.text import Text
from simulator.findings.costs import JOBS
from simulator.findings.effects import Effect, effect, options

WIDTH, MARGIN, FOOT, STEP, APART = 400.0, 8.0, 26.0, 13.0, 7.0
LINE = 54  # letters of an option's name
Found = Mapping[tuple[str, str], Effect]


@dataclass
class Rows:
    """Options' names in words, dots with look and height, the spans that hold dots, and where rows end."""

    names: list[str] = field(default_factory=list)
    dots: list[tuple[Effect, Look, float]] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)
    end: float = 0.0


def by_option(run: Run, text: Text) -> tuple[str, str, str] | None:
    """Return picture, title and measure; None where the run holds no such effect."""
    found = {(one.world, asked.scenario): item for one in run.worlds for asked in options(one)
             if (item := effect(one, asked, JOBS)) is not None}  # fmt: skip
    if not found:
        return None
    looks = {one.world: SERIES[place % len(SERIES)] for place, one in enumerate(run.worlds)}
    names = [(look, text("legend.world", world=world_name(text, world))) for world, look in looks.items()]
    parts, top = svg.legend(names, MARGIN, lines=False) if len(looks) > 1 else ([], 0.0)
    rows = _rows(run, text, found, looks, top)
    low, high = svg.bounds_of(list(found.values()))

    def across(value: float) -> float:
        return MARGIN + 24 + (WIDTH - 2 * MARGIN - 48) * (value - low) / (high - low)

    for mark in svg.ticks(low, high, most=4):
        x = across(mark)
        parts += [svg.rule((x, start), (x, end), zero=mark == 0) for start, end in rows.spans]
        label = text.number(mark, 0, signed=True)
        parts.append(svg.words((x, rows.end + 18), label, anchor="middle", soft=True))
    parts += [*rows.names, *_dots(rows, across)]
    title = text("brief.chart.options")
    measure = text("brief.chart.measure.options", against=option(run, text, run.comparison["baseline"]),
                   when=span(run, text, next(iter(found.values())).window))  # fmt: skip
    return svg.picture(WIDTH, rows.end + FOOT, f"{title}. {measure}", parts), title, measure


def _rows(run: Run, text: Text, found: Found, looks: Mapping[str, Look], top: float) -> Rows:
    rows = Rows(end=top)
    for name in run.options:
        for part in wrap(option(run, text, name), LINE):
            rows.end += svg.ROW
            rows.names.append(svg.words((MARGIN, rows.end - 4), part))
        start = rows.end
        for world, look in looks.items():
            if (world, name) in found:
                rows.end += STEP
                rows.dots.append((found[world, name], look, rows.end - 5))
        rows.spans.append((start, rows.end))
        rows.end += APART
    return rows


def _dots(rows: Rows, across: Callable[[float], float]) -> Sequence[str]:
    parts = []
    for item, look, y in rows.dots:
        if isfinite(item.low):
            ends = [(across(value), y) for value in (item.low, item.high)]
            parts.append(svg.line(ends, replace(look, dash="solid"), width=1.6))
        parts.append(svg.dot((across(item.mean), y), look))
    return parts
