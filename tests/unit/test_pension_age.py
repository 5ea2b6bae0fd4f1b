"""Pension ages move with the law, by cohort or by date; month 0 is the country's own."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.agents.person import OLDEST, months_to_pension, pension_age, retires
from simulator.scenario.country.profile import available_countries, load_country

MONTHS = 180
NONE = np.zeros((0, 2))


def pension_month(economy: Any, months: int) -> NDArray[np.int64]:
    """Month in which each person comes to a pension, over `months`; after them for those who do not."""
    birth, cohort = np.unique(economy.persons.birth_month, return_inverse=True)
    age = np.clip(-birth, 0, OLDEST - 1)
    due = np.where(pension_age(economy, 0)[age] <= age, 0, months + 1)
    for month in range(1, months + 1):
        age = np.clip(month - birth, 0, OLDEST - 1)
        due[(due > months) & retires(economy, month)[age]] = month
    return np.asarray(due[cohort])


def economy(code: str, birth: list[int], **law: Any) -> Any:
    """As much of an economy as pension ages need; `law` replaces the country's."""
    country = replace(load_country(code), **law)
    return SimpleNamespace(
        country=country, start_year=2025.0, month=0, persons=SimpleNamespace(birth_month=np.array(birth)),
        retirement_age=round(12 * country.values["retirement_age"]), law={},
    )  # fmt: skip


@pytest.mark.parametrize("code", available_countries())
def test_a_later_cohort_retires_as_old_or_older_never_below_the_age_of_month_0(code: str) -> None:
    born = -12 * 68 + np.arange(15 * 12)
    found = economy(code, born.tolist())
    month = pension_month(found, 300)
    ages = (month - born)[month > 0]
    assert (np.diff(ages) >= 0).all()
    assert found.retirement_age <= ages.min() <= found.retirement_age + 2  # the law's first step, in Germany
    assert ages.max() <= found.retirement_age + 36


def test_by_law_spaniards_retire_at_67_from_2027_on() -> None:
    born_1959, born_1961 = -12 * 66, -12 * 64  # January
    found = economy("ESP", [born_1959, born_1961])
    first, second = pension_month(found, MONTHS)
    assert first - born_1959 == 66 * 12 + 8
    assert second - born_1961 == 67 * 12


def test_germans_born_in_1964_retire_at_67_and_those_of_1960_eight_months_earlier() -> None:
    born = np.array([-12 * 65, -12 * 61])
    assert (pension_month(economy("DEU", born.tolist()), MONTHS) - born).tolist() == [66 * 12 + 4, 67 * 12]


def test_without_a_law_each_cohort_retires_at_the_age_of_month_0() -> None:
    born = [-12 * 70, -12 * 67, -12 * 60 - 5, -12 * 30]
    found = economy("ESP", born, pension_age_by_birth=NONE, pension_age_by_date=NONE)
    due = np.clip(np.array(born) + found.retirement_age, 0, MONTHS + 1)
    assert pension_month(found, MONTHS).tolist() == due.tolist()


def test_a_law_that_lowers_the_age_lets_the_cohorts_between_go_at_once() -> None:
    law = np.array([[2024.0, 67.0], [2026.0, 65.0]])
    born = [-12 * 63 - 11, -12 * 64, -12 * 65]  # of 2026, between 64 years 11 months and 66
    found = economy("ITA", born, pension_age_by_birth=NONE, pension_age_by_date=law)
    assert pension_month(found, MONTHS).tolist() == [13, 12, 12]
    assert retires(found, 12)[12 * 65 : 12 * 67].all()


def test_months_to_the_pension_are_those_of_the_cohort_s_law() -> None:
    found = economy("DEU", [-12 * 60, -12 * 66])  # of 1965 and 1959
    assert months_to_pension(found).tolist() == [12 * 7, 2]
