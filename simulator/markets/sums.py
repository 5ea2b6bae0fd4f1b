"""Economy-wide means that next month's rules look at, and how hard it is to find people."""

from collections import namedtuple
from math import log

import numpy as np

from simulator.agents.person import (
    EMPLOYED,
    INACTIVE,
    INFORMAL,
    OWN_ACCOUNT,
    PUBLIC_JOB,
    TRAINING,
    UNEMPLOYED,
)
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns, sum_of, sum_where
from simulator.markets.households import Homes, Members, household_incomes
from simulator.markets.own_account import own_weights

Seekers = namedtuple("Seekers", "active status effort months_in_status occupation")
Occupations = namedtuple("Occupations", "employed seekers slack")


@njit
def occupation_slack(n, q, occupations, major, terms, smoothing):
    """Update employed and seekers by occupation (persons) and its smoothed slack (rate).

    A seeker counts effort / norm: with raw numbers, training and benefits could not change wages or
    employment. People in guaranteed jobs count by how much they look for another.

    Heads are counted beside: of people in courses as many as would still be out of work at the usual chance
    `finding` of a job (per month), had they gone on looking for the months that they have been there.

    Slack is shrunk towards the major group with `pseudo` persons, and smoothed over `smoothing` months.
    Returns employed, sum of effort, number of seekers (people in courses among them), heads.
    """
    finding, norm, pseudo = terms
    kinds = len(occupations.slack)
    occupations.employed[:] = 0.0
    looking = np.zeros(kinds)
    totals = np.zeros(4)
    for i in range(n):
        if not q.active[i]:
            continue
        if q.status[i] == EMPLOYED:
            occupations.employed[q.occupation[i]] += 1.0
            totals[0] += 1.0
        elif q.status[i] == UNEMPLOYED or q.status[i] == TRAINING:
            looking[q.occupation[i]] += q.effort[i] / norm
            totals[1] += q.effort[i]
            totals[2] += 1.0
            totals[3] += (1.0 - finding) ** q.months_in_status[i] if q.status[i] == TRAINING else 1.0
        elif q.status[i] == PUBLIC_JOB:
            looking[q.occupation[i]] += q.effort[i] / norm
    groups = major.max() + 1
    group_seekers, group_force = np.zeros(groups), np.zeros(groups)
    for o in range(kinds):
        group_seekers[major[o]] += looking[o]
        group_force[major[o]] += looking[o] + occupations.employed[o]
    for o in range(kinds):
        rate = group_seekers[major[o]] / max(group_force[major[o]], 1.0)
        now = (looking[o] + pseudo * rate) / max(looking[o] + occupations.employed[o] + pseudo, 1.0)
        occupations.seekers[o] = looking[o]
        occupations.slack[o] = max(occupations.slack[o] + (now - occupations.slack[o]) / smoothing, 1e-4)
    return totals


Hours = namedtuple("Hours", "active status months_out usual_hours hours short_time discouraged")
"""Columns of everyone that say what hours are offered and worked."""
SETTLING = 6
"""Months after a job in which people without one move between jobs, whatever demand is."""


@njit
def idle_hours(n, q):
    """Hours offered that nobody buys, and hours worked (both in full-time months).

    Idle: of the unemployed but in the first months after a job, of those who gave up looking, and of short
    time. Fewer hours by choice are none of it, and neither are people who need not work.
    """
    idle = worked = 0.0
    for i in range(n):  # flags as factors are quicker than branches, which nothing foretells
        s, here = q.status[i], q.active[i] == 1
        employed, lost = here & (s == EMPLOYED), q.hours[i] * q.short_time[i]
        alone = here & ((s == OWN_ACCOUNT) | (s == INFORMAL) | (s == PUBLIC_JOB))
        seeks = (s == UNEMPLOYED) & (q.months_out[i] >= SETTLING)
        stands_by = here & (seeks | ((s == INACTIVE) & (q.discouraged[i] != 0)))
        idle += employed * lost + stands_by * q.usual_hours[i]
        worked += employed * (q.hours[i] - lost) + alone
    return idle, worked


MOST_PULL = 4.0
"""Where few do a kind of work, chance may raise its pay to many times the usual."""
USUAL = 60.0
"""Months over which burn-in finds what pay is usual."""


def measure_wages(economy: Economy) -> None:
    """Relative occupation wages (month 0 = 1) at month-0 employment, and the net share of a wage."""
    occ, s = economy.occupations, economy.aggregates
    now = float(sum_of(occ.wage * economy.occupation_weight))
    then = float(sum_of(occ.trend_wage * economy.occupation_weight))
    paid = occ.wage * occ.floor_lift
    lifted = float(sum_of(paid * economy.occupation_weight))
    occ.relative_wage[:] = (paid / occ.trend_wage) / (lifted / then)
    s.average_wage = economy.country.values["average_wage"] * now / then


def measure_hours_kept(economy: Economy) -> None:
    """Hours of employees over those without what policies and taxes make them choose (ratio)."""
    q, s = economy.persons, economy.aggregates
    usual = float(sum_where(q.usual_hours, q.status, EMPLOYED))
    s.hours_kept = float(sum_where(q.hours, q.status, EMPLOYED)) / usual if usual > 0.0 else 1.0


def measure_own_account(economy: Economy) -> None:
    """Pull and push of work without a contract: powers of mean income over the mean wage, over month 0's.

    And what it leaves after contributions (currency/month): on own account at ability and enterprise of 1,
    informally.
    """
    q, s, p = economy.persons, economy.aggregates, economy.parameters
    weight = float(sum_where(own_weights(economy), q.status, OWN_ACCOUNT))
    own, informal = (max(float(np.count_nonzero(q.status == one)), 1.0) for one in (OWN_ACCOUNT, INFORMAL))
    kept = 1.0 - (1.0 - p["unregistered_share"]) * p["own_account_rate"]
    s.own_account_pay = kept * s.own_account_share * s.consumption / max(weight, 1.0)
    s.informal_pay = s.informal_share * s.consumption / informal
    mean = float(sum_where(q.sales_income, q.status, OWN_ACCOUNT)) / own / s.average_wage
    s.own_account_income += (mean - s.own_account_income) / p["own_account_smoothing"]
    s.informal_income += (s.informal_pay / s.average_wage - s.informal_income) / p["own_account_smoothing"]
    if economy.month < 1:
        s.own_account_norm += (mean - s.own_account_norm) / USUAL
        s.informal_norm += (s.informal_pay / s.average_wage - s.informal_norm) / USUAL
        return
    start, give_up = p["own_account_elasticity"], -p["own_account_exit_elasticity"]
    own = max(s.own_account_income, 1e-9) / max(s.own_account_norm, 1e-9)
    informal = max(s.informal_income, 1e-9) / max(s.informal_norm, 1e-9)
    s.own_account_pull, s.own_account_push = min(MOST_PULL, own**start), min(MOST_PULL, own**give_up)
    s.informal_pull, s.informal_push = min(MOST_PULL, informal**start), min(MOST_PULL, informal**give_up)


def measure_households(economy: Economy) -> None:
    """Household incomes, used by means tests next month and by the indicators."""
    q, h = economy.persons, economy.households
    household_incomes(q.n, columns(Members, q), h.n, columns(Homes, h))


def measure_technique(economy: Economy) -> None:
    """What AI adds to what private firms make at given cost, by their technique: orders do not move it."""
    s, firms = economy.aggregates, economy.firms
    weight = firms.base_wages * (firms.public == 0)
    cost = float((weight * firms.technique).sum()) / max(float(weight.sum()), 1e-300)
    if economy.month < 1:  # burn-in: what is found becomes the norm
        s.technique_norm = cost
    s.ai_productivity = s.technique_norm / cost


def measure_productivity(economy: Economy) -> None:
    """Output per head of market firms at constant prices relative to trend, and job finding.

    Of output what firms pay for AI and for finding staff is no income that wages could share in.
    """
    s, firms, p = economy.aggregates, economy.firms, economy.parameters
    private = firms.public == 0
    heads = max(float((firms.heads * private).sum()), 1.0)
    bought = float(((firms.ai_fees + firms.recruiting) * private).sum())
    level = (s.market_sales - bought) / s.cpi / heads / s.trend_productivity
    s.productivity += (level - s.productivity) / p["productivity_smoothing"]
    if economy.month < 1:  # burn-in: what is found becomes the norm
        s.productivity_norm = s.productivity
        s.job_finding_norm = max(s.job_finding, 1e-3)
    s.relative_productivity = s.productivity / s.productivity_norm
    claim_pay(economy)
    found = economy.count["found_work"] / max(economy.count["seekers_unemployed"], 1.0)
    s.job_finding += (found - s.job_finding) / p["job_finding_smoothing"]


def taxed_income(economy: Economy) -> float:
    """Pay, pensions, benefits, own work of the month (currency): what a shift of the income tax falls on."""
    q = economy.persons
    own = q.sales_income * (q.status == OWN_ACCOUNT)
    return float(sum_of(q.earnings + q.pension + q.benefit + own))


def claim_pay(economy: Economy) -> None:
    """What going wages are asked to be at usual slack (log over trend).

    Without AI and policy they follow trend and a share of what productivity gains on it. What these change is
    claimed over the twin's pay: what has come to be usual, and a share of what productivity gained since.
    Inflation is expected as without them. Prices leave the rest, so real pay takes the whole gain.
    """
    s, p = economy.aggregates, economy.parameters
    share = p["productivity_sharing"]
    if economy.month < 1 or not economy.is_followed:
        s.wage_claim = share * log(s.relative_productivity)
        return
    usual = log(economy.path("relative_productivity"))
    gained = log(s.relative_productivity) - usual
    more = log(s.average_wage / economy.path("going_wage"))
    s.wage_norm += (more - s.wage_norm) / p["wage_memory"]
    s.productivity_known += (gained - s.productivity_known) / p["wage_memory"]
    s.wage_claim = share * usual + s.wage_norm + share * (gained - s.productivity_known)
