"""The search and the posterior on the same data at the same number of evaluations, without the model.

A twin stands for the model: the moments that the picture of a reference table foretells, and one of its
residuals drawn for each evaluation. Truths are points of the cube, data what the twin gives there, strayed by
a tolerance.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from calibration.estimate.amortised import Picture, draws, learn
from calibration.estimate.reference import Reference, points_of
from calibration.estimate.search import Trace, accepted, draw, improve, keyed, screen, shares
from calibration.estimate.surrogate import Array

TRUTHS = 16
TAILS = (0.05, 0.95)


@dataclass(frozen=True)
class Rival:
    """Root mean square error of estimates [d], as shares of the range, and share of truths in the 90 %."""

    search: Array
    posterior: Array
    search_covers: float
    posterior_covers: float


def strayed(misses: Array, number: int) -> Array:
    """Misses [n, m] of data that stray by a tolerance."""
    return np.asarray(misses + ndtri(keyed("tolerance", number, *misses.shape)))


@dataclass
class Twin:
    """Misses of points by a picture, each evaluation with luck of its own."""

    picture: Picture
    asked: int = 0

    def __call__(self, points: Array) -> Array:
        """Misses [n, m] of points [n, d]."""
        self.asked += 1
        residuals = self.picture.residuals
        which = (keyed("twin", self.asked, 1, len(points))[0] * len(residuals)).astype(int)
        return np.asarray(self.picture.predict(points) + residuals[which])


def compared(table: Reference, count: int) -> Rival:
    """Both ways on the twin of a table; each estimate of the search takes `count` evaluations of its own."""
    twin, d = Twin(learn(table)), len(table.space.unknowns)
    points = points_of(table.space, count)
    truths = keyed("truths", 0, TRUTHS, d)
    data = strayed(twin(truths), 0)
    own = learn(replace(table, points=points, misses=_by_country(table, twin(points))))
    learnt = [draws(own, one, number) for number, one in enumerate(data)]
    found = list(_searched(twin, data, d, count))
    return Rival(
        _error(np.array([trace.best for trace in found]) - truths),
        _error(np.array([drawn.mean(axis=0) for drawn in learnt]) - truths),
        covered([trace.points[accepted(trace)] for trace in found], truths),
        covered(learnt, truths),
    )


def covered(samples: list[Array], truths: Array) -> float:
    """Share of truths, over points and unknowns, within the 90 % of their samples."""
    return float(np.mean([inside(drawn, truth) for drawn, truth in zip(samples, truths, strict=True)]))


def inside(drawn: Array, truth: Array) -> Array:
    """Whether each unknown of a truth [d] is within the 90 % of what was drawn [n, d]."""
    low, high = np.quantile(drawn, TAILS, axis=0)
    return np.asarray((low <= truth) & (truth <= high))


def _error(errors: Array) -> Array:
    return np.asarray(np.sqrt((errors**2).mean(axis=0)))


def _by_country(table: Reference, misses: Array) -> dict[str, Array]:
    ends = np.cumsum([found.shape[1] for found in table.misses.values()])
    return dict(zip(table.misses, np.split(misses, ends[:-1], axis=1), strict=True))


def _searched(twin: Twin, data: Array, unknowns: int, count: int) -> Iterator[Trace]:
    """The search of `sim calibrate` on each of the data, from the middle of the cube."""
    chance = np.sqrt(1.0 + (twin.picture.residuals**2).mean(axis=0))
    first, steps, last = shares(count - 1)
    for one in data:

        def ask(points: Array, aim: Array = one) -> Array:
            return np.asarray((twin(points) - aim) / chance)

        trace = screen(np.full(unknowns, 0.5), ask, first)
        improve(trace, ask, steps)
        draw(trace, ask, last)
        yield trace
