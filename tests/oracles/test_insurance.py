"""Unemployment insurance by hand: how long, how much, and who has none."""

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, LAID_OFF, SEPARATES, TRAINING, UNEMPLOYED, WITHDRAWS
from simulator.core.streams import root_key, stream_key
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.markets import labour, separations
from simulator.rules.worker_benefit import worker_benefit
from tests.small import small

ENTITLEMENT = [(0, 0), (11, 0), (12, 4), (17, 4), (18, 6), (24, 8), (36, 12), (71, 22), (72, 24), (90, 24)]
"""Months contributed and granted: LGSS art. 269, in steps."""

BENEFIT = {"benefit_replacement": 0.7, "benefit_replacement_later": 0.6, "benefit_cap": 1200.0,
           "benefit_floor": 500.0}  # fmt: skip


def dismissed(code: int, contributions: int, takeup: float = 0.0) -> tuple[Economy, int]:
    """The economy after one employee, with these insured months, left for the reason `code`; her row."""
    economy = prepare(small(), role="no_policy", replicate=0)
    q = economy.persons
    row = int(np.flatnonzero((q.status == EMPLOYED) & (q.hours == 0.5))[0])
    q.contribution_months[row], q.takeup[row], q.wage[row] = contributions, takeup, 2000.0
    q.benefit_months_left[row] = 0
    q.leaving[:] = 0
    q.leaving[row] = code
    labour.separate_workers(economy)
    return economy, row


@pytest.fixture(autouse=True)
def nobody_else_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    class Decided:
        def run(self, economy: Economy, among: object) -> None:
            """Who leaves is given."""

    prepare(small(), role="no_policy", replicate=0)  # the opening state is made, and kept, by the real rule
    monkeypatch.setattr(labour, "worker_separate", Decided())


@pytest.mark.parametrize(("contributions", "months"), ENTITLEMENT)
@pytest.mark.parametrize("code", [SEPARATES, LAID_OFF])
def test_months_paid_for_months_contributed(code: int, contributions: int, months: int) -> None:
    economy, row = dismissed(code, contributions)
    q = economy.persons
    assert (q.status[row], q.benefit_months_left[row]) == (UNEMPLOYED, months)
    if months:
        assert q.benefit_base[row] == 1000.0  # half time at 2,000
        assert q.contribution_months[row] == 0


def test_who_does_not_claim_or_withdraws_is_paid_nothing() -> None:
    for code, takeup in ((LAID_OFF, 0.999), (WITHDRAWS, 0.0)):
        economy, row = dismissed(code, 72, takeup)
        assert economy.persons.contribution_months[row] == 72
        assert economy.persons.benefit_months_left[row] == 0
        assert economy.persons.status[row] == (UNEMPLOYED if code == LAID_OFF else 6)


@pytest.mark.parametrize(
    ("base", "months_paid", "paid"),
    [(1000.0, 0, 700.0), (1000.0, 5, 700.0), (1000.0, 6, 600.0), (3000.0, 0, 1200.0), (500.0, 0, 500.0)],
)
def test_benefit_of_a_month(base: float, months_paid: int, paid: float) -> None:
    found = worker_benefit(UNEMPLOYED, base, 4, months_paid, **BENEFIT)
    assert found == (pytest.approx(paid), 3, months_paid + 1)


def test_a_claim_of_four_months_is_paid_four_times() -> None:
    left, used, payments = 4, 0, []
    for _ in range(8):
        paid, left, used = worker_benefit(UNEMPLOYED, 1000.0, left, used, **BENEFIT)
        payments.append(paid)
    assert payments == pytest.approx([700.0] * 4 + [0.0] * 4)
    assert worker_benefit(EMPLOYED, 1000.0, 4, 0, **BENEFIT) == (0.0, 4, 0)


def test_neither_a_course_nor_a_short_job_restarts_the_first_rate() -> None:
    left, used, payments = 12, 0, []
    for month in range(11):
        status = EMPLOYED if month in (3, 4) else TRAINING if month in (5, 6) else UNEMPLOYED
        paid, left, used = worker_benefit(status, 1000.0, left, used, **BENEFIT)
        payments.append(paid)
    assert payments == pytest.approx([700.0] * 3 + [0.0] * 2 + [700.0] * 3 + [600.0] * 3)


def test_what_a_policy_adds_to_a_claim() -> None:
    steps = np.array([[12.0, 4.0], [18.0, 6.0]])
    assert granted(20, 0.0, (steps, 0.5, 0.0, 0.0, 0.0)) == (6, 0)
    assert granted(20, 0.0, (steps, 0.5, 0.0, 0.0, 3.0)) == (9, 3)  # longer
    assert granted(20, 0.0, (steps, 0.5, 0.0, 0.0, -3.0)) == (3, 0)  # shorter: nothing added
    assert granted(20, 0.6, (steps, 0.5, 0.2, 0.0, 0.0)) == (6, 6)  # would not have claimed
    assert granted(8, 0.0, (steps, 0.5, 0.0, 6.0, 0.0)) == (4, 4)  # contributions too short for the law
    assert granted(8, 0.0, (steps, 0.5, 0.0, 0.0, 9.0)) == (0, 0)  # length is no entitlement


def test_a_part_of_a_month_is_a_month_for_as_many() -> None:
    steps = np.array([[12.0, 4.0]])
    longer = [granted(12, 0.0, (steps, 0.5, 0.0, 0.0, 1.25), person)[0] - 4 for person in range(4000)]
    assert set(longer) == {1, 2}
    assert np.mean(longer) == pytest.approx(1.25, abs=0.03)
    shorter = [granted(12, 0.0, (steps, 0.5, 0.0, 0.0, -1.25), person)[0] - 4 for person in range(4000)]
    assert np.mean(shorter) == pytest.approx(-1.25, abs=0.03)


def granted(
    contributions: int, takeup: float, insurance: tuple[object, ...], person: int = 0
) -> tuple[int, int]:
    """Months of the claim, and those due to the policy, of somebody who has lost a job."""
    nobody = {name: np.zeros(1) for name in separations.Workers._fields}
    whole = ("months_in_status", "left_month", "contribution_months", "benefit_months_left",
             "benefit_months_paid", "benefit_months_added", "id")  # fmt: skip
    count = {name: np.zeros(1, np.int32) for name in whole} | {"status": np.zeros(1, np.int8)}
    count["contribution_months"][0], count["id"][0] = contributions, person
    one = separations.Workers(**nobody | count | {"takeup": np.array([takeup])})
    key = stream_key(root_key(1, 0), "months of insurance", 1)
    separations.become_unemployed(0, one, 1, np.zeros((8, 8), np.int64), (*insurance, key))
    return int(count["benefit_months_left"][0]), int(count["benefit_months_added"][0])
