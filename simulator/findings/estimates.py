"""Estimates from one number a seed: mean, standard error, and whether it differs from zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from scipy.special import stdtr


@dataclass(frozen=True)
class Estimate:
    """Mean over seeds, its standard error, and the two-sided p value of its being zero (Student)."""

    mean: float
    error: float
    p: float


def over_seeds(values: Sequence[float]) -> Estimate:
    """Estimate from one number a seed; nothing but the mean can be said of a single seed."""
    sample = np.asarray(values, dtype=np.float64)
    mean, count = float(sample.mean()), len(sample)
    if count < 2:
        return Estimate(mean, nan, nan)
    error = float(sample.std(ddof=1)) / count**0.5
    if error == 0.0:
        return Estimate(mean, error, float(mean == 0.0))
    return Estimate(mean, error, 2.0 * float(stdtr(count - 1, -abs(mean / error))))
