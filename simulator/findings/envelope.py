"""How far a number depends on the closure: its lowest and highest over those that were run, never pooled.

Nobody has a probability for a closure, so these are no bounds of an interval: each is the mean over seeds
under the closure that it names, beside the number under the first one.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """The lowest and the highest mean with the name of the closure of each, over `count` closures."""

    low: float
    low_at: str
    high: float
    high_at: str
    count: int


def across(means: Mapping[str, float]) -> Range | None:
    """The range of means by closure; None where there is one closure."""
    if len(means) < 2:
        return None
    low, high = (pick(means, key=lambda name: means[name]) for pick in (min, max))
    return Range(means[low], low, means[high], high, len(means))
