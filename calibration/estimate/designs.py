"""Where a sensitivity study runs the model, and what it makes of what it found there."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.estimate.emulator import split
from calibration.estimate.search import SEED, net
from calibration.estimate.unknowns import Array, Space

FACTORIAL, SOBOL = "factorial", "sobol"


@dataclass(frozen=True)
class Effects:
    """How far each number moves each outcome over its range [d, k]; standard errors, zero where unknown.

    `shares` is the part that a number has in an outcome's variance, else in all effects [d, k]; `alone` the
    part of the variance that it moves without the others, where that is known. `predicted` is what an
    emulator foretells of the variance [k], where there is one; where that is too little the rest is NaN.
    """

    size: Array
    error: Array
    shares: Array
    alone: Array | None = None
    predicted: Array | None = None


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
        return self._by_least_squares(found) if self.method == FACTORIAL else self._by_emulator(found)

    def lost(self, failed: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many points gave nothing where a number was high [d]."""
        return ((self.points > 0.5) & failed[:, None]).sum(axis=0)

    def _by_emulator(self, found: Array) -> Effects:
        """Total shares of the variance that the numbers make, chance apart, and what each makes alone."""
        known = np.isfinite(found).all(axis=1)
        of = [split(self.problem(), self.points[known], outcome) for outcome in found[known].T]
        predicted = np.array([one.predicted for one in of])
        learnt = np.where([one.is_learnt for one in of], 1.0, np.nan)
        size, error, alone = (
            learnt * np.array([getattr(one, name) for one in of]).T for name in ("total", "error", "alone")
        )
        return Effects(size, error, part_of_all(size), alone, predicted)

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


def part_of_all(size: Array) -> Array:
    """What each number has of an outcome's effects together [d, k]."""
    return size / np.maximum(size.sum(axis=0), 1e-300)


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


def sobol_design(space: Space, count: int) -> Design:
    """A Sobol net of `count` points, a power of two; fewer are the first of more."""
    return Design(space, net("sobol", count, len(space.unknowns)), SOBOL)
