"""How hard it is to find people: seekers weighted by how well they search."""

from collections import namedtuple

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

Seekers = namedtuple("Seekers", "active status effort months_in_status occupation")
Occupations = namedtuple("Occupations", "employed seekers slack")


@njit
def occupation_slack(n, q, occupations, finding, major, norm, pseudo, smoothing):
    """Update employed and seekers by occupation (persons) and its smoothed slack (rate).

    A seeker counts effort / norm: with raw numbers, training and benefits could not change wages or
    employment. People in guaranteed jobs count by how much they look for another.

    Heads are counted beside: of people in courses as many as would still be out of work at the usual chance
    `finding` of a job (per month), had they gone on looking for the `months` that they have been there.

    Slack is shrunk towards the major group with `pseudo` persons,
    and smoothed over `smoothing` months.

    Returns
    -------
    Employed, sum of effort, number of seekers (people in courses among them), heads.
    """
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


SETTLING = 6
"""Months after a job in which people without one move between jobs, whatever demand is."""


@njit
def idle_hours(n, active, status, months_out, usual_hours, hours, short_time, discouraged):
    """Hours offered that nobody buys, and hours worked (both in full-time months).

    Idle: of the unemployed but in the first months after a job, of those who gave up looking, and of short
    time. Fewer hours by choice are none of it, and neither are people who need not work.
    """
    idle = worked = 0.0
    for i in range(n):
        if not active[i]:
            continue
        if status[i] == EMPLOYED:
            lost = hours[i] * short_time[i]
            idle += lost
            worked += hours[i] - lost
        elif status[i] == OWN_ACCOUNT or status[i] == INFORMAL or status[i] == PUBLIC_JOB:
            worked += 1.0
        elif (status[i] == UNEMPLOYED and months_out[i] >= SETTLING) or (
            status[i] == INACTIVE and discouraged[i]
        ):
            idle += usual_hours[i]
    return idle, worked
