"""What may be said about an effect: the interval of a sample of seeds, and the verdict on it."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

LEVEL = 0.95
Values = NDArray[np.float64]


class Verdict(StrEnum):
    """What may be said about an effect, in the words of the headline table that `sim run` prints.

    The last two are for indicators without a good direction.
    """

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"
    NONE = "no_relevant_difference"
    SINGLE = "single_run"
    HIGHER = "higher"
    LOWER = "lower"


def interval(sample: Values) -> tuple[float, float, float]:
    """Return mean and 95 % t-interval of a sample of independent seeds; NaN bounds below two seeds."""
    mean = float(np.mean(sample))
    if len(sample) < 2:
        return mean, np.nan, np.nan
    half = float(stdtrit(len(sample) - 1, 0.5 + LEVEL / 2) * np.std(sample, ddof=1) / np.sqrt(len(sample)))
    return mean, mean - half, mean + half


def judge(mean: float, low: float, high: float, *, relevant: float, better: str) -> Verdict:
    """Return the verdict: an effect must exclude zero *and* reach the smallest relevant effect.

    An interval that lies wholly inside ± the smallest relevant effect shows that there is no relevant
    difference; everything else is unclear.
    """
    if np.isnan(low):
        return Verdict.SINGLE
    if (low > 0 or high < 0) and abs(mean) >= relevant:
        if better not in ("higher", "lower"):
            return Verdict.HIGHER if mean > 0 else Verdict.LOWER
        return Verdict.BETTER if (mean > 0) == (better == "higher") else Verdict.WORSE
    return Verdict.NONE if -relevant <= low and high <= relevant else Verdict.UNCLEAR
