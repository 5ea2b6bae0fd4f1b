"""Own-account and informal work: income is the demand for it divided among those who do it."""

import numpy as np

from simulator.agents.person import INFORMAL, OWN_ACCOUNT, UNEMPLOYED
from simulator.core.compiled import njit
from simulator.core.streams import uniform


@njit
def distribute_sales(n, active, status, ability, own, informal, sales_income):
    """Share sales by ability among the own-account workers, equally among the informal (currency/month).

    When nobody does one kind of work its sales go to the others. Returns False when nobody does either.
    """
    weight = count = 0.0
    for i in range(n):
        sales_income[i] = 0.0
        if active[i]:
            if status[i] == OWN_ACCOUNT:
                weight += ability[i]
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
                sales_income[i] = own * ability[i] / weight
            elif status[i] == INFORMAL:
                sales_income[i] = informal / count
    return True


@njit
def choose_own_work(n, ids, before, status, cumulative, key, occupation):
    """Give seekers who start on own account or informally the occupation they start in, by a keyed draw.

    cumulative: weights of occupations by kind of work and own occupation (2 x kinds x kinds).
    """
    for i in range(n):
        if before[i] != UNEMPLOYED or (status[i] != OWN_ACCOUNT and status[i] != INFORMAL):
            continue
        places = cumulative[int(status[i] == INFORMAL), occupation[i]]
        if places[-1] > 0.0:
            place = np.searchsorted(places, uniform(key, ids[i]) * places[-1])
            occupation[i] = min(place, len(places) - 1)
