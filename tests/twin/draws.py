"""Chances of a month in the plain-object twin of the labour market: the compiled one's, or its own."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from simulator.core.streams import key_n, normal, normal_quantile, stream_key, uniform
from simulator.markets.matching import PARTS

if TYPE_CHECKING:
    from tests.twin.labour import Worker


def numbered(key: Any, draw: int) -> np.uint64:
    """The key of the `draw`-th draws, of the type that compiled code takes."""
    return np.uint64(key_n(key, draw))


class Draws(Protocol):
    """Chances of a month."""

    def looks(self, worker: Worker) -> float:
        """Uniform: rounds the number of posts that the worker looks at this month."""

    def place(self, worker: Worker, k: int) -> tuple[float, float, float]:
        """Uniforms: in which occupation and at which opening application k goes in, and from where."""

    def impression(self, worker: Worker, k: int) -> float:
        """Standard normal: what the employer sees beyond the record."""

    def fit(self, worker: Worker, post: int) -> float:
        """Standard normal: what the job is worth to her beyond its pay, the same at every look."""


class SharedDraws:
    """The draws of the compiled market, keyed by person, stream and month."""

    def __init__(self, root: Any, month: int) -> None:
        self.keys = [stream_key(root, name, month) for name in ("search", "direction", "screening")]
        self.fits = stream_key(root, "job_value", 0)

    def looks(self, worker: Worker) -> float:
        return float(uniform(self.keys[0], worker.person))

    def place(self, worker: Worker, k: int) -> tuple[float, float, float]:
        where, which, whence = (float(uniform(numbered(self.keys[1], n), worker.person))
                                for n in (2 * k, 2 * k + 1, 1_000_000 + k))  # fmt: skip
        return where, which, whence

    def impression(self, worker: Worker, k: int) -> float:
        return float(normal(numbered(self.keys[2], k), worker.person))

    def fit(self, worker: Worker, post: int) -> float:
        part = int(uniform(numbered(self.fits, post), worker.person) * PARTS)
        return float(normal_quantile((part + 0.5) / PARTS))


class OwnDraws:
    """Draws from a generator of its own."""

    def __init__(self, seed: int) -> None:
        self.generator = random.Random(seed)
        self.fits: dict[tuple[int, int], float] = {}

    def looks(self, worker: Worker) -> float:
        return self.generator.random()

    def place(self, worker: Worker, k: int) -> tuple[float, float, float]:
        return self.generator.random(), self.generator.random(), self.generator.random()

    def impression(self, worker: Worker, k: int) -> float:
        return self.generator.gauss(0.0, 1.0)

    def fit(self, worker: Worker, post: int) -> float:
        if (worker.person, post) not in self.fits:
            self.fits[worker.person, post] = self.generator.gauss(0.0, 1.0)
        return self.fits[worker.person, post]
