"""What a comparison found: all options side by side on the same seeds, the baseline among them.

Place by place, for worlds and closures are never pooled: levels, what a job costs a year,
which option leads or is dominated, and how provisions add up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Protocol

import numpy as np
import polars as pl

from simulator.core.closure import Closure
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.costing import BALANCE
from simulator.findings.effects import (
    Asked,
    Contrast,
    Effect,
    effect,
    good_side,
    options,
    pair,
    relevant_of,
    summary,
)
from simulator.findings.headline import HeadlineRow
from simulator.findings.intervals import Array, Interval, Openings, cost_per_job_year, ratio_interval
from simulator.findings.results import TOTAL, Results, told
from simulator.findings.verdicts import HEADLINE_OUTCOME, OUTCOMES, Measure, dominated
from simulator.findings.windows import Window, settled, windowed

JOBS = HEADLINE_OUTCOME
DECISIVE = (JOBS, BALANCE)
"""What options are compared by in every world and closure."""


def rivals(results: Results) -> tuple[str, ...]:
    """Return the names of everything compared: the baseline first."""
    return (results.comparison["baseline"], *results.options)


def ends(results: Results, indicator: str) -> dict[str, Array]:
    """Return the mean of each option in the run's window, the baseline first, by seed."""
    found = {one: told(results, indicator, results.role_of(one), one) for one in rivals(results)}
    window = settled(results.window)
    return {one: windowed(series, window) for one, series in found.items() if series is not None}


class Place(Protocol):
    """A world under a closure; `simulator.experiment.plan` has them."""

    @property
    def world(self) -> str:
        """Name of the world."""

    @property
    def closed(self) -> Closure:
        """The closure."""


@dataclass(frozen=True)
class ComparedRow:
    """An indicator of an option against the baseline in a place."""

    place: Any
    row: HeadlineRow

    @property
    def share(self) -> float | None:
        """Share of seeds in which an option is better; None where no direction is, or one seed bears none."""
        return self.row.share if self.row.comparison == "policy" else None


def at_places[P: Place](
    results: pl.DataFrame, places: Sequence[P], content: Mapping[str, Any]
) -> Iterator[tuple[P, Results]]:
    """Yield each place with what was found there; `content` is the manifest's, with its `comparison`."""
    for place in places:
        yield place, Results(results, content, place.world, place.closed.label)


def half_width[P: Place](results: pl.DataFrame, places: Sequence[P], content: Mapping[str, Any]) -> float:
    """The widest half-interval of the employment effect of any option in any place, in persons.

    Of the manifest's `content` it takes `comparison`, `window`, `opening_states` and `drawn`.
    """
    every = (here for _, here in at_places(results, places, content))
    found = [effect(here, contrast, JOBS) for here in every for contrast in options(here)]
    return max((one.half for one in found if one is not None), default=0.0)


@dataclass(frozen=True)
class Cost:
    """A year in the run's window, means over seeds: public money (first-year prices), jobs, their ratio."""

    money: float
    years: float
    ratio: Interval

    @property
    def loses_jobs(self) -> bool:
        """Whether jobs are known to be lost: the ratio is then no cost of a job-year, whatever its sign."""
        return self.years < 0 and isfinite(self.ratio.high)


def cost_of(results: Results, contrast: Contrast) -> Cost | None:
    """Return what a policy costs and what jobs it gives, or None where the run does not hold both."""
    asked = settled(results.window)
    jobs, balance = (_monthly(results, contrast, one, asked) for one in DECISIVE)
    if jobs is None or balance is None:
        return None
    money, years = -float(balance[0].mean()) * MONTHS_PER_YEAR, float(jobs[0].mean())
    return Cost(money, years, cost_per_job_year(balance[0], *jobs))


def made_up(results: Results, policy: Contrast, ai: Contrast) -> Interval | None:
    """Return the part of the jobs lost to AI that a policy makes up for; None unless the run holds both.

    Fieller's interval over paired seeds, as of what a job costs: none where AI may cost no job.
    """
    gained, lost = (_monthly(results, one, JOBS, settled(results.window)) for one in (policy, ai))
    if gained is None or lost is None:
        return None
    return ratio_interval(gained[0].mean(axis=1), -lost[0].mean(axis=1), gained[1])


def _monthly(
    results: Results, contrast: Contrast, indicator: str, window: Window
) -> tuple[Array, Openings] | None:
    """Return the paired difference by seed in each month of a window, and the seeds' clusters."""
    found = pair(results, contrast, indicator, *TOTAL)
    if found is None:
        return None
    inside = window.inside(found[0].months)
    difference = np.asarray((found[0].values - found[1].values)[:, inside])
    return difference, results.clusters(found[0].keys)


def dominated_options(results: Results) -> dict[str, str]:
    """Return the options that another one dominates on jobs and public balance, each with that one.

    No option is dominated that is clearly better in any outcome of the headline with a good direction.
    """
    others = (one for one in OUTCOMES if one not in DECISIVE)
    beside = [one for one in others if good_side(results, one) in ("higher", "lower") and ends(results, one)]
    return dominated(*([measure_of(results, one) for one in each] for each in (DECISIVE, beside)))


def measure_of(results: Results, outcome: str) -> Measure:
    """Return an outcome of everything that is compared, the baseline too, by seed."""
    better, baseline = good_side(results, outcome), rivals(results)[0]
    series = told(results, outcome, results.role_of(baseline), baseline)
    clusters = results.clusters(() if series is None else series.keys)
    return Measure(ends(results, outcome), relevant_of(results, outcome), better, clusters)


def added_up(results: Results, indicator: str) -> dict[str, Effect]:
    """Return what all provisions of a stack do (`joint`), the `sum` of each alone, and the `interaction`.

    Empty where nothing was stacked or the indicator was not measured.
    """
    stack = results.comparison.get("stack") or {}
    if not stack:
        return {}
    base, joint, singles = results.comparison["base"], stack["steps"][-1], stack["singles"]
    names = (base, joint, *singles)
    series = {one: told(results, indicator, results.role_of(one), one) for one in names}
    window = settled(results.window)
    level = {one: windowed(found, window) for one, found in series.items() if found is not None}
    if base not in level:
        return {}
    together = level[joint] - level[base]
    nothing = np.zeros(len(together))
    alone = sum((level[one] - level[base] for one in singles), nothing)
    contrast = Contrast("option", results.role_of(joint), results.role_of(base), joint, base)
    keys = next(found.keys for found in series.values() if found is not None)
    parts = {"joint": (together, nothing), "sum": (alone, nothing), "interaction": (together, alone)}
    asked = Asked(contrast, indicator, window)
    found = {part: summary(results, asked, (*both, keys)) for part, both in parts.items()}
    return {part: item for part, item in found.items() if item is not None}
