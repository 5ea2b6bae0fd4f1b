"""Trade answers prices: a country that is dearer for good sells less abroad and buys more there, in time."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from simulator.economy.currency import move_currency

from simulator.economy.model import Economy
from simulator.economy.technology import bill_abroad
from simulator.experiment.simulate import prepare
from simulator.flows.trade import come_round, export_demand, import_share, learn_prices
from simulator.markets.prices import update_prices
from tests.small import give_parameters, small

DEARER = 1.1


@pytest.fixture
def spain() -> Economy:
    """Month 1, in which prices at home are a tenth above those abroad for the first time."""
    economy = prepare(small("none"), role="no_policy", replicate=0)
    economy.month = 1
    economy.aggregates.cpi = DEARER
    return economy


def bought_abroad(economy: Economy) -> float:
    """Volume of imports over that bought at home."""
    share = import_share(economy)
    return share / (1.0 - share) * economy.aggregates.cpi / economy.aggregates.trend_price


def sold_of_what_is_made(economy: Economy) -> float:
    """Volume of exports that is made at home."""
    demand, home_made = export_demand(economy)
    return demand * home_made / economy.aggregates.cpi


def settled(economy: Economy, months: int = 400) -> Economy:
    for _ in range(months):
        learn_prices(economy)
    return economy


def test_a_dearer_country_buys_more_abroad_by_the_elasticity(spain: Economy) -> None:
    give_parameters(spain, import_elasticity=1.5)
    share = spain.controllers.import_share
    settled(spain)
    assert bought_abroad(spain) == pytest.approx(share / (1.0 - share) * DEARER**1.5)


def test_it_sells_less_as_what_is_made_at_home_is_dearer(spain: Economy) -> None:
    give_parameters(spain, export_elasticity=2.0)
    content = spain.aggregates.export_import_content
    calm, _ = export_demand(spain)
    price = (1.0 - content) * DEARER + content
    demand, home_made = export_demand(settled(spain))
    assert demand / calm == pytest.approx(price**-2.0)
    assert home_made == pytest.approx((1.0 - content) * DEARER / price)


def test_a_year_brings_two_fifths_of_the_answer_and_ten_nearly_all(spain: Economy) -> None:
    give_parameters(spain, trade_lag=25.0)
    known = [0.0]
    for _ in range(120):
        known.append(come_round(known[-1], log(DEARER), 25.0))
    assert known[12] / log(DEARER) == pytest.approx(0.38, abs=0.01)
    assert known[120] / log(DEARER) > 0.98
    assert settled(spain, 12).world.price_gap_known == pytest.approx(known[12])


def test_up_to_month_0_prices_are_the_same_here_and_abroad(spain: Economy) -> None:
    spain.month = 0
    learn_prices(spain)
    assert spain.world.price_gap == spain.world.price_gap_known == 0.0
    assert import_share(spain) == spain.controllers.import_share


def test_without_elasticity_only_values_follow_prices(spain: Economy) -> None:
    give_parameters(spain, import_elasticity=0.0, export_elasticity=0.0)
    share, made_here = spain.controllers.import_share, sold_of_what_is_made(spain)
    settled(spain)
    assert bought_abroad(spain) == pytest.approx(share / (1.0 - share))
    assert sold_of_what_is_made(spain) == pytest.approx(made_here)


def test_foreign_money_comes_to_cost_what_lets_exports_pay_for_ai_bought_abroad() -> None:
    economy = prepare(small("none"), role="no_policy", replicate=0)
    economy.month = 1
    s, world, v = economy.aggregates, economy.world, economy.country.values
    world.bill += 0.01 / v["labour_share"]  # a hundredth of GDP more
    s.cpi = s.trend_price
    exports, imports = volumes(economy)
    for _ in range(1_000):
        move_currency(economy)
    settled(economy)
    assert 0.0 < world.currency < 0.1
    sold, bought = volumes(economy)
    gdp = s.gdp_start
    gained = (sold - exports) + (imports - bought)
    assert gained / gdp == pytest.approx(0.01, rel=0.2)  # to first order


def test_without_more_ai_abroad_and_for_owners_of_ai_the_currency_stays() -> None:
    economy = prepare(small("none"), role="no_policy", replicate=0)
    economy.month = 1
    move_currency(economy)
    assert economy.world.bill == economy.world.bill_start
    assert economy.world.currency == 0.0
    give_parameters(economy, ai_domestic_share=1.0)
    done, labour = np.ones(3), np.full(3, 1_000.0)
    assert bill_abroad(economy, done, labour) == 0.0


def test_what_is_imported_makes_life_dearer_where_foreign_money_does() -> None:
    economy = prepare(small("none"), role="no_policy", replicate=0)
    economy.month = 1
    update_prices(economy)
    before, home = economy.aggregates.consumer_price, economy.aggregates.cpi
    economy.world.currency = 0.1
    update_prices(economy)
    assert economy.aggregates.cpi == home
    assert before < economy.aggregates.consumer_price < before * 1.05


def volumes(economy: Economy) -> tuple[float, float]:
    """What is made here of exports, and what is imported for use here (at prices of month 0, a month)."""
    s = economy.aggregates
    spent = (
        s.gdp_start
        * (
            economy.country.values["imports_share"]
            - s.export_import_content * economy.country.values["exports_share"]
        )
        / economy.controllers.import_share
    )
    return sold_of_what_is_made(economy), import_share(economy) * spent
