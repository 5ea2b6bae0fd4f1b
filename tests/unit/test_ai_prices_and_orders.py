"""AI's price, who earns on it, and that what policy changes about it stays here."""

from dataclasses import replace

import pytest

from simulator.agents.state import Offer
from simulator.core.closure import CLOSURES
from simulator.core.economy import Economy
from simulator.economy.technology import advance_technology, labour_cost_of_tasks, move_prices_abroad
from simulator.experiment.simulate import prepare
from simulator.policies import act
from simulator.rules.provider_price import provider_price
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


def opened(country: str, **world: float) -> Economy:
    """An economy in its first month."""
    scenario = small("rapid", country=country)
    economy = prepare(replace(scenario, world=scenario.world | world), role="policy", replicate=0)
    economy.month = 1
    advance_technology(economy)
    return economy


def test_ai_costs_a_share_of_labour_and_never_less_than_running_it() -> None:
    one = opened("ESP", ai_running_cost=1.0)
    s = one.aggregates
    assert s.ai_price == pytest.approx(0.2 * labour_cost_of_tasks(one) * s.trend_index, rel=0.01)
    assert one.providers.offers[0].rent() > 0.0
    dear = opened("ESP", ai_running_cost=4000.0, ai_cost_decline=0.0)
    euros = 4000.0 * dear.country.values["exchange_rate"]
    assert dear.aggregates.ai_price == pytest.approx(euros * dear.aggregates.trend_price)
    assert dear.providers.offers[0].rent() == 0.0


def test_ai_is_dearer_beside_labour_where_labour_is_cheap() -> None:
    over = {name: one.aggregates.ai_price / labour_cost_of_tasks(one)
            for name in ("ALB", "DEU") for one in [opened(name, ai_running_cost=3000.0)]}  # fmt: skip
    assert over["ALB"] > 1.0 > over["DEU"]


@pytest.mark.parametrize(("levied", "ruinous"), [("tax", 0.6), ("fee_levy", 1.5)])
def test_what_of_a_levy_is_not_passed_on_falls_on_the_rent(levied: str, ruinous: float) -> None:
    def asked(passed: float, rate: float = 0.1) -> tuple[float, float]:
        """What users pay for a post's tasks, and what is left to the provider beyond cost."""
        offer = Offer("commercial", cost=100.0, markup=2.0, quality=1.0, tax=rate if levied == "tax" else 0.0)
        levy = rate if levied == "fee_levy" else 0.0
        price = provider_price([offer], fee_levy=levy, provider_switching=3.0, levy_pass_through=passed)
        return price * (1.0 + levy), offer.rent()

    (least, borne), (most, kept) = asked(0.0), asked(1.0)
    assert least == pytest.approx(200.0)
    assert borne < kept == pytest.approx(100.0)
    assert least < asked(0.5)[0] < most
    assert asked(0.0, rate=ruinous)[1] == pytest.approx(0.0)  # nobody sells below cost


def test_running_ai_at_home_is_bought_from_firms_and_the_rest_is_rent() -> None:
    economy = prepare(small("rapid", country="USA"), role="policy", replicate=0)
    for _ in range(3):
        economy.step()  # raises when an identity fails
    providers = economy.providers
    bought = economy.ledger.total("ai_costs") + economy.ledger.total("imports", payer="providers")
    assert bought == pytest.approx(providers.costs)
    assert 0.0 < providers.costs < providers.revenue


def test_prices_and_wages_abroad_come_to_leave_what_ai_saves_to_real_pay() -> None:
    """As here at usual slack: part of it at first, all that price-setting leaves in the end."""
    economy = prepare(small("rapid"), role="policy", replicate=0)
    world, shares = economy.world, []
    move_prices_abroad(economy, 0.0)
    assert world.wage == world.price == 0.0
    for _ in range(360):
        move_prices_abroad(economy, 0.05)
        shares.append((world.wage - world.price) / 0.05)
    assert world.price < 0.0
    assert 0.5 < shares[35] < 1.2
    assert shares[-1] == pytest.approx(1.0, abs=0.02)


def test_ai_comes_abroad_unless_it_comes_to_this_country_alone() -> None:
    def abroad(closure: str) -> tuple[float, float, float]:
        economy = prepare(small("rapid"), role="policy", replicate=0)
        economy.closure = CLOSURES[closure]
        for economy.month in range(1, 25):
            advance_technology(economy)
        return economy.world.saving - economy.world.saving_start, economy.world.price, economy.world.wage

    saving, price, wage = abroad("as_they_are")
    assert saving > 0.0 > price
    assert wage > price
    assert abroad("country_alone") == (0.0, 0.0, 0.0)


def test_administration_of_what_is_raised_after_the_market_is_bought_in_the_next_month() -> None:
    setting = policy("profit_tax", rate=0.05, administration=0.1)
    economy = prepare(small("rapid", (setting,)), role="policy", replicate=0)
    raised, bought = [], []
    for _ in range(3):
        economy.step()  # raises when an identity fails
        raised.append(economy.ledger.total("profit_tax", payee="state"))
        bought.append(economy.ledger.total("profit_tax_administration", payer="state"))
    assert bought == pytest.approx([0.0, 0.1 * raised[0], 0.1 * raised[1]])
