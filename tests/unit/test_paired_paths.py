"""Two paired runs come together again: a person in the labour force in one and outside in the other."""

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE, OWN_ACCOUNT, UNEMPLOYED
from simulator.rules.worker_participate import worker_participate
from simulator.rules.worker_self_employ import worker_self_employ

DRAWS = (np.arange(10_000) + 0.5) / 10_000


def participates(status: int, draw: float) -> int:
    given = {
        "status": status, "exit_hazard": 0.01, "entry_hazard": 0.02, "unearned": 0.0, "care_place": 0,
        "work_bonus": 0.0, "kept": 1.0, "last_wage": 1000.0, "attachment": 0.5,
        "u_participation": draw,
    }  # fmt: skip
    columns = (given[name] for name in worker_participate.reads)
    return int(worker_participate.python(*columns, minimum_wage=900.0))


def works_alone(status: int, draw: float) -> int:
    given = {
        "status": status, "benefit_months_left": 6, "own_account_level": 1.0, "informal_level": 1.0,
        "occupation_own_account_tendency": 1.0, "occupation_informal_tendency": 1.0, "ability": 1.0,
        "wage": 0.0, "outside_wage": 0.0, "u_self_employment": draw, "occupation_own_account_leavers": 1.0,
        "reservation_wage": 0.0, "hours": 1.0, "kept": 1.0, "work_bonus": 0.0,
    }  # fmt: skip
    columns = (given[name] for name in worker_self_employ.reads)
    return int(worker_self_employ.python(
        *columns, own_account_entry=0.02, own_account_pull=1.0, informal_entry=0.0, informal_pull=1.0,
        own_account_pay=1000.0, informal_pay=500.0, net_of_tax=0.8, own_account_push=1.0, informal_push=1.0,
        own_account_entry_from_jobs=0.001,
    ))  # fmt: skip


def test_leaving_and_entering_happen_as_often_as_their_hazards_say() -> None:
    assert np.mean([participates(UNEMPLOYED, draw) == INACTIVE for draw in DRAWS]) == 0.06
    assert np.mean([participates(INACTIVE, draw) == UNEMPLOYED for draw in DRAWS]) == 0.02
    assert np.mean([works_alone(OWN_ACCOUNT, draw) == UNEMPLOYED for draw in DRAWS]) == 0.008
    assert np.mean([works_alone(UNEMPLOYED, draw) == OWN_ACCOUNT for draw in DRAWS]) == 0.02
    assert np.mean([works_alone(EMPLOYED, draw) == OWN_ACCOUNT for draw in DRAWS]) == 0.001


def test_no_draw_makes_two_people_change_places() -> None:
    for rule, here, there in ((participates, UNEMPLOYED, INACTIVE), (works_alone, UNEMPLOYED, OWN_ACCOUNT)):
        after = [(rule(here, draw), rule(there, draw)) for draw in DRAWS]
        assert (there, here) not in after
        alike = np.mean([one == other for one, other in after])
        assert alike > 0.02  # either way they meet
