"""Arrays in, arrays out: sums in a fixed order of addition, spreads over people, tables raked to sums."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.compiled import njit
from simulator.core.records import Record

Numbers = NDArray[np.float64]
_BLOCK = 128
_CHUNK = 4 * _BLOCK


def rake(seed: Numbers, rows: Numbers, columns: Numbers, rounds: int = 200) -> Numbers:
    """Scale a table [R, C] until its row and column sums are `rows` [R] and `columns` [C] (same grand total).

    Cells that are zero stay so. What is left after so many rounds is for the caller to judge.
    """
    table = np.array(seed, dtype=np.float64)
    for _ in range(rounds):
        table *= (rows / np.maximum(table.sum(axis=1), 1e-300))[:, None]
        table *= (columns / np.maximum(table.sum(axis=0), 1e-300))[None, :]
    return table


def columns(record: type[tuple[Any, ...]], members: Any) -> Any:
    """The columns of a set that a named tuple names: what a compiled pass over it reads and writes."""
    held: dict[Any, Any] = getattr(members, "records", {})
    if record not in held:
        kind = f"{record.__module__}.{record.__name__}"
        held[record] = Record(kind, {name: getattr(members, name) for name in record._fields})  # type: ignore[attr-defined]
    return held[record]


def clear(members: Any, names: Iterable[str]) -> None:
    """Set columns of a set to zero."""
    columns, n = members.columns, members.n
    for name in names:
        columns[name][:n] = 0


@njit
def _add(total, lost, part):
    """One step of Neumaier's sum: return the new total and what rounding has lost so far."""
    larger = total + part
    if abs(total) >= abs(part):
        return larger, lost + ((total - larger) + part)
    return larger, lost + ((part - larger) + total)


@njit
def _add_blocks(total, lost, a):
    """Add the blocks of a chunk; the four of a whole chunk side by side, so that no addition waits."""
    if len(a) == _CHUNK:
        first, second, third, fourth = 0.0, 0.0, 0.0, 0.0
        for i in range(_BLOCK):
            first += a[i]
            second += a[i + _BLOCK]
            third += a[i + 2 * _BLOCK]
            fourth += a[i + 3 * _BLOCK]
        total, lost = _add(total, lost, first)
        total, lost = _add(total, lost, second)
        total, lost = _add(total, lost, third)
        return _add(total, lost, fourth)
    for start in range(0, len(a), _BLOCK):
        block = 0.0
        for i in range(start, min(start + _BLOCK, len(a))):
            block += a[i]
        total, lost = _add(total, lost, block)
    return total, lost


@njit
def sum_of(a):
    """Return the sum of an array (any numeric type): blocks, then Neumaier's compensated sum."""
    total, lost = 0.0, 0.0
    for start in range(0, len(a), _CHUNK):
        total, lost = _add_blocks(total, lost, a[start : start + _CHUNK])
    return total + lost


@njit
def sum_where(a, codes, code):
    """Return the sum of the values whose code is `code`, added as `sum_of` adds."""
    total, lost = 0.0, 0.0
    chosen = np.empty(_CHUNK)
    for start in range(0, len(a), _CHUNK):
        values, kinds = a[start : start + _CHUNK], codes[start : start + _CHUNK]
        for i in range(len(values)):
            chosen[i] = values[i] * (kinds[i] == code)
        total, lost = _add_blocks(total, lost, chosen[: len(values)])
    return total + lost


@njit
def move(balance, columns, sign):
    """Add `sign` x the row sums of some columns (a tuple) to the balances.

    Returns
    -------
    Sum of the row sums, and the sum of each column, added as `sum_of` adds.
    """
    kinds = len(columns)
    totals, lost = np.zeros(kinds + 1), np.zeros(kinds + 1)
    rows = np.empty(_CHUNK)
    for start in range(0, len(balance), _CHUNK):
        account = balance[start : start + _CHUNK]
        rows[:] = 0.0
        for k in range(kinds):
            column = columns[k][start : start + _CHUNK]
            for i in range(len(column)):
                rows[i] += column[i]
            totals[k], lost[k] = _add_blocks(totals[k], lost[k], column)
        for i in range(len(account)):
            account[i] += sign * rows[i]
        totals[kinds], lost[kinds] = _add_blocks(totals[kinds], lost[kinds], rows[: len(account)])
    return totals[kinds] + lost[kinds], totals[:kinds] + lost[:kinds]


@njit
def exchange(balance, net):
    """Move `net` (received less paid) into balances; return what is paid and received, as `sum_of` adds."""
    paid, received = 0.0, 0.0
    paid_lost, received_lost = 0.0, 0.0
    for start in range(0, len(net), _BLOCK):
        out, into = 0.0, 0.0
        for i in range(start, min(start + _BLOCK, len(net))):
            if net[i] != 0.0:
                balance[i] += net[i]
                out += max(-net[i], 0.0)
                into += max(net[i], 0.0)
        paid, paid_lost = _add(paid, paid_lost, out)
        received, received_lost = _add(received, received_lost, into)
    return paid + paid_lost, received + received_lost


def lowest(values: Numbers, count: int) -> NDArray[np.bool_]:
    """Return which of some values are the `count` lowest, equal ones included."""
    if count <= 0:
        return np.zeros(len(values), np.bool_)
    if count >= len(values):
        return np.ones(len(values), np.bool_)
    # NumPy selects: Numba's own partition takes seconds to compile.
    return np.asarray(values <= np.partition(values, count - 1)[count - 1])


_MANTISSA_BITS = 9  # 512 bins per doubling of the value: a bin is 0.2 % wide
_SMALLEST = 2.0**-20
_SHIFT = 23 - _MANTISSA_BITS
_FIRST = int(np.float32(_SMALLEST).view(np.int32)) >> _SHIFT


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
