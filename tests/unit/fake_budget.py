"""The fake model with a budget: debt of the policy role falls with the rate, a little roughly."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.scenario import Scenario
from simulator.scenario.financing import Balancing
from tests.unit import fake_model
from tests.unit.fake_model import FakeOutput, FakeScenario, fake_scenario

COST, BASE = 0.05, 7.5
"""Debt that the policy adds by the last month (share of GDP); GDPs of income taxed over the run."""
ROUGH = 0.0004
"""Size of the jumps by which a seed's debt answers the smallest change of the rate."""


def balanced_scenario(by: str = "income_tax", **changes: Any) -> FakeScenario:
    """The fake scenario with a budget that balances."""
    return fake_scenario(**{"months": 24, "seeds": 2, "financing": Balancing(by), **changes})


def simulate(scenario: Scenario, *, role: str, replicate: int) -> FakeOutput:
    """A tax with a broad base: the gap is zero near COST / BASE."""
    return _with_debt(scenario, role, replicate, BASE)


def too_narrow(scenario: Scenario, *, role: str, replicate: int) -> FakeOutput:
    """A tax whose base is so small that no rate within its bounds pays for the policy."""
    return _with_debt(scenario, role, replicate, 0.05)


def _with_debt(scenario: Scenario, role: str, replicate: int, base: float) -> FakeOutput:
    output = fake_model.simulate(scenario, role=role, replicate=replicate)
    values, names = output.rows["value"], np.asarray(output.rows["indicator"])
    debt = names == "debt_ratio"
    months = np.asarray(output.rows["month"])[debt] / scenario.months
    values[debt] = 1.05 + 0.01 * replicate
    if role == "policy" and isinstance(scenario.financing, Balancing):
        rate = scenario.financing.rate or 0.0
        jump = np.random.default_rng([replicate, round(rate * 1e6) % 2**32]).normal(0.0, ROUGH)
        values[debt] += months * (COST * (1.0 + 0.1 * replicate) - base * rate * (1.0 - rate) + jump)
    return output
