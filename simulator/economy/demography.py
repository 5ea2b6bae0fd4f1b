"""Births, deaths, migration, retirement and leaving home: a script fixed before the run."""

from collections import namedtuple
from collections.abc import Mapping

import numpy as np

from simulator.agents.person import ABSENT, EMPLOYED, INACTIVE, RETIRED
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.pension_age import retires

CARING = (20, 49)
"""Ages of those who care for children at home."""
Lives = namedtuple(
    "Lives",
    "active arrival_month comes_to_work death_month leaves_home_month birth_month own_household household "
    "heir status months_in_status age_group firm post wage hours last_wage months_out pension deposits "
    "equity_share sex education exit_hazard entry_hazard separation_level own_account_level "
    "informal_level",
)
"""Columns of everyone that the script reads and writes."""


def education_risk(parameters: "Mapping[str, float]") -> np.ndarray:
    """Unemployment of the three levels of education over the mean (shape (3,))."""
    return np.array([parameters[f"education_risk_{level}"] for level in ("low", "medium", "high")])


@njit
def take_hazards(i, age, q, cells, education_risk):
    """Set the hazards of a person who is `age` months old."""
    year = min(age // 12, cells.shape[1] - 1)
    q.exit_hazard[i] = cells[0, year, q.sex[i]]
    q.entry_hazard[i] = cells[1, year, q.sex[i]]
    q.separation_level[i] = cells[2, year, q.sex[i]] * education_risk[q.education[i]]
    q.own_account_level[i] = cells[3, year, q.sex[i]]
    q.informal_level[i] = cells[4, year, q.sex[i]]


@njit
def live_on(
    n, month, retires_at, q, post_heads, firm_heads, pension_rate, growth, least_pension, bequests, adults,
    moves, cells, education_risk,
):  # fmt: skip
    """One month of the script; fills `bequests` (currency, + received, - left) and returns events.

    Events: arrivals, deaths, retirements. A pension is reckoned on the last wage, raised by `growth` for each
    month since.
    """
    arrivals = deaths = retirements = 0
    for i in range(n):
        if not q.active[i]:
            if q.arrival_month[i] == month and q.death_month[i] > month:
                q.active[i] = 1
                q.last_wage[i] = 0.0
                q.status[i] = INACTIVE
                q.months_in_status[i] = 0
                adults[q.household[i]] += 1
                moves[ABSENT, INACTIVE] += 1
                take_hazards(i, month - q.birth_month[i], q, cells, education_risk)
                if q.comes_to_work[i]:
                    q.entry_hazard[i] = 1.0
                arrivals += 1
            continue
        if q.death_month[i] == month:
            if q.status[i] == EMPLOYED:
                post_heads[q.post[i]] -= 1
                firm_heads[q.firm[i]] -= 1
            to = q.heir[i]
            # Gone, or not there yet: whoever comes next in the list.
            if not q.active[to] or q.death_month[to] <= month:
                to = (i + 1) % n
                while not q.active[to] or q.death_month[to] <= month:
                    to = (to + 1) % n
            bequests[i] -= q.deposits[i]
            bequests[to] += q.deposits[i]
            q.equity_share[to] += q.equity_share[i]
            q.equity_share[i] = 0.0
            moves[q.status[i], ABSENT] += 1
            q.active[i] = 0
            q.status[i] = ABSENT
            q.firm[i] = -1
            q.post[i] = -1
            adults[q.household[i]] -= 1
            deaths += 1
            continue
        if q.leaves_home_month[i] == month:
            adults[q.household[i]] -= 1
            q.household[i] = q.own_household[i]
            adults[q.household[i]] += 1
        age = month - q.birth_month[i]
        if month == 1 or age % 12 == 0 or q.arrival_month[i] == month - 1:
            q.age_group[i] = (age >= 300) + (age >= 660) + (age >= 780)
            take_hazards(i, age, q, cells, education_risk)
        if retires_at[min(age, len(retires_at) - 1)] and q.status[i] != RETIRED:
            if q.status[i] == EMPLOYED:
                post_heads[q.post[i]] -= 1
                firm_heads[q.firm[i]] -= 1
                q.last_wage[i] = q.wage[i]
                q.firm[i] = -1
                q.post[i] = -1
                q.months_out[i] = 0
            pay = q.last_wage[i] * q.hours[i] * (1.0 + growth) ** q.months_out[i]
            q.pension[i] = max(pension_rate * pay, least_pension)
            moves[q.status[i], RETIRED] += 1
            q.status[i] = RETIRED
            q.months_in_status[i] = 0
            retirements += 1
    return arrivals, deaths, retirements


@njit
def count_children(births, house, month, children):
    """Children under 16 by household."""
    children[:] = 0
    for c in range(len(births)):
        age = month - births[c]
        if 0 <= age < 192:
            children[house[c]] += 1


@njit
def choose_carers(n, month, active, birth, sex, household, children, women_care, carer):
    """Mark who mainly cares for the children of a household: its women of 20 to 49, or its men.

    Where those of one sex alone are of that age they do, whatever was drawn. Children are known by
    household, not by parent.
    """
    lives = np.zeros((2, len(children)), np.bool_)
    for i in range(n):
        of_age = 12 * CARING[0] <= month - birth[i] < 12 * (CARING[1] + 1)
        carer[i] = of_age and active[i] and children[household[i]] > 0
        if carer[i]:
            lives[sex[i], household[i]] = True
    for i in range(n):
        h = household[i]
        women = women_care[h] == 1 if lives[0, h] and lives[1, h] else lives[1, h]
        carer[i] = carer[i] and (sex[i] == 1) == women


def find_carers(economy: Economy) -> None:
    """Who mainly cares for children this month."""
    q, h = economy.persons, economy.households
    choose_carers(q.n, economy.month, q.active, q.birth_month, q.sex, q.household, h.children, h.women_care,
                  q.carer)  # fmt: skip


def age_population(economy: Economy) -> None:
    """Carry out the month's script; heirs receive deposits through the ledger. Frozen before month 0."""
    if economy.frozen_demography or economy.month < 1:
        return
    q, posts, firms, s = economy.persons, economy.posts, economy.firms, economy.aggregates
    bequests = np.zeros(q.n)
    cells = economy.cell_hazards.copy()
    year = min((economy.month - 1) // 12, len(economy.ageing) - 1)
    cells[:3] = np.maximum(cells[:3] + economy.ageing[year], 0.0)
    events = live_on(
        q.n, economy.month, retires(economy, economy.month), columns(Lives, q), posts.heads, firms.heads,
        economy.parameters["pension_rate"], s.trend_growth, s.pension_floor * s.last_index, bequests,
        economy.households.adults, economy.moves, cells, education_risk(economy.parameters),
    )  # fmt: skip
    economy.count.update(arrivals=events[0], deaths=events[1], retirements=events[2])
    if events[1]:
        economy.ledger.exchange("bequests", economy.accounts.households, bequests)
        gone = np.flatnonzero(q.death_month == economy.month)
        for name, column in q.agent_class.columns.items():
            if column.unit == "money/month":  # rules skip those who are gone: nothing may be left standing
                q.columns[name][gone] = 0.0
    births, house = economy.children
    count_children(births, house, economy.month, economy.households.children)
    find_carers(economy)
