"""The search for parameters: Sobol screening, a surrogate in a shrinking box, draws that fit about as well.

It knows nothing of the model: `misses` gives, for points of the unit cube [n, d], how far each moment is from
its target [n, m]. All draws are fixed by a seed: the same search asks for the same points.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, log2

import numpy as np
from scipy.special import ndtri
from scipy.stats import chi2, qmc

from calibration.estimate.surrogate import Array, Surrogate, fit_surrogate, loss
from simulator.core.streams import root_key
from simulator.start.draws import uniforms

Misses = Callable[[Array], Array]
SCREENING, SEARCH = 0.35, 0.3
"""Shares of the evaluations; the rest draws the ensemble."""
FIRST_RADIUS, LEAST_RADIUS = 0.3, 0.03
A_ROUND = 6
SEED = 20251
BELIEF = 12.0
"""Precision of a uniform draw from the whole range: what is not identified keeps its range."""
SURE = 0.95
"""Misses are in standard deviations, so that a loss above the least is as chi-squared: within it, kept."""


@dataclass
class Trace:
    """What has been evaluated: points [n, d] and their misses [n, m], in the order of asking."""

    points: Array
    misses: Array

    def add(self, points: Array, ask: Misses) -> None:
        """Evaluate more points; when that is cut short, none of them is added."""
        found = ask(points)
        self.points, self.misses = np.vstack([self.points, points]), np.vstack([self.misses, found])

    @property
    def losses(self) -> Array:
        """Loss of each point; infinite where a moment could not be measured."""
        found = loss(self.misses)
        return np.where(np.isfinite(found), found, np.inf)

    @property
    def best(self) -> Array:
        """The point of least loss."""
        return np.asarray(self.points[int(np.argmin(self.losses))])

    def surrogate(self, centre: Array, width: float) -> Surrogate:
        """Local picture of the misses, of the points at which all could be measured."""
        known = np.isfinite(self.losses)
        return fit_surrogate(self.points[known], self.misses[known], centre, width)


def screen(start: Array, ask: Misses, count: int) -> Trace:
    """Evaluate what ships and a Sobol sequence of `count` points (a power of two) over the whole cube."""
    everything = np.vstack([start, net("screening", count, len(start))])
    return Trace(everything, ask(everything))


def net(purpose: str, count: int, unknowns: int) -> Array:
    """The first Sobol points of the unit cube, moved by one keyed draw; most even at powers of two."""
    points = qmc.Sobol(unknowns, scramble=False).random_base2(ceil(log2(count)))[:count]
    return np.asarray((points + keyed(purpose, 0, 1, unknowns)) % 1.0)


def improve(trace: Trace, ask: Misses, evaluations: int) -> None:
    """Go where the surrogate is least, in a box around the best point that shrinks when that fails."""
    radius, rounds = FIRST_RADIUS, 0
    while evaluations > 0:
        best, least = trace.best, float(trace.losses.min())
        low, high = np.clip(best - radius, 0.0, 1.0), np.clip(best + radius, 0.0, 1.0)
        aim = trace.surrogate(best, radius).minimum(low, high, best)
        spread = aim + radius * (keyed("search", rounds, A_ROUND - 1, len(best)) - 0.5)
        proposals = np.clip(np.vstack([aim, spread]), 0.0, 1.0)[:evaluations]
        trace.add(proposals, ask)
        evaluations, rounds = evaluations - len(proposals), rounds + 1
        helped = float(trace.losses.min()) < least
        radius = max(LEAST_RADIUS, radius * (1.0 if helped else 0.7))


def keyed(purpose: str, number: int, rows: int, columns: int) -> Array:
    """Uniform draws [rows, columns] in (0, 1), the same whenever they are asked for."""
    ids = np.arange(rows * columns, dtype=np.int64)
    drawn = uniforms(root_key(SEED, number), f"search {purpose}", ids)
    return np.clip(drawn, 1e-9, None).reshape(rows, columns)


def limit(trace: Trace, unknowns: int) -> float:
    """Largest loss that is accepted when so many parameters are judged together."""
    return float(trace.losses.min() + chi2.ppf(SURE, unknowns))


def draw(trace: Trace, ask: Misses, evaluations: int, batch: int = 0) -> None:
    """Evaluate points around the best one, spread as far as the surrogate says that the loss allows.

    Each `batch` has draws of its own.
    """
    best = trace.best
    slopes = trace.surrogate(best, FIRST_RADIUS).jacobian(best)
    precision = slopes.T @ slopes + BELIEF * np.eye(len(best))
    spread = np.linalg.cholesky(np.linalg.inv(precision))
    normal = ndtri(keyed("ensemble", batch, evaluations, len(best)))
    trace.add(np.clip(best + normal @ spread.T, 0.0, 1.0), ask)


def accepted(trace: Trace) -> Array:
    """Positions of the points whose loss is accepted, the best first, the others in the order of asking."""
    inside = np.flatnonzero(trace.losses <= limit(trace, trace.points.shape[1]))
    best = int(np.argmin(trace.losses))
    return np.array([best, *(k for k in inside if k != best)])


def shares(evaluations: int) -> tuple[int, int, int]:
    """How many evaluations screen (a power of two), search and draw, what ships not counted."""
    screening = 2 ** int(np.log2(max(SCREENING * evaluations, 2.0)))
    search = int(SEARCH * evaluations)
    return screening, search, max(0, evaluations - screening - search)
