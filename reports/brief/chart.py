"""The chart of the first screen: a run over its years, or options side by side; and the strip of settings.

It is drawn without a script: it is there before any runs, on the page and on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite
from textwrap import wrap

from reports.brief.answer import asked_of, called, compared, told_of
from reports.data.run import Run
from reports.draw import svg
from reports.draw.theme import ROLES, SERIES
from reports.story.sentences import closure_name, option, world_name, years
from reports.text import Text
from simulator.findings.effects import Contrast, Effect, contrasts, effect
from simulator.findings.options import JOBS
from simulator.findings.windows import year_of_run, years_in

WIDTH, HEIGHT, MARGIN, FOOT = 400.0, 240.0, 8.0, 26.0
LETTER = 8.4  # width of a digit in the widest of the fonts that readers have
NAME = 6.6  # mean width of a letter in a name
NEAR = 1  # years so near to the last one have no room for a name of their own
STEP, APART, LINE = 13.0, 7.0, 54  # between dots, between options; letters of an option's name
ENDS = ("low", "high")
Years = Mapping[int, Effect]


@dataclass(frozen=True)
class Chart:
    """A picture as SVG, what it shows, and its measure."""

    svg: str
    title: str
    measure: str


def chart(run: Run, text: Text) -> Chart | None:
    """Return what shows the answer best; None where the run compares nothing or is shorter than two years."""
    if not run.comparison:
        return over_years(run, text)
    against, when = option(run, text, run.comparison["baseline"]), years(run, text, run.window)
    measure = text("brief.chart.measure.options", against=against, when=when)
    return by_option(run, text, [run], text("brief.chart.options"), measure)


def strip(run: Run, text: Text) -> Chart | None:
    """Return jobs under every closure in the run's world, and in every world under its closure."""
    views = [one for one in run.settings if run.world == one.world or run.closure == one.closure]
    if len(views) == 1:
        return None
    return by_option(run, text, views, text("head.strip"), text("head.strip.measure"))


def over_years(run: Run, text: Text) -> Chart | None:
    """Return jobs with AI, with and without the policy, less those without AI, year by year."""
    asked = asked_of(run)
    found = {role: _yearly(run, one) for role, one in _lines(run, asked).items()} if asked else {}
    lines = {role: years for role, years in found.items() if len(years) > 1}
    if not lines:
        return None
    title = text("brief.chart.years")
    measure = text(f"brief.chart.measure.{next(iter(next(iter(lines.values())).values())).contrast.base}")
    names = {role: text(f"head.line.{role}") for role in lines}
    low, high = svg.bounds_of([item for found in lines.values() for item in found.values()])
    marks = svg.ticks(low, high, 5)
    left = MARGIN + LETTER * max(len(text.number(mark, 0, signed=True)) for mark in marks)
    right = MARGIN + 8 + max(NAME * len(name) for name in names.values())
    first, last = min(map(min, lines.values())), max(map(max, lines.values()))

    def at(year: float, value: float) -> svg.Point:
        across = left + 14 + (WIDTH - right - left - 14) * (year - first) / max(last - first, 1)
        return across, MARGIN + HEIGHT * (high - value) / (high - low)

    parts = []
    for mark in marks:
        y = at(last, mark)[1]
        parts.append(svg.rule((left + 5, y), (WIDTH - right, y), zero=mark == 0))
        parts.append(svg.words((left, y + 4), text.number(mark, 0, signed=True), anchor="end", soft=True))
    for role, told in lines.items():
        known = {year: item for year, item in told.items() if isfinite(item.low)}
        below, above = ([at(year, getattr(item, end)) for year, item in known.items()] for end in ENDS)
        points = [at(year, item.mean) for year, item in told.items()]
        parts += [svg.band(below, above, ROLES[role])] if known else []
        parts += [svg.line(points, ROLES[role]), svg.dot(points[-1], ROLES[role])]
    final = {role: own[last].mean for role, own in lines.items() if last in own}
    ends = [(at(last, one), text.number(one, -3, signed=True), names[role]) for role, one in final.items()]
    foot = MARGIN + HEIGHT + 20
    shown = [round(mark) for mark in svg.ticks(first, last, most=4) if mark == round(mark)]
    parts += _ends(ends)
    for year in (*(year for year in shown if last - year > NEAR), last):
        parts.append(svg.words((at(year, 0.0)[0], foot), str(year), anchor="middle", soft=True))
    return Chart(svg.picture(WIDTH, foot + MARGIN, f"{title}. {measure}", parts), title, measure)


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


def _ends(ends: Sequence[tuple[svg.Point, str, str]]) -> list[str]:
    """Return beside the end of each line its last number and its name, apart from one another."""
    parts, below = [], -inf
    for (x, y), number, name in sorted(ends, key=lambda one: one[0][1]):
        below = max(y - 2, below + 2 * svg.ROW)
        parts += [svg.words((x + 8, below), number), svg.words((x + 8, below + svg.ROW - 3), name, soft=True)]
    return parts


def by_option(run: Run, text: Text, views: Sequence[Run], title: str, measure: str) -> Chart | None:
    """Return jobs by option, a dot with its interval for each view of the run; None where it holds none.

    A run of one scenario has one row.
    """
    found: dict[tuple[int, str], Effect] = {}
    for place, one in enumerate(views):
        for asked in compared(one) if one.comparison else told_of(one):
            if (item := effect(one, asked, JOBS)) is not None:
                found[place, called(run, text, asked)] = item
    if not found:
        return None
    looks = [SERIES[place % len(SERIES)] for place in range(len(views))]
    named = [(look, _setting(run, text, one)) for look, one in zip(looks, views, strict=True)]
    parts, top = svg.legend(named, MARGIN) if len(views) > 1 else ([], 0.0)
    low, high = svg.bounds_of(list(found.values()))

    def across(value: float) -> float:
        return MARGIN + 24 + (WIDTH - 2 * MARGIN - 48) * (value - low) / (high - low)

    dots, marks, end = list[str](), svg.ticks(low, high, most=4), top
    for name in dict.fromkeys(name for _, name in found):
        for part in wrap(name, LINE):
            end += svg.ROW
            parts.append(svg.words((MARGIN, end - 4), part))
        rows = [(looks[place], found[place, name]) for place in range(len(views)) if (place, name) in found]
        foot = end + STEP * len(rows)
        parts += [svg.rule((across(mark), end), (across(mark), foot), zero=mark == 0) for mark in marks]
        for look, item in rows:
            end += STEP
            whisker = [(across(item.low), end - 5), (across(item.high), end - 5)]
            pen = replace(look, dash="solid")
            dots += [svg.line(whisker, pen, width=1.6)] if isfinite(item.low) else []
            dots.append(svg.dot((across(item.mean), end - 5), look))
        end += APART
    for mark in marks:
        number = text.number(mark, 0, signed=True)
        parts.append(svg.words((across(mark), end + 18), number, anchor="middle", soft=True))
    drawn = svg.picture(WIDTH, end + FOOT, f"{title}. {measure}", [*parts, *dots])
    return Chart(drawn, title, measure)


def _setting(run: Run, text: Text, view: Run) -> str:
    """Return what tells a view from the others: its closure, or its world."""
    if view.world == run.world:
        return text("head.strip.assumption", closure=closure_name(text, view.closure))
    return text("legend.world", world=world_name(text, view.world))
