"""What a policy adds to the unemployment benefits of a month."""

from simulator.core.compiled import njit
from simulator.core.maths import insurance_benefit


@njit
def added_benefits(
    n, active, benefit, base, months_left, months_paid, months_added, step, first_rate, later_rate, floor,
    cap,
):  # fmt: skip
    """Sum of benefits paid this month beyond the law's rates and cap, or in months that it does not grant.

    The months are those after this month's payment: left without it, paid with it.
    """
    added = 0.0
    for i in range(n):
        if not active[i] or benefit[i] <= 0.0:
            continue
        law = 0.0
        if months_left[i] >= months_added[i]:
            law = insurance_benefit(base[i], months_paid[i] - 1, step, first_rate, later_rate, floor, cap)
        added += benefit[i] - law
    return added
