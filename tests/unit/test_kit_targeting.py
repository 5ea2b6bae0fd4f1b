"""Whom an instrument reaches: `for:`, random shares, take-up and capacity."""

import numpy as np
import pytest

from simulator.experiment import simulate
from simulator.indicators import budget
from simulator.kit.targeting import exposure_fifths, median_income
from simulator.policies import discover
from simulator.scenario.reach import Target
from tests.unit.kit_instruments import ADDED, reached


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (simulate, budget):
        monkeypatch.setattr(module, "discover", lambda: {**discover(), **ADDED})


def test_without_conditions_everybody_is_reached() -> None:
    got, economy = reached(Target())
    np.testing.assert_array_equal(got, economy.persons.active == 1)


def test_each_condition_alone_and_all_together() -> None:
    q = reached(Target())[1].persons
    here, age = q.active == 1, (1 - q.birth_month) // 12
    country = reached(Target())[1].country
    codes = np.array(country.occupations)[q.occupation]
    seeks = np.isin(q.status, (4, 5))
    economy = reached(Target())[1]
    income = economy.households.equivalised_income[q.household] / median_income(economy)
    expected = {
        Target(age=(30.0, 39.0)): (age >= 30) & (age <= 39),
        Target(sex="women"): q.sex == 1,
        Target(education=("low", "high")): q.education != 1,
        Target(occupation=("4", "52")): np.char.startswith(codes, "4") | (codes == "52"),
        Target(exposure=(4, 5)): exposure_fifths(country)[q.occupation] >= 4,
        Target(months_unemployed=(6.0, np.inf)): seeks & (q.months_out >= 6),
        Target(income=(-np.inf, 0.6)): income <= 0.6,
        Target(displaced_by_ai=True): np.zeros(q.n, bool),
        Target(displaced_by_ai=False): np.ones(q.n, bool),
    }
    for target, mask in expected.items():
        np.testing.assert_array_equal(reached(target)[0], here & mask, err_msg=target.describe())
    both, _ = reached(Target(sex="women", age=(30.0, 39.0)))
    np.testing.assert_array_equal(both, here & (q.sex == 1) & (age >= 30) & (age <= 39))


def test_a_random_share_is_drawn_once_and_nested() -> None:
    half, few = reached(Target(share=0.5))[0], reached(Target(share=0.2))[0]
    assert half.mean() == pytest.approx(0.5 * reached(Target())[0].mean(), rel=0.1)
    assert not (few & ~half).any()
    np.testing.assert_array_equal(half, reached(Target(share=0.5))[0])


def test_capacity_and_take_up_cap_who_gets_it() -> None:
    everybody, economy = reached(Target())
    some, _ = reached(Target(), capacity=100.0)
    fewer, _ = reached(Target(), capacity=50.0)
    assert some.sum() == int(0.1 * economy.labour_force() + 0.5)
    assert not (fewer & ~some).any()
    claimed, economy = reached(Target(), take_up=0.4)
    np.testing.assert_array_equal(claimed, everybody & (economy.persons.takeup < 0.4))
