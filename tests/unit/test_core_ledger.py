"""The ledger: kinds paid at once, payments within one sector, and amounts of the wrong shape."""

from types import SimpleNamespace

import numpy as np
import pytest

from simulator.core.ledger import ArrayAccount, Ledger, ScalarAccount

RNG = np.random.default_rng(5)


@pytest.fixture
def ledger():
    return Ledger()


def accounts(people=1000):
    holder = SimpleNamespace(amount=100.0)
    return ArrayAccount("households", RNG.normal(10.0, 1.0, people)), ScalarAccount("state", holder), holder


def test_kinds_paid_at_once_are_kinds_paid_one_by_one(ledger):
    households, state, holder = accounts()
    columns = {kind: RNG.random(1000) for kind in ("pensions", "assistance", "benefit")}
    before = households.deposits.copy()
    ledger.gather_kinds(households, state, columns)
    ledger.split_kinds(households, state, {"income_tax": columns["benefit"]})
    net = columns["pensions"] + columns["assistance"]
    np.testing.assert_allclose(households.deposits, before + net, rtol=1e-14)
    assert holder.amount == pytest.approx(100.0 - net.sum())
    for kind, column in columns.items():
        assert ledger.total(kind, payer="state", payee="households") == pytest.approx(column.sum())
    taxed = ledger.total("income_tax", payer="households", payee="state")
    assert taxed == pytest.approx(columns["benefit"].sum())
    assert ledger.mismatch < 1e-10


def test_an_exchange_within_a_sector_moves_money_and_makes_none(ledger):
    households, _, _ = accounts(4)
    before = households.deposits.copy()
    ledger.exchange("bequests", households, np.array([-3.0, 0.0, 2.0, 1.0]))
    assert (households.deposits - before).tolist() == pytest.approx([-3.0, 0.0, 2.0, 1.0])
    assert ledger.total("bequests") == 3.0
    assert ledger.mismatch == ledger.net_lending("households") == 0.0
    ledger.exchange("bequests", households, np.array([1.0, 0.0, 0.0, 0.0]))
    assert ledger.mismatch == 1.0  # the month's check of payments stops the run


@pytest.mark.parametrize("rows", [3, 5])
def test_a_payment_needs_one_amount_per_agent(ledger, rows):
    households, state, _ = accounts(4)
    before = households.deposits.copy()
    with pytest.raises(ValueError, match="needs 4 amounts"):
        ledger.pay("assistance", state, households, float(rows), np.ones(rows))
    np.testing.assert_array_equal(households.deposits, before)
