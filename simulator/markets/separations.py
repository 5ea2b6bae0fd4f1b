"""Separations: posts become empty, people seekers with entitlements; hours cut instead; firms that close."""

from collections import namedtuple
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.agents.person import (
    EMPLOYED,
    INACTIVE,
    LAID_OFF,
    OWN_ACCOUNT,
    PUBLIC_JOB,
    RETIRED,
    STAYS,
    UNEMPLOYED,
    WITHDRAWS,
    WORKING,
)
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.maths import absorbed_by_quits
from simulator.core.streams import stream_key, uniform

Workers = namedtuple(
    "Workers",
    "id active leaving status months_in_status firm post wage hours last_wage tenure months_out "
    "contribution_months benefit_base benefit_months_left benefit_months_paid benefit_months_added takeup "
    "left_month displaced_month recall_post recall_tenure occupation skill certificate training_target "
    "digital training_left stipend experience education",
)
"""Columns of everyone that a job's beginning or end changes, or that say how."""
EXITS = "separations layoffs displaced posts_abolished_attrition withdrawals posts_abolished_layoffs"
"""What is counted of them, people and posts, in the order of `apply_exits`."""
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
def weigh_layoffs(post, skilled, automated, chance, protection, weight):
    """Fill each person's risk of a layoff over the mean of the post: less with the skill where AI works.

    Where nobody is to be laid off it stays 1.
    """
    risks, staff = np.zeros(len(automated)), np.zeros(len(automated))
    weighed = np.append((automated > 0.0) & (chance > 0.0), False)  # nobody's post, -1, is the last
    rows, count = np.empty(len(post) + 1, np.int32), 0
    for i in range(len(post)):
        weight[i] = 1.0
        rows[count] = i
        count += weighed[post[i]]
    for i in rows[:count]:
        risks[post[i]] += 1.0 - protection * skilled[i]
        staff[post[i]] += 1.0
    for i in rows[:count]:
        mean = risks[post[i]] / staff[post[i]]
        weight[i] = (1.0 - protection * skilled[i]) / max(mean, 1e-9)


@njit
def apply_exits(n, month, q, posts, firm_heads, moves, insurance, chance, counts):
    """Move everyone who leaves a job.

    counts: of `EXITS`.
    A layoff counts as displacement with the probability that the post is one AI has taken (`ai_pending`);
    of the others a share may be called back. chance = (that share, keys of either draw).
    """
    recall_share, key, recall_key = chance
    for i in range(n):
        code = q.leaving[i]
        if code == STAYS or q.status[i] != EMPLOYED:
            continue
        p = q.post[i]
        freed = abolished(p, posts)
        counts[0] += 1.0
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


def count_changes(economy: Economy, before: np.ndarray, changed: np.ndarray) -> None:
    """Add to `moves` who (rows) has another status than before, and restart their clocks."""
    q = economy.persons
    np.add.at(economy.moves, (before[changed], q.status[changed]), 1)
    q.months_in_status[changed] = 0


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
def choose_first_occupations(rows, q, before, cumulative, key):
    """Give those who enter without ever having worked an occupation of their schooling, by a keyed draw.

    cumulative: probabilities by education (education x occupation).
    """
    for i in rows:
        if q.status[i] == UNEMPLOYED and before[i] == INACTIVE and q.last_wage[i] <= 0.0:
            place = np.searchsorted(cumulative[q.education[i]], uniform(key, q.id[i]))
            q.occupation[i] = min(place, cumulative.shape[1] - 1)


@njit
def grow_older(n, q, contribution_limit, ageless):
    """One more month in the status, in the job, of work, out of work, insured (up to a limit).

    Where nobody ages (`ageless`), nobody becomes experienced: else there would soon be no beginners.
    """
    gained = 0 if ageless else 1
    for i in range(n):  # sums of flags are quicker than branches, which nothing foretells
        here, s = q.active[i] == 1, q.status[i]
        has_job = here & (s == EMPLOYED)
        works = has_job | (here & ((s == OWN_ACCOUNT) | (s == PUBLIC_JOB)))
        q.months_in_status[i] += here
        q.tenure[i] += has_job
        q.experience[i] += gained * works
        q.months_out[i] += here & (not works)
        insured = min(q.contribution_months[i] + 1, contribution_limit)
        q.contribution_months[i] = insured if has_job else q.contribution_months[i]


@njit
def may_work(active, status, earnings, contribution):
    """Mask of all but the retired, and of these whoever is still paid for work."""
    may = np.empty(len(active), np.uint8)
    for i in range(len(active)):
        paid = (status[i] != RETIRED) | (earnings[i] != 0.0) | (contribution[i] != 0.0)
        may[i] = active[i] & paid
    return may


@njit
def may_look(active, status, effort):
    """Mask of all but the retired, and of these whoever still looks.

    The inactive are among them: who enters next month asks of own work what is reckoned now.
    """
    may = np.empty(len(active), np.uint8)
    for i in range(len(active)):
        may[i] = active[i] & ((status[i] != RETIRED) | (effort[i] != 0.0))
    return may


@njit
def count_status(n, active, status, kinds):
    """People in each status (int64 array of length `kinds`)."""
    counts = np.zeros(kinds, np.int64)
    for i in range(n):
        if active[i]:
            counts[status[i]] += 1
    return counts


ShortTime = namedtuple(
    "ShortTime", "active firm heads desired target ai_pending expected_quits rounding patience"
)
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
def hours_cut(n, posts, public, firm_heads, used, law, cost, recovery):
    """By post, the share of hours that are cut, where law allows it and firms want it, and of layoffs spared.

    ai_pending: people in posts that AI has abolished, who count only when `automated`; used: months of short
    time so far, at most `limit`. A loss of work below `threshold`, or for less than `staff` of a firm, does
    not count, nor does one that quits absorb while people are kept on full pay, for it can be avoided.
    """
    threshold, staff, limit, automated = law
    cut, spared, affected = np.zeros(n), np.zeros(n), np.zeros(len(firm_heads))
    for p in range(n):
        if not posts.active[p] or public[posts.firm[p]] or posts.heads[p] <= 0 or used[p] >= limit:
            continue
        desired, quits, rounding = posts.desired[p], posts.expected_quits[p], posts.rounding[p]
        absorbed = absorbed_by_quits(desired, quits, posts.patience[p], rounding)
        surplus = float(posts.heads[p] - posts.target[p])
        idle = surplus if automated else surplus - posts.ai_pending[p]
        if idle <= absorbed:
            continue
        kept = worth_keeping(idle, desired, quits, rounding, posts.patience[p], cost, recovery)
        if kept > absorbed and idle / posts.heads[p] >= threshold:
            cut[p] = min(kept / posts.heads[p], 1.0)
            spared[p] = (kept - absorbed) / (surplus - absorbed)
            affected[posts.firm[p]] += posts.heads[p]
    for p in range(n):
        if affected[posts.firm[p]] < staff * firm_heads[posts.firm[p]]:
            cut[p] = spared[p] = 0.0
    return cut, spared


Firms = namedtuple("Firms", "id active public heads overdraft wage_bill exiting")
"""Columns of firms that say which of them close."""


@njit
def choose_exits(n, firms, key, hazard, size, debt):
    """Mark firms that close: below `size` heads at a hazard, others owing `debt` annual wage bills."""
    count = 0
    for f in range(n):
        firms.exiting[f] = 0
        if not firms.active[f] or firms.public[f]:
            continue
        broke = firms.overdraft[f] > debt * 12.0 * firms.wage_bill[f] and firms.overdraft[f] > 0.0
        if broke or (firms.heads[f] < size and uniform(key, firms.id[f]) < hazard):
            firms.exiting[f] = 1
            count += 1
    return count


@njit
def dismiss(n, month, q, posts, exiting, firm_heads, moves, insurance):
    """Everyone employed by a closing firm is laid off, insured like any other; returns how many."""
    lost = 0
    for i in range(n):
        if q.status[i] == EMPLOYED and exiting[q.firm[i]]:
            leave_post(i, q, posts, firm_heads)
            become_unemployed(i, q, month, moves, insurance)
            lost += 1
    return lost


def turn_over_firms(economy: Economy) -> None:
    """Close firms, settle with the bank and the owners, and let entrants take the slots with new draws."""
    firms, q, posts, p = economy.firms, economy.persons, economy.posts, economy.parameters
    key = stream_key(economy.root, "firm_exit", economy.month)
    count = choose_exits(
        firms.n, columns(Firms, firms), key, p["exit_hazard"], p["exit_size"], p["exit_debt"]
    )
    economy.count["firm_exits"] = float(count)
    if count == 0:
        return
    people, jobs = columns(Workers, q), columns(Posts, posts)
    by = firms.exiting, firms.heads, economy.moves, economy.insurance
    lost = dismiss(q.n, economy.month, people, jobs, *by)
    economy.count["separations"] += lost
    economy.count["layoffs"] += lost
    closing = firms.exiting == 1
    write_off = np.where(closing, firms.overdraft, 0.0)
    accounts = economy.accounts
    economy.ledger.pay("write_off", accounts.bank, accounts.firms, float(write_off.sum()), write_off)
    for column in (firms.loan, firms.deposits, firms.overdraft):
        column -= write_off
    _enter(economy, closing)


def _enter(economy: Economy, closing: np.ndarray) -> None:
    """An entrant takes over equipment and regular loan; it starts at the sector's price and without AI."""
    firms, posts, sectors = economy.firms, economy.posts, economy.sectors
    firms.generation[closing] += 1
    firms.id[closing] += firms.capacity
    firms.price[closing] = sectors.price[firms.sector[closing]]
    firms.demand_shock[closing] = 0.0
    firms.customers[closing] = _usual_customers(economy)[firms.sector[closing]]
    firms.adopted[closing] = 0
    firms.integration_left[closing] = 0.0
    own = closing.repeat(POSTS_PER_FIRM)
    forget_posts(economy.persons, own)
    for counter in (posts.ai_used, posts.unfilled):
        counter[own] = 0
    for column in (posts.automated, posts.augmented, posts.ai_pending, posts.expected_quits):
        column[own] = 0.0


def _usual_customers(economy: Economy) -> np.ndarray:
    """Customers of the firms of each sector on average, by their month-0 shares of its demand."""
    firms, kinds = economy.firms, len(economy.sectors.id)
    shares = np.bincount(firms.sector, firms.demand_base, minlength=kinds)
    kept = np.bincount(firms.sector, firms.demand_base * firms.customers, minlength=kinds)
    return np.asarray(np.divide(kept, shares, out=np.ones(kinds), where=shares > 0.0))


def forget_posts(q: Any, lost: np.ndarray) -> None:
    """Nobody is called back to posts of firms that close (`lost`: mask by post)."""
    waiting = np.flatnonzero(q.recall_post >= 0)
    q.recall_post[waiting[lost[q.recall_post[waiting]]]] = -1
