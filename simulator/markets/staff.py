"""What people can do in their jobs, in efficiency units, and what firms pay for one.

What a changed minimum wage makes of the pay of posts, occupation by occupation.
"""

from collections import namedtuple

import numpy as np

from simulator.agents.person import EMPLOYED, IN_FORCE, STATUS_NAMES
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns, sum_of
from simulator.core.maths import going_wage, settled

USUAL = 60.0
"""Months over which burn-in finds what people usually can do."""
FORCE = np.isin(np.arange(len(STATUS_NAMES)), IN_FORCE)
"""Whether a status is in the labour force."""
Staff = namedtuple("Staff", "status firm occupation hours ability skill tenure")
"""Columns of everyone that say what they can do at work, and where."""


def measure_staff(economy: Economy) -> None:
    """How skilled private firms' staff is, and what it costs beside what it does; skill of the labour force.

    Somebody does hours x ability x what tenure adds x skill. Pay takes all of that but skill, of which it
    takes a part, so that able, settled or part-time staff is neither dear nor cheap, and skilled staff cheap.
    Only skill changes how many people a firm needs: the rest is in the requirements of month 0, and a firm's
    few stand for the staff of many real ones. Up to month 0 what is found becomes the norm.
    """
    q, firms, occ, s, p = (
        economy.persons, economy.firms, economy.occupations, economy.aggregates, economy.parameters,
    )  # fmt: skip
    usual, worth = np.zeros(firms.n), np.zeros(firms.n)
    pay = occ.wage * occ.floor_lift * (1.0 - s.pay_cut)
    sum_staff(q.n, columns(Staff, q), pay, p["tenure_return"], p["tenure_return_months"], usual, worth)
    skills, people = skills_in_force(q.status, q.skill, FORCE)
    mean = float(sum_of(skills)) / max(people, 1)
    private = firms.public == 0
    skilled = float(sum_of(worth * private)) / max(float(sum_of(usual * private)), 1e-300)
    if economy.month < 1:
        going = (1.0 + firms.premium) * private
        heads = max(float(sum_of(firms.base_wages * private)), 1e-300)
        s.skill_norm += (mean - s.skill_norm) / USUAL
        s.staff_skill_norm += (skilled - s.staff_skill_norm) / USUAL
        s.output_norm += (float(sum_of(usual * going)) / heads - s.output_norm) / USUAL
    memory = 1.0 / p["quality_smoothing"]
    if economy.month >= 1:
        s.skill += memory * (mean / s.skill_norm - s.skill)
    paid = firms.wage_bill + firms.idle_wages
    update_staff(
        firms.n, private, firms.heads, usual, worth / s.staff_skill_norm, paid / (1.0 + firms.premium),
        memory, p["quality_usual_staff"], firms.skill, firms.pay_over_worth,
    )  # fmt: skip


@njit
def skills_in_force(status, skill, force):
    """Skill of those in the labour force (ratio), 0 of the others; how many are in it."""
    skills, people = np.empty(len(skill)), 0
    for i in range(len(skill)):
        skills[i] = skill[i] * force[status[i]]
        people += force[status[i]]
    return skills, people


@njit
def sum_staff(n, q, pay, tenure_return, tenure_return_months, usual, worth):
    """Add up by firm what staff is worth at going pay: at full skill, and at its own."""
    for i in range(n):
        if q.status[i] == EMPLOYED:
            stays = settled(q.tenure[i], tenure_return, tenure_return_months)
            one = q.hours[i] * q.ability[i] * stays * pay[q.occupation[i]]
            usual[q.firm[i]] += one
            worth[q.firm[i]] += one * q.skill[i]


@njit
def update_staff(firms, private, heads, usual, worth, paid, memory, like_others, skill, pay_over_worth):
    """Follow skill, and pay over worth, of each private firm's staff: its own as far as its heads count.

    `like_others`: people like everybody's staff who are reckoned in with a firm's own.
    """
    all_usual = all_worth = all_paid = 0.0
    for f in range(firms):
        if private[f]:
            all_usual += usual[f]
            all_worth += worth[f]
            all_paid += paid[f]
    if all_worth <= 0.0:
        return
    mean, level = all_worth / all_usual, all_paid / all_worth
    for f in range(firms):
        if private[f] and worth[f] > 0.0:
            own = heads[f] / (heads[f] + like_others)
            skill[f] += memory * (mean + own * (worth[f] / usual[f] - mean) - skill[f])
            pay_over_worth[f] += memory * (level + own * (paid[f] / worth[f] - level) - pay_over_worth[f])


def lift_pay(economy: Economy) -> None:
    """Pay of an occupation's posts under this month's minimum wage over that under today's law.

    It is 1 while the law stands. Firms reckon with it in what a unit costs and in how dear a post is beside
    others. What today's floor adds stands in their costs from month 0 on: in `pay_over_worth`.
    """
    q, firms, occ, s, p = (
        economy.persons, economy.firms, economy.occupations, economy.aggregates, economy.parameters,
    )  # fmt: skip
    today = economy.law_shifts.before("minimum_wage", s.minimum_wage)
    if s.minimum_wage == today:
        occ.floor_lift[:] = 1.0
        return
    # Whoever is at work is paid it at once: else they would all change jobs for it in its first month.
    employed = q.status == EMPLOYED
    q.wage[employed] = np.maximum(q.wage[employed], s.minimum_wage)
    paid = np.zeros((2, len(occ.id)))
    going = p["tenure_return"], p["tenure_return_months"], p["skill_pay"]
    pay_by_floor(q.n, columns(Staff, q), firms.premium, occ.wage, going, today, s.minimum_wage, paid)
    occ.floor_lift[:] = np.where(paid[0] > 0.0, paid[1] / np.maximum(paid[0], 1e-300), 1.0)


@njit
def pay_by_floor(n, q, premium, wage, going, today, now, paid):
    """Add up by occupation what its employees are worth or the floor, today's (row 0) and the new (row 1)."""
    for i in range(n):
        if q.status[i] == EMPLOYED:
            o = q.occupation[i]
            pay = going_wage(wage[o], premium[q.firm[i]], q.ability[i], q.skill[i], q.tenure[i], *going)
            paid[0, o] += max(pay, today)
            paid[1, o] += max(pay, now)
