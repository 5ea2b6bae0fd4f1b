"""Carries out this month's exits: posts become empty, people become seekers, entitlements are set."""

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE, LAID_OFF, OWN_ACCOUNT, STAYS, UNEMPLOYED, WITHDRAWS
from simulator.core.compiled import njit
from simulator.core.streams import uniform


@njit
def leave_post(i, firm, post, post_heads, firm_heads, wage, last_wage, tenure, months_out):
    """Empty the post of person i and remember the wage."""
    post_heads[post[i]] -= 1
    firm_heads[firm[i]] -= 1
    post[i] = -1
    firm[i] = -1
    last_wage[i] = wage[i]
    tenure[i] = 0
    months_out[i] = 0


@njit
def become_unemployed(
    i, status, months_in_status, wage, hours, contribution_months, benefit_base, benefit_months_left, takeup,
    moves, insurance,
):  # fmt: skip
    """Person i, just out of a job that paid `wage`, looks for work, on insurance when entitled to it.

    insurance = (months needed, months paid per month contributed, least, most, take-up).
    """
    needed, ratio, least, most, claims = insurance
    status[i] = UNEMPLOYED
    months_in_status[i] = 0
    moves[EMPLOYED, UNEMPLOYED] += 1
    if contribution_months[i] >= needed and takeup[i] < claims:
        benefit_base[i] = wage[i] * hours[i]
        benefit_months_left[i] = int(min(max(contribution_months[i] * ratio, least), most))
        contribution_months[i] = 0


@njit
def apply_exits(
    n, month, ids, leaving, status, months_in_status, firm, post, wage, hours, last_wage, tenure, months_out,
    contribution_months, benefit_base, benefit_months_left, takeup, displaced_month,
    post_heads, post_quits, post_pending, firm_heads, counts, moves, insurance, key,
):  # fmt: skip
    """Move everyone who leaves a job.

    counts = (separations, layoffs, displaced, posts freed by attrition, withdrawals, freed by layoffs).
    A layoff counts as displacement with the probability that the post is one AI has taken (`post_pending`).
    """
    for i in range(n):
        code = leaving[i]
        if code == STAYS or status[i] != EMPLOYED:
            continue
        p = post[i]
        freed = min(1.0, post_pending[p])
        post_pending[p] -= freed
        if code == LAID_OFF:
            counts[1] += 1.0
            counts[5] += freed
            if uniform(key, ids[i]) < freed:
                counts[2] += 1.0
                displaced_month[i] = month
        else:
            counts[0] += 1.0
            counts[3] += freed
            post_quits[p] += 1
        leave_post(i, firm, post, post_heads, firm_heads, wage, last_wage, tenure, months_out)
        if code == WITHDRAWS:
            status[i] = INACTIVE
            months_in_status[i] = 0
            moves[EMPLOYED, INACTIVE] += 1
            counts[4] += 1.0
        else:
            become_unemployed(
                i, status, months_in_status, wage, hours, contribution_months, benefit_base,
                benefit_months_left, takeup, moves, insurance,
            )  # fmt: skip


@njit
def count_changes(n, active, before, status, months_in_status, moves):
    """Add the status changes between two moments to `moves` and restart their clocks."""
    for i in range(n):
        if active[i] and before[i] != status[i]:
            moves[before[i], status[i]] += 1
            months_in_status[i] = 0


@njit
def grow_older(
    n, active, status, months_in_status, months_out, tenure, experience, contribution_months,
    contribution_limit,
):  # fmt: skip
    """One more month in the status, in the job, of work, out of work, insured (up to a limit)."""
    for i in range(n):
        if not active[i]:
            continue
        months_in_status[i] += 1
        if status[i] == EMPLOYED:
            tenure[i] += 1
            experience[i] += 1
            contribution_months[i] = min(contribution_months[i] + 1, contribution_limit)
        elif status[i] == OWN_ACCOUNT:
            experience[i] += 1
        else:
            months_out[i] += 1


@njit
def count_status(n, active, status, kinds):
    """People in each status (int64 array of length `kinds`)."""
    counts = np.zeros(kinds, np.int64)
    for i in range(n):
        if active[i]:
            counts[status[i]] += 1
    return counts
