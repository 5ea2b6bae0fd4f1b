"""How often people lose a job by occupation: steered until as many of each are unemployed as surveys say."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import EMPLOYED, UNEMPLOYED, WORKING
from simulator.start.draws import Array

if TYPE_CHECKING:
    from simulator.core.economy import Economy

MAJOR_GROUPS = range(1, 10)
ASKED = 36
"""Months since the last job for which surveys ask which occupation it was of."""
FARTHEST = 3.0
"""Most by which separation may differ, as a factor, from what it were if all found work equally fast."""
SEEN = 0.1
"""Least that small groups are taken to show."""


def set_occupation_risk(economy: "Economy") -> None:
    """Separation of an occupation over the mean, as if all found work equally fast."""
    _apply(economy, _asked_for(economy))


def steer_occupation_risk(economy: "Economy", gain: float) -> None:
    """Move it until the unemployed of each major group are as many, per head in work, as is asked for.

    Groups that find work faster than the mean lose it more often, and the other way round.
    """
    major = economy.major_group
    now = np.maximum(unemployed_over_mean(economy), SEEN)
    level = economy.occupations.separation_level * ((_asked_for(economy) / now) ** gain)[major]
    _apply(economy, np.bincount(major, level, 10) / np.maximum(np.bincount(major, minlength=10), 1))


def unemployed_over_mean(economy: "Economy") -> Array:
    """Unemployed by major group of their last job per head in work there, over that of all groups [10]."""
    q, major = economy.persons, economy.major_group
    here = q.active == 1
    looks = here & (q.status == UNEMPLOYED) & (q.last_wage > 0.0) & (q.months_out < ASKED)
    works = here & np.isin(q.status, WORKING)
    out, there = (np.bincount(major[q.occupation[who]], minlength=10) for who in (looks, works))
    mean = max(int(out.sum()), 1) / max(int(there.sum()), 1)
    return np.asarray(out / np.maximum(there, 1) / mean)


def _asked_for(economy: "Economy") -> Array:
    p = economy.parameters
    return np.array([1.0, *(p[f"occupation_risk_{group}"] for group in MAJOR_GROUPS)])


def _apply(economy: "Economy", level: Array) -> None:
    """Give occupations the level [10] of their major group; staff have a mean of 1."""
    q, major, asked = economy.persons, economy.major_group, _asked_for(economy)
    staff = (q.status == EMPLOYED) & (q.active == 1)
    mean = float(np.mean(level[major[q.occupation[staff]]]))
    economy.occupations.separation_level = np.clip(level / mean, asked / FARTHEST, asked * FARTHEST)[major]
