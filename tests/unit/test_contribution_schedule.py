"""Contributions of employees by wage: as the country's law has it, one rate where it says nothing."""

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED
from simulator.core.errors import InputError
from simulator.rules.worker_earn import worker_earn
from simulator.scenario.country.profile import load_country
from simulator.start.rates import BRACKETS, NO_WAGE, contribution_schedule

RATE, UNIT = 0.2, 4000.0


def contributions(wage: float, steps: np.ndarray) -> float:
    """Of a full-time employee with that wage."""
    given = {"own_account_rate": 0.2, "unregistered_share": 0.0, "employer_rate": 0.2, "employee_rate": RATE,
             "tax_unit": UNIT, "pay_cut": 0.0}  # fmt: skip
    wages, parts = contribution_schedule(steps, BRACKETS)
    for k in range(BRACKETS):
        given |= {f"contribution_from_{k + 1}": wages[k], f"contribution_part_{k + 1}": parts[k]}
    columns = {"status": EMPLOYED, "wage": wage, "hours": 1.0, "short_time": 0.0, "sales_income": 0.0}
    return float(worker_earn(**columns, **given)[2])


@pytest.mark.parametrize("wage", [1.0, 1234.56, 99_999.99])
def test_where_the_law_has_no_steps_it_is_the_rate_to_the_last_bit(wage: float) -> None:
    assert contributions(wage, np.zeros((0, 2))) == wage * RATE


def test_germany_takes_nothing_of_a_mini_job_and_nothing_more_above_the_ceilings() -> None:
    steps = load_country("DEU").contribution_steps
    assert contributions(0.1 * UNIT, steps) == 0.0
    assert contributions(0.25 * UNIT, steps) < 0.25 * UNIT * RATE
    assert contributions(UNIT, steps) == pytest.approx(UNIT * RATE, rel=0.002)  # the transition has ended
    assert contributions(3.0 * UNIT, steps) == contributions(1.62 * UNIT, steps) < 1.62 * UNIT * RATE


def test_italy_gives_low_pay_back_what_it_takes_again_further_up() -> None:
    steps = load_country("ITA").contribution_steps
    shares = [contributions(share * UNIT, steps) / (share * UNIT) for share in (0.25, 0.6, 1.0, 1.4)]
    assert shares[0] < shares[1] < shares[2] < RATE
    assert shares[3] == pytest.approx(RATE, rel=0.02)


def test_more_steps_than_the_model_has_are_refused() -> None:
    steps = np.stack([np.arange(6.0), np.ones(6)], axis=1)
    with pytest.raises(InputError, match=r"6 steps are more than the model has; allowed: at most 5"):
        contribution_schedule(steps, BRACKETS)
    assert contribution_schedule(steps[:2], BRACKETS)[0] == [0.0, 1.0, NO_WAGE, NO_WAGE, NO_WAGE]
