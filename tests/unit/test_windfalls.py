"""A windfall is spent once; an income without work counts beside what a job pays."""

import pytest

from simulator.core.maths import income_pull
from simulator.core.rule import resolve_parameters
from simulator.rules.worker_consume import worker_consume

INCOME, MONTHS = 2000.0, 12


def spent_of(windfall: float, liquidity: float) -> float:
    """What somebody spends more within a year of a payment that comes once (currency)."""
    p = resolve_parameters({}, [])
    total = []
    for amount in (windfall, 0.0):
        expected, deposits, spent = INCOME, liquidity * INCOME, 0.0
        for month in range(MONTHS):
            income = INCOME + (amount if month == 0 else 0.0)
            expected += (income - expected) / p["income_smoothing"]
            deposits += income
            consumed = worker_consume.python(
                income, expected, deposits, liquidity, 0.0, trend_growth=0.0, wealth_put_off=0.0,
                lent_abroad=0.0, share_gain=0.0, spending_shock=0.0,
                **{name: p[name] for name in ("wealth_adjustment", "mpc_poor", "mpc_rich", "ample_liquidity",
                                              "income_smoothing")},
            )  # fmt: skip
            deposits -= consumed
            spent += consumed
        total.append(spent)
    return total[0] - total[1]


@pytest.mark.parametrize(("liquidity", "published"), [(0.5, 0.65), (14.0, 0.30)])
def test_of_a_windfall_the_year_spends_what_was_measured(liquidity: float, published: float) -> None:
    assert spent_of(1000.0, liquidity) / 1000.0 == pytest.approx(published, abs=0.1)


def test_a_small_income_without_work_moves_nobody_much_whatever_else_they_have() -> None:
    assert income_pull(0.4, 0.0, 1500.0) == 1.0
    assert 1.0 < income_pull(0.4, 40.0, 1500.0) < 1.02
