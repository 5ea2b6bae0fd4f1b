"""All options of a comparison side by side, the baseline among them: levels by seed, shortfalls, ranks."""

from collections.abc import Mapping

import numpy as np

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
