"""Short-time work: by how much the hours of a post may be cut instead of a layoff."""

import numpy as np

from simulator.core.compiled import njit


@njit
def hours_cut(
    n, active, firm, public, firm_heads, heads, target, pending, used, threshold, staff, limit, automated,
):  # fmt: skip
    """By post, the share of hours for which there is no work, where law allows short time.

    pending: people in posts that AI has abolished, who count only when `automated`; used: months of short
    time so far, at most `limit`; a cut below `threshold`, or for less than `staff` of a firm, is none.
    """
    cut, affected = np.zeros(n), np.zeros(len(firm_heads))
    for p in range(n):
        if not active[p] or public[firm[p]] or heads[p] <= 0 or used[p] >= limit:
            continue
        idle = float(heads[p] - target[p])
        if not automated:
            idle -= pending[p]
        share = idle / heads[p]
        if share > 0.0 and share >= threshold:
            cut[p] = min(share, 1.0)
            affected[firm[p]] += heads[p]
    for p in range(n):
        if affected[firm[p]] < staff * firm_heads[firm[p]]:
            cut[p] = 0.0
    return cut
