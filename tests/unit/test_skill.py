"""Skill is output: who can do more makes more, is paid half of it, and is wanted no less."""

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED
from simulator.core.economy import Economy
from simulator.core.maths import going_wage
from simulator.core.param import ReadOnly
from simulator.experiment.simulate import prepare
from simulator.flows.spending import export_demand, public_purchases
from simulator.markets.production import update_staff
from tests.small import small

MONTHS, GAIN = 24, 0.01


def teach(economy: Economy) -> None:
    """All skill rises for good, and so does what it fades to and returns to."""
    q, p = economy.persons, economy.parameters
    if economy.month > 0:
        full = (q.status == EMPLOYED) & (q.skill > 1.0 - p["skill_return"])  # up to 1.01, not 1
        q.skill[full] = np.minimum(q.skill[full] + p["skill_return"], 1.0 + GAIN)
        return
    q.skill *= 1.0 + GAIN
    economy.parameters = ReadOnly({**p, "skill_floor": (1.0 + GAIN) * p["skill_floor"]})


def after(*, taught: bool) -> Economy:
    """Two years on, with everybody able to do 1 % more or not."""
    economy = prepare(small("none", persons=8000), role="no_policy", replicate=0)
    for _ in range(MONTHS):
        if taught:
            teach(economy)
        economy.step()
    return economy


def test_pay_takes_half_of_what_skill_adds() -> None:
    less, more = (going_wage(100.0, 0.1, 1.2, skill, 24, 0.1, 60.0, 0.5) for skill in (0.8, 0.8 * 1.01))
    assert more / less - 1.0 == pytest.approx(0.005, rel=0.01)


def test_skilled_people_make_goods_cheaper_and_trade_grows_with_what_they_can_do() -> None:
    taught, same = after(taught=True), after(taught=False)
    private = same.firms.public == 0
    skill, pay = (
        np.average((getattr(taught.firms, name) / getattr(same.firms, name))[private],
                   weights=same.firms.heads[private])
        for name in ("skill", "pay_over_worth")
    )  # fmt: skip
    learnt = 1.0 - (1.0 - 1.0 / same.parameters["quality_smoothing"]) ** MONTHS
    assert skill - 1.0 == pytest.approx(learnt * GAIN, rel=0.3)
    assert -learnt * GAIN < pay - 1.0 < -0.4 * learnt * GAIN  # pay comes with the rounds of wages
    assert taught.aggregates.cpi < same.aggregates.cpi
    assert 0.3 * learnt * GAIN < taught.aggregates.skill / same.aggregates.skill - 1.0 < 1.5 * learnt * GAIN
    more, less = (public_purchases(one) / one.aggregates.cpi for one in (taught, same))
    assert more > less
    more, less = (export_demand(one)[0] / one.aggregates.cpi for one in (taught, same))
    assert more > less  # prices alone sell it


def staff(heads: int, usual: float, worth: float, paid: float) -> tuple[float, float]:
    """Skill and pay over worth that a firm beside one of a thousand usual people is found to have."""
    skill, pay = np.ones(2), np.ones(2)
    update_staff(2, np.array([True, True]), np.array([heads, 1000]), np.array([usual, 1e9]),
                 np.array([worth, 1e9]), np.array([paid, 1e9]), 1.0, 5.0, skill, pay)  # fmt: skip
    return float(skill[0]), float(pay[0])


def test_an_able_or_part_time_staff_is_neither_dear_nor_skilled() -> None:
    assert staff(50, usual=80.0, worth=80.0, paid=80.0) == pytest.approx((1.0, 1.0))
    assert staff(50, usual=25.0, worth=25.0, paid=25.0) == pytest.approx((1.0, 1.0))


def test_few_people_count_for_less_than_many() -> None:
    one, many = (staff(heads, usual=100.0, worth=90.0, paid=99.0) for heads in (1, 50))
    assert one == pytest.approx((1.0 - 0.1 / 6.0, 1.0 + 0.1 / 6.0))
    assert many == pytest.approx((1.0 - 0.1 * 50 / 55, 1.0 + 0.1 * 50 / 55))
