"""A local quadratic picture of the misses, for search and for what is identified."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

Array = NDArray[np.float64]
PULL, CURVED = 1e-3, 10.0
"""Pull of slopes to zero, in units of a miss; how much more curvatures are, as misses are mostly straight."""


def loss(misses: Array) -> Array:
    """Sum of squared misses, over their last axis."""
    return np.asarray((misses**2).sum(axis=-1))


@dataclass(frozen=True)
class Surrogate:
    """Misses [m] near a centre [d]: level, slope and own curvature of each; `coefficients` [1 + 2 d, m]."""

    centre: Array
    coefficients: Array

    def predict(self, point: Array) -> Array:
        """Misses at a point [d]."""
        return np.asarray((_features((point - self.centre)[None, :]) @ self.coefficients)[0])

    def jacobian(self, point: Array) -> Array:
        """Slopes of the misses at a point [m, d]."""
        d = len(self.centre)
        slopes, curves = self.coefficients[1 : 1 + d], self.coefficients[1 + d :]
        return np.asarray((slopes + 2.0 * (point - self.centre)[:, None] * curves).T)

    def minimum(self, low: Array, high: Array, start: Array, fixed: int | None = None) -> Array:
        """Point of least loss within a box; one coordinate may stay where `start` has it."""
        free = np.array([k for k in range(len(start)) if k != fixed and high[k] - low[k] > 1e-9], int)
        if len(free) == 0:
            return start

        def whole(part: Array) -> Array:
            point = start.copy()
            point[free] = part
            return point

        found = least_squares(
            lambda part: self.predict(whole(part)), np.clip(start[free], low[free], high[free]),
            jac=lambda part: self.jacobian(whole(part))[:, free], bounds=(low[free], high[free]),
        )  # fmt: skip
        return whole(found.x)


def fit_surrogate(points: Array, misses: Array, centre: Array, width: float, pull: float = PULL) -> Surrogate:
    """Least squares on all points [n, d], those nearer than `width` (root mean square) counting most."""
    near = np.exp(-0.5 * ((points - centre) ** 2).mean(axis=1) / width**2)
    x, root = _features(points - centre), np.sqrt(near)[:, None]
    return Surrogate(centre, np.linalg.solve(_gram(x, near, pull), (x * root).T @ (misses * root)))


def left_out(points: Array, misses: Array, centre: Array, pull: float) -> Array:
    """Misses [n, m] of each point less what a fit to all others foretells, all counting alike."""
    x = _features(points - centre)
    hat = x @ np.linalg.solve(_gram(x, np.ones(len(x)), pull), x.T)
    return np.asarray((misses - hat @ misses) / (1.0 - np.diag(hat))[:, None])


def _gram(x: Array, near: Array, pull: float) -> Array:
    d = (x.shape[1] - 1) // 2
    pulls = np.diag([0.0, *[pull] * d, *[CURVED * pull] * d])
    return np.asarray((x * near[:, None]).T @ x + pulls * near.sum())


def _features(step: Array) -> Array:
    return np.hstack([np.ones((len(step), 1)), step, step**2])
