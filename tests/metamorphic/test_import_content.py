"""A part of exports is imported for them: who sells less abroad also buys less there."""

import pytest

from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.flows.spending import import_share
from simulator.scenario.country.profile import load_country
from tests.small import give_parameters, small

ROOM = 50.0
"""Capacity margin at which firms can make whatever is ordered."""
FIRST = 2025
"""The base seed of all other tests."""


def first_month(
    wanted: float, country: str = "ESP", margin: float | None = None, base_seed: int = FIRST
) -> Economy:
    """An economy after a month in which customers abroad want `wanted` times what they did."""
    economy = prepare(small("none", country=country, base_seed=base_seed), role="no_policy", replicate=0)
    economy.world.export_base *= wanted
    if margin is not None:
        give_parameters(economy, capacity_margin=margin)
    economy.step()
    return economy


def months_of_all_orders(wanted: tuple[float, ...], country: str) -> list[Economy]:
    """The first month for each, of the first base seed in which each firm has staff for its orders."""
    for base_seed in range(FIRST, FIRST + 8):
        months = [first_month(one, country, ROOM, base_seed) for one in wanted]
        if all(month.aggregates.unmet < 1.0 for month in months):
            return months
    raise AssertionError(f"of eight {country} each has a firm that cannot serve its orders")


def content_of(economy: Economy, country: str = "ESP") -> float:
    """Of a month's exports by value: the volume is fixed, its price is that abroad."""
    s, content = economy.aggregates, load_country(country).values["export_import_content"]
    abroad = content * s.trend_price
    return abroad / ((1.0 - content) * s.cpi + abroad)


@pytest.mark.parametrize("country", ["ESP", "USA", "DNK"])
def test_a_fall_of_exports_is_shared_by_imports_and_gdp(country: str) -> None:
    months = months_of_all_orders((1.0, 0.9), country)
    calm, hit = (month.accounts_of_month for month in months)
    content = content_of(months[0], country)
    fall = hit["exports"] - calm["exports"]
    assert fall == pytest.approx(-0.1 * calm["exports"])
    assert hit["imports"] - calm["imports"] == pytest.approx(content * fall)
    for gdp in ("production", "income", "expenditure"):
        assert hit[gdp] - calm[gdp] == pytest.approx((1.0 - content) * fall)


def test_for_exports_that_cannot_be_made_nothing_is_imported() -> None:
    wanted = 3.0 * first_month(1.0, margin=ROOM).accounts_of_month["exports"]
    rush = first_month(3.0)
    s, total = rush.aggregates, rush.ledger.total
    content = content_of(rush)
    served = s.market_sales / (s.market_sales + s.unmet)
    assert served < 0.9
    assert total("exports") == pytest.approx(served * wanted)
    made_here = served * (1.0 - import_share(rush))
    for_own_use = (total("investment") + total("recruiting")) * (1.0 / made_here - 1.0)
    assert total("imports", payer="firms") - for_own_use == pytest.approx(content * total("exports"))
