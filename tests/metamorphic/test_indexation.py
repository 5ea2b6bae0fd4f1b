"""Tax thresholds and benefits keep their ratio to going wages, or follow prices and the trend alone."""

from typing import Any

import pytest

from simulator.experiment.simulate import prepare
from tests.small import SIX_YEARS, give_parameters, small

MONTHS = 60


def month_after(share: float) -> tuple[Any, float, float]:
    """An economy in which AI spreads, and going wages and prices over month 0's a month before (ratios)."""
    economy = prepare(small("rapid", months=SIX_YEARS), role="no_policy", replicate=0)
    give_parameters(economy, wage_indexation=share)
    for _ in range(MONTHS - 1):
        economy.step()
    paid = economy.aggregates.average_wage / economy.opening_levels["wages"]
    charged = economy.aggregates.consumer_price
    economy.step()
    return economy, paid, charged


def test_thresholds_keep_their_ratio_to_going_wages() -> None:
    economy, paid, charged = month_after(1.0)
    s, base = economy.aggregates, economy.base_amounts
    assert paid != pytest.approx(charged * s.trend_productivity, rel=1e-3)  # else it tells nothing
    for amount in ("tax_unit", "benefit_cap", "assistance_amount", "minimum_wage"):
        now = getattr(s, amount) / getattr(base, amount)
        assert now == pytest.approx(paid * (1.0 + s.trend_productivity_growth))


def test_without_indexation_to_wages_they_follow_prices_and_the_trend() -> None:
    economy, _, charged = month_after(0.0)
    s = economy.aggregates
    assert s.tax_unit / economy.base_amounts.tax_unit == pytest.approx(charged * s.trend_productivity)
