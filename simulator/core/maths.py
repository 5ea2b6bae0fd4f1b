"""Scalar functions that rules share."""

from math import erf, sqrt

from simulator.core.compiled import njit


@njit
def normal_cdf(x):
    """Standard normal distribution function."""
    return 0.5 * (1.0 + erf(x / sqrt(2.0)))
