"""The chart of a brief, of a run over its years or of a comparison by option.

It is drawn without a script: it is there before any runs, on the page and on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isfinite
from textwrap import wrap

from reports.brief.numbers import asked_of
from reports.data.run import Run
from reports.draw import svg
from reports.draw.theme import ROLES, SERIES, Look
from reports.story.sentences import option, span, world_name
from reports.text import Text
from simulator.findings.costs import JOBS
from simulator.findings.effects import Contrast, Effect, contrasts, effect, options
from simulator.findings.windows import year_of_run, years_in

WIDTH, HEIGHT, MARGIN, FOOT = 400.0, 176.0, 8.0, 26.0
LETTER = 8.4  # width of a digit in the widest of the fonts that readers have
UPPER, BETWEEN = 98.0, 28.0  # of two panels the first, and the room of the second one's name
NEAR = 1  # years so near to the last one have no room for a name of their own
Years = Mapping[int, Effect]


def over_years(run: Run, text: Text) -> tuple[str, str, str] | None:
    """Return picture, title and measure; None for a run of fewer than two whole years."""
    asked = asked_of(run)
    found = {role: _yearly(run, one) for role, one in _lines(run, asked).items()} if asked else {}
    lines = {role: years for role, years in found.items() if len(years) > 1}
    if not asked or not lines:
        return None
    title = text("brief.chart.years")
    measure = text(f"brief.chart.measure.{next(iter(next(iter(lines.values())).values())).contrast.base}")
    parts, top = svg.legend([(ROLES[role], text(f"role.{role}")) for role in lines], MARGIN, lines=True)
    own = {"policy": _yearly(run, asked)} if len(lines) > 1 else {}
    room = Room.of(text, lines, own)
    height = UPPER if own else HEIGHT
    parts += _panel(text, lines, room, top, height, most=4 if own else 5)
    if own:
        top += height + BETWEEN
        height = HEIGHT - UPPER
        parts.append(svg.words((MARGIN, top - 10), text("brief.chart.policy")))
        parts += _panel(text, own, room, top, height, most=4)
    parts += _named_years(room, top + height + 20)
    return svg.picture(WIDTH, top + height + FOOT, f"{title}. {measure}", parts), title, measure


@dataclass(frozen=True)
class Room:
    """Where years stand in all panels: between the numbers of an axis and those of the ends."""

    left: float
    right: float
    first: int
    last: int

    @classmethod
    def of(cls, text: Text, *panels: Mapping[str, Years]) -> Room:
        """Return the room between the longest numbers of these panels."""
        shown = [years for lines in panels for years in lines.values()]
        marks = [mark for lines in panels if lines for mark in svg.ticks(*_bounds(lines), 5)]
        labels = [text.number(mark, 0, signed=True) for mark in marks]
        ends = [_end(text, years[max(years)].mean) for years in shown]
        left, right = (MARGIN + LETTER * max(map(len, words)) for words in (labels, ends))
        return cls(left, right, min(map(min, shown)), max(map(max, shown)))

    def across(self, year: float) -> float:
        """Return where a year stands."""
        share = (year - self.first) / max(self.last - self.first, 1)
        return self.left + 14 + (WIDTH - self.right - self.left - 22) * share


def _bounds(lines: Mapping[str, Years]) -> svg.Point:
    return svg.bounds_of([item for found in lines.values() for item in found.values()])


def _named_years(room: Room, y: float) -> list[str]:
    marked = [round(mark) for mark in svg.ticks(room.first, room.last, most=4) if mark == round(mark)]
    shown = [*(year for year in marked if room.last - year > NEAR), room.last]
    return [svg.words((room.across(year), y), str(year), anchor="middle", soft=True) for year in shown]


def _lines(run: Run, asked: Contrast) -> Mapping[str, Contrast]:
    """Return each role less the run without AI; the policy less none where there is no such run."""
    ai = next((one for one in contrasts(run) if one.name == "ai"), None)
    if ai is None:
        return {"policy": asked}
    with_it = replace(asked, base=ai.base)
    return {"no_policy": ai} | ({"policy": with_it} if asked.name == "policy" else {})


def _yearly(run: Run, asked: Contrast) -> Years:
    """Return the effect on jobs by calendar year, as far as whole years go."""
    series = run.series(JOBS, asked.treated, scenario=asked.scenario)
    if series is None:
        return {}
    start = int(str(run.content["horizon"]["start"])[:4])
    years = [one.year for one in years_in(series.months) if one.year is not None]
    found = {start + year: effect(run, asked, JOBS, year_of_run(year)) for year in years}
    return {year: item for year, item in found.items() if item is not None}


def _panel(
    text: Text, lines: Mapping[str, Years], room: Room, top: float, height: float, *, most: int
) -> list[str]:
    """Return the grid, and of each role its interval, its line and its last number."""
    low, high = _bounds(lines)
    last = room.last

    def at(year: float, value: float) -> svg.Point:
        return room.across(year), top + height * (high - value) / (high - low)

    parts = []
    for mark in svg.ticks(low, high, most):
        y = at(last, mark)[1]
        parts.append(svg.rule((room.left + 5, y), (WIDTH - room.right, y), zero=mark == 0))
        label = text.number(mark, 0, signed=True)
        parts.append(svg.words((room.left, y + 4), label, anchor="end", soft=True))
    for role, found in lines.items():
        low_ends, high_ends = ([at(year, getattr(item, part)) for year, item in found.items()
                                if isfinite(item.low)] for part in ("low", "high"))  # fmt: skip
        points = [at(year, item.mean) for year, item in found.items()]
        parts += [svg.band(low_ends, high_ends, ROLES[role])] if low_ends else []
        parts += [svg.line(points, ROLES[role]), svg.dot(points[-1], ROLES[role])]
    return [*parts, *_ends(text, [(at(last, found[last].mean), found[last].mean) for found in lines.values()
                                  if last in found])]  # fmt: skip


def _ends(text: Text, ends: Sequence[tuple[svg.Point, float]]) -> list[str]:
    """Return the last number of each line beside its end, apart from one another."""
    parts, below = [], -inf
    for (x, y), value in sorted(ends, key=lambda one: one[0][1]):
        below = max(y + 4, below + svg.ROW - 4)
        parts.append(svg.words((x + 8, below), _end(text, value)))
    return parts


def _end(text: Text, value: float) -> str:
    return text.number(value, -3, signed=True)


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


@dataclass(frozen=True)
class Chart:
    """A picture as SVG, what it shows, and its measure."""

    svg: str
    title: str
    measure: str


def chart(run: Run, text: Text) -> Chart | None:
    """Return what shows the answer best; None where the run compares nothing or is shorter than two years."""
    drawn = by_option(run, text) if run.comparison else over_years(run, text)
    return Chart(*drawn) if drawn else None
