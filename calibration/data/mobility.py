"""Yearly moves between occupations and the skill distance that they imply."""

import numpy as np
from numpy.typing import NDArray

from calibration.data.occupations import CODES, MAJOR

Array = NDArray[np.float64]


def probabilities(moves: Array) -> Array:
    """Row-stochastic matrix [O, O] from persons who moved; an empty row is that of its major group."""
    filled = moves.copy()
    for row in np.flatnonzero(moves.sum(axis=1) == 0):
        filled[row] = filled[MAJOR == MAJOR[row]].sum(axis=0)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def complete(shares: Array) -> Array:
    """Rows without data (NaN) take the mean of their major group's rows, then sum to 1."""
    filled = shares.copy()
    for row in np.flatnonzero(np.isnan(shares).any(axis=1)):
        filled[row] = np.nanmean(shares[MAJOR == MAJOR[row]], axis=0)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def blend(observed: Array, skills: Array, weight: float) -> Array:
    """Keep the observed probability of staying; mix the destinations of movers with `weight` on skills."""
    stay = np.diag(observed)
    mixed = (1 - weight) * _destinations(observed) + weight * _destinations(skills)
    return np.asarray((1 - stay)[:, None] * mixed + np.diag(stay))


def distance(observed: Array, skills: Array) -> Array:
    """Skill distance in 0-1 [O, O], symmetric, zero on the diagonal.

    Lift L_ij = how much likelier j is for a mover from i than for any mover, geometric mean of both
    directions; similarity L/(1+L), averaged over observed moves and skill overlap; 1 - similarity is
    scaled so that the farthest pair is 1.
    """
    similarity = np.mean([_similarity(_destinations(m)) for m in (observed, skills)], axis=0)
    off = ~np.eye(len(CODES), dtype=bool)
    raw = 1 - similarity
    return np.where(off, raw / raw[off].max(), 0.0)


def _destinations(matrix: Array) -> Array:
    movers = matrix - np.diag(np.diag(matrix))
    return np.asarray(movers / movers.sum(axis=1, keepdims=True))


def _similarity(destinations: Array) -> Array:
    popularity = np.maximum(destinations.mean(axis=0), 1e-12)
    lift = destinations / popularity
    both = np.sqrt(lift * lift.T)
    return np.asarray(both / (1 + both))
