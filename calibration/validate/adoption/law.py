"""The model's law of AI adoption for a population of firms alone: expected shares, no draws, no economy.

A firm counts from its first occupation on: it is the rule `post_adopt_ai` of the best one, with its chance in
place of the draw; a test keeps the two alike.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
SIZES = ("10_49", "50_249", "250")
NODES = 15
"""Quantiles of the integration cost that stand for its distribution in each firm."""


@dataclass(frozen=True)
class Firms:
    """Firms of ten heads and more: saving at a full frontier [F], size 0-2 [F], real firms [F].

    The saving is that of the best first occupation over the wages that its integration cost is reckoned on.
    """

    saving: Array
    size: Codes
    count: Array


@dataclass(frozen=True)
class Law:
    """Parameters of the rule; `delay` is how far below one the marginal firm's payback starts (log points).

    The frontier stands still before the year `clock`.
    """

    spread: float
    decisions: float
    dispersion: float = 0.5
    delay: float = 0.0
    clock: float = 0.0

    def payback(self, firms: Firms, size: int) -> tuple[Array, Array]:
        """Log payback of a size class over quantiles of its firms' costs, and weights that add up to 1."""
        own = firms.size == size
        node = ndtri((np.arange(NODES) + 0.5) / NODES)
        payback = (np.log(firms.saving[own])[:, None] - self.spread * node[None, :]).ravel()
        return payback, np.repeat(firms.count[own], NODES) / (NODES * firms.count[own].sum())


def firms_of_model(iso3: str, persons: int, seed: int) -> Firms:
    """The model's private firms at month 0, each with the occupation in which AI would pay off first."""
    from calibration.study.runs import Run, opening
    from simulator.start.adopters import log_paybacks

    economy = opening(Run(iso3, seed, persons, 1))
    firms = economy.firms
    own = (firms.public == 0) & (firms.active == 1) & (firms.size_class > 0) & (firms.base_wages > 0.0)
    best = np.exp(log_paybacks(economy)[0].max(axis=1)[own])
    saving = best / (economy.parameters["adoption_horizon"] * economy.aggregates.frontier)
    size = firms.size_class[own].astype(np.int64) - 1
    return Firms(np.maximum(saving, 1e-6), size, firms.n_real[own].copy())


def weights(firms: Firms) -> Array:
    """Share of each size class among firms with ten heads or more [3]."""
    count = np.bincount(firms.size, firms.count, minlength=len(SIZES))
    return np.asarray(count / count.sum())


def shifted(shares: Array, weight: Array, total: float) -> Array:
    """Shares by size moved by a common number of probits so that they average to `total` [3]."""
    low, high = -5.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2.0
        if float((weight * ndtr(ndtri(shares) + middle)).sum()) < total:
            low = middle
        else:
            high = middle
    return np.asarray(ndtr(ndtri(shares) + low))


def adoption(firms: Firms, law: Law, start: Array, frontier: Array, delay: Array | None = None) -> Array:
    """Expected share of firms using AI by month and size [months, 3].

    Parameters
    ----------
    start
        Share at the start, by size: the firms with the best payback.
    frontier
        Frontier by month [months], the first that of the start.
    delay
        By size, in place of the law's own [3].
    """
    behind = np.full(len(SIZES), law.delay) if delay is None else delay
    shares = np.empty((len(frontier), len(SIZES)))
    moved = np.log(frontier / frontier[0])
    for size in range(len(SIZES)):
        payback, weight = law.payback(firms, size)
        order = np.argsort(-payback, kind="stable")
        payback, weight = payback[order], weight[order]
        rank = np.cumsum(weight) - weight / 2.0
        edge = float(np.interp(start[size], rank, payback))
        waiting = weight * np.clip((np.cumsum(weight) - start[size]) / weight, 0.0, 1.0)
        gap = payback - edge - behind[size]
        for month, step in enumerate(moved):
            if month > 0:
                waiting = waiting * (1.0 - law.decisions * ndtr((gap + step) / law.dispersion))
            shares[month, size] = 1.0 - waiting.sum()
    return shares
