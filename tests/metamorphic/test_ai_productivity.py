"""What AI adds to output: the state buys its share of it, and wages share in what is left after fees."""

import numpy as np
import pytest

from simulator.experiment.simulate import prepare
from simulator.flows.spending import public_purchases
from simulator.markets.sums import measure_productivity
from tests.small import small


@pytest.mark.parametrize(("world", "more"), [("none", False), ("rapid", True)])
def test_public_purchases_follow_what_ai_adds_and_nothing_where_there_is_none(world: str, more: bool) -> None:
    economy = prepare(small(world, months=61, persons=4000), role="no_policy", replicate=0)
    for _ in range(60):
        economy.step()
    s = economy.aggregates
    assert (s.ai_productivity > 1.005) is more
    assert more or s.ai_productivity == pytest.approx(1.0, abs=1e-3)
    bought = public_purchases(economy)
    s.ai_productivity *= 1.1
    assert public_purchases(economy) == pytest.approx(1.1 * bought)


def test_what_firms_pay_for_ai_is_no_output_that_wages_share_in() -> None:
    """AI that costs all that it saves leaves going wages where they were."""
    economy = prepare(small("none"), role="no_policy", replicate=0)
    economy.step()
    s, firms = economy.aggregates, economy.firms
    usual = s.productivity
    measure_productivity(economy)
    before, s.productivity = s.productivity, usual
    private = firms.public == 0
    fees = np.where(private, 0.1 * s.market_sales / private.sum(), 0.0)
    firms.ai_fees[:] = firms.ai_fees + fees
    s.market_sales += float(fees.sum())
    measure_productivity(economy)
    assert s.productivity == pytest.approx(before)
