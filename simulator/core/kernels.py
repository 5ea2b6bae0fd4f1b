"""Sums over columns, and movements of them, in a fixed order of addition."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.compiled import njit

Numbers = NDArray[np.float64]

_BLOCK = 128
_CHUNK = 4 * _BLOCK


def columns[Record: tuple[Any, ...]](record: type[Record], members: Any) -> Record:
    """The columns of a set that a named tuple names: what a compiled pass over it reads and writes."""
    return record(*(getattr(members, name) for name in record._fields))  # type: ignore[attr-defined]


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
def values_where(a, codes, code):
    """Return the values whose code is `code`, in order (a boolean index makes and reads an array more)."""
    found = np.empty(len(a) + 1, a.dtype)
    count = 0
    for i in range(len(a)):
        found[count] = a[i]
        count += codes[i] == code
    return found[:count]


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
