"""Small runs that tests share: a thousand persons, two years, the opening state from the cache."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.recorder import RunOutput
from simulator.scenario import Constant, Options, PolicySetting, Scenario, load_scenario
from simulator.simulate import simulate

PERSONS, MONTHS = 1000, 24
WORLDS = ("none", "slow", "moderate", "rapid")


def small(world: str = "moderate", policies: tuple[PolicySetting, ...] = (), **changes: Any) -> Scenario:
    """Spain without policy at small scale, in a world, with the given policies and other changes."""
    base = load_scenario("esp/no_policy", options=Options(persons=PERSONS, months=MONTHS, seeds=2))
    return replace(base.with_world(world), policies=policies, **changes)


def policy(name: str, *, start: int = 1, earmark: str | None = None, **values: float) -> PolicySetting:
    """An instrument with constant settings."""
    return PolicySetting(name, {key: Constant(value) for key, value in values.items()}, start, earmark=earmark)


def ran(scenario: Scenario, role: str = "policy", replicate: int = 0, **options: Any) -> RunOutput:
    """What one run gives."""
    return simulate(scenario, role=role, replicate=replicate, **options)


def series(output: RunOutput, indicator: str) -> NDArray[np.float64]:
    """Monthly totals of an indicator."""
    rows = output.rows
    return np.asarray(rows["value"])[(rows["indicator"] == indicator) & (rows["by"] == "total")]


def different(one: RunOutput, other: RunOutput, factor: float = 1.0, currency: str = "EUR") -> set[str]:
    """Indicators that are not the same bit for bit, once money (by its unit) is multiplied by `factor`."""
    first, second = np.asarray(one.rows["value"]), np.asarray(other.rows["value"])
    for key in ("month", "indicator", "by", "group", "unit"):
        np.testing.assert_array_equal(one.rows[key], other.rows[key])
    is_money = np.array([currency in unit for unit in one.rows["unit"]])
    expected = np.where(is_money, factor * first, first)
    unequal = expected.view(np.int64) != second.view(np.int64)
    return set(np.asarray(one.rows["indicator"])[unequal].tolist())
