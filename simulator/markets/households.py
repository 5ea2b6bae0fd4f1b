"""Households: members' incomes, per modified OECD consumption unit, and what they lack of a minimum."""

import numpy as np

from simulator.agents.person import RETIRED
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.maths import consumption_units


@njit
def household_incomes(
    n, active, household, survey, disposable, assistance, exempt, houses, adults, children, income, means,
    equivalised,
):  # fmt: skip
    """Fill household income, the means counted by assistance, and equivalised income (currency/month).

    Assistance is no means of its own: whoever lived on it would lose it every other month.
    """
    income[:] = 0.0
    means[:] = 0.0
    for i in range(n):
        if active[i]:
            income[household[i]] += survey[i]
            means[household[i]] += disposable[i] - assistance[i] - exempt[i]
    for h in range(houses):
        equivalised[h] = income[h] / consumption_units(adults[h], children[h])


@njit
def household_units(houses, adults, children):
    """Consumption units of each household (float64)."""
    units = np.zeros(houses)
    for h in range(houses):
        units[h] = consumption_units(adults[h], children[h])
    return units


def lacking(economy: Economy, line: float, counted: float, other: np.ndarray) -> np.ndarray:
    """What each household lacks of `line` per consumption unit (currency/month).

    Parameters
    ----------
    counted
        Share of net earnings, as last assessed, that counts as means.
    other
        What else each person has.
    """
    q, homes = economy.persons, economy.households
    earned = q.earnings + q.sales_income - q.employee_contribution - q.income_tax
    means = np.bincount(q.household, (q.active == 1) * (other + counted * earned), homes.n)
    return np.asarray(np.maximum(line * household_units(homes.n, homes.adults, homes.children) - means, 0.0))


def claims(economy: Economy, eligible: np.ndarray) -> np.ndarray:
    """Mask of households whose eldest adult is among the eligible."""
    q, homes = economy.persons, economy.households
    eldest = np.full(homes.n, np.iinfo(np.int32).max)
    np.minimum.at(eldest, q.household[q.active == 1], q.birth_month[q.active == 1])
    heads = eligible & (q.birth_month == eldest[q.household])
    return np.asarray(np.bincount(q.household[heads], minlength=homes.n) > 0)


def guarantee_income(economy: Economy) -> None:
    """The minimum income of the law: what households with an eldest adult of 25 to 64 lack, in equal parts.

    Earnings are this month's, other incomes those last paid; it does not count itself. Beside it what it
    would be if insurance paid nothing, and assistance what it would then.
    """
    q, homes, s, p = economy.persons, economy.households, economy.aggregates, economy.parameters
    if p["guarantee_takeup"] == 0.0:
        return
    other = q.benefit + np.maximum(q.assistance - q.guarantee, 0.0) + q.child_benefit + q.transfer + q.pension
    other = other + q.capital_income + q.policy_income - q.exempt_income
    may = (q.active == 1) & (q.age_group > 0) & (q.status != RETIRED) & (q.takeup < p["guarantee_takeup"])
    claiming, adults = claims(economy, may), np.maximum(homes.adults, 1)
    follows = np.where(q.benefit > 0.0, q.assistance_after - q.guarantee_after - q.benefit, 0.0)
    for column, incomes in ((q.guarantee, other), (q.guarantee_after, other + follows)):
        gap = lacking(economy, s.guaranteed_income, p["guarantee_counted"], incomes)
        each = np.where(claiming, gap, 0.0) / adults
        column[:] = np.where(q.active == 1, each[q.household], 0.0)
