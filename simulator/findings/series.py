"""One indicator of one role, as arrays."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

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
