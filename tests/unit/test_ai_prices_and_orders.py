"""What policy changes about the price of AI stays here; what is ordered late is bought next month."""

import pytest

from simulator.economy.technology import advance_technology
from simulator.experiment.simulate import prepare
from simulator.policies import act
from tests.small import policy, small

CHEAPER = ("ai_competition", {"margin_cut": 1.0, "interoperability": 0.5})
DEARER = ("ai_services_tax", {"rate": 0.2})
PUBLIC = ("public_ai", {"subsidy": 0.5})


def prices(*instruments: tuple[str, dict[str, float]]) -> tuple[float, float]:
    """Price of AI here and abroad."""
    policies = tuple(policy(name, **values) for name, values in instruments)
    economy = prepare(small("rapid", policies), role="policy", replicate=0)
    economy.month = 1
    act("law")(economy)
    advance_technology(economy)
    return economy.aggregates.ai_price, economy.aggregates.ai_price_abroad


def test_without_policy_ai_costs_the_same_everywhere() -> None:
    here, abroad = prices()
    assert here == abroad


@pytest.mark.parametrize(("instrument", "way"), [(CHEAPER, -1), (DEARER, 1), (PUBLIC, -1)])
def test_policy_changes_the_price_here_only(instrument: tuple[str, dict[str, float]], way: int) -> None:
    here, abroad = prices(instrument)
    assert abroad == prices()[1]
    assert (here - abroad) * way > 0.0


def test_administration_of_what_is_raised_after_the_market_is_bought_in_the_next_month() -> None:
    setting = policy("profit_tax", rate=0.05, administration=0.1)
    economy = prepare(small("rapid", (setting,)), role="policy", replicate=0)
    raised, bought = [], []
    for _ in range(3):
        economy.step()  # raises when an identity fails
        raised.append(economy.ledger.total("profit_tax", payee="state"))
        bought.append(economy.ledger.total("profit_tax_administration", payer="state"))
    assert bought == pytest.approx([0.0, 0.1 * raised[0], 0.1 * raised[1]])
