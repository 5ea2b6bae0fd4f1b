"""Capital in price and technique: what cheaper capital and dearer labour make firms do."""

from inspect import signature

import numpy as np
import pytest

from calibration.validate.experiments.trial import Levers
from simulator.core.economy import Economy
from simulator.experiment.simulate import prepare
from simulator.markets.production import POINTS_A_MONTH, price_factors
from simulator.rules.firm_profit import firm_invest
from simulator.rules.firm_technique import firm_technique
from tests.small import changing, small


def technique(dearer_labour: float = 1.0, months: int = 600, public: int = 0, **more: float) -> list[float]:
    """Labour gap, capital a unit, its last step and posts a unit, after so many months."""
    given = {"capital_share": 0.4, "capital_cost": 1.0, "capital_answer": 1.0} | more
    found = [0.0, 1.0, 0.0, 1.0]
    for _ in range(months):
        found = list(firm_technique.python(found[0], found[1], dearer_labour, public, **given))
    return found


def test_dearer_labour_slowly_gives_way_to_capital_by_the_elasticity_of_substitution() -> None:
    _, capital, step, labour = technique(dearer_labour=1.1)
    assert np.log(capital / labour) == pytest.approx(0.4 * np.log(1.1), rel=1e-3)
    assert step == pytest.approx(0.0, abs=1e-6)
    # At month 0's prices what is saved on labour is spent on capital: substitution is no free gain.
    assert 0.4 * np.log(capital) + 0.6 * np.log(labour) == pytest.approx(0.0, abs=1e-9)
    assert technique(dearer_labour=1.1, months=12)[3] > labour


def test_cheaper_capital_takes_fewer_posts_a_unit_and_public_employers_have_none() -> None:
    assert technique()[1:] == [1.0, 0.0, 1.0]
    assert technique(capital_cost=0.9, capital_answer=1.1)[1] == pytest.approx(1.1)
    assert technique(capital_cost=0.9)[3] < 1.0
    assert technique(dearer_labour=1.1, capital_cost=0.9, public=1) == [0.0, 1.0, 0.0, 1.0]


def after(months: int, economy: Economy, *, cheaper: bool) -> Economy:
    """An economy some months on, with the user cost of new capital 3 % lower or not."""
    if cheaper:
        economy.instruments.append(Levers({"capital_subsidy": 0.03}))
    for _ in range(months):
        economy.step()
    return economy


def test_a_lower_user_cost_raises_investment_at_once_and_makes_goods_cheaper_slowly() -> None:
    cheaper, same = (
        after(12, prepare(small("none"), role="no_policy", replicate=0), cheaper=one) for one in (True, False)
    )
    s, usual = cheaper.aggregates, same.aggregates
    assert (usual.user_cost, usual.capital_cost, usual.capital_answer) == (1.0, 1.0, 1.0)
    assert usual.long_rate == 0.0 < s.long_rate  # the bank answers what more investment does to demand
    moved = cheaper.parameters["rate_on_return"] * s.long_rate / POINTS_A_MONTH
    assert s.user_cost == pytest.approx(0.97, rel=2e-3)
    assert s.user_cost / 0.97 - 1.0 > moved
    assert 0.99 < s.capital_cost < 1.0 < s.capital_answer < 1.0 / 0.97
    assert 1.05 < s.investment / usual.investment < 1.3
    assert cheaper.firms.capital.sum() > same.firms.capital.sum()


def test_a_tax_on_profits_is_a_cost_of_capital_in_every_country() -> None:
    economy = prepare(small("none"), role="no_policy", replicate=0)
    economy.shift("profit_tax_addition", 0.1)
    price_factors(economy)
    assert economy.aggregates.user_cost > 1.0


def test_a_dearer_hour_moves_technique_and_public_employers_have_no_capital() -> None:
    dear = after(3, prepare(changing({"minimum_wage": "+50 %"}), role="policy", replicate=0), cheaper=False)
    same = after(3, prepare(small("none"), role="no_policy", replicate=0), cheaper=False)
    private = same.firms.public == 0
    assert dear.firms.dearer_labour[private].mean() > same.firms.dearer_labour[private].mean()
    assert dear.firms.labour_need[private].mean() < same.firms.labour_need[private].mean()
    assert (dear.firms.labour_need[~private] == 1.0).all()


def test_technique_starts_where_burn_in_left_it() -> None:
    economy = prepare(small("none"), role="no_policy", replicate=0)
    assert (economy.firms.labour_need == 1.0).all()
    economy.step()
    private = economy.firms.public == 0
    assert np.abs(np.log(economy.firms.dearer_labour[private])).mean() < 0.1


def cash_flow(**given: float) -> float:
    """Smoothed cash flow of a firm that had none, after a month with a profit of 100."""
    firm = dict.fromkeys(signature(firm_invest.python).parameters, 0.0)
    usual = {"profit": 100.0, "capital_ratio": 1.0, "cpi": 1.0, "cash_smoothing": 0.1, "public": 0}
    return float(firm_invest.python(**{**firm, **usual, **given})[2])


def test_what_firms_can_pay_out_is_what_taxes_investment_and_fitting_ai_in_leave() -> None:
    assert cash_flow() == pytest.approx(10.0)
    for spent in ("profit_tax", "investment", "integration"):
        assert cash_flow(**{spent: 30.0}) == pytest.approx(7.0)
