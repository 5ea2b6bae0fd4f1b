"""A number that closes a gap on the mean of the seeds: the runs that it takes, each made once, and its luck.

What is searched (an addition to a tax, the scale of a mix of policies) is a rate; the gap falls as it rises.
Runs are stored by rate, so that a resumed search goes on where it stopped.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from simulator.experiment.solve.root import Search
from simulator.experiment.tasks import Task, clusters_of
from simulator.findings.intervals import Array, mean_interval

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
