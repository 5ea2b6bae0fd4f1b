"""One wrong payment, one wrong item of GDP, one head miscounted: each stops the run and is named."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest

from simulator.core.errors import IdentityError
from simulator.core.ledger import Ledger
from simulator.economy import schedule
from simulator.experiment.simulate import prepare
from simulator.flows import closing, income
from tests.small import ran, small

MONTH = 5
Corrupt = Callable[[Any], None]


@pytest.fixture(autouse=True)
def opening() -> None:
    """Make the opening state first: it has months of its own, which no test here means."""
    prepare(small(), role="no_policy", replicate=1)


def after(monkeypatch: pytest.MonkeyPatch, act: Callable[..., None], corrupt: Corrupt) -> None:
    """Let `corrupt` follow one act of the schedule, in month 5 only."""
    assert act in schedule.MONTH

    def act_and_corrupt(economy: Any) -> None:
        act(economy)
        if economy.month == MONTH:
            corrupt(economy)

    month = tuple(act_and_corrupt if each is act else each for each in schedule.MONTH)
    monkeypatch.setattr(schedule, "MONTH", month)


def failure() -> IdentityError:
    """What the run is stopped by."""
    with pytest.raises(IdentityError) as raised:
        ran(small(), "no_policy", replicate=1)
    error = raised.value
    assert error.month == MONTH
    for word in (error.identity, f"month {MONTH}", "seed 2025, replicate 1"):
        assert word in str(error)
    return error


@pytest.mark.parametrize(
    "kind", ["ai_fees", "corporate_tax", "exports", "purchases", "dividends", "interest"]
)
def test_a_payee_who_gets_one_euro_less(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    economy_of: dict[int, Any] = {}
    pay = Ledger.pay

    def short(ledger: Ledger, name: str, payer: Any, payee: Any, out: Any, into: Any = None) -> float:
        if name == kind and economy_of and economy_of[0].month == MONTH:
            into = np.copy(out if into is None else into)
            into[(0,) * into.ndim] -= 1.0  # one euro of one payee
            into = into if into.ndim else float(into)
        return pay(ledger, name, payer, payee, out, into)

    def watch(economy: Any) -> None:
        economy_of[0] = economy

    monkeypatch.setattr(Ledger, "pay", short)
    monkeypatch.setattr(schedule, "MONTH", (watch, *schedule.MONTH))
    assert failure().identity == "payments made = payments received"


@pytest.mark.parametrize(
    ("corrupt", "identity"),
    [
        (
            lambda e: e.persons.deposits.__setitem__(7, e.persons.deposits[7] - 1.0),
            "net lending of households",
        ),
        (lambda e: e.firms.deposits.__setitem__(7, e.firms.deposits[7] - 1.0), "net lending of firms"),
        (lambda e: e.firms.loan.__setitem__(0, e.firms.loan[0] + 1.0), "net lending of firms"),
        (lambda e: setattr(e.state, "bonds", e.state.bonds + 1.0), "net lending of state"),
        # What the world holds is in the bank's books, which close with the bank's own position.
        (lambda e: setattr(e.world.account, "amount", e.world.account.amount - 1.0), "net lending of bank"),
        (
            lambda e: setattr(e.bank.account, "amount", e.bank.account.amount + 1.0),
            "bank equity = balance sheet",
        ),
        (lambda e: setattr(e.providers.account, "amount", 1.0), "net lending of providers"),
    ],
)
def test_a_balance_changed_outside_the_ledger(
    monkeypatch: pytest.MonkeyPatch, corrupt: Corrupt, identity: str
) -> None:
    after(monkeypatch, income.set_bank_dividend, corrupt)
    assert failure().identity == identity


@pytest.mark.parametrize(
    ("item", "identity"),
    [
        ("consumption", "GDP by production = by expenditure"),
        ("investment", "GDP by production = by expenditure"),
        ("purchases", "GDP by production = by expenditure"),
    ],
)
def test_a_wrong_item_of_spending(monkeypatch: pytest.MonkeyPatch, item: str, identity: str) -> None:
    def corrupt(economy: Any) -> None:
        economy.aggregates.put(item, economy.aggregates.at(item) + 1.0)

    after(monkeypatch, income.set_bank_dividend, corrupt)
    assert failure().identity == identity


def test_a_wrong_profit_breaks_income(monkeypatch: pytest.MonkeyPatch) -> None:
    def corrupt(economy: Any) -> None:
        market = np.flatnonzero(economy.firms.public == 0)[0]
        economy.firms.profit[market] += 1.0

    after(monkeypatch, income.set_bank_dividend, corrupt)
    assert failure().identity == "GDP by production = by income"


@pytest.mark.parametrize(
    ("corrupt", "identity"),
    [
        (lambda e: e.posts.heads.__setitem__(0, e.posts.heads[0] + 1), "employees from persons = from firms"),
        (lambda e: e.moves.__setitem__((4, 1), e.moves[4, 1] + 1), "employed(t) = employed(t-1) + in - out"),
    ],
)
def test_a_head_miscounted(monkeypatch: pytest.MonkeyPatch, corrupt: Corrupt, identity: str) -> None:
    after(monkeypatch, income.set_bank_dividend, corrupt)
    assert failure().identity == identity


def test_an_amount_that_is_no_number_fails_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def corrupt(economy: Any) -> None:
        economy.persons.deposits[3] = np.nan

    after(monkeypatch, income.set_bank_dividend, corrupt)
    assert "nan" in failure().detail


@pytest.mark.parametrize(("share", "fails"), [(0.5, False), (2.0, True)])
def test_the_tolerance_is_a_billionth_of_what_was_paid(share: float, fails: bool) -> None:
    economy = prepare(small(), role="no_policy", replicate=0)
    economy.step()
    paid = economy.ledger.gross()
    assets = closing.net_financial_assets(economy)
    lending = dict.fromkeys(assets, 0.0) | {"world": share * 1e-9 * paid}
    with pytest.raises(IdentityError) if fails else nullcontext():
        economy.checker.balances(lending, assets, assets, scale=paid, month=1)
