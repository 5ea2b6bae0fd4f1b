"""Jobs by year: what AI does to their number without the policy and with it, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf, isfinite

from reports.brief.numbers import asked_of
from reports.data.run import Run
from reports.draw import svg
from reports.draw.theme import ROLES
from reports.text import Text
from simulator.findings.costs import JOBS
from simulator.findings.effects import Contrast, Effect, contrasts, effect
from simulator.findings.windows import year_of_run, years_in

WIDTH, HEIGHT, MARGIN, FOOT = 400.0, 176.0, 8.0, 26.0
LETTER = 8.4  # width of a digit in the widest of the fonts that readers have
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
    parts += _panel(text, lines, top)
    return svg.picture(WIDTH, top + HEIGHT + FOOT, f"{title}. {measure}", parts), title, measure


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


def _panel(text: Text, lines: Mapping[str, Years], top: float) -> list[str]:
    """Return the grid, the years, and of each role its interval and its line."""
    items = [item for found in lines.values() for item in found.values()]
    low, high = svg.bounds_of(items)
    marks = svg.ticks(low, high)
    labels = [text.number(mark, 0, signed=True) for mark in marks]
    left = MARGIN + LETTER * max(map(len, labels))
    right = MARGIN + LETTER * max(len(_end(text, years[max(years)].mean)) for years in lines.values())
    first, last = (pick(year for found in lines.values() for year in found) for pick in (min, max))

    def at(year: float, value: float) -> svg.Point:
        across = (year - first) / max(last - first, 1)
        return left + 14 + (WIDTH - right - left - 22) * across, top + HEIGHT * (high - value) / (high - low)

    parts = []
    for mark, label in zip(marks, labels, strict=True):
        y = at(first, mark)[1]
        parts.append(svg.rule((left + 5, y), (WIDTH - right, y), zero=mark == 0))
        parts.append(svg.words((left, y + 4), label, anchor="end", soft=True))
    marked = [round(mark) for mark in svg.ticks(first, last, most=4) if mark == round(mark)]
    for year in [*(year for year in marked if last - year > NEAR), last]:
        parts.append(svg.words((at(year, 0)[0], top + HEIGHT + 20), str(year), anchor="middle", soft=True))
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
