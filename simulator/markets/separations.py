"""Carries out this month's exits: posts become empty, people become seekers, entitlements are set."""

from collections import namedtuple
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import (
    EMPLOYED,
    INACTIVE,
    LAID_OFF,
    OWN_ACCOUNT,
    PUBLIC_JOB,
    STAYS,
    UNEMPLOYED,
    WITHDRAWS,
    WORKING,
)
from simulator.core.compiled import njit
from simulator.core.streams import uniform

Workers = namedtuple(
    "Workers",
    "id active leaving status months_in_status firm post wage hours last_wage tenure months_out "
    "contribution_months benefit_base benefit_months_left benefit_months_paid benefit_months_added takeup "
    "left_month displaced_month recall_post recall_tenure occupation skill certificate training_target "
    "digital training_left stipend experience",
)
"""Columns of everyone that a job's beginning or end changes, or that say how."""
Posts = namedtuple("Posts", "heads target quits ai_pending occupation firm")
"""Columns of posts that whoever comes or leaves changes, or that say how."""


def ordinary_separations(p: Mapping[str, float], tenure: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return the chance a month by tenure (months) that a job ends by `worker_separate`, at level 1."""
    settled = p["separation_settled"]
    return settled + (p["separation_new"] - settled) * np.exp(-tenure / p["separation_fade"])


@njit
def abolished(p, posts):
    """Posts that AI has taken and that go as somebody leaves p: none where a successor is sought (0 to 1).

    They are no longer pending.
    """
    freed = min(1.0, posts.ai_pending[p], float(max(0, posts.heads[p] - posts.target[p])))
    posts.ai_pending[p] -= freed
    return freed


@njit
def leave_post(i, q, posts, firm_heads):
    """Empty the post of person i and remember the wage."""
    posts.heads[q.post[i]] -= 1
    firm_heads[q.firm[i]] -= 1
    q.post[i] = -1
    q.firm[i] = -1
    q.last_wage[i] = q.wage[i]
    q.tenure[i] = 0
    q.months_out[i] = 0


@njit
def months_granted(steps, contributed, eased):
    """Months of benefit for months of contributions; `eased` months less open the lowest step."""
    granted = 0.0
    for k in range(len(steps)):
        if contributed >= steps[k, 0] or (k == 0 and contributed >= steps[0, 0] - eased):
            granted = steps[k, 1]
    return int(granted)


@njit
def become_unemployed(i, q, month, moves, insurance):
    """Person i, just out of a job that paid `wage`, looks for work, on insurance when entitled to it.

    insurance = (rows of months contributed and months granted, take-up; policies add: to take-up, months of
    contributions forgiven, months granted; key of the draw by which a part of a month is a whole one).
    A new claim takes the place of what is left of an old one.
    """
    steps, claims, more_claims, eased, longer, key = insurance
    q.status[i] = UNEMPLOYED
    q.months_in_status[i] = 0
    q.left_month[i] = month
    moves[EMPLOYED, UNEMPLOYED] += 1
    law = months_granted(steps, q.contribution_months[i], 0.0) if q.takeup[i] < claims else 0
    months = (
        months_granted(steps, q.contribution_months[i], eased) if q.takeup[i] < claims + more_claims else 0
    )
    if months > 0:
        months = max(0, months + int(np.floor(longer + uniform(key, q.id[i]))))
    if months > 0:
        q.benefit_base[i] = q.wage[i] * q.hours[i]
        q.benefit_months_left[i] = months
        q.benefit_months_paid[i] = 0
        q.benefit_months_added[i] = max(0, months - law)
        q.contribution_months[i] = 0


@njit
def apply_exits(n, month, q, posts, firm_heads, counts, moves, insurance, key, recall):
    """Move everyone who leaves a job.

    counts = (separations, layoffs, displaced, posts freed by attrition, withdrawals, freed by layoffs).
    A layoff counts as displacement with the probability that the post is one AI has taken (`ai_pending`);
    of the others a share may be called back. recall = (that share, key of its draw).
    """
    recall_share, recall_key = recall
    for i in range(n):
        code = q.leaving[i]
        if code == STAYS or q.status[i] != EMPLOYED:
            continue
        p = q.post[i]
        freed = abolished(p, posts)
        if code == LAID_OFF:
            counts[1] += 1.0
            counts[5] += freed
            if uniform(key, q.id[i]) < freed:
                counts[2] += 1.0
                q.displaced_month[i] = month
            elif uniform(recall_key, q.id[i]) < recall_share:
                q.recall_post[i] = p
                q.recall_tenure[i] = q.tenure[i]
        else:
            counts[0] += 1.0
            counts[3] += freed
            posts.quits[p] += 1
        leave_post(i, q, posts, firm_heads)
        if code == WITHDRAWS:
            q.status[i] = INACTIVE
            q.months_in_status[i] = 0
            q.left_month[i] = month
            moves[EMPLOYED, INACTIVE] += 1
            counts[4] += 1.0
        else:
            become_unemployed(i, q, month, moves, insurance)


@njit
def count_changes(n, active, before, status, months_in_status, moves):
    """Add the status changes between two moments to `moves` and restart their clocks."""
    for i in range(n):
        if active[i] and before[i] != status[i]:
            moves[before[i], status[i]] += 1
            months_in_status[i] = 0


@njit
def count_straight_to_work(entered, was, status, moves):
    """Whoever enters and works at once was never unemployed: surveys see one move, from outside to work.

    entered: rows of people who entered this month. was: their status before some began to work.
    """
    for k in range(len(entered)):
        now = status[entered[k]]
        if now != was[k] and now in WORKING:
            moves[INACTIVE, was[k]] -= 1
            moves[was[k], now] -= 1
            moves[INACTIVE, now] += 1


@njit
def choose_first_occupations(n, ids, before, status, last_wage, education, cumulative, key, occupation):
    """Give those who enter without ever having worked an occupation of their schooling, by a keyed draw.

    cumulative: probabilities by education (education x occupation).
    """
    for i in range(n):
        entered = status[i] == UNEMPLOYED and before[i] == INACTIVE  # few are unemployed, many inactive
        if entered and last_wage[i] <= 0.0:
            place = np.searchsorted(cumulative[education[i]], uniform(key, ids[i]))
            occupation[i] = min(place, cumulative.shape[1] - 1)


@njit
def grow_older(n, q, contribution_limit, ageless):
    """One more month in the status, in the job, of work, out of work, insured (up to a limit).

    Where nobody ages (`ageless`), nobody becomes experienced: else there would soon be no beginners.
    """
    gained = 0 if ageless else 1
    for i in range(n):
        if not q.active[i]:
            continue
        q.months_in_status[i] += 1
        if q.status[i] == EMPLOYED:
            q.tenure[i] += 1
            q.experience[i] += gained
            q.contribution_months[i] = min(q.contribution_months[i] + 1, contribution_limit)
        elif q.status[i] == OWN_ACCOUNT or q.status[i] == PUBLIC_JOB:
            q.experience[i] += gained
        else:
            q.months_out[i] += 1


@njit
def count_status(n, active, status, kinds):
    """People in each status (int64 array of length `kinds`)."""
    counts = np.zeros(kinds, np.int64)
    for i in range(n):
        if active[i]:
            counts[status[i]] += 1
    return counts
