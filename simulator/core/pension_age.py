"""The age from which people draw a pension, which the law moves by cohort or by date."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.economy import Economy
from simulator.core.time import MONTHS_PER_YEAR

OLDEST = 101 * MONTHS_PER_YEAR + 1
AGES = np.arange(OLDEST)
"""Ages in months."""
Ages = NDArray[np.int64]


def pension_age(economy: Economy, month: int) -> Ages:
    """Pension age by the age that people have in a month (months, shape (OLDEST,)).

    That of month 0, which is the country's `retirement_age`, and what the law has added to it since: the
    first row of each table is the law of month 0, later ones hold from a year of birth or a date on. What a
    scenario changes stands on top.
    """
    ages = legal_ages(economy.country, economy.retirement_age, economy.start_year + month / MONTHS_PER_YEAR)
    clause = economy.law.get("retirement_age")
    if clause is None:
        return ages
    change = clause.change(month)
    if change.way == "to":  # one age for all, whatever the law would have made of it
        return np.full(OLDEST, round(MONTHS_PER_YEAR * change.amount), np.int64)
    return np.asarray(ages + round(MONTHS_PER_YEAR * (clause.at(month) - clause.today)))


def legal_ages(country: Any, first: int, date: float) -> Ages:
    """Pension age by the age that people have at a date, where that of month 0 is `first` (months)."""
    rise = _rise(country.pension_age_by_birth, date - AGES / MONTHS_PER_YEAR)
    rise += _rise(country.pension_age_by_date, np.array([date]))
    return np.asarray(first + np.rint(MONTHS_PER_YEAR * rise).astype(np.int64))


def reached(ages: Ages) -> float:
    """The age at which people draw a pension at a date, from that of each age (years)."""
    return float(np.argmax(ages <= AGES)) / MONTHS_PER_YEAR


def retires(economy: Economy, month: int) -> NDArray[np.bool_]:
    """Whether people of an age in months come to their pension in this month (shape (OLDEST,)).

    Who came here older than that has none, and nobody loses one that is being paid.
    """
    now = pension_age(economy, month) <= AGES
    before = pension_age(economy, month - 1) <= AGES
    now[1:] &= ~before[:-1]
    return now


def months_to_pension(economy: Economy) -> Ages:
    """Months until each person comes to a pension by the law of their cohort today; none or less: past it."""
    age = np.clip(economy.month - economy.persons.birth_month, 0, OLDEST - 1)
    return np.asarray(pension_age(economy, economy.month)[age] - age)


def _rise(law: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Years by which the law in force at a time is above its first row; 0 where there is none."""
    if not len(law):
        return np.zeros(len(at))
    row = np.searchsorted(law[:, 0], at + 1e-9, side="right") - 1
    return np.asarray(law[np.maximum(row, 0), 1] - law[0, 1])
