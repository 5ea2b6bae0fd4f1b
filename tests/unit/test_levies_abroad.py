"""Levies that other countries have too: nothing is lost by acting alone."""

from math import exp

import pytest

from simulator.core.economy import Economy
from simulator.experiment.simulate import prepare
from simulator.indicators import budget
from simulator.markets.production import price_abroad
from tests.small import policy, small

LEVIES = {
    "payroll_training_levy": {"rate": 0.1, "small_rate": 0.1},
    "profit_tax": {"rate": 0.2},
    "automation_levy": {"rate": 1.0},
    "ai_services_tax": {"rate": 0.4},
}


def after(name: str, share: float | None, months: int = 36) -> Economy:
    """An economy with a levy alone, or with a share of other countries that have it too."""
    joint = () if share is None else (policy("tax_cooperation", share=share),)
    scenario = small("rapid", (policy(name, **LEVIES[name]), *joint), persons=3000)
    economy = prepare(scenario, role="policy", replicate=0)
    for _ in range(months):
        economy.step()
    return economy


@pytest.mark.parametrize("name", LEVIES)
def test_what_a_levy_loses_alone_it_keeps_where_all_have_it(name: str) -> None:
    alone, area, world = (after(name, share) for share in (None, 0.5, 1.0))
    assert price_abroad(alone) < price_abroad(area) < price_abroad(world)
    lost = [budget.measure(one)["leak_exports"] for one in (alone, area, world)]
    assert lost[0] > lost[1] > lost[2] == pytest.approx(0.0, abs=1e-6)
    if name not in (
        "automation_levy",
        "ai_services_tax",
    ):  # where all slow AI down, customers abroad earn less
        assert alone.ledger.total("exports", payee="firms") < world.ledger.total("exports", payee="firms")
    shifted = [budget.measure(one)["leak_profits"] for one in (alone, area, world)]
    if name == "profit_tax":
        assert shifted[0] > shifted[1] > shifted[2] == 0.0
    else:
        assert shifted == [0.0, 0.0, 0.0]


def test_prices_here_and_abroad_carry_a_levy_on_wages_alike() -> None:
    alone, world = after("payroll_training_levy", None, 60), after("payroll_training_levy", 1.0, 60)
    assert price_abroad(world) / price_abroad(alone) == pytest.approx(exp(world.world.levied), rel=0.02)
    usual = small("rapid", persons=3000)
    without = prepare(usual, role="policy", replicate=0)
    for _ in range(60):
        without.step()
    dearer = alone.aggregates.cpi / without.aggregates.cpi
    assert exp(world.world.levied) == pytest.approx(dearer, abs=0.03)
    assert without.world.levied == 0.0
