"""What moves the debt ratio adds up, and each cause shows alone where nothing else happens."""

import numpy as np
import pytest

from simulator.findings.costing import MOVES, debt_changes

MONTHS = 61


def path(growth: float, inflation: float, rate: float, primary: float) -> dict[str, np.ndarray]:
    """Debt from a year's GDP on; yearly rates; primary balance a share of GDP."""
    months = np.arange(MONTHS)
    real, price = np.exp(growth * months / 12.0), np.exp(inflation * months / 12.0)
    gdp, debt = 100.0 * real * price, np.zeros(MONTHS)
    debt[0], interest, balance = 1200.0, np.zeros(MONTHS), np.zeros(MONTHS)
    for month in months[1:]:
        interest[month] = rate / 12.0 * debt[month - 1]
        balance[month] = primary * gdp[month] - interest[month]
        debt[month] = debt[month - 1] - balance[month]
    return {"gdp": gdp, "real_gdp": 100.0 * real, "public_balance": balance, "spending_interest": interest,
            "debt_ratio": debt / (12.0 * gdp)}  # fmt: skip


@pytest.mark.parametrize("given", [(0.01, 0.02, 0.03, 0.01), (0.0, 0.0, 0.0, -0.02), (-0.01, 0.02, 0.0, 0.0)])
def test_the_parts_add_up_and_leave_nothing(given: tuple[float, float, float, float]) -> None:
    totals = path(*given)
    parts = debt_changes(totals)
    assert tuple(parts) == MOVES
    assert sum(parts.values()) == pytest.approx(totals["debt_ratio"][-1] - totals["debt_ratio"][0], abs=1e-9)


def test_each_cause_has_its_sign() -> None:
    growth, prices, interest, surplus = (
        debt_changes(path(*given))
        for given in ((0.02, 0, 0, 0), (0, 0.02, 0, 0), (0, 0, 0.02, 0), (0, 0, 0, 0.02))
    )
    assert growth["growth"] < -0.05
    assert growth["prices"] == pytest.approx(0.0, abs=1e-12)
    assert prices["prices"] < -0.05
    assert prices["growth"] == pytest.approx(0.0, abs=1e-12)
    assert interest["interest"] > 0.05
    assert interest["primary"] == pytest.approx(0.0, abs=1e-12)
    assert surplus["primary"] == pytest.approx(-0.1)  # five years of 2 % of GDP
