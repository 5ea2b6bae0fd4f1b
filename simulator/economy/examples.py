"""Example households: what the law and the instruments of the last month leave of a given income."""

from dataclasses import dataclass

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE, RETIRED
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.economy.schedule import benefits
from simulator.indicators.households import EXAMPLE
from simulator.markets.households import guarantee_income
from simulator.markets.sums import measure_households
from simulator.policies import act
from simulator.rules.worker_earn import worker_earn
from simulator.rules.worker_income import worker_income
from simulator.rules.worker_income_tax import worker_income_tax

LOW, AVERAGE, AGE, OLD = 0.67, 1.0, 40, 70
"""Pay over the average wage, as the OECD's Taxing Wages has it; years."""
AT_HOME = 0.999
"""Take-up of a spouse at home: what everybody gets, not assistance for jobseekers, whose limit is near."""
MONTHS = 3
"""Months until means tests know the household's own income."""
STEPS = (worker_earn.run, guarantee_income, benefits.run, act("transfers"),
         worker_income_tax.run, worker_income.run, measure_households)  # fmt: skip
"""What pays and taxes people in a month, in the order of the schedule."""


@dataclass(frozen=True)
class Home:
    """Adults by status and pay (of the average wage), and children."""

    adults: tuple[tuple[int, float], ...]
    children: int = 0


HOMES = {
    "single_low": Home(((EMPLOYED, LOW),)),
    "single_average": Home(((EMPLOYED, AVERAGE),)),
    "couple_one_earner": Home(((EMPLOYED, AVERAGE), (INACTIVE, 0.0)), 2),
    "couple_two_earners": Home(((EMPLOYED, AVERAGE), (EMPLOYED, LOW)), 2),
    "lone_parent": Home(((EMPLOYED, LOW),), 2),
    "pensioner": Home(((RETIRED, 0.0),)),
}


def measure(economy: Economy) -> dict[tuple[str, str, str], float]:
    """Their net income (currency/month); spoils the economy, whose run must be over.

    They take the places of other people and claim all that they may but what is chosen by lot: assistance
    for a spouse at home, and transfers for disability and survivors. Pay is the average wage of month 0 on
    its trend, at the prices of the month, so that it buys the same in every run; none is below the minimum
    wage. The pensioner has the mean pension.
    """
    q, homes, s, first = economy.persons, economy.households, economy.aggregates, economy.opening_levels
    pay = first["wages"] * s.trend_productivity * charged_price(s) / first["prices"]
    retired = (q.status == RETIRED) & (q.active == 1)
    pension = float(q.pension[retired].mean()) if retired.any() else 0.0
    q.household[q.household < len(HOMES)] = len(HOMES)
    row = 0
    for place, home in enumerate(HOMES.values()):
        homes.adults[place], homes.children[place] = len(home.adults), home.children
        for status, share in home.adults:
            for name, column in q.agent_class.columns.items():
                if column.unit == "money/month":
                    getattr(q, name)[row] = 0.0
            q.active[row], q.household[row], q.status[row], q.age_group[row] = 1, place, status, 1
            q.birth_month[row] = economy.month - 12 * AGE
            q.wage[row], q.hours[row], q.usual_hours[row] = max(share * pay, s.minimum_wage), 1.0, 1.0
            q.short_time[row], q.entitled[row], q.benefit_months_left[row] = 0.0, 0, 0
            q.takeup[row] = AT_HOME if status == INACTIVE else 0.0
            q.displaced_month[row] = q.left_month[row] = -1
            if status == RETIRED:
                q.birth_month[row], q.age_group[row] = economy.month - 12 * OLD, 3
                q.pension[row] = pension / s.pension_index**MONTHS
            row += 1
    for _ in range(MONTHS):
        for step in STEPS:
            step(economy)
    net = np.bincount(q.household[:row], q.disposable_income[:row], len(HOMES))
    return {("example_income", EXAMPLE, name): float(one) for name, one in zip(HOMES, net, strict=True)}
