"""The fake model with a budget: what the policy costs falls with the rate, a little roughly."""

from typing import Any

import numpy as np

from simulator.core.time import MONTHS_PER_YEAR
from simulator.scenario import Scenario
from simulator.scenario.financing import Balancing
from tests.unit import fake_model
from tests.unit.fake_model import FakeOutput, FakeScenario, fake_scenario

COST, BASE = 0.05, 7.5
"""What the policy costs over the run (share of a year's GDP); GDPs of income taxed over the run."""
BACK = 0.3
"""Part of what goes out that comes back through VAT."""
ROUGH = 0.0004
"""Size of the jumps by which a seed's budget answers the smallest change of the rate."""
INTEREST, DEBT = 0.002, 1.6e12
"""A month; currency in month 0."""


def balanced_scenario(by: str = "income_tax", **changes: Any) -> FakeScenario:
    """The fake scenario with a budget that balances."""
    return fake_scenario(**{"months": 24, "seeds": 2, "financing": Balancing(by), **changes})


def simulate(scenario: Scenario, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
    """A tax with a broad base: the gap is zero near COST / BASE."""
    return _with_debt(scenario, role, replicate, BASE)


def too_narrow(scenario: Scenario, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
    """A tax whose base is so small that no rate within its bounds pays for the policy."""
    return _with_debt(scenario, role, replicate, 0.05)


def _with_debt(scenario: Scenario, role: str, replicate: int, base: float) -> FakeOutput:
    """Money moves in months whose discounted sums are known, and debt is what it leaves."""
    output = fake_model.simulate(scenario, role=role, replicate=replicate)
    values, names = output.rows["value"], np.asarray(output.rows["indicator"])
    is_total = np.asarray(output.rows["by"]) == "total"

    def at(name: str) -> Any:
        return (names == name) & is_total

    # GDP, seen by all roles alike, makes the shares of it exact.
    plain = fake_model.simulate(scenario.without_policies(), role="no_policy", replicate=replicate)
    for name in ("gdp", "real_gdp"):
        values[at(name)] = plain.rows["value"][
            (np.asarray(plain.rows["indicator"]) == name) & (np.asarray(plain.rows["by"]) == "total")
        ]
    gdp = values[at("gdp")]
    months = len(gdp) - 1
    worth = (1.0 + INTEREST) ** np.arange(months + 1) * gdp[1:13].mean() * MONTHS_PER_YEAR / months
    spent = raised = np.zeros(months + 1)
    if role == "policy" and isinstance(scenario.financing, Balancing):
        rate = scenario.financing.rate or 0.0
        jump = np.random.default_rng([replicate, round(rate * 1e6) % 2**32]).normal(0.0, ROUGH)
        spent = worth * (COST * (1.0 + 0.1 * replicate) + jump) / (1.0 - BACK)
        raised = worth * base * rate * (1.0 - rate)
    values[at("spending_training_programme")] = spent
    values[at("revenue_automation_levy")] = 0.0
    values[at("revenue_vat")] = 0.07 * gdp + BACK * spent
    values[at("revenue_income_tax")] = 0.08 * gdp + raised
    primary = -0.01 * gdp - (1.0 - BACK) * spent + raised
    debt = np.full(months + 1, DEBT)
    for month in range(1, months + 1):
        debt[month] = (1.0 + INTEREST) * debt[month - 1] - primary[month]
    values[at("primary_balance")] = primary
    values[at("spending_interest")] = INTEREST * np.concatenate([debt[:1], debt[:-1]])
    values[at("public_balance")] = primary - values[at("spending_interest")]
    values[at("debt_ratio")] = debt / (MONTHS_PER_YEAR * gdp)
    return output
