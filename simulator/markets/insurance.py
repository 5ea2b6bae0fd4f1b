"""What a policy adds to the unemployment benefits of a month."""

from collections import namedtuple

from simulator.core.compiled import njit
from simulator.core.maths import insurance_benefit

Claims = namedtuple(
    "Claims",
    "active benefit benefit_base benefit_months_left benefit_months_paid benefit_months_added",
)
"""Columns of everyone that say what a benefit is, and for how long."""


@njit
def added_benefits(n, q, step, first_rate, later_rate, floor, cap):
    """Sum of benefits paid this month beyond the law's rates and cap, or in months that it does not grant.

    The months are those after this month's payment: left without it, paid with it.
    """
    added = 0.0
    for i in range(n):
        if not q.active[i] or q.benefit[i] <= 0.0:
            continue
        law = 0.0
        if q.benefit_months_left[i] >= q.benefit_months_added[i]:
            law = insurance_benefit(
                q.benefit_base[i], q.benefit_months_paid[i] - 1, step, first_rate, later_rate, floor, cap
            )
        added += q.benefit[i] - law
    return added
