"""Whether the model agrees with what was published: by the author's band, else by the model's range."""

from collections.abc import Sequence

INSIDE, TOUCHES, NEAR, OUTSIDE = "inside", "range touches", "near", "outside"
SAME_SIGN = "same sign, other size"
SHOWN, NOT_POSED = "shown", "not posed"
FIFTH = 0.2
"""How near, of the published value; chosen here."""


def verdict(published: float | None, low: float | None, high: float | None, ours: Sequence[float]) -> str:
    """What is told of a row; `ours` are the values of seeds and closures.

    A band is met by the mean, touched by the range. Without a band the range must hold the published value;
    near, it comes within a fifth of it; the same sign is told apart from the other. Nothing is judged where
    nothing is published.
    """
    least, most = min(ours), max(ours)
    mean = sum(ours) / len(ours)
    if low is not None and high is not None:
        if low <= mean <= high:
            return INSIDE
        return TOUCHES if least <= high and low <= most else OUTSIDE
    if published is None:
        return SHOWN
    if least <= published <= most:
        return INSIDE
    if least - FIFTH * abs(published) <= published <= most + FIFTH * abs(published):
        return NEAR
    return SAME_SIGN if mean * published > 0.0 else OUTSIDE
