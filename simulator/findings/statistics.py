"""Paired effects over seeds, verdicts, ratios with honest intervals. Arrays in, no files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student_t

from simulator.core.time import MONTHS_PER_YEAR

Array = NDArray[np.float64]
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Effect:
    """A mean over `n` seeds with its 95 % interval; infinite bounds mean that no interval can be given."""

    mean: float
    low: float
    high: float
    n: int

    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.low > 0 or self.high < 0


def mean_effect(values: Array) -> Effect:
    """Mean of `values` (one per seed) with its t-interval; NaN seeds make the effect NaN."""
    n = len(values)
    mean = float(np.mean(values))
    if n < 2:
        return Effect(mean, -inf, inf, n)
    half = _t_quantile(n - 1) * float(np.std(values, ddof=1)) / sqrt(n)
    return Effect(mean, mean - half, mean + half, n)


def paired_effect(a: Array, b: Array) -> Effect:
    """Mean of a - b with the 95 % t-interval of the paired difference; both are (seeds,), same order."""
    if a.shape != b.shape:
        raise ValueError(f"paired arrays differ in shape: {a.shape} and {b.shape}")
    return mean_effect(a - b)


def verdict(effect: Effect, smallest_relevant: float, better: str) -> str:
    """Word for an effect: better, worse, no_relevant_difference or unclear.

    A direction needs both: the interval excludes zero and the mean is at least the smallest relevant
    effect, so that more seeds never turn trifles into victories. Where the indicator declares no good
    direction (`better` = "none") the words are higher and lower.
    """
    if effect.excludes_zero() and abs(effect.mean) >= smallest_relevant:
        if better == "none":
            return "higher" if effect.mean > 0 else "lower"
        return "better" if (effect.mean > 0) == (better == "higher") else "worse"
    if -smallest_relevant <= effect.low and effect.high <= smallest_relevant:
        return "no_relevant_difference"
    return "unclear"


def pairing_gain(a: Array, b: Array) -> float:
    """Variance of the effect with independent seeds, Var(a) + Var(b), over Var(a - b) with paired ones."""
    paired = float(np.var(a - b, ddof=1))
    independent = float(np.var(a, ddof=1)) + float(np.var(b, ddof=1))
    return independent / paired if paired > 0 else inf


def ratio_effect(cost: Array, jobs: Array) -> Effect:
    """Mean(cost) / mean(jobs) over paired seeds with Fieller's 95 % interval.

    When the denominator's own interval contains zero no finite interval exists and the bounds are
    infinite: the cost per job is then not identified, and a finite number would mislead.
    Source: Fieller (1954), Some problems in interval estimation, JRSS B 16.
    """
    if cost.shape != jobs.shape:
        raise ValueError(f"paired arrays differ in shape: {cost.shape} and {jobs.shape}")
    n = len(cost)
    x, y = float(np.mean(cost)), float(np.mean(jobs))
    ratio = x / y if y != 0 else float("nan")
    if n < 2:
        return Effect(ratio, -inf, inf, n)
    q = _t_quantile(n - 1) ** 2 / n
    cov = np.cov(cost, jobs, ddof=1)
    # Roots r of (x - r y)^2 = q Var(cost - r jobs)
    square, cross, constant = y * y - q * cov[1, 1], x * y - q * cov[0, 1], x * x - q * cov[0, 0]
    if square <= 0:
        return Effect(ratio, -inf, inf, n)
    half = sqrt(max(cross * cross - square * constant, 0.0)) / square
    return Effect(ratio, cross / square - half, cross / square + half, n)


def cost_per_job_year(balance: Array, employed: Array) -> Effect:
    """Public money spent for each year of employment gained, with Fieller's 95 % interval.

    Both are paired differences, policy less no policy, by month: (seeds, months), the balance in money a
    month, the employed in persons. Infinite bounds mean that it is not known whether jobs are gained at all.
    A positive ratio of two negative numbers saves money and costs jobs: read it beside the two effects.
    """
    return ratio_effect(-balance.sum(axis=1), employed.sum(axis=1) / MONTHS_PER_YEAR)


def share_better(a: Array, b: Array, better: str) -> float:
    """Share of seeds in which `a` lies on the good side of `b`, paired; equal seeds count for neither."""
    if a.shape != b.shape:
        raise ValueError(f"paired arrays differ in shape: {a.shape} and {b.shape}")
    return float(np.mean(a > b if better == "higher" else a < b))


@dataclass(frozen=True)
class Measure:
    """One outcome of every option, by seed: what counts as a difference, and which direction is good."""

    values: Mapping[str, Array]
    smallest_relevant: float
    better: str

    def compare(self, option: str, other: str) -> str:
        """The verdict on `option` against `other`, on the same seeds."""
        effect = paired_effect(self.values[option], self.values[other])
        return verdict(effect, self.smallest_relevant, self.better)


def dominated(measures: Sequence[Measure]) -> dict[str, str]:
    """Options that another one dominates, each with the first that does.

    It dominates when it is better in at least one measure and shows no relevant difference in the others:
    where one of them is unclear, nothing is said.
    """
    names = list(measures[0].values)
    found = {}
    for option in names:
        for other in names:
            verdicts = {measure.compare(other, option) for measure in measures} if other != option else set()
            if "better" in verdicts and verdicts <= {"better", "no_relevant_difference"}:
                found[option] = other
                break
    return found


def _t_quantile(degrees: float) -> float:
    return float(student_t.ppf((1 + CONFIDENCE) / 2, degrees))
