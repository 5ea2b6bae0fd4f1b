"""Short-time work: by how much the hours of a post are cut instead of layoffs."""

from collections import namedtuple

import numpy as np

from simulator.core.compiled import njit
from simulator.core.maths import absorbed_by_quits

Posts = namedtuple("Posts", "active firm heads desired target ai_pending expected_quits rounding patience")
"""Columns of posts whose hours may be cut."""


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
def hours_cut(n, posts, public, firm_heads, used, threshold, staff, limit, automated, cost, recovery):
    """By post, the share of hours that are cut, where law allows it and firms want it, and of layoffs spared.

    ai_pending: people in posts that AI has abolished, who count only when `automated`; used: months of short
    time so far, at most `limit`. A loss of work below `threshold`, or for less than `staff` of a firm, does
    not count, nor does one that quits absorb while people are kept on full pay, for it can be avoided.
    """
    cut, spared, affected = np.zeros(n), np.zeros(n), np.zeros(len(firm_heads))
    for p in range(n):
        if not posts.active[p] or public[posts.firm[p]] or posts.heads[p] <= 0 or used[p] >= limit:
            continue
        absorbed = absorbed_by_quits(
            posts.desired[p], posts.expected_quits[p], posts.patience[p], posts.rounding[p]
        )
        surplus = float(posts.heads[p] - posts.target[p])
        idle = surplus if automated else surplus - posts.ai_pending[p]
        if idle <= absorbed:
            continue
        kept = worth_keeping(
            idle,
            posts.desired[p],
            posts.expected_quits[p],
            posts.rounding[p],
            posts.patience[p],
            cost,
            recovery,
        )
        if kept > absorbed and idle / posts.heads[p] >= threshold:
            cut[p] = min(kept / posts.heads[p], 1.0)
            spared[p] = (kept - absorbed) / (surplus - absorbed)
            affected[posts.firm[p]] += posts.heads[p]
    for p in range(n):
        if affected[posts.firm[p]] < staff * firm_heads[posts.firm[p]]:
            cut[p] = spared[p] = 0.0
    return cut, spared
