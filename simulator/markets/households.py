"""Household sums: members' incomes, per modified OECD consumption unit."""

import numpy as np

from simulator.core.compiled import njit
from simulator.core.maths import consumption_units


@njit
def household_incomes(
    n, active, household, survey, disposable, exempt, houses, adults, children, income, means, equivalised,
):  # fmt: skip
    """Fill household income, the means counted by assistance, and equivalised income (currency/month)."""
    income[:] = 0.0
    means[:] = 0.0
    for i in range(n):
        if active[i]:
            income[household[i]] += survey[i]
            means[household[i]] += disposable[i] - exempt[i]
    for h in range(houses):
        equivalised[h] = income[h] / consumption_units(adults[h], children[h])


@njit
def household_units(houses, adults, children):
    """Consumption units of each household (float64)."""
    units = np.zeros(houses)
    for h in range(houses):
        units[h] = consumption_units(adults[h], children[h])
    return units
