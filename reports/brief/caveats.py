"""The three caveats that matter most for a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reports.brief.amounts import people, ranged
from reports.brief.answer import between
from reports.brief.contents import instruments
from reports.brief.numbers import asked_of
from reports.data.participants import participants
from reports.data.run import Run
from reports.story.answer import left_out
from reports.story.law import ROOM
from reports.story.sentences import option, world_name, year_name, years
from reports.story.settings import instrument_name
from reports.text import Text
from simulator.core.time import MONTHS_PER_YEAR, month_label
from simulator.findings.costs import BALANCE, JOBS
from simulator.findings.effects import Contrast, Effect, by_year, effect, options
from simulator.findings.headline import beside
from simulator.findings.leading import foremost
from simulator.findings.participants import gross
from simulator.findings.slack import slack
from simulator.findings.verdicts import Verdict

MOST = 3
UNEMPLOYED = "unemployed"
OUTSIDE = "inactive"
"""Who is neither in work nor looking nor in a course, below the age of retirement."""


def caveats(run: Run, text: Text) -> list[str]:
    """Return the first three that hold, those that change the answer's sign or its meaning first."""
    asked = None if run.comparison else asked_of(run)
    path, turns = _path(run, text, asked) if asked else _paths(run, text) if run.comparison else ("", False)
    worlds = [world_name(text, one.world) for one in run.worlds]
    found = [
        *left_out(run, text),
        quick(run, text),
        *_short(run, text),
        text("brief.caveat.closure") if len(run.closures) == 1 else "",
        *_leader(run, text),
        path if turns else "",
        *_training(run, text, asked),
        *_outlay(run, text),
        *_precision(run, text),
        text.plural("brief.caveat.world", len(worlds), worlds=", ".join(worlds)),
        "" if turns else path,
        text("brief.caveat.model"),
    ]
    return [one for one in found if one][:MOST]


def quick(run: Run, text: Text) -> str:
    """Return that a run was made quickly, empty where it was not."""
    is_quick = bool(run.content.get("quick"))
    return text("banner.quick", persons=text.number(run.content["persons"], 0)) if is_quick else ""


def _short(run: Run, text: Text) -> Iterator[str]:
    """Give what would begin after the last month, and that no year of the run is whole."""
    start = str(run.content["horizon"]["start"])
    last = month_label(start, run.last_month)
    begins = {name: str(values.get("start", "")) for one in run.options or (run.scenario,)
              for name, values in instruments(run, one).items()}  # fmt: skip
    names = [instrument_name(run, text, name) for name, month in begins.items() if month > last]
    law = (one for name, one in run.content.get("parameters", {}).items() if name.startswith(ROOM))
    names += [text.declared(str(one["about"])) for one in law
              if min(step["from"] for step in one["law"]["steps"]) > last]  # fmt: skip
    if names:
        yield text("brief.caveat.idle", instruments=text("brief.items").join(names),
                   month=text.month(start, run.last_month))  # fmt: skip
    if run.last_month + 1 < MONTHS_PER_YEAR:
        yield text.plural("brief.caveat.short", run.last_month)


def _leader(run: Run, text: Text) -> Iterator[str]:
    """Give which option leads on jobs under the other closures that were run, where it is another one."""
    here, *others = (
        _first(one) for one in (run, *(one for one in run.settings if one.closure != run.closure))
    )
    found = Counter(one for one in others if one)
    for name, count in found.most_common(1):
        if here and name != here:
            yield text("brief.caveat.leader", option=option(run, text, name), count=text.number(count, 0),
                       total=text.number(len(others), 0))  # fmt: skip


def _first(run: Run) -> str:
    """Return the option with the best mean effect on jobs, empty without options."""
    items = [item for one in options(run) if (item := effect(run, one, JOBS))] if run.comparison else []
    return foremost(run, items).contrast.scenario if items else ""


def _precision(run: Run, text: Text) -> Iterator[str]:
    """Give how wide the intervals on jobs are, where some effect on jobs is unclear."""
    asked = options(run) if run.comparison else [one for one in (asked_of(run),) if one is not None]
    items = [item for one in asked if (item := effect(run, one, JOBS)) is not None and item.n > 1]
    if any(item.verdict is Verdict.UNCLEAR for item in items):
        ends = [pick(items, key=lambda item: item.half) for pick in (min, max)]
        low, high = (people(run, text, item, item.half) for item in ends)
        yield text(f"brief.caveat.precision{'' if len(items) == 1 else '.options'}", low=low, high=high)


def _outlay(run: Run, text: Text) -> Iterator[str]:
    """Give that the options do not cost the same."""
    items = [item for one in options(run) if (item := effect(run, one, BALANCE))] if run.comparison else []
    if len(items) > 1:
        yield text("brief.caveat.outlay", cost=between(run, text, items))


def _path(run: Run, text: Text, asked: Contrast) -> tuple[str, bool]:
    """Return the effect on jobs over the whole run, in its worst year and its last; whether a sign turns."""
    item = effect(run, asked, JOBS)
    if item is None:
        return "", False
    worst, whole = beside(run, item.contrast, JOBS)
    if worst is None or whole is None:
        return "", False
    over, at_worst = (people(run, text, item, one.mean, signed=True) for one in (whole, worst))
    year, every = year_name(run, text, worst.window), years(run, text, whole.window)
    form = ".option" if run.comparison else ""
    last = by_year(run, item.contrast, JOBS)[-1]
    end = "" if last.window == worst.window else text(
        "brief.caveat.path.end", last=people(run, text, item, last.mean, signed=True),
        year=year_name(run, text, last.window),
    )  # fmt: skip
    told = text(f"brief.caveat.path{form}", whole=over, worst=at_worst, year=year, years=every, end=end,
                option=option(run, text, asked.scenario))  # fmt: skip
    return told, min(worst.mean, whole.mean) < 0 < item.mean or item.mean < 0 < whole.mean


def _paths(run: Run, text: Text) -> tuple[str, bool]:
    """Return the same of the option that costs most jobs in a year, of those that add some in the end."""
    lowest = {one: worst.mean for one in options(run) if (worst := beside(run, one, JOBS)[0]) is not None}
    told = {one: _path(run, text, one) for one in sorted(lowest, key=lambda one: lowest[one])}
    return next((found for found in told.values() if found[1]), ("", False))


def _training(run: Run, text: Text, asked: Contrast | None) -> Iterator[str]:
    """Give who is in courses and no longer counted as unemployed, and that jobs come from the money too."""
    item = effect(run, asked, "in_training") if asked else None
    if item is None or item.mean <= 0 or not item.excludes_zero():
        return
    told = text("brief.caveat.training", count=people(run, text, item, item.mean))
    alone, jobs, outside = (effect(run, item.contrast, one) for one in (UNEMPLOYED, JOBS, OUTSIDE))
    without = slack(run, item.contrast)
    if alone is not None:
        told = text("brief.caveat.unemployed", told=told, mean=ranged(run, text, alone))
    if without is not None:
        told = text("brief.caveat.slack", told=told, mean=ranged(run, text, without))
    if _joins(without, jobs) and outside is not None and outside.high < 0:
        count = people(run, text, outside, -outside.mean)
        told = text("brief.caveat.inactive", told=told, count=count)
    yield _of_these(run, text, told, item, jobs)


def _of_these(run: Run, text: Text, told: str, courses: Effect, jobs: Effect | None) -> str:
    """Add how many of the jobs people hold who took a course of late, and what becomes of layoffs by AI."""
    if jobs is None or jobs.mean <= 0 or not jobs.excludes_zero():
        return told
    after = participants(run, courses.contrast)
    if not after:
        return text("brief.caveat.spending", told=told)
    told = text("brief.caveat.participants", told=told, years=text.number(len(after), 0),
                own=people(run, text, jobs, gross(courses.mean, after)))  # fmt: skip
    _, laid_off = beside(run, courses.contrast, "displaced")
    return told if laid_off is None else text(
        "brief.caveat.layoffs", told=told, mean=ranged(run, text, laid_off)
    )  # fmt: skip


def _joins(without: Effect | None, jobs: Effect | None) -> bool:
    """Whether more people are without a job or in a course, though no fewer work: they come from outside."""
    return without is not None and jobs is not None and without.mean > 0 and jobs.mean >= 0
