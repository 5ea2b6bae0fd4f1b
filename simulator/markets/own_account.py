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
            if status[i] == OWN_ACCOUNT:
                weight += weights[i]
            elif status[i] == INFORMAL:
                count += 1.0
    if weight == 0.0 and count == 0.0:
        return False
    if count == 0.0:
        own, informal = own + informal, 0.0
    elif weight == 0.0:
        own, informal = 0.0, own + informal
    for i in range(n):
        if active[i]:
            if status[i] == OWN_ACCOUNT:
                sales_income[i] = own * weights[i] / weight
            elif status[i] == INFORMAL:
                sales_income[i] = informal / count
    return True


@njit
def choose_own_work(n, ids, before, status, mobility, own_room, informal_room, key, occupation):
    """Give those who start on own account or informally the occupation they start in, by a keyed draw.

    By where people of their occupation look, and the room for either kind of work.
    """
    for i in range(n):
        if before[i] != UNEMPLOYED and before[i] != PUBLIC_JOB:
            continue
        if status[i] != OWN_ACCOUNT and status[i] != INFORMAL:
            continue
        room = informal_room if status[i] == INFORMAL else own_room
        places = np.cumsum(mobility[occupation[i]] * room)
        if places[-1] > 0.0:
            place = np.searchsorted(places, uniform(key, ids[i]) * places[-1])
            occupation[i] = min(place, len(places) - 1)


@njit
def leave_jobs(n, month, before, q, posts, firm_heads):
    """Empty the posts of employees who start on own account; how many, and AI's posts that go with them."""
    leavers, freed = 0, 0.0
    for i in range(n):
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
