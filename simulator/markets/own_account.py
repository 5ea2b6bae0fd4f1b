"""Own-account and informal work: income is the demand for it divided among those who do it."""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, UNEMPLOYED
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.streams import uniform
from simulator.markets.separations import abolished, leave_post


def own_weights(economy: Economy) -> NDArray[np.float64]:
    """By what those on own account share their sales: ability x enterprise (ratio, shape (n,))."""
    return np.asarray(economy.persons.ability * economy.persons.enterprise)


@njit
def distribute_sales(n, active, status, weights, own, informal, sales_income):
    """Share sales by weight among the own-account workers, equally among the informal (currency/month).

    When nobody does one kind of work its sales go to the others. Returns False when nobody does either.
    """
    weight = count = 0.0
    for i in range(n):
        sales_income[i] = 0.0
        if active[i]:
            weight += weights[i] * (status[i] == OWN_ACCOUNT)
            count += status[i] == INFORMAL
    if weight == 0.0 and count == 0.0:
        return False
    if count == 0.0:
        own, informal = own + informal, 0.0
    elif weight == 0.0:
        own, informal = 0.0, own + informal
    for i in range(n):
        if active[i] and status[i] == OWN_ACCOUNT:
            sales_income[i] = own * weights[i] / weight
        elif active[i] and status[i] == INFORMAL:
            sales_income[i] = informal / count
    return True


@njit
def choose_own_work(rows, q, before, mobility, rooms, key):
    """Give those who start on own account or informally the occupation they start in, by a keyed draw.

    By where people of their occupation look, and the room for either kind of work (`rooms`).
    """
    for i in rows:
        if before[i] != UNEMPLOYED and before[i] != PUBLIC_JOB:
            continue
        if q.status[i] != OWN_ACCOUNT and q.status[i] != INFORMAL:
            continue
        places = np.cumsum(mobility[q.occupation[i]] * rooms[int(q.status[i] == INFORMAL)])
        if places[-1] > 0.0:
            place = np.searchsorted(places, uniform(key, q.id[i]) * places[-1])
            q.occupation[i] = min(place, len(places) - 1)


@njit
def leave_jobs(rows, month, before, q, posts, firm_heads):
    """Empty the posts of employees who start on own account; how many, and AI's posts that go with them."""
    leavers, freed = 0, 0.0
    for i in rows:
        if before[i] == EMPLOYED and q.status[i] == OWN_ACCOUNT:
            posts.quits[q.post[i]] += 1
            freed += abolished(q.post[i], posts)
            leave_post(i, q, posts, firm_heads)
            q.left_month[i] = month
            leavers += 1
    return leavers, freed


def who_would_leave(
    each: float, weight: NDArray[np.float64], may: NDArray[np.bool_], ids: NDArray[np.int64], pay: float
) -> NDArray[np.bool_]:
    """Of those who share a demand by weight, the ones who would earn less than `pay` as the last to leave.

    `each` is what a weight of 1 earns before anybody leaves (currency/month, as `pay`). Whoever leaves raises
    what the others earn: the worst paid go until those who may go and stay earn no less (Harris and Todaro
    1970, recalled).
    """
    rows = np.flatnonzero(may)
    rows = rows[np.lexsort((ids[rows], weight[rows]))]
    everyone = float(weight.sum())
    others = everyone - np.concatenate([[0.0], np.cumsum(weight[rows])[:-1]])
    leaves = np.zeros(len(weight), np.bool_)
    leaves[rows[each * everyone * weight[rows] < pay * others]] = True
    return leaves
