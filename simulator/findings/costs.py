"""What a job costs a year, on the headline's months; dominated options, how provisions add up."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.effects import Contrast, Effect, pair, relevant_of, summary
from simulator.findings.intervals import Array, Interval, Openings, cost_per_job_year, ratio_interval
from simulator.findings.money import told
from simulator.findings.options import clusters_of, ends
from simulator.findings.results import TOTAL, Results
from simulator.findings.verdicts import OUTCOMES, Measure, dominated
from simulator.findings.windows import Window, settled, windowed

JOBS, BALANCE = "employed", "public_balance"
DECISIVE = (JOBS, BALANCE)  # what options are compared by in every world and closure


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


def cost_of(results: Results, contrast: Contrast, window: Window | None = None) -> Cost | None:
    """Return what a policy costs and what jobs it gives, or None where the run does not hold both.

    `window` is the run's, if nothing is said.
    """
    asked = settled(window or results.window)
    found = [_monthly(results, contrast, one, asked) for one in (JOBS, BALANCE)]
    if found[0] is None or found[1] is None:
        return None
    (jobs, clusters), (balance, _) = found[0], found[1]
    money, years = -float(balance.mean()) * MONTHS_PER_YEAR, float(jobs.mean())
    return Cost(money, years, cost_per_job_year(balance, jobs, clusters))


def made_up(results: Results, policy: Contrast, ai: Contrast) -> Interval | None:
    """Return the part of the jobs lost to AI that a policy makes up for; None unless the run holds both.

    Fieller's interval over paired seeds, as of what a job costs: none where AI may cost no job.
    """
    asked = settled(results.window)
    found = [_monthly(results, contrast, JOBS, asked) for contrast in (policy, ai)]
    if found[0] is None or found[1] is None:
        return None
    (gained, clusters), (lost, _) = found[0], found[1]
    return ratio_interval(gained.mean(axis=1), -lost.mean(axis=1), clusters)


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
    beside = [one for one in others if _better(results, one) in ("higher", "lower") and ends(results, one)]
    return dominated(*([measure_of(results, one) for one in each] for each in (DECISIVE, beside)))


def measure_of(results: Results, outcome: str) -> Measure:
    """Return an outcome of everything that is compared, the baseline too, by seed."""
    return Measure(ends(results, outcome), relevant_of(results, outcome), _better(results, outcome),
                   clusters_of(results, outcome))  # fmt: skip


def _better(results: Results, outcome: str) -> str:
    return str(results.metadata.get(outcome, {}).get("better", ""))


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
    found = {part: summary(results, contrast, indicator, window, *both, keys) for part, both in parts.items()}
    return {part: item for part, item in found.items() if item is not None}
