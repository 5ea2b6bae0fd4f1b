"""What some instruments do over months: whose dividends the fund gets, who pays severance, who has a job."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, HALF_TIME, INACTIVE, PUBLIC_JOB, RETIRED, UNEMPLOYED
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.rules.worker_participate import worker_participate
from simulator.rules.worker_reservation_wage import worker_reservation_wage
from simulator.rules.worker_wage import worker_wage
from tests.small import policy, small, typical

PAYERS = ("firms", "bank", "providers")


def lived(months: int, *policies: Any, **changes: Any) -> Economy:
    """An economy some months later."""
    economy = prepare(small("rapid", policies, **changes), role="policy", replicate=0)
    for _ in range(months):
        economy.step()
    return economy


def test_the_fund_gets_the_dividends_of_what_it_owns_and_everybody_the_same_of_them() -> None:
    economy = lived(6, typical("social_dividend", purchase=0.1))
    held, total = economy.instruments[0].held, economy.ledger.total  # type: ignore[attr-defined]
    assert 0.0 < held < 0.2
    economy.step()
    public = {payer: total("social_dividend", payer=payer, payee="state") for payer in PAYERS}
    for payer, part in public.items():
        owned_here = part + total("dividends", payer=payer, payee="households")
        assert part == pytest.approx(held * owned_here)
    assert public["firms"] > 0.0
    got = economy.persons.policy_income[economy.persons.active == 1]
    assert got.min() == got.max() == pytest.approx(sum(public.values()) / len(got))


def test_what_the_fund_pays_for_shares_is_wealth_of_their_owners_and_no_income() -> None:
    economy, without = lived(1, typical("social_dividend", purchase=0.1)), lived(1)
    owns = economy.persons.equity_share > 0.0
    richer = (economy.persons.deposits - without.persons.deposits)[owns].sum()
    paid = economy.ledger.total("social_dividend", payer="state")
    assert richer == pytest.approx(paid, rel=0.02)  # they spend a little of it at once
    np.testing.assert_array_equal(economy.persons.disposable_income, without.persons.disposable_income)


def test_severance_is_paid_by_firms_to_those_whom_they_lay_off() -> None:
    economy = prepare(small("rapid", (typical("severance"),)), role="policy", replicate=0)
    paid = 0.0
    for _ in range(18):
        economy.step()
        q, total = economy.persons, economy.ledger.total
        moved = total("severance", payee="households")
        assert moved == pytest.approx(q.policy_income.sum())
        assert (q.left_month[q.policy_income > 0.0] == economy.month).all()
        assert (economy.posts.severance[economy.posts.heads > 0] <= 12.0 + 1e-9).all()
        paid += total("severance", payer="firms")
    assert paid > 0.0


def test_a_bridge_pension_becomes_a_full_pension_at_the_statutory_age() -> None:
    bridge = (typical("bridge_pension", years=2.0),)
    economy = prepare(small("rapid", bridge, months=60, persons=3000), role="policy", replicate=0)
    seen: dict[int, float] = {}
    crossed = 0
    for _ in range(40):
        economy.step()
        q, instrument = economy.persons, economy.instruments[0]
        full: Any = instrument.full  # type: ignore[attr-defined]
        for row in np.flatnonzero(full):
            assert q.status[row] == RETIRED
            assert q.pension[row] == 0.0 < q.policy_income[row] <= 0.87 * full[row] * (1.0 + 1e-9)
            seen[row] = full[row]
        of_age = [row for row in seen if full[row] == 0.0 and q.active[row]]
        crossed += len(of_age)
        assert all(q.pension[row] == pytest.approx(seen[row], rel=0.2) for row in of_age)
        assert all(q.policy_income[row] == 0.0 for row in of_age)
    assert crossed > 0


def test_people_in_public_jobs_are_paid_by_the_state_and_leave_with_the_law() -> None:
    economy = lived(10, policy("job_guarantee", wage=1.0, wait=3.0))
    inside = economy.persons.status == PUBLIC_JOB
    assert inside.sum() > 10
    wages = economy.persons.earnings[inside].sum()
    assert wages == pytest.approx(inside.sum() * economy.aggregates.minimum_wage)
    assert economy.ledger.total("job_guarantee", payer="state", payee="households") == pytest.approx(wages)
    ended = replace(policy("job_guarantee", wage=1.0, wait=3.0), end=11)
    assert (lived(11, ended).persons.status == PUBLIC_JOB).sum() == 0


def test_a_fund_that_runs_dry_ends_public_jobs_before_it_is_overdrawn() -> None:
    jobs = policy("job_guarantee", wage=1.0, wait=0.0, administration=0.05)
    levy = policy("automation_levy", earmark="job_guarantee", rate=0.01)
    economy = lived(0, jobs, levy, financing="earmarked")
    cost = economy.aggregates.minimum_wage * 1.3 * 1.05
    economy.credit_fund("job_guarantee", 40.5 * cost)
    found = []
    for _ in range(4):
        economy.step()
        found.append(int((economy.persons.status == PUBLIC_JOB).sum()))
        assert economy.state.funds["job_guarantee"] > -1e-6
    assert 10 < found[0] <= 40
    assert found[-1] < found[0]


def test_a_guarantee_without_a_wait_raises_the_lowest_wages() -> None:
    """Employers must pay what people could get from the state."""

    def lowest(economy: Economy) -> float:
        q = economy.persons
        return float(np.quantile(q.wage[(q.status == EMPLOYED) & (q.hours > HALF_TIME)], 0.05))

    guarantee = policy("job_guarantee", wage=1.3, wait=0.0)
    late = policy("job_guarantee", wage=1.3, wait=12.0)
    assert lowest(lived(12, guarantee)) > 1.03 * lowest(lived(12))
    waiting = lived(2, late).persons
    assert (waiting.outside_wage[waiting.status == EMPLOYED] == 0.0).all()


def reservation(**changes: float) -> float:
    """Of somebody out of work for ten months who earned 2,000, as others do there."""
    usual = {"kept": 1.0, "ability": 1.0, "skill": 1.0}
    usual |= {"occupation_wage": 2000.0, "occupation_prospects": 1.0}
    known = dict.fromkeys(worker_reservation_wage.reads, 0.0) | usual
    given = known | {"status": 4, "last_wage": 2000.0, "months_out": 10} | changes
    return float(
        worker_reservation_wage.python(
            **given,
            net_of_tax=0.8,
            job_finding_norm=0.1,
            guarantee_counted=1.0,
            skill_pay=0.5,
            finding_optimism=1.8,
        )
    )


def test_a_bonus_lowers_the_reservation_wage_and_a_guaranteed_job_raises_it() -> None:
    assert reservation(work_bonus=80.0) == pytest.approx(reservation() - 100.0)
    assert reservation(outside_wage=1900.0) == 1900.0
    assert reservation(outside_wage=1000.0) == reservation()


def test_a_bonus_on_work_brings_people_into_the_labour_force() -> None:
    assert enters(work_bonus=100.0)
    assert not enters()


def enters(**more: float) -> bool:
    """Whether somebody inactive does whose draw falls just short of the hazard of entering."""
    columns = {
        "status": INACTIVE, "exit_hazard": 0.01, "entry_hazard": 0.02, "unearned": 0.0,
        "permanent_income": 500.0, "care_place": 0, "work_bonus": 0.0, "kept": 1.0, "last_wage": 1000.0,
        "attachment": 0.5, "u_participation": 1.0 - 0.0201,
    } | more  # fmt: skip
    given = (columns[name] for name in worker_participate.reads)
    return bool(worker_participate.python(*given, minimum_wage=900.0) == UNEMPLOYED)


def test_a_tax_that_leaves_more_of_a_job_brings_people_in_and_one_that_leaves_less_does_not() -> None:
    assert enters(kept=1.1)
    assert enters(u_participation=1.0 - 0.0199)
    assert not enters(u_participation=1.0 - 0.0199, kept=0.9)


def test_employers_close_the_gap_to_a_guaranteed_job_in_time() -> None:
    def next_wage(outside: float) -> float:
        return float(worker_wage.python(1, 1000.0, 1.0, 1.0, 0, outside, 1000.0, 0.0, minimum_wage=900.0,
                                        trend_growth=0.0))  # fmt: skip

    assert next_wage(900.0) == next_wage(0.0) == 1000.0
    assert 1000.0 < next_wage(1200.0) < 1200.0


def test_a_higher_profit_tax_names_its_part_of_what_firms_and_providers_pay() -> None:
    economy = lived(3, policy("profit_tax", rate=0.1))
    law, total = economy.aggregates.profit_tax_rate, economy.ledger.total
    for payer in ("firms", "providers"):
        own, rest = (total(kind, payer=payer) for kind in ("profit_tax", "corporate_tax"))
        assert own / (own + rest) == pytest.approx(0.1 / (law + 0.1), rel=0.05)  # large firms shift some
