"""Random draws keyed by (seed, stream name, month, id): no order, no shared state.

The hash is the finaliser of splitmix64 (Steele, Lea and Flood 2014); a draw is the hash of a
stream's key moved by the id times the golden ratio. Adding a row, a draw or a rule changes no other.
"""

import math
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from simulator.core.compiled import njit

# All arithmetic is on uint64: mixing in a signed integer would make Numba turn it into floats.
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FACTOR_1 = np.uint64(0xBF58476D1CE4E5B9)
_FACTOR_2 = np.uint64(0x94D049BB133111EB)
_ONE = np.uint64(1)
_SHIFT_1, _SHIFT_2, _SHIFT_3, _TO_53_BITS = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 2.0**-53
_MASK = (1 << 64) - 1


@njit
def mix(z):
    """Return the splitmix64 hash of a uint64."""
    z = (z ^ (z >> _SHIFT_1)) * _FACTOR_1
    z = (z ^ (z >> _SHIFT_2)) * _FACTOR_2
    return z ^ (z >> _SHIFT_3)


@njit
def bits(key, id):
    """Return 64 random bits of one id in a stream."""
    return mix(np.uint64(key) + (np.uint64(id) + _ONE) * _GOLDEN)


@njit
def uniform(key, id):
    """Return the uniform draw in [0, 1) of one id in a stream."""
    return np.float64(bits(key, id) >> _TO_53_BITS) * _UNIT


@njit
def key_n(key, draw):
    """Return the key under which the `draw`-th draws of all ids are their first; key 0 is `key`."""
    return np.uint64(key) + mix(np.uint64(draw) * _GOLDEN)


@njit
def keys_n(key, draws):
    """Return the first so many of these keys (uint64 array)."""
    keys = np.empty(draws, np.uint64)
    for draw in range(draws):
        keys[draw] = key_n(key, draw)
    return keys


@njit
def normal(key, id):
    """Return the standard normal draw of one id: one uniform, monotone in it."""
    return normal_quantile(chance(key, id))


@njit
def chance(key, id):
    """Return the uniform draw in (0, 1) of one id whose quantile `normal` is."""
    return (np.float64(bits(key, id) >> _TO_53_BITS) + 0.5) * _UNIT


@njit
def normal_quantile(p):
    """Return the standard normal quantile of p in (0, 1): Acklam's rational start, one Halley step."""
    q = min(p, 1.0 - p)
    if q < 0.02425:
        r = math.sqrt(-2.0 * math.log(q))
        top = (-7.784894002430293e-03 * r - 3.223964580411365e-01) * r - 2.400758277161838
        top = ((top * r - 2.549732539343734) * r + 4.374664141464968) * r + 2.938163982698783
        bottom = (7.784695709041462e-03 * r + 3.224671290700398e-01) * r + 2.445134137142996
        x = top / ((bottom * r + 3.754408661907416) * r + 1.0)
    else:
        s = q - 0.5
        r = s * s
        top = (-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02
        top = ((top * r + 1.383577518672690e02) * r - 3.066479806614716e01) * r + 2.506628277459239
        bottom = (-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02
        x = top * s / (((bottom * r + 6.680131188771972e01) * r - 1.328068155288572e01) * r + 1.0)
    error = (0.5 * math.erfc(-x / math.sqrt(2.0)) - q) * math.sqrt(2.0 * math.pi) * math.exp(0.5 * x * x)
    x -= error / (1.0 + 0.5 * x * error)
    return x if p <= 0.5 else -x


def root_key(base_seed: int, replicate: int) -> np.uint64:
    """Return the root of all streams of one replicate."""
    return np.uint64(_mix(_mix(base_seed + int(_GOLDEN)) + replicate * int(_GOLDEN)))


def stream_key(root: np.uint64 | int, name: str, month: int) -> np.uint64:
    """Return the key of a named stream in a month."""
    return np.uint64(_mix(_stream(int(root), name) + (month + 1) * int(_GOLDEN)))


@lru_cache(1024)
def _stream(root: int, name: str) -> int:
    return _mix(root ^ int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little"))


def _mix(z: int) -> int:
    """Return the splitmix64 hash on Python integers, which is faster than a compiled call."""
    z &= _MASK
    z = ((z ^ (z >> 30)) * int(_FACTOR_1)) & _MASK
    z = ((z ^ (z >> 27)) * int(_FACTOR_2)) & _MASK
    return z ^ (z >> 31)
