"""A posterior learnt once from a reference table, for whatever data.

Moments are a sum of a level and a quadratic of each unknown (the search's surrogate, over the whole cube),
pulled to a level alone as far as foretells points that are left out best, moment by moment; what is then left
is Gaussian with the covariance found. Data stray from the model by a tolerance besides, as in the
search: misses are in tolerances. Before the data, every unknown is uniform over its range. The posterior is
drawn coordinate by coordinate on a grid (Gibbs).
"""

from dataclasses import dataclass
from math import inf

import numpy as np

from calibration.estimate.reference import Reference
from calibration.estimate.search import keyed
from calibration.estimate.surrogate import Array, fit_surrogate, left_out
from calibration.estimate.unknowns import Space

PULLS = (0.001, 0.01, 0.1, 1.0)
GRID = 41
CHAINS, SETTLING, KEPT, APART = 100, 20, 10, 4
"""Chains; sweeps before the first that is kept; sweeps kept, and how far they are apart."""


@dataclass(frozen=True)
class Picture:
    """What the table says of the moments: levels [m], slopes and curvatures [d, m], covariance [m, m].

    `residuals` [n, m]: moments of each point less what the others foretell of them.
    """

    levels: Array
    slopes: Array
    curves: Array
    residuals: Array

    @property
    def covariance(self) -> Array:
        """Of data that stray by a tolerance from a run at the true point."""
        own = self.residuals.T @ self.residuals / len(self.residuals)
        return np.asarray(own + np.eye(len(self.levels)))

    def predict(self, points: Array) -> Array:
        """Misses expected at points [n, d]."""
        step = points - 0.5
        return np.asarray(self.levels + step @ self.slopes + step**2 @ self.curves)


def learn(table: Reference) -> Picture:
    """The picture of a table; a moment answers the unknowns of its own country and the structural ones."""
    parts = [_part(table, country) for country in table.misses]
    return Picture(*(np.concatenate(same, axis=-1) for same in zip(*parts, strict=True)))


def unknowns_of(space: Space, country: str) -> list[int]:
    """Places of the unknowns that a country has."""
    return [k for k, one in enumerate(space.unknowns) if one.country in ("", country)]


def _part(table: Reference, country: str) -> tuple[Array, Array, Array, Array]:
    """Levels, slopes, curvatures and residuals of one country's moments."""
    own, found = unknowns_of(table.space, country), table.misses[country]
    points, centre, d = table.points[:, own], np.full(len(own), 0.5), len(own)
    pulled = np.array([left_out(points, found, centre, pull) for pull in PULLS])
    best = (pulled**2).sum(axis=1).argmin(axis=0)
    fits = np.array([fit_surrogate(points, found, centre, inf, pull).coefficients for pull in PULLS])
    moments = np.arange(found.shape[1])
    coefficients = fits[best, :, moments].T
    whole = np.zeros((2, len(table.space.unknowns), found.shape[1]))
    whole[:, own] = coefficients[1 : 1 + d], coefficients[1 + d :]
    return coefficients[0], whole[0], whole[1], pulled[best, :, moments].T


def draws(picture: Picture, data: Array, number: int = 0) -> Array:
    """Points of the unit cube [CHAINS · KEPT, d] drawn from the posterior, given the misses of the data [m].

    Each `number` has random draws of its own.
    """
    d = len(picture.slopes)
    white = np.linalg.inv(np.linalg.cholesky(picture.covariance))
    step = (np.arange(GRID) + 0.5) / GRID - 0.5
    shapes = np.einsum("g,dm->dgm", step, picture.slopes) + np.einsum("g,dm->dgm", step**2, picture.curves)
    # What the unknowns cannot move of the whitened moments says nothing of them.
    basis, _ = np.linalg.qr((np.vstack([picture.slopes, picture.curves]) @ white.T).T)
    shapes = shapes @ white.T @ basis
    rest = np.tile((data - picture.levels) @ white.T @ basis, (CHAINS, 1))
    sweeps = SETTLING + KEPT * APART
    luck = keyed("posterior", number, sweeps * d * CHAINS, 1).reshape(sweeps, d, CHAINS)
    place = np.full((CHAINS, d), GRID // 2)
    rest -= shapes[np.arange(d), place[0]].sum(axis=0)
    kept = []
    for sweep in range(sweeps):
        for k in range(d):
            without = rest + shapes[k, place[:, k]]
            likelihood = without @ shapes[k].T - 0.5 * (shapes[k] ** 2).sum(axis=1)
            weight = np.exp(likelihood - likelihood.max(axis=1, keepdims=True)).cumsum(axis=1)
            place[:, k] = (weight < luck[sweep, k][:, None] * weight[:, -1:]).sum(axis=1)
            rest = without - shapes[k, place[:, k]]
        if sweep >= SETTLING and (sweep - SETTLING) % APART == APART - 1:
            kept.append(place.copy())
    found = np.vstack(kept)
    inside = keyed("within the grid", number, *found.shape)
    return np.asarray((found + inside) / GRID)
