"""Who loses a job by occupation: the published order holds in month 0, and it decides who leaves."""

import numpy as np
import pytest

from calibration.validate.experiments import trial
from simulator.agents.person import EMPLOYED, LAID_OFF, SEPARATES, STAYS
from simulator.economy.model import Economy
from simulator.rules.worker_separate import worker_separate
from simulator.start.hazards import FARTHEST, steer_occupation_risk, unemployed_over_mean

MANAGERS, ELEMENTARY = 1, 9


def decided(**of_person: float) -> int:
    """What the rule says of an employee, on neutral values, whose draw of the month is 0.03."""
    given = dict.fromkeys(worker_separate.keywords, 0.0) | {
        "separation_scale": 1.0, "separation_new": 0.02, "separation_settled": 0.02, "separation_fade": 24.0,
        "layoff_fade": 60.0, "minimum_wage": 1000.0,
    }  # fmt: skip
    columns = dict.fromkeys(worker_separate.reads, 0.0) | {
        "status": EMPLOYED, "separation_level": 1.0, "occupation_separation_level": 1.0,
        "ability": 1.0, "kept": 1.0, "wage": 1000.0, "u_separation": 0.03, "u_participation": 1.0,
        "u_layoff": 1.0, "layoff_weight": 1.0,
    } | of_person  # fmt: skip
    return int(worker_separate.python(*(columns[name] for name in worker_separate.reads), **given))


def test_who_works_where_more_lose_their_job_leaves_sooner() -> None:
    leaves = [decided(occupation_separation_level=level) for level in (0.5, 1.0, 2.0)]
    assert leaves == [STAYS, STAYS, SEPARATES]


def test_who_earns_less_than_others_of_the_occupation_leaves_sooner_but_is_laid_off_like_them() -> None:
    assert [decided(ability=ability) for ability in (2.0, 1.0, 0.5)] == [STAYS, STAYS, SEPARATES]
    laid_off = {
        decided(ability=a, u_separation=1.0, post_layoff_chance=0.1, u_layoff=0.05) for a in (2.0, 0.5)
    }
    assert laid_off == {LAID_OFF}


@pytest.fixture(scope="module")
def spain() -> Economy:
    """Spain at month 0."""
    economy = trial.economy_of("ESP", 8121, 4000, 3)
    assert isinstance(economy, Economy)
    return economy


def test_separations_of_month_0_are_in_the_published_order(spain: Economy) -> None:
    level = {group: spain.occupations.separation_level[spain.major_group == group] for group in range(1, 10)}
    assert all(np.ptp(one) == 0.0 for one in level.values())
    assert level[MANAGERS].max() < level[5].min() < level[ELEMENTARY].min()
    for group, one in level.items():
        asked = spain.parameters[f"occupation_risk_{group}"]
        assert asked / FARTHEST <= one.min() <= one.max() <= asked * FARTHEST


def test_a_group_with_too_many_unemployed_comes_to_lose_fewer_jobs(spain: Economy) -> None:
    before, found = spain.occupations.separation_level.copy(), unemployed_over_mean(spain)
    asked = np.array([1.0, *(spain.parameters[f"occupation_risk_{group}"] for group in range(1, 10))])
    steer_occupation_risk(spain, 0.1)
    moved = spain.occupations.separation_level / before
    few, many = (side[spain.major_group] for side in (found < 0.7 * asked, found > 1.4 * asked))
    if few.any() and many.any():
        assert moved[few].mean() > moved[many].mean()


def test_what_managers_can_expect_is_less_than_their_pay(spain: Economy) -> None:
    prospects = spain.occupations.prospects
    assert (prospects > 0.0).all()
    assert prospects[spain.major_group == MANAGERS].mean() < prospects[spain.major_group == ELEMENTARY].mean()
