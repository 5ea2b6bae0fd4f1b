"""Guaranteed jobs as what people who work without a contract could turn to: Albania, where half of all do."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from simulator.agents.person import INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, UNEMPLOYED
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.markets import labour
from simulator.markets.own_account import own_weights, who_would_leave
from simulator.rules.worker_self_employ import worker_self_employ
from simulator.scenario import Options, load_scenario
from tests.small import policy, replace

PERSONS, MONTHS = 9000, 12


def economy(**guarantee: float) -> Economy:
    base = load_scenario("alb/no_policy", options=Options(persons=PERSONS, months=MONTHS, seeds=1))
    policies = (policy("job_guarantee", **guarantee),) if guarantee else ()
    return prepare(replace(base.with_world("none"), policies=policies), role="policy", replicate=0)


def _pay_after_tax(found: Economy) -> float:
    rate = found.instruments[0].pay_rate(found)  # type: ignore[attr-defined]
    return float(rate * found.parameters["net_of_tax"])


def informal_heads(found: Economy) -> int:
    return int((found.persons.status == INFORMAL).sum())


@cache
def moves(**guarantee: float) -> tuple[Economy, list[dict[str, Any]]]:
    """A year, and by month how many came to a guaranteed job from such work, and who left it for some."""
    found, months = economy(**guarantee), []
    for _ in range(MONTHS):
        q, s = found.persons, found.aggregates
        was, own, informal = q.status.copy(), s.own_account_pay, s.informal_pay
        held = _pay_after_tax(found)
        found.step()
        pay = _pay_after_tax(found)
        went = was == PUBLIC_JOB
        months.append({
            "pay": pay, "held": held, "informal": s.informal_pay, "heads": informal_heads(found),
            "direct": found.moves[[OWN_ACCOUNT, INFORMAL], PUBLIC_JOB],
            "went": [own * q.ability[went & (q.status == OWN_ACCOUNT)],
                     np.full(int((went & (q.status == INFORMAL)).sum()), informal)],
        })  # fmt: skip
    return found, months


def test_people_leave_work_without_a_contract_for_a_better_paid_guaranteed_job_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the first month, of those who work so once such work has ended and begun."""
    choose, working = labour.choose_own_work, []

    def chosen(found: Economy, before: np.ndarray, changed: np.ndarray) -> None:
        choose(found, before, changed)
        working.append(found.persons.status.copy())

    monkeypatch.setattr(labour, "choose_own_work", chosen)
    found = economy(wage=1.0, wait=0.0)
    s, q = found.aggregates, found.persons
    own = s.own_account_pay * own_weights(found)
    earned = {OWN_ACCOUNT: own, INFORMAL: np.full(q.n, s.informal_pay)}
    working.clear()
    found.step()
    came = q.status[: q.n] == PUBLIC_JOB
    direct = found.moves[[OWN_ACCOUNT, INFORMAL], PUBLIC_JOB]
    assert direct.sum() > 10
    for (kind, pay), count in zip(earned.items(), direct, strict=True):
        left = came & (working[0][: q.n] == kind)
        assert count == left.sum()
        assert (pay[: q.n][left] < _pay_after_tax(found)).all()


def test_what_those_who_stay_earn_comes_up_to_the_guaranteed_job():
    """So many leave that the others, who all earn the same informally, have no more reason to."""
    _, (first, *_) = moves(wage=1.75, wait=0.0)
    assert first["direct"][1] > 10
    assert first["pay"] < first["informal"] < 1.15 * first["pay"]


def test_people_leave_guaranteed_jobs_for_better_paid_work_without_a_contract():
    _, months = moves(wage=0.8, wait=0.0)
    went = [np.concatenate(month["went"]) / month["held"] for month in months]
    assert sum(len(one) for one in went) > 5
    assert min(float(one.min(initial=9.0)) for one in went) >= 1.0


def test_those_who_stay_earn_more_when_others_leave():
    """In the first month and over the year: people come and go by last month's pay, so by turns."""
    _, months = moves(wage=1.75, wait=0.0)
    assert months[0]["direct"][1] > 0
    without, heads, pay = economy(), [], []
    for _ in range(MONTHS):
        without.step()
        heads.append(informal_heads(without))
        pay.append(without.aggregates.informal_pay)
    assert months[0]["heads"] < heads[0]
    assert months[0]["informal"] > 1.01 * pay[0]
    assert sum(month["heads"] for month in months) < sum(heads)
    assert all(month["informal"] > other for month, other in zip(months, pay, strict=True))


def test_where_people_must_have_looked_for_work_first_nobody_leaves_work_for_it():
    _, months = moves(wage=1.0, wait=3.0)
    assert sum(month["direct"].sum() for month in months) == 0


def test_nobody_who_may_leave_and_stays_earns_less_than_elsewhere_nor_leaves_more():
    random = np.random.default_rng(3)
    weight, may = random.lognormal(0.0, 0.6, 400), random.random(400) < 0.7
    weight[300:] = 0.0  # people who do other work
    may &= weight > 0.0
    leaves = who_would_leave(1.0, weight, may, np.arange(400), 0.8)
    assert 0 < leaves.sum() < may.sum()
    after = weight.sum() / weight[~leaves].sum()
    assert (after * weight[may & ~leaves] >= 0.8).all()
    last = leaves & (weight == weight[leaves].max())
    assert weight[last].sum() * weight.sum() / (weight[~leaves].sum() + weight[last].sum()) < 0.8
    assert not who_would_leave(1.0, weight, may, np.arange(400), 0.0).any()


def starts(
    status: int, guaranteed: float, draw: float = 0.999, asked: float = 0.0, bonus: float = 0.0
) -> int:
    """What somebody becomes whom own-account and informal work would pay 700 and 500 after tax."""
    given = {
        "status": status, "benefit_months_left": 0, "own_account_level": 1.0, "informal_level": 1.0,
        "occupation_own_account_tendency": 1.0, "occupation_informal_tendency": 1.0, "ability": 0.7,
        "wage": guaranteed, "outside_wage": guaranteed, "u_self_employment": draw,
        "occupation_own_account_leavers": 1.0, "reservation_wage": asked, "hours": 1.0, "kept": 1.0,
        "work_bonus": bonus,
    }  # fmt: skip
    return int(worker_self_employ.python(
        *(given[name] for name in worker_self_employ.reads),
        own_account_entry=0.1, own_account_pull=1.0, informal_entry=0.1, informal_pull=1.0,
        own_account_pay=1000.0, informal_pay=500.0, net_of_tax=0.8, own_account_push=1.0, informal_push=1.0,
        own_account_entry_from_jobs=0.0,
    ))  # fmt: skip


@pytest.mark.parametrize("status", [UNEMPLOYED, PUBLIC_JOB])
def test_nobody_starts_work_that_pays_less_than_a_guaranteed_job(status: int):
    assert starts(status, 0.0) == starts(status, 600.0) == starts(status, 860.0) == OWN_ACCOUNT
    assert starts(status, 600.0, draw=0.85) == INFORMAL
    assert starts(status, 700.0, draw=0.85) == status
    assert starts(status, 900.0) == status


def test_nobody_without_work_starts_what_pays_less_than_she_asks_of_a_job() -> None:
    assert starts(UNEMPLOYED, 0.0, asked=860.0) == OWN_ACCOUNT
    assert starts(UNEMPLOYED, 0.0, draw=0.85, asked=600.0) == INFORMAL
    assert starts(UNEMPLOYED, 0.0, draw=0.85, asked=700.0) == UNEMPLOYED
    assert starts(UNEMPLOYED, 0.0, asked=900.0) == UNEMPLOYED
    assert starts(PUBLIC_JOB, 0.0, asked=900.0) == OWN_ACCOUNT


def test_what_policies_add_to_a_job_draws_nobody_into_informal_work() -> None:
    assert starts(UNEMPLOYED, 0.0, draw=0.85, asked=600.0, bonus=100.0) == UNEMPLOYED
