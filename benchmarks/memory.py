"""The physical limit: bytes of person columns that a month touches over the bandwidth of the machine."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from benchmarks.run import opened

SIZE, REPEATS = 40_000_000, 5


def bandwidth() -> float:
    """Bytes a second that one core reads and writes in one pass over arrays larger than any cache."""
    source, target = np.ones(SIZE), np.ones(SIZE)
    best = float("inf")
    for _ in range(REPEATS):
        begin = time.perf_counter()
        np.multiply(source, 2.0, out=target)
        best = min(best, time.perf_counter() - begin)
    return 3 * source.nbytes / best  # what is written is read first


def rule_bytes(economy: Any) -> int:
    """Bytes per person that rules over persons read and write in a month; what is written counts twice."""
    from simulator.core.rule import Runnable
    from simulator.economy.schedule import MONTH

    total = 0
    for step in MONTH:
        loop = getattr(step, "__self__", None)
        if isinstance(loop, Runnable) and loop.over == "person":
            written = {("person", name) for rule in loop.rules for name in rule.writes}
            for path, column in loop.bind(economy).arrays.items():
                if path[0] == "person":
                    total += column.itemsize * (2 if path in written else 1)
    return total


def pass_bytes(economy: Any) -> int:
    """Bytes per person of the columns that a month hands to its other passes: at most what they touch."""
    from simulator.core.population import ArraySet

    handed = 0
    plain = ArraySet.__getattr__

    def counted(members: Any, name: str) -> Any:
        nonlocal handed
        found = plain(members, name)
        if members is economy.persons:
            handed += found.itemsize
        return found

    ArraySet.__getattr__ = counted  # type: ignore[method-assign]
    try:
        economy.step()
    finally:
        ArraySet.__getattr__ = plain  # type: ignore[method-assign]
    return handed


def measure(persons: int, months: int) -> dict[str, float]:
    """Bytes per person and month, bytes a second, and the nanoseconds that follow."""
    economy = opened(persons, months)
    economy.step()
    rules, passes, speed = rule_bytes(economy), pass_bytes(economy), bandwidth()
    return {"rules": rules, "passes": passes, "bandwidth": speed, "limit": (rules + passes) / speed * 1e9}
