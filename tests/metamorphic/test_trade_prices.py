"""Trade answers prices: a country that is dearer for good sells less abroad and buys more there, in time."""

from math import log

import numpy as np
import pytest

from simulator.core.closure import closure_of
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.flows.spending import come_round, export_demand, import_share, learn_prices, return_fees
from simulator.markets.production import update_prices
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


def returned(monkeypatch: pytest.MonkeyPatch, share: float, payment: float, months: int) -> list[float]:
    """Exports bought each month by who sells AI, for one payment beyond month 0's in month 1."""
    economy = prepare(small("rapid"), role="no_policy", replicate=0)
    give_parameters(economy, trade_lag=25.0)
    economy.closure = closure_of("as_they_are", share)
    usual, found = 100.0, []
    economy.world.bill_start = usual
    s = economy.aggregates
    for economy.month in range(1, months + 1):
        now = payment if economy.month == 1 else 0.0
        monkeypatch.setattr(economy.ledger, "total", lambda *_, paid=usual * s.trend_index + now, **__: paid)
        without = export_demand(economy)[0] - economy.world.returned
        return_fees(economy)
        found.append(export_demand(economy)[0] - without)
    return found


def test_what_is_paid_abroad_for_ai_comes_back_once_within_about_two_years(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bought = np.array(returned(monkeypatch, 1.0, 1_000_000.0, 400))
    assert bought.sum() == pytest.approx(1_000_000.0, rel=1e-4)
    assert (np.arange(400) * bought).sum() / bought.sum() == pytest.approx(24.0, abs=1.0)
    assert returned(monkeypatch, 0.5, 1_000_000.0, 12) == pytest.approx(0.5 * bought[:12])
    assert returned(monkeypatch, 0.0, 1_000_000.0, 12) == pytest.approx(np.zeros(12), abs=1e-6)
    assert returned(monkeypatch, 1.0, 0.0, 12) == pytest.approx(np.zeros(12), abs=1e-6)


def test_up_to_month_0_and_in_a_frozen_world_what_is_paid_is_the_usual_bill() -> None:
    economy = prepare(small("none"), role="no_policy", replicate=0)
    for _ in range(2):
        economy.step()
        paid = economy.ledger.total("ai_fees", payee="world")
        assert economy.world.bill_start == paid / economy.aggregates.trend_index > 0.0
        assert economy.world.returned == 0.0


def test_what_is_imported_makes_life_dearer_where_foreign_money_does() -> None:
    economy = prepare(small("none"), role="no_policy", replicate=0)
    economy.month = 1
    update_prices(economy)
    before, home = economy.aggregates.consumer_price, economy.aggregates.cpi
    economy.world.currency = 0.1
    update_prices(economy)
    assert economy.aggregates.cpi == home
    assert before < economy.aggregates.consumer_price < before * 1.05
