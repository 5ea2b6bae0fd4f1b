"""People alike, among whom draws are even: by status, age group and sex; and the chance of each.

Chances are of low draws, below zero of high ones. They need only be near: what a policy adds is left out.
"""

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, UNEMPLOYED
from simulator.core.compiled import njit
from simulator.core.maths import layoff_risk, looseness, power

ALIKE = 4 * 2
"""Cells of one status: age groups by sex. So few that several people of a cell are expected to go."""
LONGEST = 1024
"""Months of tenure from which on nothing differs."""
WITHOUT_JOB = (UNEMPLOYED, PUBLIC_JOB, INACTIVE)
"""Who may leave or enter the labour force without leaving a job, each in cells of their own."""
_ALONE = -1
"""Cell of those whose draw stays their own."""
DRAWN = -2
"""Cell of those whose draw of this month stands."""


@njit
def _alike(block, age_group, sex):
    """Return the cell of an age group and sex in a block, which is of a status."""
    return block * ALIKE + age_group * 2 + sex


@njit
def employees(
    post, age_group, sex, tenure, level, occupation, ability, by_occupation, ordinary, pay_elasticity
):  # fmt: skip
    """Return the cell of every employee, and the chance that the job ends.

    As `worker_separate` has it: `ordinary` by tenure x levels of person and occupation, less with ability.
    """
    cell, chance = np.full(len(post), _ALONE), np.zeros(len(post))
    for i in range(len(post)):
        if post[i] >= 0:
            cell[i] = _alike(0, age_group[i], sex[i])
            usual = ordinary[min(tenure[i], len(ordinary) - 1)] * level[i] * by_occupation[occupation[i]]
            chance[i] = usual * power(ability[i], -pay_elasticity)
    return cell, chance


@njit
def staff(stays, age_group, sex, exit_hazard):
    """Return the cell of those who stay in a job, and the chance to leave the labour force."""
    cell, chance = np.full(len(stays), _ALONE), np.zeros(len(stays))
    for i in range(len(stays)):
        if stays[i]:
            cell[i] = _alike(0, age_group[i], sex[i])
            chance[i] = exit_hazard[i]
    return cell, chance


@njit
def others(
    status, months_in_status, age_group, sex, attachment, exit_hazard, entry_hazard, discouraged_exit, span
):  # fmt: skip
    """Return the cell of who else may leave or enter the labour force, and the chance.

    The unemployed leave the less, the more they worked. Who comes to work enters in any case. Who has just
    left a job for outside keeps the low draw of that: nobody leaves and enters in one month.
    """
    cell, chance = np.full(len(status), _ALONE), np.zeros(len(status))
    for i in range(len(status)):
        s = status[i]
        if s == INACTIVE and months_in_status[i] == 0:
            cell[i] = DRAWN
        elif s in WITHOUT_JOB and not (s == INACTIVE and entry_hazard[i] >= 1.0):
            block = (s == PUBLIC_JOB) + 2 * (s == INACTIVE)
            cell[i] = _alike(block, age_group[i], sex[i])
            chance[i] = exit_hazard[i]
            if s == UNEMPLOYED:
                chance[i] *= looseness(discouraged_exit, span, attachment[i])
            elif s == INACTIVE:
                chance[i] = -entry_hazard[i]
    return cell, chance


@njit
def by_post(post, tenure, weight, layoff_chance, slope, fade):
    """Return the cell of everyone who may be laid off, the post with too many people, and the chance."""
    cell, chance = np.full(len(post), _ALONE), np.zeros(len(post))
    for i in range(len(post)):
        if post[i] >= 0 and layoff_chance[post[i]] > 0.0:
            cell[i] = post[i]
            chance[i] = layoff_risk(layoff_chance[post[i]] * weight[i], tenure[i], slope, fade)
    return cell, chance


@njit
def own_work(active, status, age_group, sex, occupation, level, ends, starts, leaves_for_it):
    """Return the cell of everyone who may start or end own work, and the chance.

    Of those who look for a job, what own-account work would pay and informal work are left out.
    """
    cell, chance = np.full(len(status), _ALONE), np.zeros(len(status))
    for i in range(len(status)):
        s = status[i]
        seeks = s == UNEMPLOYED or s == PUBLIC_JOB
        if active[i] == 1 and (s == EMPLOYED or seeks or s == OWN_ACCOUNT or s == INFORMAL):
            cell[i] = _alike(s, age_group[i], sex[i])
            if s == EMPLOYED:
                chance[i] = -leaves_for_it[occupation[i]]
            elif seeks:
                chance[i] = -level[i] * starts[occupation[i]]
            else:
                chance[i] = ends[0] if s == OWN_ACCOUNT else ends[1]
    return cell, chance
