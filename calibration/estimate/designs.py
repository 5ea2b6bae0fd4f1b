"""Where a sensitivity study runs the model, and what it makes of what it found there."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.estimate.search import SEED
from calibration.estimate.unknowns import Array, Space

FACTORIAL, MORRIS, SOBOL = "factorial", "morris", "sobol"
LEVELS = 4
"""Of Morris's grid."""


@dataclass(frozen=True)
class Effects:
    """How far each number moves each outcome over its range [d, k]; standard errors, zero where unknown.

    `shares` is the part that a number has in an outcome's variance, else in all effects [d, k].
    """

    size: Array
    error: Array
    shares: Array


@dataclass(frozen=True)
class Design:
    """Points of the unit cube [n, d]."""

    space: Space
    points: Array
    method: str

    def problem(self) -> dict[str, Any]:
        """The numbers as SALib knows them."""
        names = [one.parameter for one in self.space.unknowns]
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}

    def effects(self, found: Array) -> Effects:
        """What the outcomes found at the points [n, k] say; NaN where a point gave none."""
        if self.method == FACTORIAL:
            return self._by_least_squares(found)
        whole = filled(found)
        size = np.nan_to_num(np.array([self._by_salib(outcome) for outcome in whole.T], dtype=np.float64).T)
        return Effects(size, np.zeros_like(size), size / np.maximum(size.sum(axis=0), 1e-300))

    def lost(self, failed: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many points gave nothing where a number had just moved; of two levels, at the high one [d]."""
        steps = np.diff(self.points, axis=0, prepend=self.points[:1])
        at: NDArray[np.bool_] = self.points > 0.5 if self.method == FACTORIAL else np.abs(steps) > 0.0
        return (at & failed[:, None]).sum(axis=0)

    def _by_salib(self, outcome: Array) -> Any:
        """Mean absolute elementary effect over the range, or total share of variance [d]."""
        from SALib.analyze import morris, sobol

        if self.method == MORRIS:
            found = morris.analyze(self.problem(), self.points, outcome, num_levels=LEVELS, seed=SEED)
            return found["mu_star"]
        return sobol.analyze(self.problem(), outcome, calc_second_order=False, seed=SEED)["ST"]

    def _by_least_squares(self, found: Array) -> Effects:
        """From low to high, the mean over the others' levels; shares are without what chance adds to them.

        A share may so be below zero: cut off there, what hundreds of numbers have by chance would add up.
        """
        known = np.isfinite(found).all(axis=1)
        sides, outcomes = 2.0 * self.points[known] - 1.0, found[known]
        told = np.column_stack([np.ones(len(sides)), sides])
        inverse = np.linalg.pinv(told)
        weights = inverse @ outcomes
        free = max(len(told) - np.linalg.matrix_rank(told), 1)
        noise = ((outcomes - told @ weights) ** 2).sum(axis=0) / free
        error = np.sqrt((inverse**2).sum(axis=1)[1:, None] * noise)
        moved = weights[1:] ** 2 - error**2
        return Effects(2.0 * weights[1:], 2.0 * error, moved / np.maximum(outcomes.var(axis=0), 1e-300))


def filled(found: Array) -> Array:
    """Outcomes [n, k]; a point that gave none has those of the one before it: its step counts as none."""
    failed, whole = ~np.isfinite(found).all(axis=1), found.copy()
    usual = np.nanmean(np.where(failed[:, None], np.nan, found), axis=0)
    for k in np.flatnonzero(failed):
        whole[k] = whole[k - 1] if k else usual
    return whole


def factorial_design(space: Space) -> Design:
    """Each number low or high at a time with all others, twice the next power of two of points, folded over.

    What a number does is mixed up neither with what another does, nor with what two do together.
    """
    from SALib.sample import ff

    count = len(space.unknowns)
    names = [f"x{k}" for k in range(count + 1)]  # the first column tells the halves apart and is no number's
    points = ff.sample(
        {"num_vars": count + 1, "names": names, "bounds": [[0.0, 1.0]] * (count + 1)}, seed=SEED
    )
    points = points[:, 1 : count + 1]
    return Design(space, points, FACTORIAL)


def morris_design(space: Space, trajectories: int) -> Design:
    """Trajectories that move one number after another; the same whenever they are asked for."""
    from SALib.sample import morris

    points = morris.sample(_of(space).problem(), trajectories, num_levels=LEVELS, seed=SEED)
    return Design(space, np.asarray(points), MORRIS)


def sobol_design(space: Space, base: int) -> Design:
    """Saltelli's points: `base` (a power of two) times two more than there are numbers."""
    from SALib.sample import sobol

    points = sobol.sample(_of(space).problem(), base, calc_second_order=False, seed=SEED)
    return Design(space, np.asarray(points), SOBOL)


def _of(space: Space) -> Design:
    return Design(space, np.zeros((0, 0)), "")
