"""Unearned income of a policy hides nobody who stops looking for want of a job."""

import numpy as np
import pytest

from simulator.agents.person import INACTIVE, UNEMPLOYED
from simulator.core.maths import income_pull
from simulator.experiment.simulate import prepare
from simulator.markets.labour import gave_up
from tests.small import small


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 2.0])
def test_as_many_give_up_as_would_leave_without_the_income(share: float) -> None:
    economy = prepare(small(), role="no_policy", replicate=0)
    q = economy.persons
    economy.month = 1
    before = np.full(q.n, UNEMPLOYED)
    q.status[:] = INACTIVE
    q.last_wage[:] = 2000.0
    q.unearned[:] = share * 2000.0
    part = gave_up(economy, before, np.arange(len(before))).mean()
    expected = 1.0 / income_pull(economy.parameters["income_effect"], share, 1.0)
    assert part == pytest.approx(expected, abs=4.0 * np.sqrt(0.25 / q.n))
