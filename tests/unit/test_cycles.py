"""Who works when output falls: own account answers its pay, attachment keeps people in the force."""

import numpy as np
import pytest

from calibration.validate.fit import share_from_jobs, starts
from calibration.validate.shocks import observed, slope
from simulator.agents.person import EMPLOYED, IN_FORCE, INACTIVE, OWN_ACCOUNT, UNEMPLOYED
from simulator.experiment.simulate import prepare
from simulator.markets.sums import measure_own_account
from simulator.rules.worker_attach import worker_attach
from simulator.rules.worker_participate import worker_participate
from simulator.rules.worker_self_employ import worker_self_employ
from simulator.start.draws import Array
from tests.small import small

DRAWS = np.linspace(0.0, 1.0, 20_001)


def leaves(attachment: float) -> float:
    """Share of the unemployed who leave the labour force in a month."""
    person = {
        "status": UNEMPLOYED, "exit_hazard": 0.002, "entry_hazard": 0.02, "unearned": 0.0, "care_place": 0,
        "work_bonus": 0.0, "kept": 1.0, "last_wage": 1500.0, "attachment": attachment,
    }  # fmt: skip
    found = [worker_participate.python(**person, u_participation=u, minimum_wage=900.0) for u in DRAWS]
    return float(np.mean(np.array(found) == INACTIVE))


def ends(status: int, push: float = 1.0, pull: float = 1.0) -> Array:
    """What becomes of people in a status, by their draw, where work without a contract pays as told."""
    person = {
        "status": status, "benefit_months_left": 0, "own_account_level": 1.0, "informal_level": 1.0,
        "occupation_own_account_tendency": 1.0, "occupation_informal_tendency": 1.0,
        "occupation_own_account_leavers": 1.0, "ability": 1.0, "wage": 1500.0, "outside_wage": 0.0,
        "reservation_wage": 0.0, "hours": 1.0, "kept": 1.0, "work_bonus": 0.0,
    }  # fmt: skip
    economy = {
        "own_account_entry": 0.005, "own_account_entry_from_jobs": 0.002, "own_account_pull": pull,
        "own_account_push": push, "informal_entry": 0.0, "informal_pull": 1.0, "informal_push": push,
        "own_account_pay": 1000.0, "informal_pay": 500.0, "net_of_tax": 1.0,
    }  # fmt: skip
    return np.array([worker_self_employ.python(**person, u_self_employment=u, **economy) for u in DRAWS])


def test_who_has_worked_leaves_the_labour_force_a_third_as_often() -> None:
    assert leaves(0.0) == pytest.approx(3.0 * leaves(1.0), rel=0.02)
    assert leaves(0.5) == pytest.approx(6.0 * 0.002, rel=0.02)


def test_attachment_is_won_in_work_and_lost_out_of_it() -> None:
    held = 0.0
    for _ in range(36):
        held = worker_attach.python(status=EMPLOYED, attachment=held)
    assert held == pytest.approx(1.0, abs=0.06)
    assert worker_attach.python(status=UNEMPLOYED, attachment=held) < held


def test_own_account_work_is_given_up_more_often_where_it_pays_less() -> None:
    usual, poor = (np.mean(ends(OWN_ACCOUNT, push=push) == UNEMPLOYED) for push in (1.0, 1.5))
    assert poor == pytest.approx(1.5 * usual, rel=0.02)


def test_employees_start_on_own_account_more_often_where_it_pays_more() -> None:
    usual, rich = (np.mean(ends(EMPLOYED, pull=pull) == OWN_ACCOUNT) for pull in (1.0, 2.0))
    assert rich == pytest.approx(2.0 * usual, rel=0.05)
    assert usual > 0.0


def test_most_who_start_on_own_account_leave_a_job() -> None:
    """C34: more than half; posts they leave are empty, as the accounts check."""
    economy = prepare(small("none", months=61, persons=4000), role="no_policy", replicate=0)
    months = []
    for _ in range(24):
        economy.step()
        months.append(starts(economy))
    assert 0.45 < share_from_jobs(months) < 0.75


def test_immigrants_take_part_as_others_of_their_age_from_the_start() -> None:
    takes_part: tuple[list[bool], list[bool]] = ([], [])
    for replicate in range(4):  # some forty arrive in each
        economy = prepare(small("none", months=61, persons=4000), role="no_policy", replicate=replicate)
        for _ in range(24):
            economy.step()
        q = economy.persons
        age = (economy.month - q.birth_month) // 12
        prime = (q.active == 1) & (age >= 25) & (age < 55)
        for who, found in zip((q.arrival_month <= 0, q.arrival_month > 0), takes_part, strict=True):
            found += np.isin(q.status[prime & who], IN_FORCE).tolist()
    here, new = (float(np.mean(found)) for found in takes_part)
    assert len(takes_part[1]) > 80
    assert new == pytest.approx(here, abs=0.15)


def test_the_cycle_of_work_in_data_and_of_series_made_up() -> None:
    found = observed("ESP")
    assert found["okun_coefficient"] < -0.8
    assert found["own_account"] > 0.5
    assert observed("ALB") == {}
    rng = np.random.default_rng(3)
    output = np.exp(0.02 * rng.standard_normal(20))
    assert slope("employment", {"employed": output**0.7, "real_gdp": output})[0] == pytest.approx(0.7)


def test_work_without_contract_draws_more_when_it_pays_more_than_in_month_0() -> None:
    economy = prepare(small("none"), role="no_policy", replicate=0)
    economy.step()
    s, p = economy.aggregates, economy.parameters
    for factor in (1.2, 0.8):
        s.own_account_norm, s.informal_norm = s.own_account_income / factor, s.informal_income / factor
        measure_own_account(economy)
        own, informal = s.own_account_income / s.own_account_norm, s.informal_income / s.informal_norm
        assert s.own_account_pull == pytest.approx(own ** p["own_account_elasticity"])
        assert s.informal_push == pytest.approx(informal ** -p["own_account_exit_elasticity"])
        assert (own - 1.0) * (factor - 1.0) > 0.0
