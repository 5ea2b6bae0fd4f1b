"""Short-time work: by how much the hours of a post are cut instead of layoffs."""

import numpy as np

from simulator.core.compiled import njit
from simulator.core.maths import absorbed_by_quits


@njit
def worth_keeping(idle, desired, quits, rounding, patience, cost, recovery):
    """How many of those without work it pays to keep on short time: whole people, as in plans.

    Quits and returning work absorb quits + recovery x idle of them a month, so that the last one waits
    idle / (quits + recovery x idle) months. Each month costs the firm `cost` of a month's pay; parting and
    filling the post again costs as much as `patience` months of full pay.
    """
    if cost <= patience * recovery:
        return idle
    return min(idle, absorbed_by_quits(desired, quits, patience / (cost - patience * recovery), rounding))


@njit
def hours_cut(
    n, active, firm, public, firm_heads, heads, desired, target, pending, expected_quits, rounding, patience,
    used, threshold, staff, limit, automated, cost, recovery,
):  # fmt: skip
    """By post, the share of hours that are cut, where law allows it and firms want it, and of layoffs spared.

    pending: people in posts that AI has abolished, who count only when `automated`; used: months of short
    time so far, at most `limit`. A loss of work below `threshold`, or for less than `staff` of a firm, does
    not count, nor does one that quits absorb while people are kept on full pay, for it can be avoided.
    """
    cut, spared, affected = np.zeros(n), np.zeros(n), np.zeros(len(firm_heads))
    for p in range(n):
        if not active[p] or public[firm[p]] or heads[p] <= 0 or used[p] >= limit:
            continue
        absorbed = absorbed_by_quits(desired[p], expected_quits[p], patience[p], rounding[p])
        surplus = float(heads[p] - target[p])
        idle = surplus if automated else surplus - pending[p]
        if idle <= absorbed:
            continue
        kept = worth_keeping(idle, desired[p], expected_quits[p], rounding[p], patience[p], cost, recovery)
        if kept > absorbed and idle / heads[p] >= threshold:
            cut[p] = min(kept / heads[p], 1.0)
            spared[p] = (kept - absorbed) / (surplus - absorbed)
            affected[firm[p]] += heads[p]
    for p in range(n):
        if affected[firm[p]] < staff * firm_heads[firm[p]]:
            cut[p] = spared[p] = 0.0
    return cut, spared
