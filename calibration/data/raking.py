"""The least change of a prior that reproduces known margins, or a known mean."""

import numpy as np
from numpy.typing import NDArray

from simulator.core.kernels import rake

Matrix = NDArray[np.float64]


def fitted_to(
    prior: Matrix, rows: Matrix, columns: Matrix, *, tolerance: float = 1e-12, rounds: int = 5000
) -> Matrix:
    """Scale `prior` [R, C] so that it sums to `rows` [R] and `columns` [C].

    Cells where both margins are positive get a small floor first, so that a margin whose prior row is
    empty can still be met. Raises ValueError when the margins disagree or no fit is found.
    """
    if not np.isclose(rows.sum(), columns.sum(), rtol=1e-9):
        raise ValueError(f"margins disagree: rows sum to {rows.sum():.6g}, columns to {columns.sum():.6g}")
    total = max(rows.sum(), 1e-300)
    independent = np.outer(rows, columns) / total
    fitted = prior / max(prior.sum(), 1e-300) * total
    fitted = np.where(independent > 0, np.maximum(fitted, 1e-6 * independent), 0.0)
    for _ in range(rounds):
        fitted = rake(fitted, rows, columns, rounds=1)
        if np.abs(fitted.sum(axis=1) - rows).max() <= tolerance * total:
            return fitted
    raise ValueError(f"raking did not converge in {rounds} rounds")


def shift_shares(prior: Matrix, weights: Matrix, target: float) -> Matrix:
    """Move shares `prior` [N] by one common logit shift so that their `weights` [N] mean is `target`.

    Shares stay strictly between 0 and 1. Raises ValueError when the target lies outside (0, 1).
    """
    if not 0 < target < 1:
        raise ValueError(f"target share {target} must lie between 0 and 1")
    odds = np.log(np.clip(prior, 1e-9, 1 - 1e-9) / (1 - np.clip(prior, 1e-9, 1 - 1e-9)))
    low, high = -40.0, 40.0
    for _ in range(200):
        middle = (low + high) / 2
        mean = np.average(1 / (1 + np.exp(-(odds + middle))), weights=weights)
        low, high = (middle, high) if mean < target else (low, middle)
    return np.asarray(1 / (1 + np.exp(-(odds + middle))))
