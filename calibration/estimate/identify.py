"""What the moments say of each parameter: slopes at the best point, the loss when one is held elsewhere."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import brentq

from calibration.estimate.search import FIRST_RADIUS, Trace, limit
from calibration.estimate.surrogate import Array, loss
from calibration.estimate.unknowns import Space

NEAR = 0.002
FLAT = 0.9
"""A parameter whose profile stays under the limit over more than this share of its range is not."""


def profile(trace: Trace, unknown: int, highest: float) -> tuple[float, float]:
    """Range of one coordinate in which the others can keep the loss under the highest (by the surrogate)."""
    best = trace.best
    picture = trace.surrogate(best, FIRST_RADIUS)
    allowed = highest - float(trace.losses.min()) + float(loss(picture.predict(best)))
    nothing, everything = np.zeros_like(best), np.ones_like(best)

    def excess(value: float) -> float:
        start = best.copy()
        start[unknown] = value
        point = picture.minimum(nothing, everything, start, fixed=unknown)
        return float(loss(picture.predict(point))) - allowed

    here = float(best[unknown])
    ends = [end if excess(end) <= 0.0 else brentq(excess, here, end, xtol=NEAR) for end in (0.0, 1.0)]
    return float(ends[0]), float(ends[1])


def condition(jacobian: Array) -> float:
    """Largest over smallest singular value of the slopes [m, d]: how far apart best and worst known are."""
    values = np.linalg.svd(jacobian, compute_uv=False)
    return float(values[0] / max(values[-1], 1e-300))


def rows(space: Space, trace: Trace, ensemble: Array, keys: Sequence[str]) -> list[dict[str, Any]]:
    """A row for each unknown: shipped, estimate, ensemble and profile, and the moment that answers it most.

    ensemble: positions of the accepted points; keys: name of each miss.
    """
    best = trace.best
    slopes = trace.surrogate(best, FIRST_RADIUS).jacobian(best)
    estimate, start = space.values(best), space.values(space.start)
    draws = np.array([space.values(point) for point in trace.points[ensemble]])
    found = []
    for k, one in enumerate(space.unknowns):
        low, high = profile(trace, k, limit(trace, 1))
        strongest = int(np.argmax(np.abs(slopes[:, k])))
        found.append({
            "parameter": one.label,
            "targets": " ".join(one.targets),
            "ships": float(start[k]),
            "estimate": float(estimate[k]),
            "from": float(np.quantile(draws[:, k], 0.025)),
            "to": float(np.quantile(draws[:, k], 0.975)),
            "profile_from": one.low + low * (one.high - one.low),
            "profile_to": one.low + high * (one.high - one.low),
            "strongest": keys[strongest],
            "slope": float(slopes[strongest, k]),
            "identified": "yes" if high - low < FLAT else "no",
        })  # fmt: skip
    return found
