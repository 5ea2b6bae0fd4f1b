"""The root of a function that costs a lot to evaluate and is a little rough: few evaluations, all kept.

The function is the gap of a budget as a rate rises, so it mostly falls. A secant finds a change of sign,
Brent's method (scipy) goes on inside it; where a jump hides the root, rates close by are tried. Whatever
happens, the evaluations tell how near they came.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import copysign

import numpy as np

DECIMALS = 6
"""Rates are rounded to millionths: what a report prints is what was run."""
MOST = 24
"""Evaluations after which the search is given up."""
FARTHEST = 20.0
"""A secant may lead this many times as far as its two points lie apart."""
BLIND = 4.0
"""How much farther to look where the gap did not shrink."""
NEAREST = 6
"""Evaluations, those with the smallest gaps, that tell where the root lies among jumps."""
CREDIBLE = 3.0
"""A slope that differs from the known one by more than this factor is roughness, not slope."""


@dataclass
class Search:
    """A search for the rate in [`low`, `high`] at which `gap` is within `tolerance` of zero.

    `slope` is what is known of the change of the gap per unit of rate, None when nothing is.
    """

    gap: Callable[[float], float]
    low: float
    high: float
    tolerance: float
    slope: float | None = None
    gaps: dict[float, float] = field(default_factory=dict)

    def run(self, start: float, step: float) -> None:
        """Evaluate from `start` on, until a gap is small enough, the bounds are reached or it is in vain.

        `step` is how far the second rate lies from the first while no slope is known.
        """
        before, here = self._at(start), self._place(start)
        if before == 0.0:
            return
        distance = copysign(step, before) if self.slope is None else -before / self.slope
        while len(self.gaps) < MOST:
            there = self._place(here + distance)
            if there == here:
                return  # at a bound, or nearer than rates are told apart
            after = self._at(there)
            if after == 0.0:
                return
            if (after > 0.0) != (before > 0.0):
                self._bracketed(here, there)
                return
            distance = self._onward(there - here, before, after)
            here, before = there, after

    def best(self) -> float:
        """The evaluated rate whose gap is smallest, of equals the smallest rate."""
        return min(self.gaps, key=lambda rate: (abs(self.gaps[rate]), abs(rate)))

    def _onward(self, distance: float, before: float, after: float) -> float:
        """How far beyond the second point zero lies: by the secant, if not credible by the known slope."""
        slope = (after - before) / distance
        if self.slope is not None and not 1.0 / CREDIBLE <= slope / self.slope <= CREDIBLE:
            slope = self.slope
        elif (after - before) * before >= 0.0:  # the gap did not shrink on the way
            return BLIND * distance
        self.slope = slope
        limit = FARTHEST * abs(distance)
        return min(max(-after / slope, -limit), limit)

    def _bracketed(self, one: float, other: float) -> None:
        """Brent's method between two rates whose gaps differ in sign; if that fails, rates close by."""
        from scipy.optimize import brentq

        self.slope = self._trend()
        left = max(MOST - len(self.gaps), 1)
        brentq(self._at, one, other, xtol=self._apart() / 2.0, maxiter=left, full_output=True, disp=False)
        if abs(self.gaps[self.best()]) > self.tolerance:
            self._close_by()

    def _close_by(self) -> None:
        """Try rates on either side of where the nearest evaluations say that the root lies, ever farther."""
        slope, apart = self._trend(), self._apart()
        near = sorted(self.gaps, key=lambda rate: abs(self.gaps[rate]))[:NEAREST]
        root = float(np.mean([rate - self.gaps[rate] / slope for rate in near]))
        for k in range(1, 2 * MOST):
            if len(self.gaps) >= MOST or self._at(root + (-1) ** k * (k // 2) * apart) == 0.0:
                return

    def _trend(self) -> float:
        """Slope of the line through all evaluations; a level line, which finds nothing, counts as falling."""
        slope = float(np.polyfit(list(self.gaps), list(self.gaps.values()), 1)[0])
        return slope if slope != 0.0 else -self.tolerance

    def _apart(self) -> float:
        """Distance over which the gap changes by half the tolerance: to look closer finds nothing new."""
        return max(self.tolerance / 2.0 / abs(self._trend()), 2.0 * 10.0**-DECIMALS)

    def _place(self, rate: float) -> float:
        return round(min(max(rate, self.low), self.high), DECIMALS) + 0.0  # no minus zero

    def _at(self, rate: float) -> float:
        """The gap, zero when it is within the tolerance; each rate is evaluated once."""
        rate = self._place(rate)
        if rate not in self.gaps:
            self.gaps[rate] = self.gap(rate)
        gap = self.gaps[rate]
        return 0.0 if abs(gap) <= self.tolerance else gap
