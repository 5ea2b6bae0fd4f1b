"""One indicator of one role, as arrays."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

ITEMS = ("revenue_", "spending_")  # a budget item that a role does not have is zero in that role
Key = tuple[int, int]  # (draw, replicate): what pairs one role with another


@dataclass(frozen=True)
class Series:
    """`values` is keys × months, NaN where nothing was written."""

    months: NDArray[np.int64]
    keys: tuple[Key, ...]
    values: NDArray[np.float64]
    reduced: dict[Hashable, NDArray[np.float64]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # one number a key, by the window they are of: each is taken once

    @classmethod
    def of(cls, months: NDArray[Any], draws: NDArray[Any], replicates: NDArray[Any],
           values: NDArray[np.float64]) -> Self:  # fmt: skip
        """Make it of the rows of one indicator, role and group, which are as many in each column."""
        keys = (draws.astype(np.int64) << 32) | replicates
        rows = _blocks(months, keys)
        if rows:  # one key after another, each with the same months: as a run folder holds them
            each = len(keys) // rows
            found, when, table = keys[::each], months[:each], values.reshape(rows, each).copy()
        else:
            found, line = np.unique(keys, return_inverse=True)
            when, column = np.unique(months, return_inverse=True)
            table = np.full((len(found), len(when)), np.nan)
            table[line, column] = values
        pairs = zip((found >> 32).tolist(), (found & 0xFFFFFFFF).tolist(), strict=True)
        return cls(when.astype(np.int64), tuple(pairs), table)


def _blocks(months: NDArray[Any], keys: NDArray[np.int64]) -> int:
    """Return how many blocks of rising months there are, all of the same months; 0 for any other order."""
    ends = np.flatnonzero(np.diff(months) <= 0) + 1
    rows, each = len(ends) + 1, int(ends[0]) if len(ends) else len(months)
    if rows * each != len(months):
        return 0
    when, who = months.reshape(rows, each), keys.reshape(rows, each)
    rising = np.all(np.diff(who[:, 0]) > 0)
    return rows if rising and np.all(when == when[0]) and np.all(who == who[:, :1]) else 0


def matched(indicator: str, treated: Series | None, base: Series | None) -> tuple[Series, Series] | None:
    """Return both on the seeds and months that both hold; a budget item that a role lacks is zero in it."""
    if treated is not None and base is None and indicator.startswith(ITEMS):
        base = replace(treated, values=np.zeros_like(treated.values))
    if base is not None and treated is None and indicator.startswith(ITEMS):
        treated = replace(base, values=np.zeros_like(base.values))
    if treated is None or base is None:
        return None
    if treated.keys == base.keys and np.array_equal(treated.months, base.months):
        return (treated, base) if len(base.months) and base.months[-1] > 0 else None
    shared = set(base.keys)
    keys = tuple(key for key in treated.keys if key in shared)
    months = np.intersect1d(treated.months, base.months)
    if not keys or not len(months) or months[-1] <= 0:
        return None
    return _take(treated, keys, months), _take(base, keys, months)


def _take(series: Series, keys: tuple[tuple[int, int], ...], months: NDArray[np.int64]) -> Series:
    rows = [series.keys.index(key) for key in keys]
    return Series(months, keys, series.values[np.ix_(rows, np.isin(series.months, months))])
