"""The central bank answers what differs from the twin; claims of pay leave no lasting gap."""

from dataclasses import replace
from math import log
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from simulator.core.closure import CLOSURES
from simulator.core.economy import PATHS
from simulator.core.errors import ExplodedError
from simulator.core.rule import resolve_parameters
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.flows import monetary
from simulator.markets.sums import claim_pay
from simulator.rules.worker_consume import worker_consume
from tests.small import small

MONTHS = 36
STILL = {
    "idle_hours": 0.1, "net_prices": 1.0, "usual_output": 1e9, "share_value": 0.0, "policy_rate": 2.0,
    "going_wage": 1.0, "relative_productivity": 1.0,
}  # fmt: skip


def beside_its_twin(**changes: Any) -> Economy:
    """An economy as its twin is, which stands still; a run with a policy where `plain` says so."""
    economy = prepare(small("moderate"), role="policy", replicate=0)
    economy.twin = {name: np.full(MONTHS + 1, STILL[name]) for name in PATHS}
    economy.plain = economy.twin if changes.pop("plain", False) else None
    economy.closure = CLOSURES[changes.pop("closure", "as_they_are")]
    economy.country = replace(economy.country, currency=changes.pop("currency", "EUR"))
    s = economy.aggregates
    s.consumer_price, s.usual_output = STILL["net_prices"], STILL["usual_output"] / economy.weight
    s.share_value, s.idle_hours = 0.0, STILL["idle_hours"] + changes.pop("idle", 0.0)
    assert not changes
    return economy


def rates(economy: Economy, idle: dict[int, float] | None = None) -> np.ndarray:
    """The policy rate less the twin's after each month; from a month of `idle` on, so many hours more."""
    found = []
    with patch.object(monetary, "measure_economy", lambda _: None):
        for economy.month in range(1, MONTHS + 1):
            if idle and economy.month in idle:
                economy.aggregates.idle_hours = STILL["idle_hours"] + idle[economy.month]
            monetary.set_rate(economy)
            found.append(economy.central_bank.rate - economy.central_bank.usual_rate)
    return np.array(found)


def put_off(economy: Economy) -> float:
    """Wealth wanted for a rate (months of income): beside what is lent abroad every month."""
    return economy.aggregates.wealth_put_off - economy.controllers.lent_abroad * economy.month


def test_as_in_the_twin_the_rate_and_all_that_follows_it_stay() -> None:
    economy = beside_its_twin()
    assert rates(economy) == pytest.approx(np.zeros(MONTHS), abs=1e-12)
    s, bank = economy.aggregates, economy.central_bank
    followed = (
        bank.neutral,
        bank.expected,
        s.long_rate,
        s.contract_rate,
        put_off(economy),
        economy.world.currency,
    )
    assert followed == pytest.approx(np.zeros(6), abs=1e-12)


def test_fewer_idle_hours_while_prices_fall_teach_the_bank_nothing() -> None:
    economy = beside_its_twin(idle=-0.01, currency="BRL")
    prices = economy.aggregates.consumer_price
    with patch.object(monetary, "measure_economy", lambda _: None):
        for economy.month in range(1, MONTHS + 1):
            economy.aggregates.consumer_price = prices * 0.9995**economy.month
            monetary.set_rate(economy)
    assert economy.central_bank.neutral == pytest.approx(0.0)
    assert rates(beside_its_twin(idle=-0.01, currency="BRL"))[-1] > 0.0


def test_an_interest_rate_beyond_all_bounds_is_one_error() -> None:
    economy = beside_its_twin()
    economy.month, economy.aggregates.contract_rate = 1, 0.1
    with pytest.raises(ExplodedError, match="allowed: at most"):
        monetary.pass_on_rates(economy)


def test_more_idle_hours_lower_it_step_by_step() -> None:
    economy = beside_its_twin(idle=0.01)
    found = rates(economy)
    assert found[0] < 0.0
    assert (np.diff(found) < 0.0).all()
    s = economy.aggregates
    assert s.long_rate < 0.0
    assert s.contract_rate < 0.0
    assert put_off(economy) < 0.0  # people want less wealth: they spend more
    assert rates(beside_its_twin(idle=-0.01)) == pytest.approx(-found)


def test_dearer_goods_raise_it() -> None:
    economy = beside_its_twin()
    economy.aggregates.consumer_price = 1.02
    assert rates(economy)[0] > 0.0


def test_at_its_floor_it_stays_and_so_does_what_the_bank_takes_for_neutral() -> None:
    economy = beside_its_twin(idle=0.2)
    found = rates(economy)
    bank = economy.central_bank
    floor = economy.parameters["rate_floor"] - bank.usual_rate
    reached = np.flatnonzero(np.isclose(found, floor, rtol=0.0, atol=1e-12))
    assert found.min() == pytest.approx(floor)
    assert 1 < len(reached) < MONTHS
    learnt = bank.neutral
    assert learnt < 0.0
    rates(economy)
    assert bank.neutral == learnt
    fast = beside_its_twin(idle=0.2, closure="rate_at_floor")
    assert rates(fast) == pytest.approx(np.zeros(MONTHS), abs=1e-12)
    assert fast.central_bank.neutral == 0.0


def test_with_a_country_alone_an_area_s_bank_sees_a_tenth_of_what_ai_does() -> None:
    together, alone = (
        rates(beside_its_twin(idle=0.005, closure=name)) for name in ("as_they_are", "country_alone")
    )
    assert 9.0 * alone == pytest.approx(together)


def test_where_nobody_reacts_nothing_moves() -> None:
    economy = beside_its_twin(idle=0.02, closure="nobody_reacts")
    before = economy.central_bank.rate
    assert rates(economy) == pytest.approx(np.zeros(MONTHS))
    assert economy.central_bank.rate == before
    assert economy.aggregates.long_rate == put_off(economy) == 0.0


def test_a_member_s_policy_moves_the_rate_by_a_tenth_of_what_it_would_and_teaches_the_bank_nothing() -> None:
    economies = [beside_its_twin(idle=0.005, plain=True, currency=name) for name in ("EUR", "USD")]
    member, own = (rates(economy) for economy in economies)
    assert (own < 0.0).all()
    assert member[0] == pytest.approx(0.1 * own[0], rel=0.05)
    assert (member < 0.0).all()
    assert (member >= 0.1 * own).all()
    assert economies[0].central_bank.neutral == 0.0 > economies[1].central_bank.neutral
    common = rates(beside_its_twin(idle=0.005))  # the same from AI, which comes to all members
    assert common == pytest.approx(0.9 * own)


def test_lower_rates_than_abroad_make_foreign_money_dearer_where_the_currency_is_its_own() -> None:
    policy, ai, member = (
        beside_its_twin(idle=0.005, plain=plain, currency=name)
        for plain, name in ((True, "USD"), (False, "USD"), (True, "EUR"))
    )
    for economy in (policy, ai, member):
        rates(economy)
    assert policy.world.currency > 0.0
    assert ai.world.currency == member.world.currency == 0.0  # abroad rates fall alike


@pytest.mark.parametrize("gained", [0.05, -0.02])
def test_a_gain_of_productivity_leaves_no_gap_between_claims_and_what_prices_leave(gained: float) -> None:
    """Wages at usual slack follow claims, prices follow wages less the gain: real pay takes all of it."""
    p = resolve_parameters({}, [])
    s = SimpleNamespace(
        consumer_price=1.0, trend_price=1.0, average_wage=1.0, trend_index=1.0,
        relative_productivity=np.exp(gained), wage_norm=0.0, productivity_known=0.0, wage_claim=0.0,
    )  # fmt: skip
    economy: Any = SimpleNamespace(
        aggregates=s, parameters=p, month=1, is_followed=True, path=lambda name: STILL[name]
    )
    gaps, shares = [], []
    for _ in range(240):
        claim_pay(economy)
        gaps.append(s.wage_claim - log(s.average_wage))
        s.average_wage *= np.exp(p["wage_speed"] * gaps[-1])
        left = log(s.average_wage) - gained - log(s.consumer_price)
        s.consumer_price *= np.exp(p["price_speed"] * p["cost_weight"] * left)
        shares.append(log(s.average_wage / s.consumer_price) / gained)
    worst = np.abs(gaps[:60]).max()
    assert worst > 0.01 * abs(gained)
    assert abs(gaps[-1]) < 0.02 * worst
    assert shares[-1] == pytest.approx(1.0, abs=0.02)
    assert 0.5 < shares[35] < 1.2


def test_without_ai_and_policy_pay_takes_a_share_of_productivity_and_no_more() -> None:
    s = SimpleNamespace(wage_claim=0.0, relative_productivity=1.01)
    p = {"productivity_sharing": 0.7}
    claim_pay(SimpleNamespace(aggregates=s, parameters=p, month=5, is_followed=False))  # type: ignore[arg-type]
    assert s.wage_claim == pytest.approx(0.7 * log(1.01))


def test_of_a_gain_on_shares_their_holders_spend_three_cents_a_euro_and_year() -> None:
    p = resolve_parameters({}, [])
    law = {name: p[name] for name in ("wealth_adjustment", "mpc_poor", "mpc_rich", "ample_liquidity",
                                      "income_smoothing")}  # fmt: skip
    gain, income = 10_000.0, 3_000.0

    def spent(share: float) -> float:
        deposits, total = 10.0 * income, 0.0
        for _ in range(12):
            deposits += income
            consumed = worker_consume.python(
                income, income, deposits, 10.0, share, trend_growth=0.0, wealth_put_off=0.0,
                lent_abroad=0.0, share_gain=p["shares_as_wealth"] * gain, spending_shock=0.0, **law,
            )  # fmt: skip
            deposits -= consumed
            total += consumed
        return total

    assert (spent(1.0) - spent(0.0)) / gain == pytest.approx(0.032, rel=0.07)
    assert (spent(0.25) - spent(0.0)) / gain == pytest.approx(0.008, rel=0.07)
