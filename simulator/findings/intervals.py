"""Intervals of 95 %: of a mean over seeds, paired, left one out, of a ratio. Arrays in.

Seeds that begin in the same opening state share the luck of its draw, and so do opening states that took the
same draw of parameters. `openings` names what each seed shares with others; where there are several, they are
clusters: an interval then covers what the draw of month 0 does, with one degree of freedom less than there
are clusters. Where all seeds share one it leaves that out. Where seeds of one cluster are no more alike than
others, nothing is told to lie between clusters, and each seed stands by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, nan, sqrt

import numpy as np
import scipy
from numpy.typing import NDArray

from simulator.core.time import MONTHS_PER_YEAR

Array = NDArray[np.float64]
Openings = NDArray[np.int64]
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean over `n` seeds with its 95 % interval: NaN for one seed, infinite where no finite one exists."""

    mean: float
    low: float
    high: float
    n: int

    @property
    def half(self) -> float:
        """Half its width; infinite where the seeds bear no interval."""
        return (self.high - self.low) / 2.0 if self.n > 1 else inf

    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.low > 0 or self.high < 0


def clusters(seeds: int, openings: Openings | None) -> Openings:
    """The cluster of each seed, 0, 1, …: its opening state where there are several, else the seed itself."""
    places = None if openings is None else _numbered(tuple(openings.tolist()))
    return np.arange(seeds) if places is None else places


@lru_cache(maxsize=64)
def _numbered(openings: tuple[int, ...]) -> Openings | None:
    """The cluster of each seed by opening states, of which a run has few; None where all share one."""
    names, place = np.unique(openings, return_inverse=True)
    place = place.astype(np.int64)
    place.flags.writeable = False
    return place if len(names) > 1 else None


def _sums(values: Array, openings: Openings | None) -> tuple[Array, int]:
    """Deviations from the mean added up by cluster, over the seeds (clusters × items), and how many degrees.

    Scaled so that their squares add up to the variance of the mean: seeds of one cluster may go together.
    Source: Liang and Zeger (1986), Longitudinal data analysis using generalized linear models, Biometrika 73,
    with the correction k / (k − 1) for k clusters.
    """
    place = clusters(len(values), openings)
    count = int(place.max()) + 1
    sums, apart = np.zeros((count, values.shape[1])), values - values.mean(axis=0)
    if count == len(values):  # a seed each: many times as fast
        sums[place] = apart
    else:
        np.add.at(sums, place, apart)
    return sums * sqrt(count / (count - 1)) / len(values), count - 1


def _variances(values: Array, openings: Openings | None) -> tuple[Array, NDArray[np.int64]]:
    """Variance of the mean of each column of `values` (seeds × items), and its degrees of freedom."""
    (shared, clustered), (alone, single) = (_sums(values, one) for one in (openings, None))
    between, within = ((sums**2).sum(axis=0) for sums in (shared, alone))
    return np.maximum(between, within), np.where(between >= within, clustered, single)


def mean_interval(values: Array, openings: Openings | None = None) -> Interval:
    """Mean of `values` (one per seed) with Student's interval; NaN seeds make it NaN."""
    mean, low, high = (float(part[0]) for part in bands(values[:, None], openings))
    return Interval(mean, low, high, len(values))


def nine_in_ten(values: Array) -> tuple[float, float]:
    """Between what nine in ten of the values lie: of economies with the chance in each, no interval."""
    low, high = np.quantile(values, (0.05, 0.95))
    return float(low), float(high)


def paired_interval(a: Array, b: Array, openings: Openings | None = None) -> Interval:
    """Mean of a - b with Student's interval of the paired difference; both are (seeds,), same order."""
    _check_pairs(a, b)
    return mean_interval(a - b, openings)


def bands(values: Array, openings: Openings | None = None) -> tuple[Array, Array, Array]:
    """Mean, low and high of each column of seeds × periods: the pointwise interval."""
    mean = values.mean(axis=0)
    if len(values) < 2:
        return mean, np.full_like(mean, nan), np.full_like(mean, nan)
    variance, degrees = _variances(values, openings)
    half = np.sqrt(variance) * np.array([quantile(one) for one in degrees.tolist()])
    return mean, mean - half, mean + half


def jackknife(estimate: float, left_out: Array) -> tuple[float, float]:
    """Bounds of `estimate` from estimates that each leave one cluster out; NaN below two of them."""
    n = len(left_out)
    if n < 2:
        return nan, nan
    error = np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2))
    half = quantile(n - 1) * float(error)
    return estimate - half, estimate + half


def ratio_interval(cost: Array, jobs: Array, openings: Openings | None = None) -> Interval:
    """Mean(cost) / mean(jobs) over paired seeds with Fieller's interval.

    When the denominator's own interval contains zero no finite interval exists and the upper bound is
    infinite: the cost per job is then not identified, and a finite number would mislead. Where money is
    clearly spent, a lower bound is left: either a job costs at least so much, or jobs are lost.
    Source: Fieller (1954), Some problems in interval estimation, JRSS B 16.
    """
    _check_pairs(cost, jobs)
    n = len(cost)
    x, y = float(np.mean(cost)), float(np.mean(jobs))
    ratio = x / y if y != 0 else nan
    if n < 2:
        return Interval(ratio, -inf, inf, n)
    both, left = np.column_stack([cost, jobs]), cost - np.nan_to_num(ratio) * jobs
    _, degrees = _variances(left[:, None], openings)
    sums, least = _sums(both, openings)
    if degrees[0] != least:
        sums, least = _sums(both, None)
    return Interval(ratio, *_fieller(x, y, sums, least), n)


def _fieller(x: float, y: float, sums: Array, degrees: int) -> tuple[float, float]:
    """Bounds of x / y; the squares of `sums`, deviations by cluster, add up to the variance of the means."""
    cov, q = sums.T @ sums, quantile(degrees) ** 2
    # Roots r of (x - r y)^2 = q Var(cost - r jobs)
    square, cross, constant = y * y - q * cov[1, 1], x * y - q * cov[0, 1], x * x - q * cov[0, 0]
    if square <= 0:
        known = square < 0 and x > 0 and constant > 0
        least = (cross - sqrt(cross * cross - square * constant)) / square if known else -inf
        return least, inf
    half = sqrt(max(cross * cross - square * constant, 0.0)) / square
    return cross / square - half, cross / square + half


def cost_per_job_year(balance: Array, employed: Array, openings: Openings | None = None) -> Interval:
    """Public money spent for each year of employment gained, with Fieller's interval.

    Both are paired differences, policy less no policy, by month: (seeds, months), the balance in money a
    month, the employed in persons. Infinite bounds mean that it is not known whether jobs are gained at all.
    A ratio of jobs that are lost is no cost of jobs: ask which they are first.
    """
    return ratio_interval(-balance.sum(axis=1), employed.sum(axis=1) / MONTHS_PER_YEAR, openings)


def p_value(values: Array, openings: Openings | None = None) -> float:
    """Two-sided p value of the mean's being zero, on the same ground as `mean_interval`; NaN for one seed."""
    return float(p_values(values[:, None], openings)[0])


def p_values(values: Array, openings: Openings | None = None) -> Array:
    """The same of each column of seeds × items."""
    if len(values) < 2:
        return np.full(values.shape[1], nan)
    variance, degrees = _variances(values, openings)
    mean, error = values.mean(axis=0), np.sqrt(variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        tails = 2.0 * scipy.special.stdtr(degrees, -np.abs(mean / error))
    return np.asarray(np.where(error == 0.0, (mean == 0.0).astype(float), tails))


@lru_cache(maxsize=256)
def quantile(degrees: float) -> float:
    """Student's t beyond which 2.5 % lie on either side, with so many degrees of freedom."""
    return float(scipy.special.stdtrit(degrees, (1 + CONFIDENCE) / 2))


def looked_at(one: Interval, looks: int) -> tuple[float, float]:
    """Ends of an interval of which `looks` are seen on the way: together they hold at 95 % (Bonferroni)."""
    if one.n < 2:
        return one.low, one.high
    each = float(scipy.special.stdtrit(one.n - 1, 1 - (1 - CONFIDENCE) / (2 * looks)))
    half = one.half * each / quantile(one.n - 1)
    return one.mean - half, one.mean + half


def _check_pairs(a: Array, b: Array) -> None:
    if a.shape != b.shape:
        raise ValueError(f"paired arrays differ in shape: {a.shape} and {b.shape}")


@dataclass(frozen=True)
class Estimate:
    """Mean over seeds, its standard error, and the two-sided p value of its being zero (Student)."""

    mean: float
    error: float
    p: float


def over_seeds(values: Sequence[float]) -> Estimate:
    """Estimate from one number a seed; nothing but the mean can be said of a single seed."""
    sample = np.asarray(values, dtype=np.float64)
    mean, count = float(sample.mean()), len(sample)
    if count < 2:
        return Estimate(mean, nan, nan)
    error = float(sample.std(ddof=1)) / count**0.5
    if error == 0.0:
        return Estimate(mean, error, float(mean == 0.0))
    return Estimate(mean, error, 2.0 * float(scipy.special.stdtr(count - 1, -abs(mean / error))))
