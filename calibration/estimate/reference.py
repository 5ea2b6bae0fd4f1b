"""The reference table: moments of the model at points spread over the whole range of all unknowns.

Every point has a base seed of its own, so that what chance does differs from point to point; all countries
of a point share its structural parameters. A table that was cut short holds the first points, which are
spread as evenly; the same command goes on with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from calibration.estimate.evaluations import Evaluations, SpentError, key_of
from calibration.estimate.moments import misses
from calibration.estimate.search import net
from calibration.estimate.unknowns import Array, Space


@dataclass(frozen=True)
class Reference:
    """Points [n, d] and, by country, misses [n, m] there; `failed` points are left out of both."""

    space: Space
    points: Array
    misses: Mapping[str, Array]
    failed: int

    def without(self, left_out: int) -> "Reference":
        """The table without one of its points."""
        kept = np.arange(len(self.points)) != left_out
        own = {country: found[kept] for country, found in self.misses.items()}
        return Reference(self.space, self.points[kept], own, self.failed)


def points_of(space: Space, count: int) -> Array:
    """The points of a table of `count`; those of a smaller one come first."""
    return net("reference", count, len(space.unknowns))


def fill(evaluations: Evaluations, points: Array, base_seed: int) -> None:
    """Run the points in turn, each in every country; what the time does not reach is left."""
    asked = (
        (point, country, base_seed + k)
        for k, point in enumerate(points)
        for country in evaluations.space.countries
    )
    try:
        for _ in evaluations.run(asked):
            evaluations.fresh += 1
            if evaluations.progress is not None:
                evaluations.progress(evaluations.fresh, len(evaluations.known))
    except SpentError:
        pass


def table_of(evaluations: Evaluations, points: Array, base_seed: int) -> Reference:
    """The points that are known in every country; those where a moment could not be measured are failed."""
    countries, known = evaluations.space.countries, evaluations.known
    keys = [
        [key_of(point, country, base_seed + k) for country in countries] for k, point in enumerate(points)
    ]
    done = [k for k, own in enumerate(keys) if all(key in known for key in own)]
    found = {
        country: np.array([misses(evaluations.targets[country], known[keys[k][place]]) for k in done])
        for place, country in enumerate(countries)
    }
    whole = np.all([np.isfinite(own).all(axis=1) for own in found.values()], axis=0)
    return Reference(
        evaluations.space, points[done][whole], {country: own[whole] for country, own in found.items()},
        failed=int((~whole).sum()),
    )  # fmt: skip
