"""What benefits do to search and to the wage asked for, rule by rule."""

from functools import partial
from typing import Any

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT, UNEMPLOYED
from simulator.rules.worker_reservation_wage import worker_reservation_wage
from simulator.rules.worker_search import worker_search

LAW = {
    "benefit_replacement": 0.6, "benefit_replacement_later": 0.5, "benefit_step": 6.0, "benefit_floor": 0.0,
    "benefit_cap": 1e9, "net_of_tax": 0.75, "job_finding_norm": 0.1, "guarantee_counted": 1.0,
}  # fmt: skip


def search(months: int = 12, *, hours: float = 1.0, **changes: float) -> float:
    """Effort of somebody whose last job paid 2,000 for full time, with so many months of benefits left."""
    columns = {
        "status": UNEMPLOYED, "search_type": 1.0, "certificate": 0.0, "last_wage": 2000.0, "hours": hours,
        "benefit_base": 2000.0 * hours, "benefit_months_left": months, "benefit_months_paid": 0,
        "assistance": 0.0, "guarantee": 0.0, "guarantee_after": 0.0, "household_adults": 1, "stipend": 0.0,
        "work_bonus": 0.0, "kept": 1.0, "recall_post": -1, "carer": 0, "care_place": 0, "job_risk": 0.0,
    } | {key: value for key, value in changes.items() if key in worker_search.reads}  # fmt: skip
    columns.setdefault("assistance_after", columns["assistance"])
    law = LAW | {k: v for k, v in changes.items() if k in worker_search.keywords}
    return float(worker_search.python(*(columns[name] for name in worker_search.reads), **law))


def test_higher_benefits_lower_search_and_nothing_does_when_search_ignores_income() -> None:
    efforts = [search(benefit_replacement=r, benefit_replacement_later=r) for r in (0.0, 0.4, 0.6)]
    assert efforts[0] == 1.0 > efforts[1] > efforts[2] > 0.0
    assert search(search_elasticity=0.0) == search(0)


def test_who_waits_for_a_recall_looks_less_and_who_cares_reaches_less_without_a_place() -> None:
    assert search(recall_post=3, recall_search=0.5) == 0.5 * search()
    assert search(carer=1, care_reach=0.2) == pytest.approx(0.8 * search())
    assert search(carer=1, care_reach=0.2, care_place=1) == search(carer=1, care_reach=0.0) == search()


def test_what_policies_add_to_a_job_raises_search() -> None:
    assert search(work_bonus=300.0) > search()
    assert search(0, work_bonus=300.0) > search(0)


def test_search_rises_towards_the_end_of_benefits() -> None:
    path = [search(months) for months in range(24, -1, -1)]
    assert all(np.diff(path) > 0.0)
    assert path[-1] == 1.0


def test_longer_claims_are_felt_less_where_assistance_follows() -> None:
    longer = [
        search(6, assistance_after=after) - search(18, assistance_after=after) for after in (0.0, 500.0)
    ]
    assert longer[0] > longer[1] > 0.0


def test_longer_claims_are_felt_beyond_a_year_though_less_and_less() -> None:
    steps = [search(months) - search(months + 6) for months in (12, 18, 24)]
    assert steps[0] > steps[1] > steps[2] > 0.0


def test_who_takes_work_to_be_near_feels_a_longer_claim_less_and_a_higher_benefit_more() -> None:
    def answers(optimism: float) -> tuple[float, float]:
        usual = search(12, finding_optimism=optimism)
        longer = search(18, finding_optimism=optimism)
        higher = search(12, finding_optimism=optimism, benefit_replacement=0.66)
        return usual / longer - 1.0, usual / higher - 1.0

    patient, hopeful = answers(1.0), answers(1.8)
    assert hopeful[0] < patient[0]
    assert hopeful[1] > patient[1]


def test_employees_whose_job_is_one_too_many_look_as_the_uninsured_do_and_ask_for_less() -> None:
    path = [search(status=EMPLOYED, job_risk=risk) for risk in (0.0, 0.5, 1.0)]
    assert path[0] < path[1] < path[2] == search(0)
    assert search(status=EMPLOYED, job_risk=1.0, search_type=0.1) == search(status=EMPLOYED)
    least = [
        asked(0.0, 0, status=EMPLOYED, wage=2000.0, job_value=1.0, job_risk=risk) for risk in (0.0, 0.5, 1.0)
    ]
    assert least[0] > 2000.0 > least[1] > least[2] == asked(0.0, 0, last_wage=2000.0, months_out=0)


def test_a_job_that_suits_is_given_up_for_more_pay_and_one_that_does_not_for_less() -> None:
    least = [asked(0.0, 0, status=EMPLOYED, wage=2000.0, job_value=value) for value in (0.8, 1.0, 1.25)]
    assert least[0] < 2000.0 < least[1] < least[2]
    doomed = [
        asked(0.0, 0, status=EMPLOYED, wage=2000.0, job_value=value, job_risk=1.0) for value in (1.0, 1.5)
    ]
    assert doomed[0] == doomed[1]  # what suits is lost with the job


def test_the_lower_rate_of_later_months_counts_once_it_is_paid() -> None:
    assert search(benefit_months_paid=6) > search(benefit_months_paid=5)


def test_a_lower_rate_ahead_is_foreseen() -> None:
    efforts = [search(12, benefit_replacement_later=rate) for rate in (0.3, 0.5, 0.6)]
    assert efforts[0] > efforts[1] > efforts[2]
    assert search(6, benefit_replacement_later=0.3) == search(6, benefit_replacement_later=0.6)


def test_part_timers_compare_like_with_like() -> None:
    assert search(hours=0.5) == search()


def test_what_a_job_takes_away_counts_whoever_pays_it() -> None:
    assert search(0, assistance=400.0) == search(0, stipend=400.0) < search(0)
    assert search(0, stipend=1e9) == search(0, stipend=1500.0) >= 0.0


def asked(benefit: float, months: int, **changes: float) -> float:
    """Reservation wage after half a year out of a job that paid 2,000."""
    columns = dict.fromkeys(worker_reservation_wage.reads, 0.0) | {
        "status": UNEMPLOYED, "last_wage": 2000.0, "months_out": 6, "benefit": benefit,
        "benefit_months_left": months, "kept": 1.0, "ability": 1.0, "skill": 1.0, "occupation_wage": 2000.0,
        "occupation_prospects": 0.9,
    } | changes  # fmt: skip
    columns["assistance_after"] = changes.get("assistance_after", columns["assistance"])
    given: dict[str, Any] = {"job_finding_norm": 0.1, "net_of_tax": 0.75, "guarantee_counted": 1.0,
                             "skill_pay": 0.5, "finding_optimism": 1.8}  # fmt: skip
    given |= {name: changes[name] for name in ("benefits_replaced",) if name in changes}
    return float(
        worker_reservation_wage.python(*(columns[name] for name in worker_reservation_wage.reads), **given)
    )


def test_income_out_of_work_is_the_least_that_is_asked_as_long_as_it_lasts() -> None:
    usual, all_replaced = asked(0.0, 0), partial(asked, benefits_replaced=1.0)
    assert usual < all_replaced(0.0, 0, assistance=1450.0) == all_replaced(0.0, 0, stipend=1450.0)
    path = [all_replaced(1450.0, months) for months in (36, 24, 12, 3, 0)]
    assert path == sorted(path, reverse=True)
    assert path[0] > path[1] > usual == path[-1]


def test_some_work_for_less_than_their_benefits() -> None:
    lost = 1450.0
    floors = [asked(0.0, 0, assistance=lost, benefits_replaced=part) for part in (0.5, 0.8, 1.0)]
    assert asked(0.0, 0) == floors[0] < floors[1] == pytest.approx(0.8 * floors[2])


def test_people_come_to_ask_for_what_they_can_expect() -> None:
    path = [asked(0.0, 0, months_out=months, occupation_prospects=0.5) for months in (0, 6, 24, 60)]
    assert path == sorted(path, reverse=True)
    assert path[0] > asked(0.0, 0, months_out=60, occupation_prospects=0.9) > path[-1]
    able, usual = (asked(0.0, 0, months_out=60, occupation_prospects=0.5, ability=a) for a in (1.2, 1.0))
    assert able == pytest.approx(1.2 * usual, rel=0.05)


def test_nobody_asks_for_more_than_the_last_job_paid_and_who_never_worked_for_nothing() -> None:
    assert asked(0.0, 0, last_wage=500.0, months_out=60) == 500.0
    assert asked(0.0, 0, last_wage=0.0) == 0.0


def test_own_account_workers_compare_sales_with_pay_both_before_tax() -> None:
    assert asked(0.0, 0, status=OWN_ACCOUNT, sales_income=1000.0) == pytest.approx(1050.0)
