"""Households: members' incomes, per modified OECD consumption unit, and what they lack of a minimum.

What a policy adds to benefits, and what people keep of their pay by one tax law over another.
"""

from collections import namedtuple

import numpy as np

from simulator.agents.person import EMPLOYED, HALF_TIME, RETIRED
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.maths import consumption_units, insurance_benefit, kept_of

Claims = namedtuple(
    "Claims",
    "active benefit benefit_base benefit_months_left benefit_months_paid benefit_months_added",
)
"""Columns of everyone that say what a benefit is, and for how long."""


@njit
def added_benefits(n, q, step, first_rate, later_rate, floor, cap):
    """Sum of benefits paid this month beyond the law's rates and cap, or in months that it does not grant.

    The months are those after this month's payment: left without it, paid with it.
    """
    added = 0.0
    for i in range(n):
        if not q.active[i] or q.benefit[i] <= 0.0:
            continue
        law = 0.0
        if q.benefit_months_left[i] >= q.benefit_months_added[i]:
            law = insurance_benefit(
                q.benefit_base[i], q.benefit_months_paid[i] - 1, step, first_rate, later_rate, floor, cap
            )
        added += q.benefit[i] - law
    return added


Kept = namedtuple("Kept", "active status wage last_wage kept kept_hours")
"""Columns of everyone that say what a job pays, and of what the law leaves of it."""
LEAST, MOST = 0.05, 4.0
"""A tax may take nearly all of what a job adds; people reckon with no less and no more than this."""


@njit
def kept_by_law(n, q, minimum_wage, today, now, prices):
    """Of a full-time job, and of the step from half time to it; `prices` divides what is left now."""
    for i in range(n):
        if not q.active[i] or q.status[i] == RETIRED:
            continue
        pay = q.wage[i] if q.status[i] == EMPLOYED else max(q.last_wage[i], minimum_wage)
        before, after = kept_of(pay, today), kept_of(pay, now)
        half_before, half_after = kept_of(HALF_TIME * pay, today), kept_of(HALF_TIME * pay, now)
        q.kept[i] = min(max(after / max(before, 1e-300) / prices, LEAST), MOST)
        step = (after - half_after) / max(before - half_before, 1e-300) / prices
        q.kept_hours[i] = min(max(step, LEAST), MOST)


Members = namedtuple(
    "Members",
    "active household birth_month age_group status takeup earnings sales_income employee_contribution "
    "income_tax survey_income disposable_income exempt_income benefit assistance assistance_after guarantee "
    "guarantee_after child_benefit transfer pension capital_income policy_income",
)
"""Columns of people that make up their household's incomes."""
Homes = namedtuple("Homes", "adults children income means equivalised_income")
"""Columns of households that are filled from them, or that say of how many."""


@njit
def household_incomes(n, q, houses, homes):
    """Fill household income, the means counted by assistance, and equivalised income (currency/month).

    Assistance is no means of its own: whoever lived on it would lose it every other month.
    """
    homes.income[:] = 0.0
    homes.means[:] = 0.0
    for i in range(n):
        if q.active[i]:
            homes.income[q.household[i]] += q.survey_income[i]
            homes.means[q.household[i]] += q.disposable_income[i] - q.assistance[i] - q.exempt_income[i]
    for h in range(houses):
        homes.equivalised_income[h] = homes.income[h] / consumption_units(homes.adults[h], homes.children[h])


@njit
def _net_earnings(q, i):
    return q.earnings[i] + q.sales_income[i] - q.employee_contribution[i] - q.income_tax[i]


@njit
def _lacking(q, counted, other, line, homes):
    """What each household lacks of `line` per consumption unit, once its members' means are counted."""
    means = np.zeros(len(homes.adults))
    for i in range(len(q.active)):
        if q.active[i]:
            means[q.household[i]] += other[i] + counted * _net_earnings(q, i)
    for h in range(len(homes.adults)):
        means[h] = max(line * consumption_units(homes.adults[h], homes.children[h]) - means[h], 0.0)
    return means


@njit
def _with_eldest(active, household, birth_month, eligible, houses):
    """Mask of households whose eldest adult is eligible."""
    eldest = np.full(houses, np.iinfo(np.int32).max, np.int32)
    for i in range(len(active)):
        if active[i]:
            eldest[household[i]] = min(eldest[household[i]], birth_month[i])
    found = np.zeros(houses, np.bool_)
    for i in range(len(active)):
        if eligible[i] and birth_month[i] == eldest[household[i]]:
            found[household[i]] = True
    return found


def lacking(economy: Economy, line: float, counted: float, other: np.ndarray) -> np.ndarray:
    """What each household lacks of `line` per consumption unit (currency/month).

    `counted`: share of net earnings, as last assessed, that counts as means; `other`: what else each has.
    """
    q, homes = economy.persons, economy.households
    return np.asarray(_lacking(columns(Members, q), counted, other, line, columns(Homes, homes)))


def claims(economy: Economy, eligible: np.ndarray) -> np.ndarray:
    """Mask of households whose eldest adult is among the eligible."""
    q = economy.persons
    return np.asarray(_with_eldest(q.active, q.household, q.birth_month, eligible, economy.households.n))


@njit
def _guarantee(q, homes, line, counted, most):
    """Fill the minimum income by person, now and if insurance paid nothing."""
    houses = len(homes.adults)
    means, after = np.zeros(houses), np.zeros(houses)
    eldest, claiming = np.full(houses, np.iinfo(np.int32).max, np.int32), np.zeros(houses, np.uint8)
    rows, count = np.empty(len(q.active) + 1, np.int32), 0
    for i in range(len(q.active)):
        if q.active[i]:
            eldest[q.household[i]] = min(eldest[q.household[i]], q.birth_month[i])
    for i in range(len(q.active)):
        claims = (q.active[i] == 1) & (q.age_group[i] > 0) & (q.status[i] != RETIRED) & (q.takeup[i] < most)
        claiming[q.household[i]] |= claims & (q.birth_month[i] == eldest[q.household[i]])
    for i in range(len(q.active)):
        rows[count] = i
        count += (q.active[i] == 1) & (claiming[q.household[i]] != 0)
    for i in rows[:count]:
        h, net = q.household[i], counted * _net_earnings(q, i)
        other = q.benefit[i] + max(q.assistance[i] - q.guarantee[i], 0.0)
        other = other + q.child_benefit[i] + q.transfer[i] + q.pension[i] + q.capital_income[i]
        other = other + q.policy_income[i] - q.exempt_income[i]
        means[h] += other + net
        if q.benefit[i] > 0.0:
            other += q.assistance_after[i] - q.guarantee_after[i] - q.benefit[i]
        after[h] += other + net
    for h in range(houses):
        needed = line * consumption_units(homes.adults[h], homes.children[h])
        adults = max(homes.adults[h], 1)
        means[h] = max(needed - means[h], 0.0) / adults if claiming[h] else 0.0
        after[h] = max(needed - after[h], 0.0) / adults if claiming[h] else 0.0
    q.guarantee[:] = 0.0
    q.guarantee_after[:] = 0.0
    for i in rows[:count]:
        q.guarantee[i] = means[q.household[i]]
        q.guarantee_after[i] = after[q.household[i]]


def guarantee_income(economy: Economy) -> None:
    """The minimum income of the law: what households with an eldest adult of 25 to 64 lack, in equal parts.

    Earnings are this month's, other incomes those last paid; it does not count itself. Beside it what it
    would be if insurance paid nothing, and assistance what it would then.
    """
    members, homes = columns(Members, economy.persons), columns(Homes, economy.households)
    line, p = economy.aggregates.guaranteed_income, economy.parameters
    if p["guarantee_takeup"] > 0.0:
        _guarantee(members, homes, line, p["guarantee_counted"], p["guarantee_takeup"])
