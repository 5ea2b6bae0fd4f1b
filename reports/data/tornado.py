"""What a drawn parameter does to an effect: its upper half of draws less its lower, by the means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import stdtrit

from reports.data.effects import Contrast
from reports.data.run import Run
from reports.data.spread import by_setting, drawn_values
from reports.data.verdict import LEVEL, Values

FEWEST = 4  # draws, two a half


@dataclass(frozen=True)
class Swing:
    """Difference between the halves with its 95 % interval (Welch), in the indicator's own unit."""

    parameter: str
    contrast: Contrast
    indicator: str
    world: str
    mean: float
    low: float
    high: float


def swings(runs: Sequence[Run], contrast: Contrast, indicators: Sequence[str]) -> list[Swing]:
    """Return the swing of every parameter drawn for the option, in every world, on every indicator."""
    found = []
    for run, indicator in product(runs, indicators):
        cells = by_setting([run], contrast, indicator)
        if cells is None:
            continue
        names, drawn = drawn_values(run, contrast, cells[1])
        if len(drawn) >= FEWEST:
            [values] = cells[0].values()
            found += [Swing(name, contrast, indicator, run.world, *halves(values, drawn[:, place]))
                      for place, name in enumerate(names)]  # fmt: skip
    return found


def halves(values: Values, drawn: Values) -> tuple[float, float, float]:
    """Return mean of the upper half less that of the lower, with interval; a middle draw is in neither."""
    order = np.argsort(drawn, kind="stable")
    size = len(order) // 2
    lower, upper = values[order[:size]], values[order[len(order) - size :]]
    parts = np.array([np.var(lower, ddof=1), np.var(upper, ddof=1)]) / size
    mean, error = float(upper.mean() - lower.mean()), float(np.sqrt(parts.sum()))
    if error == 0.0:
        return mean, mean, mean
    degrees = float(parts.sum() ** 2 / (parts**2 / (size - 1)).sum())
    half = float(stdtrit(degrees, 0.5 + LEVEL / 2)) * error
    return mean, mean - half, mean + half
