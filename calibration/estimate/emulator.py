"""Sobol's shares of an outcome's variance, from points at which chance moved it too.

Sobol's own differences between runs would hold chance, and want many runs. A Gaussian process with a length
of its own for each number learns the outcome instead, and chance as its white noise (Oakley and O'Hagan 2004;
Marrel, Iooss, Laurent and Roustant 2009; both recalled). The shares are then worked out on what it learnt,
where a point costs nothing. Each tenth of the points is left out once: how well its outcomes are foretold
says how far to believe the shares, and how they move gives their standard errors.
"""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.estimate.search import SEED
from calibration.estimate.unknowns import Array

LENGTHS = (0.3, 1000.0)
"""Of a Gaussian process over the unit cube: a number that does nothing has the longest."""
FOLDS = 10
BASE = 512
"""Of Saltelli's points, on the emulator."""
LEAST = 0.1
"""Of the variance at points left out that has to be foretold: below, shares are chance's own."""


@dataclass(frozen=True)
class Split:
    """Shares of what was learnt of an outcome: of each number alone and in all [d], errors of the latter.

    `predicted` is the part of the variance foretold at points left out.
    """

    alone: Array
    total: Array
    error: Array
    predicted: float

    @property
    def is_learnt(self) -> bool:
        """Whether shares may be told."""
        return self.predicted >= LEAST


def split(problem: dict[str, Any], points: Array, outcome: Array) -> Split:
    """Sobol's shares of an outcome [n] found at points of the unit cube [n, d]."""
    whole = _learnt(points, outcome)
    alone, total = _shares(problem, whole)
    fold = np.arange(len(points)) % FOLDS
    foretold, moved = np.zeros_like(outcome), []
    for k in range(FOLDS):
        rest = _learnt(points[fold != k], outcome[fold != k], whole.kernel_)
        foretold[fold == k] = rest.predict(points[fold == k])
        moved.append(_shares(problem, rest)[1])
    error = np.sqrt((FOLDS - 1) * np.var(moved, axis=0))
    return Split(alone, total, error, float(1.0 - np.mean((outcome - foretold) ** 2) / outcome.var()))


def _learnt(points: Array, outcome: Array, kernel: Any = None) -> Any:
    """A Gaussian process fitted by its likelihood, from a kernel found before if there is one."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    first = ConstantKernel(1.0) * RBF(np.full(points.shape[1], 3.0), LENGTHS) + WhiteKernel(0.5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a length at its end: the number does nothing
        return GaussianProcessRegressor(kernel or first, normalize_y=True).fit(points, outcome)


def _shares(problem: dict[str, Any], emulator: Any) -> tuple[Array, Array]:
    """First and total share of each number in the emulator's variance; zeros where it is flat."""
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sample

    found = emulator.predict(sample.sample(problem, BASE, calc_second_order=False, seed=SEED))
    if np.ptp(found) < 1e-9 * max(np.abs(found).max(), 1.0):
        return np.zeros(problem["num_vars"]), np.zeros(problem["num_vars"])
    of = analysis.analyze(problem, found, calc_second_order=False, num_resamples=2, seed=SEED)
    return np.asarray(of["S1"]), np.asarray(of["ST"])
