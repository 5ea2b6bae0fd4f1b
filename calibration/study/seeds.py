"""What base seeds say together: mean, standard error, whether it differs from zero; trends of one series."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from calibration.study.runs import Array


def slope(values: Array) -> float:
    """Least-squares slope per step of a series [n]."""
    time = np.arange(len(values)) - (len(values) - 1) / 2.0
    return float((time * (values - values.mean())).sum() / (time * time).sum())


@dataclass(frozen=True)
class Estimate:
    """Mean over seeds, its standard error, t value and two-sided p value of being zero."""

    mean: float
    error: float
    t: float
    p: float


def over_seeds(values: Sequence[float]) -> Estimate:
    """Estimate from one number a seed; nothing but the mean can be said of a single seed."""
    from scipy.stats import t as student

    sample = np.asarray(values, dtype=np.float64)
    mean, count = float(sample.mean()), len(sample)
    if count < 2:
        return Estimate(mean, float("nan"), float("nan"), float("nan"))
    error = float(sample.std(ddof=1)) / count**0.5
    if error == 0.0:
        return Estimate(mean, 0.0, 0.0 if mean == 0.0 else float("inf"), float(mean == 0.0))
    ratio = mean / error
    return Estimate(mean, error, ratio, 2.0 * float(student.sf(abs(ratio), count - 1)))
