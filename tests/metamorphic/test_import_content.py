"""A part of exports is imported for them: who sells less abroad also buys less there."""

from __future__ import annotations

import pytest

from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.scenario.country.profile import load_country
from tests.small import give_parameters, small

ROOM = 50.0
"""Capacity margin at which firms can make whatever is ordered."""


def first_month(wanted: float, country: str = "ESP", margin: float | None = None) -> Economy:
    """An economy after a month in which customers abroad want `wanted` times what they did."""
    economy = prepare(small("none", country=country), role="no_policy", replicate=0)
    economy.world.export_base *= wanted
    if margin is not None:
        give_parameters(economy, capacity_margin=margin)
    economy.step()
    return economy


@pytest.mark.parametrize("country", ["ESP", "USA", "DNK"])
def test_a_fall_of_exports_is_shared_by_imports_and_gdp(country: str) -> None:
    calm, hit = (first_month(wanted, country, ROOM).accounts_of_month for wanted in (1.0, 0.9))
    content = load_country(country).values["export_import_content"]
    fall = hit["exports"] - calm["exports"]
    assert fall == pytest.approx(-0.1 * calm["exports"])
    assert hit["imports"] - calm["imports"] == pytest.approx(content * fall)
    for gdp in ("production", "income", "expenditure"):
        assert hit[gdp] - calm[gdp] == pytest.approx((1.0 - content) * fall)


def test_for_exports_that_cannot_be_made_nothing_is_imported() -> None:
    wanted = 3.0 * first_month(1.0, margin=ROOM).accounts_of_month["exports"]
    rush = first_month(3.0)
    s, total = rush.aggregates, rush.ledger.total
    content = load_country("ESP").values["export_import_content"]
    served = s.market_sales / (s.market_sales + s.unmet)
    assert served < 0.9
    assert total("exports") == pytest.approx(served * wanted)
    made_here = served * (1.0 - rush.controllers.import_share)
    for_own_use = (total("investment") + total("recruiting")) * (1.0 / made_here - 1.0)
    assert total("imports", payer="firms") - for_own_use == pytest.approx(content * total("exports"))
