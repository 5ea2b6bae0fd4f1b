"""Households: members' incomes, per modified OECD consumption unit, and what they lack of a minimum.

What a policy adds to the unemployment benefits of a month.

What people keep of the pay they reckon with, by one tax law over another.
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


LEAST, MOST = 0.05, 4.0
"""A tax may take nearly all of what a job adds; people reckon with no less and no more than this."""


@njit
def kept_by_law(n, active, status, wage, last_wage, minimum_wage, today, now, prices, kept, kept_hours):
    """Of a full-time job, and of the step from half time to it; `prices` divides what is left now."""
    for i in range(n):
        if not active[i] or status[i] == RETIRED:
            continue
        pay = wage[i] if status[i] == EMPLOYED else max(last_wage[i], minimum_wage)
        before, after = kept_of(pay, today), kept_of(pay, now)
        half_before, half_after = kept_of(HALF_TIME * pay, today), kept_of(HALF_TIME * pay, now)
        kept[i] = min(max(after / max(before, 1e-300) / prices, LEAST), MOST)
        step = (after - half_after) / max(before - half_before, 1e-300) / prices
        kept_hours[i] = min(max(step, LEAST), MOST)


Members = namedtuple(
    "Members",
    "active household age_group status takeup survey_income disposable_income exempt_income benefit "
    "assistance assistance_after guarantee guarantee_after child_benefit transfer pension capital_income "
    "policy_income",
)
"""Columns of people that make up their household's incomes."""
Earners = namedtuple("Earners", "active household earnings sales_income employee_contribution income_tax")
"""Columns of people that say what they earn, net."""
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
def _lacking(q, counted, other, line, homes):
    """What each household lacks of `line` per consumption unit, once its members' means are counted."""
    means = np.zeros(len(homes.adults))
    for i in range(len(q.active)):
        if q.active[i]:
            means[q.household[i]] += other[i] + counted * (
                q.earnings[i] + q.sales_income[i] - q.employee_contribution[i] - q.income_tax[i]
            )
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

    Parameters
    ----------
    counted
        Share of net earnings, as last assessed, that counts as means.
    other
        What else each person has.
    """
    q, homes = economy.persons, economy.households
    return np.asarray(_lacking(columns(Earners, q), counted, other, line, columns(Homes, homes)))


def claims(economy: Economy, eligible: np.ndarray) -> np.ndarray:
    """Mask of households whose eldest adult is among the eligible."""
    q = economy.persons
    return np.asarray(_with_eldest(q.active, q.household, q.birth_month, eligible, economy.households.n))


@njit
def _other_incomes(n, q, most, other, after, may):
    """Fill incomes beside net earnings and the guarantee, now and `after` insurance; who may claim."""
    for i in range(n):
        own = q.benefit[i] + max(q.assistance[i] - q.guarantee[i], 0.0) + q.child_benefit[i] + q.transfer[i]
        other[i] = own + q.pension[i] + q.capital_income[i] + q.policy_income[i] - q.exempt_income[i]
        follows = q.assistance_after[i] - q.guarantee_after[i] - q.benefit[i] if q.benefit[i] > 0.0 else 0.0
        after[i] = other[i] + follows
        may[i] = q.active[i] == 1 and q.age_group[i] > 0 and q.status[i] != RETIRED and q.takeup[i] < most


@njit
def _share_out(active, household, claiming, gap, adults, each):
    """Fill what each person gets: the gap of a household that claims, in equal parts among its adults."""
    for i in range(len(active)):
        h = household[i]
        each[i] = gap[h] / max(adults[h], 1) if active[i] == 1 and claiming[h] else 0.0


def guarantee_income(economy: Economy) -> None:
    """The minimum income of the law: what households with an eldest adult of 25 to 64 lack, in equal parts.

    Earnings are this month's, other incomes those last paid; it does not count itself. Beside it what it
    would be if insurance paid nothing, and assistance what it would then.
    """
    q, homes, s, p = economy.persons, economy.households, economy.aggregates, economy.parameters
    if p["guarantee_takeup"] == 0.0:
        return
    other, after, may = np.empty(q.n), np.empty(q.n), np.empty(q.n, np.bool_)
    _other_incomes(q.n, columns(Members, q), p["guarantee_takeup"], other, after, may)
    claiming = claims(economy, may)
    for column, incomes in ((q.guarantee, other), (q.guarantee_after, after)):
        gap = lacking(economy, s.guaranteed_income, p["guarantee_counted"], incomes)
        _share_out(q.active, q.household, claiming, gap, homes.adults, column)
