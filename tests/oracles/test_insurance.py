"""Unemployment insurance by hand: how long, how much, and who has none."""

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, LAID_OFF, SEPARATES, UNEMPLOYED, WITHDRAWS
from simulator.markets import labour
from simulator.model import Economy
from simulator.rules.worker_benefit import worker_benefit
from simulator.simulate import prepare
from tests.small import small

ENTITLEMENT = [(0, 0), (11, 0), (12, 4), (18, 6), (24, 8), (36, 12), (48, 16), (72, 24), (90, 24)]
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
        def run(self, economy: Economy) -> None:
            """Who leaves is given."""

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
    ("base", "month", "paid"),
    [(1000.0, 0, 700.0), (1000.0, 5, 700.0), (1000.0, 6, 600.0), (3000.0, 0, 1200.0), (500.0, 0, 500.0)],
)
def test_benefit_of_a_month(base: float, month: int, paid: float) -> None:
    assert worker_benefit(UNEMPLOYED, base, 4, month, **BENEFIT) == (pytest.approx(paid), 3)


def test_a_claim_of_four_months_is_paid_four_times() -> None:
    left, payments = 4, []
    for month in range(8):
        paid, left = worker_benefit(UNEMPLOYED, 1000.0, left, month, **BENEFIT)
        payments.append(paid)
    assert payments == pytest.approx([700.0] * 4 + [0.0] * 4)
    assert worker_benefit(EMPLOYED, 1000.0, 4, 0, **BENEFIT) == (0.0, 4)
