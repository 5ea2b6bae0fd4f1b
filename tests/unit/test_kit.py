"""The kit of instruments: when they act, what money does, and that a month ends as it began."""

import numpy as np
import pytest

from simulator.agents.person import POLICY_INCOME
from simulator.experiment import simulate
from simulator.indicators import budget
from simulator.policies import act, discover
from simulator.scenario.reach import Target, Trigger
from tests.small import policy
from tests.unit.kit_instruments import ADDED, economy_with, reached


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (simulate, budget):
        monkeypatch.setattr(module, "discover", lambda: {**discover(), **ADDED})


def test_what_a_payment_says_of_behaviour_stands_in_columns_and_goes_with_the_month() -> None:
    got, economy = reached(Target(sex="women"))
    q = economy.persons
    np.testing.assert_array_equal(q.stipend, np.where(got, 100.0, 0.0))
    np.testing.assert_array_equal(q.work_bonus, np.where(got, 200.0, 0.0))
    assert not q.unearned.any()
    assert not q.policy_taxed.any()
    economy.instruments[0].setting = policy("gift", start=9)
    economy.month = 2
    act("law")(economy)
    act("transfers")(economy)
    assert not any(getattr(q, name).any() for name in POLICY_INCOME)


def test_the_same_person_may_be_paid_by_two_instruments() -> None:
    economy = economy_with(policy("gift", amount=100.0), policy("basic_income", amount=50.0))
    act("law")(economy)
    act("transfers")(economy)
    q, here = economy.persons, economy.persons.active == 1
    assert set(np.unique(q.policy_income[here])) == {150.0}
    assert (set(np.unique(q.stipend[here])), set(np.unique(q.unearned[here]))) == ({100.0}, {50.0})


@pytest.mark.parametrize(("index", "factor"), [("prices", 1.5), ("wages", 2.0), ("none", 1.0)])
def test_amounts_follow_their_index(index: str, factor: float) -> None:
    economy = economy_with(policy("gift", amount=100.0, index=index))
    economy.aggregates.consumer_price *= 1.5
    economy.aggregates.average_wage *= 2.0
    act("law")(economy)
    assert economy.instruments[0].money(economy, "amount") == pytest.approx(100.0 * factor)


@pytest.mark.parametrize(("level", "on"), [(0.05, True), (0.5, False)])
def test_a_trigger_decides_whether_it_acts(level: float, on: bool) -> None:
    economy = economy_with(policy("gift", amount=1.0, trigger=Trigger((("unemployment_above", level),))))
    act("law")(economy)
    assert economy.instruments[0].is_on is on
    assert economy.instruments[0].value("amount") == float(on)


def test_administration_is_bought_under_its_own_kind_and_shown() -> None:
    settings = {"administration": 0.1, "administration_per_head": 0.001}
    economy = economy_with(policy("gift", amount=100.0, **settings))
    economy.month = 0
    economy.step()
    paid = economy.ledger.total("gift", payer="state", payee="households")
    admin = economy.ledger.total("gift_administration", payer="state")
    heads = float((economy.persons.policy_income > 0.0).sum())
    assert admin == pytest.approx(0.1 * paid + 0.001 * economy.aggregates.average_wage * heads, rel=1e-3)
    assert budget.measure(economy)["spending_gift"] == pytest.approx((paid + admin) * economy.weight)


def test_subsidies_and_levies_close_the_accounts_and_move_profit() -> None:
    plain, paid = economy_with(), economy_with(policy("wages", share=0.1))
    taxed = economy_with(policy("heads", due=10.0))
    for economy in (plain, paid, taxed):
        economy.month = 0
        economy.step()  # raises when an identity fails
    profit = [float(e.firms.profit.sum()) for e in (plain, paid, taxed)]
    subsidy = paid.ledger.total("wages", payer="state", payee="firms")
    levy = taxed.ledger.total("heads", payer="firms", payee="state")
    private = (taxed.firms.public == 0).sum()
    assert profit[1] - profit[0] == pytest.approx(subsidy, rel=1e-9)
    assert levy == pytest.approx(10.0 * private)
    people = (taxed.persons.active == 1).sum()
    assert taxed.ledger.total("heads", payer="households") == pytest.approx(10.0 * people)
    assert taxed.ledger.total("heads", payer="world") == 10.0


def test_what_is_shifted_is_put_back_bit_for_bit() -> None:
    plain, shifted = economy_with(), economy_with(policy("heads", due=0.0, start=1))
    rate, penalty = plain.aggregates.profit_tax_rate, plain.parameters["callback_penalty"]
    for economy in (plain, shifted):
        economy.month = 0
        economy.step()
    assert shifted.aggregates.profit_tax_rate == rate + 0.01
    shifted.instruments.clear()
    shifted.step()
    assert (shifted.aggregates.profit_tax_rate, shifted.parameters["callback_penalty"]) == (rate, penalty)


def test_people_are_paid_in_the_phase_of_transfers_only() -> None:
    economy = economy_with(policy("gift", amount=1.0))
    act("law")(economy)
    with pytest.raises(RuntimeError, match="in the phase transfers"):
        economy.instruments[0].transfers(economy)
