"""What a changed minimum wage makes of the pay of posts, occupation by occupation."""

import numpy as np

from simulator.agents.person import EMPLOYED
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.maths import going_wage
from simulator.markets.staff import Staff


def lift_pay(economy: Economy) -> None:
    """Pay of an occupation's posts under this month's minimum wage over that under today's law.

    It is 1 while the law stands. Firms reckon with it in what a unit costs and in how dear a post is beside
    others. What today's floor adds stands in their costs from month 0 on: in `pay_over_worth`.
    """
    q, firms, occ, s, p = (
        economy.persons, economy.firms, economy.occupations, economy.aggregates, economy.parameters,
    )  # fmt: skip
    today = economy.law_shifts.before("minimum_wage", s.minimum_wage)
    if s.minimum_wage == today:
        occ.floor_lift[:] = 1.0
        return
    # Whoever is at work is paid it at once: else they would all change jobs for it in its first month.
    employed = q.status == EMPLOYED
    q.wage[employed] = np.maximum(q.wage[employed], s.minimum_wage)
    paid = np.zeros((2, len(occ.id)))
    going = p["tenure_return"], p["tenure_return_months"], p["skill_pay"]
    pay_by_floor(q.n, columns(Staff, q), firms.premium, occ.wage, going, today, s.minimum_wage, paid)
    occ.floor_lift[:] = np.where(paid[0] > 0.0, paid[1] / np.maximum(paid[0], 1e-300), 1.0)


@njit
def pay_by_floor(n, q, premium, wage, going, today, now, paid):
    """Add up by occupation what its employees are worth or the floor, today's (row 0) and the new (row 1)."""
    for i in range(n):
        if q.status[i] == EMPLOYED:
            o = q.occupation[i]
            pay = going_wage(wage[o], premium[q.firm[i]], q.ability[i], q.skill[i], q.tenure[i], *going)
            paid[0, o] += max(pay, today)
            paid[1, o] += max(pay, now)
