"""One indicator of one role, as arrays."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

ITEMS = ("revenue_", "spending_")  # a budget item that a role does not have is zero in that role
Key = tuple[int, int]  # (draw, replicate): what pairs one role with another


@dataclass(frozen=True)
class Series:
    """`values` is keys × months, NaN where nothing was written."""

    months: NDArray[np.int64]
    keys: tuple[Key, ...]
    values: NDArray[np.float64]

    @classmethod
    def of(cls, rows: pl.DataFrame) -> Self:
        """Make it of the rows of one indicator, role and group."""
        months, column = np.unique(rows["month"].to_numpy(), return_inverse=True)
        pairs = list(zip(rows["draw"].to_list(), rows["replicate"].to_list(), strict=True))
        keys = tuple(sorted(set(pairs)))
        line = {key: index for index, key in enumerate(keys)}
        values = np.full((len(keys), len(months)), np.nan)
        values[[line[pair] for pair in pairs], column] = rows["value"].to_numpy()
        return cls(months.astype(np.int64), keys, values)


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
