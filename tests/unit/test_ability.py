"""Ability: of mean one, spread less below its median than above, as pay is."""

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT
from simulator.core.kernels import Distribution
from simulator.experiment.simulate import prepare
from simulator.start.workers import ability_of
from tests.small import small

DRAWS = np.random.default_rng(1).standard_normal(400_000)


@pytest.mark.parametrize(("above", "below"), [(0.3, 0.1), (0.95, 0.1), (0.5, 0.5), (0.0, 0.2)])
def test_its_mean_is_one_whatever_its_spreads(above: float, below: float) -> None:
    assert ability_of(DRAWS, above, below).mean() == pytest.approx(1.0, abs=0.01)


def test_each_half_has_its_own_spread() -> None:
    log = np.log(ability_of(DRAWS, 0.5, 0.1))
    low, middle, high = np.quantile(log, [0.1, 0.5, 0.9])
    assert high - middle == pytest.approx(0.5 * 1.2816, rel=0.02)
    assert middle - low == pytest.approx(0.1 * 1.2816, rel=0.02)


def test_income_on_own_account_is_more_unequal_than_pay() -> None:
    people = prepare(small("none", persons=4000), role="no_policy", replicate=0).persons
    own, staff = (people.status[: people.n] == status for status in (OWN_ACCOUNT, EMPLOYED))
    incomes = people.sales_income[: people.n][own], people.wage[: people.n][staff]
    unequal = [Distribution(one, np.ones(len(one))).gini() for one in incomes]
    assert 1.2 < unequal[0] / unequal[1] < 1.7  # Merz: 1.4 to 1.65
