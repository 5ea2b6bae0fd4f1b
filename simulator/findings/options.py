"""What a comparison found: effects of each option against the baseline, place by place, on the same seeds.

Worlds and closures are never pooled.

All options of a comparison side by side, the baseline among them: levels by seed, shortfalls, ranks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import polars as pl

from simulator.core.closure import Closure
from simulator.findings.effects import effect, options
from simulator.findings.headline import HeadlineRow
from simulator.findings.intervals import Array, Openings
from simulator.findings.money import told
from simulator.findings.results import Results
from simulator.findings.windows import settled, windowed


def rivals(results: Results) -> tuple[str, ...]:
    """Return the names of everything compared: the baseline first."""
    return (results.comparison["baseline"], *results.options)


def ends(results: Results, indicator: str) -> dict[str, Array]:
    """Return the mean of each option in the run's window, the baseline first, by seed."""
    found = {one: told(results, indicator, results.role_of(one), one) for one in rivals(results)}
    window = settled(results.window)
    return {one: windowed(series, window) for one, series in found.items() if series is not None}


def clusters_of(results: Results, indicator: str) -> Openings:
    """Return the cluster of each of the seeds of `ends`."""
    baseline = rivals(results)[0]
    series = told(results, indicator, results.role_of(baseline), baseline)
    return results.clusters(() if series is None else series.keys)


def shortfalls(results: Results, indicator: str) -> dict[str, float]:
    """Return how far each option's mean lies behind the best one's: its regret. Higher is better."""
    means = {one: float(values.mean()) for one, values in ends(results, indicator).items()}
    best = max(means.values(), default=0.0)
    return {one: best - mean for one, mean in means.items()}


def ranks(levels: Mapping[str, Array]) -> dict[str, Array]:
    """Return the share of seeds in which each option takes rank 1, 2, …; the highest level is first.

    Options that are equal in a seed share the ranks they take up: two that tie for first are first and
    second by half.
    """
    names = list(levels)
    table = np.array([levels[one] for one in names])
    count, seeds = table.shape
    shares = np.zeros((count, count))
    for seed in range(seeds):
        column = table[:, seed]
        for place, value in enumerate(column):
            above, equal = int((column > value).sum()), int((column == value).sum())
            shares[place, above : above + equal] += 1.0 / equal
    return {one: shares[place] / seeds for place, one in enumerate(names)}


class Place(Protocol):
    """A world under a closure; `simulator.experiment.places` has them."""

    @property
    def world(self) -> str:
        """Name of the world."""

    @property
    def closed(self) -> Closure:
        """The closure."""


class Compared[P: Place](Protocol):
    """What was compared; `simulator.experiment.plan.Plan` is one."""

    @property
    def places(self) -> Sequence[P]:
        """Every world under every closure."""

    def plain(self) -> dict[str, Any]:
        """The manifest's entry `comparison`."""


@dataclass(frozen=True)
class ComparedRow:
    """An indicator of an option against the baseline in a place."""

    place: Any
    row: HeadlineRow

    @property
    def world(self) -> str:
        """The world of the place."""
        return str(self.place.world)

    @property
    def share(self) -> float | None:
        """Share of seeds in which an option is better; None where no direction is, or one seed bears none."""
        return self.row.share if self.row.comparison == "policy" else None


def at_places[P: Place](
    results: pl.DataFrame, comparison: Compared[P], content: Mapping[str, Any]
) -> Iterator[tuple[P, Results]]:
    """Yield each place with what was found there; `content` is the manifest's."""
    content = {**content, "comparison": comparison.plain()}
    for place in comparison.places:
        yield place, Results(results, content, place.world, place.closed.label)


def half_width[P: Place](results: pl.DataFrame, comparison: Compared[P], content: Mapping[str, Any]) -> float:
    """The widest half-interval of the employment effect of any option in any place, in persons.

    Of the manifest's `content` it takes `window`, `opening_states` and `drawn`.
    """
    found = [
        effect(here, contrast, "employed")
        for _, here in at_places(results, comparison, content)
        for contrast in options(here)
    ]
    return max((one.half for one in found if one is not None), default=0.0)
