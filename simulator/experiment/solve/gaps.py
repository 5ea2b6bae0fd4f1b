"""A number that closes a gap on the mean of the seeds: the runs that it takes, each made once, and its luck.

What is searched (an addition to a tax, the scale of a mix of policies) is a rate; the gap falls as it rises.
Runs are stored by rate, so that a resumed search goes on where it stopped.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import copysign

import numpy as np

from simulator.experiment.tasks import Task, clusters_of
from simulator.findings.intervals import Array, mean_interval

DECIMALS = 6
"""Rates are rounded to millionths: what a report prints is what was run."""
MOST = 24
"""Evaluations after which the search is given up."""
FARTHEST = 20.0
"""A secant may lead this many times as far as its two points lie apart."""
BLIND = 4.0
"""How much farther to look where the gap did not shrink."""
NEAREST = 6
"""Evaluations, those with the smallest gaps, that tell where the root lies among jumps."""
CREDIBLE = 3.0
"""A slope that differs from the known one by more than this factor is roughness, not slope."""


@dataclass
class Search:
    """A search for the rate in [`low`, `high`] at which `gap` is within `tolerance` of zero.

    `slope` is what is known of the change of the gap per unit of rate, None when nothing is.
    """

    gap: Callable[[float], float]
    low: float
    high: float
    tolerance: float
    slope: float | None = None
    gaps: dict[float, float] = field(default_factory=dict)

    def run(self, start: float, step: float) -> None:
        """Evaluate from `start` on, until a gap is small enough, the bounds are reached or it is in vain.

        `step` is how far the second rate lies from the first while no slope is known.
        """
        before, here = self._at(start), self._place(start)
        if before == 0.0:
            return
        distance = copysign(step, before) if self.slope is None else -before / self.slope
        while len(self.gaps) < MOST:
            there = self._place(here + distance)
            if there == here:
                return  # at a bound, or nearer than rates are told apart
            after = self._at(there)
            if after == 0.0:
                return
            if (after > 0.0) != (before > 0.0):
                self._bracketed(here, there)
                return
            distance = self._onward(there - here, before, after)
            here, before = there, after

    def best(self) -> float:
        """The evaluated rate whose gap is smallest, of equals the smallest rate."""
        return min(self.gaps, key=lambda rate: (abs(self.gaps[rate]), abs(rate)))

    def _onward(self, distance: float, before: float, after: float) -> float:
        """How far beyond the second point zero lies: by the secant, if not credible by the known slope."""
        slope = (after - before) / distance
        if self.slope is not None and not 1.0 / CREDIBLE <= slope / self.slope <= CREDIBLE:
            slope = self.slope
        elif (after - before) * before >= 0.0:  # the gap did not shrink on the way
            return BLIND * distance
        self.slope = slope
        limit = FARTHEST * abs(distance)
        return min(max(-after / slope, -limit), limit)

    def _bracketed(self, one: float, other: float) -> None:
        """Brent's method between two rates whose gaps differ in sign; if that fails, rates close by."""
        from scipy.optimize import brentq

        self.slope = self._trend()
        left = max(MOST - len(self.gaps), 1)
        brentq(self._at, one, other, xtol=self._apart() / 2.0, maxiter=left, full_output=True, disp=False)
        if abs(self.gaps[self.best()]) > self.tolerance:
            self._close_by()

    def _close_by(self) -> None:
        """Try rates on either side of where the nearest evaluations say that the root lies, ever farther."""
        slope, apart = self._trend(), self._apart()
        near = sorted(self.gaps, key=lambda rate: abs(self.gaps[rate]))[:NEAREST]
        root = float(np.mean([rate - self.gaps[rate] / slope for rate in near]))
        for k in range(1, 2 * MOST):
            if len(self.gaps) >= MOST or self._at(root + (-1) ** k * (k // 2) * apart) == 0.0:
                return

    def _trend(self) -> float:
        """Slope of the line through all evaluations; a level line, which finds nothing, counts as falling."""
        slope = float(np.polyfit(list(self.gaps), list(self.gaps.values()), 1)[0])
        return slope if slope != 0.0 else -self.tolerance

    def _apart(self) -> float:
        """Distance over which the gap changes by half the tolerance: to look closer finds nothing new."""
        return max(self.tolerance / 2.0 / abs(self._trend()), 2.0 * 10.0**-DECIMALS)

    def _place(self, rate: float) -> float:
        return round(min(max(rate, self.low), self.high), DECIMALS) + 0.0  # no minus zero

    def _at(self, rate: float) -> float:
        """The gap, zero when it is within the tolerance; each rate is evaluated once."""
        rate = self._place(rate)
        if rate not in self.gaps:
            self.gaps[rate] = self.gap(rate)
        gap = self.gaps[rate]
        return 0.0 if abs(gap) <= self.tolerance else gap


FIRST_SEEDS = 4
"""Seeds of the first, coarse search; all seeds decide in the end."""
COARSE = 3.0
"""How many times as large a gap the first search lets pass."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Evaluation:
    """The gap (share of annual GDP) that a rate leaves on the mean of `seeds` seeds."""

    rate: float
    gap: float
    seeds: int


@dataclass
class Gaps:
    """The gap of each seed by rate and number of seeds.

    `plan` gives the tasks of a rate, one a seed; `run` runs those that are not stored yet; `measure` reads
    their gaps.
    """

    plan: Callable[[float], Sequence[Task]]
    run: Callable[[Sequence[Task]], None]
    measure: Callable[[Sequence[Task]], Array]
    made: dict[tuple[float, int], Array] = field(default_factory=dict)

    def searched(
        self, low: float, high: float, seeds: int, tolerance: float, start: float, step: float
    ) -> float:
        """The rate in [`low`, `high`] whose gap on all seeds is the smallest that was found.

        With many seeds a few of them find where to look, and all of them decide.
        """
        slope = None
        if seeds >= 3 * FIRST_SEEDS:
            coarse = Search(lambda rate: self.mean(rate, FIRST_SEEDS), low, high, COARSE * tolerance)
            coarse.run(start, step)
            start, slope = coarse.best(), coarse.slope
        search = Search(lambda rate: self.mean(rate, seeds), low, high, tolerance, slope)
        search.run(start, step)
        return search.best()

    def mean(self, rate: float, seeds: int) -> float:
        """Mean gap over the first `seeds` seeds."""
        if (rate, seeds) not in self.made:
            tasks = self.plan(rate)[:seeds]
            self.run(tasks)
            self.made[rate, seeds] = self.measure(tasks)
            gap = float(np.mean(self.made[rate, seeds]))
            log.info("evaluated %+.6f on %d seeds: gap %+.5f of GDP", rate, seeds, gap)
        return float(np.mean(self.made[rate, seeds]))

    def evaluations(self) -> tuple[Evaluation, ...]:
        """Every evaluation in its order."""
        return tuple(Evaluation(rate, self.mean(rate, seeds), seeds) for rate, seeds in self.made)

    def uncertainty(self, rate: float, seeds: int) -> float | None:
        """Half the 95 % interval of the gap, turned into a rate by the slope; None with one seed or rate."""
        slope = self._slope()
        if seeds < 2 or slope == 0.0:
            return None
        clusters = clusters_of(self.plan(rate)[:seeds])
        return abs(mean_interval(self.made[rate, seeds], clusters).half / slope)

    def _slope(self) -> float:
        """Change of the gap per unit of rate: least squares, a level of its own for each set of seeds."""
        above = below = 0.0
        for count in sorted({seeds for _, seeds in self.made}):
            tried = [(rate, self.mean(rate, seeds)) for rate, seeds in self.made if seeds == count]
            rates, gaps = np.array(tried).T
            above += float(np.sum((rates - rates.mean()) * gaps))
            below += float(np.sum((rates - rates.mean()) ** 2))
        return above / below if below > 0.0 else 0.0
