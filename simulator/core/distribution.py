"""How something is spread over people: Gini, Lorenz shares and quantiles, without sorting everyone."""

import numpy as np
from numpy.typing import NDArray

from simulator.core.compiled import njit
from simulator.core.kernels import sum_of

_MANTISSA_BITS = 9  # 512 bins per doubling of the value: a bin is 0.2 % wide
_SMALLEST = 2.0**-20
_SHIFT = 23 - _MANTISSA_BITS
_FIRST = int(np.float32(_SMALLEST).view(np.int32)) >> _SHIFT

Numbers = NDArray[np.float64]


class Distribution:
    """Values (shape (n,)) of so many people each (`weights`), put into bins once."""

    def __init__(self, values: Numbers, weights: Numbers) -> None:
        self.values, self.weights = values, weights
        self.mass, self.amount, self.bins = _binned(values, weights)

    def gini(self) -> float:
        """Return the Gini coefficient; negative values count as zero; NaN of nothing.

        Binning leaves out inequality within 0.2 % wide bins: below 1e-6 of a thousand people or more.
        """
        return float(_gini(self.mass, self.amount))

    def lorenz(self, probs: Numbers) -> Numbers:
        """Return the share of the total that the poorest `probs` of the people hold, shape of probs."""
        return np.asarray(_lorenz(self.mass, self.amount, probs))

    def quantiles(self, probs: Numbers) -> Numbers:
        """Return the smallest value at or below which lies a share `probs` of the people; NaN of nothing.

        Exact but for values below 1e-6, which count as one bin: only bins that hold a quantile are sorted.
        """
        people = sum_of(self.mass)
        if people <= 0:
            return np.full(len(probs), np.nan)
        return np.array([self._quantile(prob * people) for prob in probs])

    def _quantile(self, wanted: float) -> float:
        """Return the smallest value at which the weight, added from the lowest value, reaches `wanted`."""
        # NumPy sorts: Numba's own sort takes seconds to compile.
        b, left = _bin_that_reaches(self.mass, wanted)
        rows = _rows_in_bin(self.bins, b)
        rows = rows[np.argsort(self.values[rows])]
        reached = np.cumsum(self.weights[rows])
        return float(self.values[rows[min(int(np.searchsorted(reached, left)), len(rows) - 1)]])


@njit
def _bin(value):
    """Return the bin of a value: the leading bits of its float32, 0 for anything below 1e-6."""
    if not value >= _SMALLEST:
        return 0
    return (np.int64(np.float32(value).view(np.int32)) >> _SHIFT) - _FIRST + 1


@njit
def _binned(values, weights):
    """Return weight and weighted value by bin of value, and the bin of each (-1 without weight)."""
    bins = np.empty(len(values), np.int32)
    highest = 0
    for i in range(len(values)):
        bins[i] = _bin(values[i]) if weights[i] > 0 else -1
        highest = max(highest, bins[i])
    mass, amount = np.zeros(highest + 1), np.zeros(highest + 1)
    for i in range(len(values)):
        if bins[i] >= 0:
            mass[bins[i]] += weights[i]
            amount[bins[i]] += weights[i] * max(values[i], 0.0)
    return mass, amount, bins


@njit
def _gini(mass, amount):
    people, total = sum_of(mass), sum_of(amount)
    if people <= 0 or total <= 0:
        return np.nan
    below, area = 0.0, 0.0
    for b in range(len(mass)):
        area += mass[b] * (2.0 * below + amount[b])
        below += amount[b]
    return 1.0 - area / (people * total)


@njit
def _lorenz(mass, amount, probs):
    people, total = sum_of(mass), sum_of(amount)
    shares = np.empty(len(probs))
    for q in range(len(probs)):
        wanted, below, held = probs[q] * people, 0.0, 0.0
        for b in range(len(mass)):
            if mass[b] > 0 and below + mass[b] >= wanted:
                held += amount[b] * (wanted - below) / mass[b]
                break
            below += mass[b]
            held += amount[b]
        shares[q] = held / total if total > 0 else np.nan
    return shares


@njit
def _bin_that_reaches(mass, wanted):
    """Return the bin in which the weight, added from the lowest bin, reaches `wanted`, and what it adds."""
    below, b = 0.0, 0
    while b < len(mass) - 1 and (mass[b] == 0 or below + mass[b] < wanted):
        below += mass[b]
        b += 1
    return b, wanted - below


@njit
def _rows_in_bin(bins, b):
    """Return the rows whose value lies in bin b and whose weight is not zero."""
    rows = np.empty(len(bins) + 1, np.int32)
    count = 0
    for i in range(len(bins)):
        rows[count] = i
        count += bins[i] == b
    return rows[:count]
