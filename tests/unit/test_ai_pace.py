"""AI comes sooner where policy makes it cheaper than abroad, later where dearer; wages say nothing."""

import pytest

from simulator.experiment.simulate import prepare
from simulator.rules.firm_ai_pace import firm_ai_pace
from tests.small import policy, small

FIRM = {"levy_rate": 0.0, "integration_help": 0.0}
MARKET = {"ai_price": 1234.5, "ai_price_abroad": 1234.5, "fee_share": 1.0}


def pace(**changes: float) -> float:
    given = FIRM | MARKET | {"ai_timing_elasticity": 7.2, "ai_use_elasticity": 1.11, "ai_fee_weight": 0.3}
    given |= changes
    return float(firm_ai_pace.python(**given))


def test_without_a_policy_the_pace_is_one_exactly() -> None:
    assert pace() == pace(ai_use_elasticity=0.0, levy_rate=0.5) == 1.0
    assert pace(ai_timing_elasticity=0.0, integration_help=0.5) == 1.0


def test_what_makes_ai_dearer_slows_it_and_what_makes_it_cheaper_speeds_it_up() -> None:
    assert pace(levy_rate=0.1) < pace(levy_rate=0.02) < 1.0
    assert pace(ai_price=1300.0) < 1.0 < pace(ai_price=1200.0)
    assert 1.0 < pace(integration_help=0.1) < pace(integration_help=0.9) == 3.0  # no more than threefold
    assert pace(levy_rate=0.1, fee_share=0.0) == 1.0  # a machine pays no levy on fees


def test_a_fee_is_answered_as_use_answers_prices_and_an_investment_more() -> None:
    assert pace(levy_rate=0.02) == pytest.approx(1.02**-1.11)
    assert pace(ai_price=1.02 * 1234.5, fee_share=0.0, ai_fee_weight=1.0) == pytest.approx(1.02**-7.2)
    assert pace(integration_help=-0.02, ai_fee_weight=0.0) == pytest.approx(1.02**-7.2)


def test_only_a_policy_on_ai_sets_the_pace() -> None:
    for policies, slower in (
        ((), False),
        ((policy("hiring_subsidy", share=0.5, wait=0.0),), False),
        ((policy("ai_services_tax", rate=0.1),), True),
        ((policy("automation_levy", rate=0.1),), True),
    ):
        economy = prepare(small("rapid", policies=policies), role="policy", replicate=0)
        for _ in range(3):
            economy.step()
        firms = economy.firms
        assert bool((firms.ai_pace < 1.0).all()) is slower
        assert bool((firms.ai_pace == 1.0).all()) is not slower
