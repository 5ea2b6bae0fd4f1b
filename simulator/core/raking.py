"""Iterative proportional fitting: a table scaled to row and column sums. Arrays in, arrays out."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def rake(seed: Array, rows: Array, columns: Array, rounds: int = 200) -> Array:
    """Scale a table [R, C] until its row and column sums are `rows` [R] and `columns` [C] (same grand total).

    Cells that are zero stay so. What is left after so many rounds is for the caller to judge.
    """
    table = np.array(seed, dtype=np.float64)
    for _ in range(rounds):
        table *= (rows / np.maximum(table.sum(axis=1), 1e-300))[:, None]
        table *= (columns / np.maximum(table.sum(axis=0), 1e-300))[None, :]
    return table
