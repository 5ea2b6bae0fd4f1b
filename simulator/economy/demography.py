"""Births, deaths, migration, retirement and leaving home: a script fixed before the run."""

from collections import namedtuple
from collections.abc import Mapping
from typing import Any

import numpy as np

from simulator.agents.person import ABSENT, EMPLOYED, INACTIVE, MONEY, RETIRED, retires
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.time import MONTHS_PER_YEAR

CARING = (20, 49)
"""Ages of those who care for children at home."""
CHILDHOOD = 16 * MONTHS_PER_YEAR
Lives = namedtuple(
    "Lives",
    "active arrival_month comes_to_work death_month leaves_home_month birth_month own_household household "
    "heir status months_in_status age_group firm post wage hours last_wage months_out pension deposits "
    "equity_share sex education exit_hazard entry_hazard separation_level own_account_level "
    "informal_level",
)
"""Columns of everyone that the script reads and writes."""


def education_risk(parameters: Mapping[str, float]) -> np.ndarray:
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


Homes = namedtuple("Homes", "post_heads firm_heads adults moves bequests")
"""Heads of posts and firms, adults of households, moves between statuses, what each inherits (currency)."""
Pensions = namedtuple("Pensions", "retires_at rate growth least")
"""Who retires by age in months, and the pension: a part of the last wage grown since, at least an amount."""


@njit
def live_on(month, q, homes, pensions, cells, education_risk):
    """One month of the script; fills `bequests` (+ received, - left); how many arrive, die and retire."""
    n, adults, moves = len(q.active), homes.adults, homes.moves
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
                homes.post_heads[q.post[i]] -= 1
                homes.firm_heads[q.firm[i]] -= 1
            to = q.heir[i]
            # Gone, or not there yet: whoever comes next in the list.
            if not q.active[to] or q.death_month[to] <= month:
                to = (i + 1) % n
                while not q.active[to] or q.death_month[to] <= month:
                    to = (to + 1) % n
            homes.bequests[i] -= q.deposits[i]
            homes.bequests[to] += q.deposits[i]
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
        if pensions.retires_at[min(age, len(pensions.retires_at) - 1)] and q.status[i] != RETIRED:
            if q.status[i] == EMPLOYED:
                homes.post_heads[q.post[i]] -= 1
                homes.firm_heads[q.firm[i]] -= 1
                q.last_wage[i] = q.wage[i]
                q.firm[i] = -1
                q.post[i] = -1
                q.months_out[i] = 0
            pay = q.last_wage[i] * q.hours[i] * (1.0 + pensions.growth) ** q.months_out[i]
            q.pension[i] = max(pensions.rate * pay, pensions.least)
            moves[q.status[i], RETIRED] += 1
            q.status[i] = RETIRED
            q.months_in_status[i] = 0
            retirements += 1
    return arrivals, deaths, retirements


def choose_carers(q: Any, month: int, children: np.ndarray, women_care: np.ndarray) -> None:
    """Mark who mainly cares for the children of a household: its women of 20 to 49, or its men.

    Where those of one sex alone are of that age they do, whatever was drawn. Children are known by
    household, not by parent.
    """
    _mark_carers(q.active, q.sex, month - q.birth_month, q.household, children, women_care, q.carer)


@njit
def _mark_carers(active, sex, age, household, children, women_care, carer):
    lives = np.zeros((len(children), 2), np.bool_)
    youngest, oldest = MONTHS_PER_YEAR * CARING[0], MONTHS_PER_YEAR * (CARING[1] + 1)
    rows, count = np.empty(len(active) + 1, np.int32), 0
    for i in range(len(active)):
        of_age = (active[i] == 1) & (youngest <= age[i]) & (age[i] < oldest)
        carer[i] = 0
        rows[count] = i
        count += of_age & (children[household[i]] > 0)
    for i in rows[:count]:
        lives[household[i], sex[i]] = True
    for i in rows[:count]:
        men, women = lives[household[i], 0], lives[household[i], 1]
        carer[i] = sex[i] == (women_care[household[i]] if men and women else women)


def find_carers(economy: Economy) -> None:
    """Who mainly cares for children this month."""
    homes = economy.households
    choose_carers(economy.persons, economy.month, homes.children, homes.women_care)


def age_population(economy: Economy) -> None:
    """Carry out the month's script; heirs receive deposits through the ledger. Frozen before month 0."""
    if economy.frozen_demography or economy.month < 1:
        return
    q, posts, firms, s = economy.persons, economy.posts, economy.firms, economy.aggregates
    bequests = np.zeros(q.n)
    cells = economy.cell_hazards.copy()
    year = min((economy.month - 1) // 12, len(economy.ageing) - 1)
    cells[:3] = np.maximum(cells[:3] + economy.ageing[year], 0.0)
    homes = Homes(posts.heads, firms.heads, economy.households.adults, economy.moves, bequests)
    rate, least = economy.parameters["pension_rate"], s.pension_floor * s.last_index
    pensions = Pensions(retires(economy, economy.month), rate, s.trend_growth, least)
    risk = education_risk(economy.parameters)
    events = live_on(economy.month, columns(Lives, q), homes, pensions, cells, risk)
    economy.count.update(arrivals=events[0], deaths=events[1], retirements=events[2])
    if events[1]:
        economy.ledger.exchange("bequests", economy.accounts.households, bequests)
        gone = np.flatnonzero(q.death_month == economy.month)
        for name in MONEY:
            q.columns[name][gone] = 0.0
    births, house = economy.children
    home = house[(births > economy.month - CHILDHOOD) & (births <= economy.month)]
    economy.households.children = np.bincount(home, minlength=economy.households.n)
    find_carers(economy)
