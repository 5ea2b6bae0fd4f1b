"""What a drawn parameter does to an effect: its upper half of draws less its lower, by the means."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from simulator.findings.effects import Contrast
from simulator.findings.intervals import Array, halves_apart
from simulator.findings.results import Results
from simulator.findings.spread import by_setting, drawn_values

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


def swings(runs: Sequence[Results], contrast: Contrast, indicators: Sequence[str]) -> list[Swing]:
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


def halves(values: Array, drawn: Array) -> tuple[float, float, float]:
    """Return mean of the upper half less that of the lower, with interval; a middle draw is in neither."""
    order = np.argsort(drawn, kind="stable")
    size = len(order) // 2
    return halves_apart(values[order[:size]], values[order[len(order) - size :]])
