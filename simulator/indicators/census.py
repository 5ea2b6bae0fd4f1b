"""Counts of people, made in one pass over their columns: whole numbers, so no order of addition matters."""

import numpy as np

from simulator.agents.person import EMPLOYED, STATUS_NAMES, UNEMPLOYED
from simulator.core.compiled import njit
from simulator.core.economy import Economy

SEXES, AGES = 2, 4
WORKING_AGES = 3
"""Age groups below 65 come first."""
TALLIED = 9
PEOPLE, WORKERS, SEEKERS, STAFF, INCOME, POOR, POOR_ANCHORED, DISPLACED, REAL_WAGE = range(TALLIED)
"""What is tallied by group."""
SUMMED = 3
"""What is summed of those followed for some months: people, their income before and after."""


@njit
def count_people(n, active, sex, status, age_group, counts):
    """Add everyone active to `counts` (sex x status x age group)."""
    for i in range(n):
        if active[i]:
            counts[sex[i], status[i], age_group[i]] += 1


@njit
def count_long_term(n, status, months_in_status, months_out, months):
    """Unemployed people without a job, and in the status, for so many months."""
    count = 0
    for i in range(n):
        count += status[i] == UNEMPLOYED and months_in_status[i] >= months and months_out[i] >= months
    return count


@njit
def tally(n, active, code, works, seeks, status, income, lines, displaced_month, since, wage, cpi, sums):
    """Add people, and what they have, by group to `sums` (what is tallied x groups).

    `lines` are the poverty line of the month and the anchored one.
    """
    for i in range(n):
        k = code[i]
        if status[i] == EMPLOYED:
            sums[STAFF, k] += 1.0
            sums[REAL_WAGE, k] += wage[i] / cpi
        if not active[i]:
            continue
        sums[PEOPLE, k] += 1.0
        sums[WORKERS, k] += works[status[i]]
        sums[SEEKERS, k] += seeks[status[i]]
        sums[INCOME, k] += income[i]
        sums[POOR, k] += income[i] < lines[0]
        sums[POOR_ANCHORED, k] += income[i] < lines[1]
        sums[DISPLACED, k] += displaced_month[i] > since


@njit
def tally_incomes(n, active, code, columns, sums, heads):
    """Add the parts of everyone active to `sums` (groups x parts), and themselves to `heads`."""
    pay, sales, capital, pension, benefit, assistance, child, transfer, policy, tax, contribution = columns
    for i in range(n):
        if active[i]:
            k = code[i]
            heads[k] += 1.0
            sums[k, 0] += pay[i] + sales[i] + capital[i]
            sums[k, 1] += pension[i]
            sums[k, 2] += benefit[i] + assistance[i] + child[i] + transfer[i]
            sums[k, 3] += policy[i]
            sums[k, 4] += tax[i] + contribution[i]


@njit
def follow_incomes(n, month, displaced_month, active, status, works, birth_month, exposure, income, prices,
                   ends, longest, cell, wait, last, before, total, sums):  # fmt: skip
    """Add what becomes of the displaced to `sums`: cells x (number, months until a job, `SUMMED` by end).

    `ends` are months since the layoff, each the end of a year over which income is taken; who is gone then
    does not count. Whoever has no job after `longest` months counts with so many. Remembered of each row: the
    cell at the layoff, months until the next job (-1 none yet), income of the last month and of the one
    before the layoff, and its sum over the year so far. Incomes are at the prices of month 0.
    """
    deflator = 1.0 / prices
    for i in range(n):
        since = month - displaced_month[i]
        if displaced_month[i] < 0 or since > ends[-1]:
            continue
        now = income[i] * deflator
        if since == 0:
            age = (month - birth_month[i]) // 12
            cell[i] = 3 * exposure[i] + (age >= 35) + (age >= 55)
            before[i], total[i] = last[i], 0.0
            wait[i] = 0 if works[status[i]] else -1
            sums[cell[i], 0] += 1.0
            continue
        if wait[i] < 0 and works[status[i]]:
            wait[i] = since
        total[i] = now if since % 12 == 1 else total[i] + now
        if active[i] and since == longest:
            sums[cell[i], 1] += longest if wait[i] < 0 else wait[i]
        for k in range(len(ends)):
            if active[i] and since == ends[k]:
                sums[cell[i], 2 + SUMMED * k] += 1.0
                sums[cell[i], 3 + SUMMED * k] += before[i]
                sums[cell[i], 4 + SUMMED * k] += total[i] / 12.0
    for i in range(n):
        last[i] = income[i] * deflator


@njit
def follow(n, month, displaced_month, status, state_of, works, place_of, early, late, back, then, counts,
           waiting, joint):  # fmt: skip
    """Add everyone displaced so many months ago to `counts` (months since x state).

    Those of them who never worked since go to `waiting` as well; `joint` has the state `early` by the
    state `late` months after.

    `back` and `then` remember of each row whether the person worked since and the early state.
    """
    for i in range(n):
        since = month - displaced_month[i]
        if displaced_month[i] < 0 or since >= len(place_of):
            continue
        state = state_of[status[i]]
        back[i] = works[status[i]] or (since > 0 and back[i])
        if since == early:
            then[i] = state
        if since == late:
            joint[then[i], state] += 1
        place = place_of[since]
        if place >= 0:
            counts[place, state] += 1
            waiting[place] += not back[i]


def census(economy: Economy) -> np.ndarray:
    """People by sex, status and age group (int64)."""
    q = economy.persons
    counts = np.zeros((SEXES, len(STATUS_NAMES), AGES), np.int64)
    count_people(q.n, q.active, q.sex, q.status, q.age_group, counts)
    return counts


def status_in(status: np.ndarray, codes: tuple[int, ...]) -> np.ndarray:
    """Who has one of some statuses (bool): a look-up, for `np.isin` sorts."""
    table = np.zeros(len(STATUS_NAMES), np.bool_)
    table[list(codes)] = True
    return np.asarray(table[status])
