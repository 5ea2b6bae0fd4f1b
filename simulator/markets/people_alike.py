"""People alike, among whom draws are even: cells, and the chances that say where each cell starts.

Chances are of low draws, below zero of high ones. They need only be near: what a policy adds is left out.
"""

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, UNEMPLOYED
from simulator.core.compiled import njit
from simulator.core.maths import layoff_risk, looseness, power

ATTACHMENTS = 20
"""Cells of attachment, in each of which the chance to leave differs little."""
CHANCES = 256
"""Cells of chances, sixteen as the chance doubles: in one they differ by 4 %."""
_FOUR_BITS = 23 - 4
"""Of the mantissa of a float32 below these."""
_LEAST_CHANCE = int(np.float32(2.0**-16).view(np.int32)) >> _FOUR_BITS
LONGEST = 1024
"""Months of tenure from which on nothing differs."""
WITHOUT_JOB = (UNEMPLOYED, PUBLIC_JOB, INACTIVE)
"""Who may leave or enter the labour force without leaving a job, each in cells of their own."""
_ALONE = -1
"""Cell of those whose draw stays their own."""
DRAWN = -2
"""Cell of those whose draw of this month stands."""


@njit
def _age(month, birth_month, years):
    """Return the year of age, of those that hazards differ by, the last of them and above as one."""
    return min(max((month - birth_month) // 12, 0), years - 1)


@njit
def staff_by_age(month, stays, sex, birth_month, exit_hazard, years):
    """Return the cell of those who stay in a job, sex and year of age, and the chance to leave the force."""
    cell, chance = np.full(len(stays), _ALONE), np.zeros(len(stays))
    for i in range(len(stays)):
        if stays[i]:
            cell[i] = sex[i] * years + _age(month, birth_month[i], years)
            chance[i] = exit_hazard[i]
    return cell, chance


@njit
def others_by_age(
    month, status, months_in_status, sex, birth_month, attachment, exit_hazard, entry_hazard,
    discouraged_exit, span, years,
):  # fmt: skip
    """Return the cell of who else may leave or enter the labour force, and the chance.

    By status, sex, year of age; the unemployed, who leave the less the more they worked, by attachment too.
    Who has just left a job for outside keeps the low draw of that: nobody leaves and enters in one month.
    """
    cell, chance = np.full(len(status), _ALONE), np.zeros(len(status))
    for i in range(len(status)):
        s = status[i]
        if s == INACTIVE and months_in_status[i] == 0:
            cell[i] = DRAWN
        elif s in WITHOUT_JOB:
            block = (s == PUBLIC_JOB) + 2 * (s == INACTIVE)
            alike = (block * 2 + sex[i]) * years + _age(month, birth_month[i], years)
            cell[i] = alike * ATTACHMENTS
            chance[i] = exit_hazard[i]
            if s == UNEMPLOYED:
                cell[i] += min(int(attachment[i] * ATTACHMENTS), ATTACHMENTS - 1)
                chance[i] *= looseness(discouraged_exit, span, attachment[i])
            elif s == INACTIVE:
                cell[i] += entry_hazard[i] >= 1.0  # who comes to work is in a cell of their own
                chance[i] = -min(entry_hazard[i], 1.0)
    return cell, chance


@njit
def by_chance(
    post, age_group, sex, tenure, level, occupation, ability, by_occupation, ordinary, pay_elasticity
):  # fmt: skip
    """Return the cell of every employee, age group, sex and chance, and the chance that the job ends.

    As `worker_separate` has it: `ordinary` by tenure x levels of person and occupation, less with ability.
    """
    cell, chance = np.full(len(post), _ALONE), np.zeros(len(post))
    for i in range(len(post)):
        if post[i] >= 0:
            usual = ordinary[min(tenure[i], len(ordinary) - 1)] * level[i] * by_occupation[occupation[i]]
            chance[i] = usual * power(ability[i], -pay_elasticity)
            near = (np.int64(np.float32(chance[i]).view(np.int32)) >> _FOUR_BITS) - _LEAST_CHANCE
            cell[i] = (age_group[i] * 2 + sex[i]) * CHANCES + min(max(near, 0), CHANCES - 1)
    return cell, chance


@njit
def by_post(post, tenure, layoff_chance, slope, fade):
    """Return the cell of everyone who may be laid off, the post with too many people, and the chance."""
    cell, chance = np.full(len(post), _ALONE), np.zeros(len(post))
    for i in range(len(post)):
        if post[i] >= 0 and layoff_chance[post[i]] > 0.0:
            cell[i] = post[i]
            chance[i] = layoff_risk(layoff_chance[post[i]], tenure[i], slope, fade)
    return cell, chance


@njit
def by_occupation(active, status, age_group, sex, occupation, level, ends, starts, leaves_for_it):
    """Return the cell of everyone who may start or end own work, and the chance.

    By status, age group, sex, occupation. Of those who look for a job, what own-account work would pay and
    informal work are left out.
    """
    cell, chance = np.full(len(status), _ALONE), np.zeros(len(status))
    for i in range(len(status)):
        s = status[i]
        seeks = s == UNEMPLOYED or s == PUBLIC_JOB
        if active[i] == 1 and (s == EMPLOYED or seeks or s == OWN_ACCOUNT or s == INFORMAL):
            cell[i] = ((s * 4 + age_group[i]) * 2 + sex[i]) * len(starts) + occupation[i]
            if s == EMPLOYED:
                chance[i] = -leaves_for_it[occupation[i]]
            elif seeks:
                chance[i] = -level[i] * starts[occupation[i]]
            else:
                chance[i] = ends[0] if s == OWN_ACCOUNT else ends[1]
    return cell, chance
