"""The state's books: what policies leave of the primary balance, and what moves the debt ratio."""

import numpy as np
import pytest

from simulator.findings.costing import Bill, Books, DebtChange, discounted, lost, net_cost, shortfall
from simulator.findings.intervals import Array

MONTHS, SEEDS, RATE = 60, 3, 0.002
OPENING = 1200.0


def books(primary: float = -1.0, *, rate: Array | float = RATE, growth: float = 0.003, prices: float = 0.002,
          **items: float) -> Books:  # fmt: skip
    """A state with such a primary balance a month, on average, and debt that it moves."""
    time = np.arange(MONTHS + 1)
    luck = np.random.default_rng(7).normal(0.0, 0.3, (SEEDS, MONTHS + 1))
    balance = primary + luck
    real = 100.0 * (1.0 + growth) ** time * (1.0 + 0.001 * luck)
    gdp = real * (1.0 + prices) ** time
    paid = np.broadcast_to(rate, MONTHS + 1)
    debt, interest = np.full((SEEDS, MONTHS + 1), OPENING), np.zeros((SEEDS, MONTHS + 1))
    for month in range(1, MONTHS + 1):
        interest[:, month] = paid[month] * debt[:, month - 1]
        debt[:, month] = debt[:, month - 1] + interest[:, month] - balance[:, month]
    given = {name: np.full((SEEDS, MONTHS + 1), value) for name, value in items.items()}
    return Books({"primary_balance": balance, "spending_interest": interest, "gdp": gdp, "real_gdp": real,
                  "public_balance": balance - interest, "debt_ratio": debt / (12.0 * gdp),
                  **given})  # fmt: skip


def test_the_discounted_primary_balances_are_the_discounted_debt() -> None:
    """Both definitions of a balanced budget are one where both runs pay the same rate, even if it varies."""
    for rate in (RATE, np.linspace(0.001, 0.004, MONTHS + 1)):
        costly, without = books(-3.0, rate=rate, prices=0.004), books(rate=rate)
        debt = (costly.debt - without.debt)[:, -1] * without.discount[:, -1]
        np.testing.assert_allclose(lost(costly, without), debt, rtol=1e-10)
        assert (debt > 0.0).all()


def test_where_the_rates_differ_the_definitions_part_by_interest_alone() -> None:
    costly, without = books(-3.0, rate=RATE + 0.0002), books()
    debt = (costly.debt - without.debt)[:, -1] * without.discount[:, -1]
    apart = costly["spending_interest"] - without.interest_rate.mean() * np.roll(costly.debt, 1, axis=1)
    np.testing.assert_allclose(debt - lost(costly, without), discounted(apart, without), rtol=1e-9)


def test_money_is_discounted_at_the_rate_that_the_state_pays() -> None:
    without = books()
    np.testing.assert_allclose(without.interest_rate, RATE, rtol=1e-12)
    np.testing.assert_allclose(without.discount[:, -1], 1.002**-MONTHS, rtol=1e-10)
    assert Books({**without.totals, "debt_ratio": np.zeros((SEEDS, MONTHS + 1))}).discount.min() == 1.0


def test_a_shortfall_is_a_share_of_the_first_year_and_a_net_cost_of_the_whole_run() -> None:
    without = books()
    costly = Books({**without.totals, "primary_balance": without["primary_balance"] - 0.02 * without["gdp"]})
    np.testing.assert_allclose(net_cost(costly, without), 0.02, rtol=1e-12)
    year = without["gdp"][:, 1:13].sum(axis=1)
    np.testing.assert_allclose(shortfall(costly, without), lost(costly, without) / year, rtol=1e-12)
    assert (shortfall(costly, without) > 0.08).all()  # five years of two per cent


def test_what_moves_the_debt_ratio_apart_from_no_policy_adds_up() -> None:
    paid, without = books(-4.0, prices=0.004), books()
    change = DebtChange.of(paid, without)
    apart = (paid["debt_ratio"] - without["debt_ratio"])[:, -1].mean()
    assert change.total == pytest.approx(apart, abs=1e-12)
    assert sum(change.moves.values()) == pytest.approx(apart, abs=1e-12)
    assert change.primary > 0.0
    assert change.prices < 0.0


def test_debt_that_falls_by_prices_alone_is_told_apart_from_debt_that_is_paid() -> None:
    def change(with_policies: Books) -> DebtChange:
        return DebtChange.of(with_policies, books())

    inflated, grown, saved = change(books(prices=0.004)), change(books(growth=0.005)), change(books(+1.0))
    assert inflated.total < 0.0
    assert inflated.erosion(0.0, 0.001) == "prices"
    assert grown.erosion(0.0, 0.001) == "growth"
    assert change(books(growth=0.005, prices=0.004)).erosion(0.0, 0.001) == "both"
    assert saved.total < 0.0
    assert saved.erosion(0.05, 0.001) == ""
    assert change(books()).erosion(0.0, 0.001) == ""


@pytest.mark.parametrize("levied", [0.0, 2.0])
def test_the_bill_adds_up_whatever_moved(levied: float) -> None:
    """What goes out less what comes in and back is the need; the tax brings it, and costs elsewhere."""
    names = ("revenue_income_tax", "revenue_employee_contributions", "revenue_levy", "spending_course",
             "spending_pensions")  # fmt: skip
    none = dict.fromkeys(names, 0.0)
    without = books(**none)
    borrowed = books(-5.0 + levied, **{**none, "spending_course": 7.0, "revenue_levy": levied,
                                       "revenue_income_tax": 1.0, "spending_pensions": -2.0})  # fmt: skip
    paid = books(-1.0, **{**none, "spending_course": 7.0, "revenue_levy": levied, "revenue_income_tax": 6.0})
    bill = Bill.of(without, borrowed, paid, by="revenue_income_tax")
    unit = bill.outlay / 7.0
    expected = {"outlay": 7.0, "levies": -levied, "taxes": -1.0, "contributions": 0.0, "benefits": -2.0,
                "other": 0.0, "need": 4.0 - levied, "raised": -5.0, "lost": 1.0 + levied,
                "left": 0.0}  # fmt: skip
    assert bill.lines == pytest.approx({name: unit * part for name, part in expected.items()}, abs=1e-9)


def test_what_a_changed_law_adds_by_itself_is_outlay_and_levies_not_feedback() -> None:
    names = ("revenue_vat", "law_vat", "spending_child_benefit", "law_child_benefit")
    without = books(**dict.fromkeys(names, 0.0))
    borrowed = books(-4.0, revenue_vat=3.0, law_vat=2.0, spending_child_benefit=6.0, law_child_benefit=5.0)
    bill = Bill.of(without, borrowed, borrowed, by="revenue_vat")
    unit = bill.outlay / 5.0
    parts = [unit * part for part in (2.0, 1.0, -1.0, 0.0)]
    assert [bill.levies, bill.taxes, bill.benefits, bill.other] == pytest.approx(parts, abs=1e-9)
    assert bill.lines["need"] == pytest.approx(3.0 * unit)
