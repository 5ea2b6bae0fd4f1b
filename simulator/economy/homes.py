"""What households of a given kind have after taxes and benefits, by the rules of the model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE, RETIRED, UNEMPLOYED
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.economy.schedule import benefits
from simulator.indicators.incomes import EXAMPLE
from simulator.markets.households import guarantee_income
from simulator.markets.sums import measure_households
from simulator.policies import act
from simulator.rules.worker_earn import worker_earn
from simulator.rules.worker_income import worker_income
from simulator.rules.worker_income_tax import worker_income_tax

LOW, AVERAGE, AGE, OLD = 0.67, 1.0, 40, 70
"""Pay over the average wage, as the OECD's Taxing Wages has it; years."""
AT_HOME = 0.999
"""Take-up of a second adult at home: what everybody gets, not assistance for jobseekers."""
MONTHS = 3
"""Months until means tests know the household's own income."""
STEPS = (
    worker_earn.run,
    guarantee_income,
    benefits.run,
    act("transfers"),
    worker_income_tax.run,
    worker_income.run,
    measure_households,
)
"""What pays and taxes people in a month, in the order of the schedule."""


@dataclass(frozen=True)
class Home:
    """Adults by status and pay, and children; of an unemployed adult the pay that insurance goes by."""

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
"""Examples, their pay over the average wage."""


def settle(economy: Economy, homes: Sequence[Home], pension: float = 0.0) -> int:
    """Let homes take the places of other people and reckon their incomes; returns how many adults they have.

    Pay and pension in currency/month. They claim all that they may but what is chosen by lot: assistance for
    a second adult at home, and transfers for disability and survivors. Pay below the minimum wage is of fewer
    hours. Spoils the economy, whose run must be over.
    """
    q, households, s = economy.persons, economy.households, economy.aggregates
    q.household[q.household < len(homes)] = len(homes)
    row = 0
    for place, home in enumerate(homes):
        households.adults[place], households.children[place] = len(home.adults), home.children
        for member, (status, pay) in enumerate(home.adults):
            for name, column in q.agent_class.columns.items():
                if column.unit == "money/month":
                    getattr(q, name)[row] = 0.0
            q.active[row], q.household[row], q.status[row], q.age_group[row] = 1, place, status, 1
            q.birth_month[row] = economy.month - 12 * AGE
            q.wage[row] = max(pay, s.minimum_wage)
            q.hours[row] = q.usual_hours[row] = pay / q.wage[row] if status == EMPLOYED else 1.0
            q.short_time[row], q.entitled[row] = 0.0, 0
            q.benefit_base[row], q.benefit_months_paid[row] = pay, 0
            q.benefit_months_left[row] = MONTHS + 1 if status == UNEMPLOYED else 0
            q.takeup[row] = AT_HOME if status == INACTIVE and member > 0 else 0.0
            q.displaced_month[row] = q.left_month[row] = -1
            if status == RETIRED:
                q.birth_month[row], q.age_group[row] = economy.month - 12 * OLD, 3
                q.pension[row] = pension / s.pension_index**MONTHS
            row += 1
    for _ in range(MONTHS):
        for step in STEPS:
            step(economy)
    return row


def measure(economy: Economy) -> dict[tuple[str, str, str], float]:
    """Net income of the examples (currency/month); spoils the economy, whose run must be over.

    Pay is the average wage of month 0 on its trend, at the prices of the month, so that it buys the same in
    every run; none is below the minimum wage. The pensioner has the mean pension.
    """
    q, s, first = economy.persons, economy.aggregates, economy.opening_levels
    unit = first["wages"] * s.trend_productivity * charged_price(s) / first["prices"]
    retired = (q.status == RETIRED) & (q.active == 1)
    pension = float(q.pension[retired].mean()) if retired.any() else 0.0
    homes = [
        Home(tuple((status, max(share * unit, s.minimum_wage)) for status, share in one.adults), one.children)
        for one in HOMES.values()
    ]
    people = settle(economy, homes, pension)
    net = np.bincount(q.household[:people], q.disposable_income[:people], len(HOMES))
    return {("example_income", EXAMPLE, name): float(one) for name, one in zip(HOMES, net, strict=True)}
