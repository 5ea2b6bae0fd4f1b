"""Where it goes what is paid for AI: to owners, staff and computing here or abroad, by offer."""

import pytest

from simulator.core.economy import Economy
from simulator.experiment.simulate import prepare
from tests.small import policy, small

PUBLIC = {"subsidy": 0.4, "margin_cut": 1.0, "integration": 0.2}


def months(economy: Economy, count: int) -> list[tuple[float, float]]:
    """What is paid for AI, and of it abroad, month by month."""
    found = []
    for _ in range(count):
        economy.step()  # raises when an identity fails
        total = economy.ledger.total
        found.append((total("ai_fees"), total("ai_fees", payee="world")))
    return found


def opened(*instruments: tuple[str, dict[str, float]], country: str = "ESP", persons: int = 3000) -> Economy:
    policies = tuple(policy(name, **values) for name, values in instruments)
    scenario = small("rapid", policies, country=country, persons=persons)
    return prepare(scenario, role="policy", replicate=0)


@pytest.mark.parametrize(
    "settings",
    [PUBLIC, *({name: value} for name, value in PUBLIC.items()), {"subsidy": 0.05}, {"quality": 0.5}],
    ids=str,
)
def test_a_public_offer_never_raises_what_leaves_the_country(settings: dict[str, float]) -> None:
    with_it, without = months(opened(("public_ai", settings)), 48), months(opened(), 48)
    for year in range(4):
        left, usual = (
            sum(abroad for _, abroad in one[12 * year : 12 * year + 12]) for one in (with_it, without)
        )
        assert left <= usual * 1.0001, year


def test_fees_by_provider_add_up_to_what_users_pay_and_to_who_receives_it() -> None:
    economy = opened(("public_ai", PUBLIC), ("ai_services_tax", {"rate": 0.1}))
    for _ in range(3):
        ((paid, abroad),) = months(economy, 1)
        offers, providers = economy.providers.here, economy.providers
        by_offer = sum(offer.paid for offer in offers)
        assert by_offer == pytest.approx(paid)
        here = sum(offer.paid * offer.share_at_home() for offer in offers)
        assert here == pytest.approx(providers.revenue) == pytest.approx(paid - abroad)
        assert 0.0 < providers.costs < providers.revenue


def test_an_open_model_is_fitted_in_here_and_small_firms_take_it_where_help_comes_with_it() -> None:
    economy = opened(("public_ai", {"integration": 0.2}))
    months(economy, 2)
    commercial, public = economy.providers.here
    assert commercial.share_at_home() == pytest.approx(economy.parameters["ai_domestic_share"])
    assert public.share_at_home() > 2.0 * commercial.share_at_home()
    assert public.small_share > public.share


def test_a_cap_on_margins_takes_no_more_than_what_is_left_over_research_and_sales() -> None:
    economy = opened(("ai_competition", {"margin_cut": 1.0}))
    months(economy, 1)
    here, usual = economy.providers.here[0], economy.providers.offers[0]
    assert here.price == pytest.approx(usual.price / economy.parameters["ai_markup"])
    assert here.price > usual.computing
    assert here.rent() == pytest.approx(0.0, abs=1e-9 * here.price)


def test_what_users_abroad_pay_is_income_in_the_country_of_the_owners_alone() -> None:
    american, spanish = opened(country="USA"), opened()
    months(american, 24)
    months(spanish, 24)
    assert spanish.ledger.total("exports", payee="providers") == 0.0
    sold = american.ledger.total("exports", payee="providers")
    assert 0.0 < sold < float(american.firms.ai_fees.sum())
