"""Own-account and informal work: income is the demand for it divided among those who do it."""

from simulator.agents.person import INFORMAL, OWN_ACCOUNT
from simulator.core.compiled import njit


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
