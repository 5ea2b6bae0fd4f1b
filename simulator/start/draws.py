"""Keyed draws and apportionment for whole arrays, used only to build the opening state."""

import numpy as np
from numpy.typing import NDArray

from simulator.core.compiled import njit
from simulator.core.streams import normal, stream_key, uniform

Array = NDArray[np.float64]
Rows = NDArray[np.int64]


@njit
def _uniforms(key, ids):
    out = np.empty(len(ids))
    for k in range(len(ids)):
        out[k] = uniform(key, ids[k])
    return out


@njit
def _normals(key, ids):
    out = np.empty(len(ids))
    for k in range(len(ids)):
        out[k] = normal(key, ids[k])
    return out


def uniforms(root: np.uint64, name: str, ids: Rows) -> Array:
    """Return one keyed uniform per id."""
    return np.asarray(_uniforms(stream_key(root, "start_" + name, 0), ids))


def normals(root: np.uint64, name: str, ids: Rows) -> Array:
    """Return one keyed standard normal per id."""
    return np.asarray(_normals(stream_key(root, "start_" + name, 0), ids))


def apportion(weights: Array, total: int) -> Rows:
    """Integers with the given sum, proportional to weights by largest remainder; same shape."""
    flat = np.asarray(weights, dtype=np.float64).ravel()
    exact = flat / flat.sum() * total
    counts = np.floor(exact).astype(np.int64)
    short = int(total - counts.sum())
    order = np.lexsort((np.arange(len(flat)), -(exact - counts)))
    counts[order[:short]] += 1
    return counts.reshape(np.shape(weights))
