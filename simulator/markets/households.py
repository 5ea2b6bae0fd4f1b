"""Household sums: members' incomes, per modified OECD consumption unit."""

from simulator.core.compiled import njit


@njit
def household_incomes(
    n, active, household, survey, disposable, houses, adults, children, income, means, equivalised,
):  # fmt: skip
    """Fill household income, the means counted by assistance, and equivalised income (currency/month)."""
    income[:] = 0.0
    means[:] = 0.0
    for i in range(n):
        if active[i]:
            income[household[i]] += survey[i]
            means[household[i]] += disposable[i]
    for h in range(houses):
        units = 0.5 + 0.5 * max(adults[h], 1) + 0.3 * children[h]
        equivalised[h] = income[h] / units
