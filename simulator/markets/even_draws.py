"""Draws that are even among people alike: of 100 with a chance of 3 %, three draw below it.

A simulated person stands for a thousand people, of whom as many leave the labour force as their chance
says. Drawn one by one, the few simulated people at risk miss that number by several, and effects on jobs
drown. So in each cell of people alike as many draws are low as their chances add up to. Where more were,
those nearest to their chance change sides, where fewer, the nearest of the others; all others keep their
own keyed draw. A cell starts where the chances of those before it end, and the first one where last month
ended: what is rounded up in one is rounded down in the next, to one person of the same status in ten years.

So one person more at risk moves hardly anybody else, and two paired runs stay together. Nearest is who has
the least odds, relative to those of the chance, by which each is as likely to be low as before (samples of
fixed size by Pareto's odds and permanent random numbers: Rosén 1997, Ohlsson 1995, recalled).
Chances need only be near: what a policy adds is left out. A post's excess goes with the layoff: there a
start that goes on would come round too soon, and is drawn anew.

People alike, among whom draws are even: by status, age group and sex; and the chance of each.

Chances are of low draws, below zero of high ones. They need only be near: what a policy adds is left out.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import (
    EMPLOYED,
    INACTIVE,
    INFORMAL,
    OWN_ACCOUNT,
    PUBLIC_JOB,
    STATUS_NAMES,
    UNEMPLOYED,
)
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.maths import layoff_risk, looseness, power
from simulator.core.streams import stream_key, uniform
from simulator.markets.separations import ordinary_separations

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


Cells = NDArray[np.int64]
Chances = NDArray[np.float64]
"""Of low draws; below zero: of high draws."""

_BELOW_ONE = 1.0 - 2.0**-53


def draw_exits(economy: Economy) -> None:
    """Draw whose jobs end this month, who leaves the labour force from one that does not, who is laid off."""
    q, p, occ = economy.persons, economy.parameters, economy.occupations
    found = employees(
        q.post, q.age_group, q.sex, q.tenure, q.separation_level, q.occupation, q.ability,
        economy.scalar("separation_scale") * occ.separation_level,
        ordinary_separations(p, np.arange(LONGEST)), p["separation_pay_elasticity"],
    )  # fmt: skip
    _draw(economy, "separation", found, ALIKE)
    stays = (q.post >= 0) & (q.u_separation >= found[1])
    found = staff(stays, q.age_group, q.sex, q.exit_hazard)
    _draw(economy, "participation", found, ALIKE, among="staff")
    found = by_post(
        q.post, q.tenure, q.layoff_weight, economy.posts.layoff_chance, p["layoff_tenure_slope"],
        p["layoff_fade"],
    )  # fmt: skip
    _draw(economy, "layoff", found, economy.posts.n, anew=True)


def draw_participation(economy: Economy) -> None:
    """Draw who else leaves or enters the labour force."""
    q, p = economy.persons, economy.parameters
    found = others(
        q.status, q.months_in_status, q.age_group, q.sex, q.attachment, q.exit_hazard, q.entry_hazard,
        p["discouraged_exit"], p["attachment_span"],
    )  # fmt: skip
    _draw(economy, "participation", found, ALIKE, blocks=len(WITHOUT_JOB))


def draw_own_work(economy: Economy) -> None:
    """Draw who starts and ends own-account and informal work."""
    q, occ, s, p = economy.persons, economy.occupations, economy.aggregates, economy.parameters
    ends = p["own_account_exit"] * s.own_account_push, p["informal_exit"] * s.informal_push
    seekers, staff = (
        s.own_account_pull * economy.scalar(name)
        for name in ("own_account_entry", "own_account_entry_from_jobs")
    )
    found = own_work(
        q.active, q.status, q.age_group, q.sex, q.occupation, q.own_account_level, ends,
        seekers * occ.own_account_tendency, staff * occ.own_account_leavers,
    )  # fmt: skip
    _draw(economy, "self_employment", found, ALIKE, blocks=len(STATUS_NAMES))


def _draw(
    economy: Economy, purpose: str, people: tuple[Cells, Chances], cells: int, *, blocks: int = 1,
    among: str = "", anew: bool = False,
) -> None:  # fmt: skip
    """Draw for a purpose, `among` people of a name (the purpose), in `blocks` of so many cells.

    Each block goes on where it ended last month, but where it starts `anew`.
    """
    q, month, of = economy.persons, economy.month, among or purpose
    if anew or of not in economy.drawn_to:
        first = stream_key(economy.root, f"{of} by cell", month)
        economy.drawn_to[of] = np.array([uniform(first, block) for block in range(blocks)])
    key = stream_key(economy.root, purpose, month)
    even(q.id, *people, cells, economy.drawn_to[of], key, q.columns[f"u_{purpose}"])


@njit
def even(id, cell, chance, cells, starts, key, draws):
    """Fill `draws` with keyed draws in [0, 1), as many low ones in a cell as its chances add up to.

    `chance` is of a low draw, below zero of a high one. There are `cells` in each block; `starts` of blocks
    move on to where the chances of their people end.
    """
    many = cells * len(starts)
    first, expected = np.zeros(many + 1, np.int64), np.zeros(many)
    for i in range(len(cell)):
        if cell[i] != DRAWN:
            draws[i] = uniform(key, id[i])
        if cell[i] >= 0:
            first[cell[i] + 1] += 1
            expected[cell[i]] += min(abs(chance[i]), 1.0)
    first = np.cumsum(first)
    free, people = first.copy(), np.empty(first[-1], np.int64)
    for i in range(len(cell)):
        if cell[i] >= 0:
            people[free[cell[i]]] = i
            free[cell[i]] += 1
    for c in range(many):
        if first[c] < first[c + 1]:
            start = starts[c // cells]
            number = max(int(np.ceil(expected[c] - start)), 0)
            _even_out(people[first[c] : first[c + 1]], chance, draws, expected[c], number)
            starts[c // cells] = (start - expected[c]) % 1.0


@njit
def _even_out(people, chance, draws, expected, number):
    """Move the draws of those people next to their chances so that `number` are low.

    Who changes sides comes as far from the chance as people stand apart there, which the moved do where
    as many more or fewer than `number` are low: so draws are as dense on either side as before.
    """
    odds, low = np.empty(len(people)), 0
    for k in range(len(people)):
        odds[k] = _relative_odds(draws[people[k]], chance[people[k]])
        low += int(odds[k] < 1.0)
    if low == number:
        return
    edge = _edge(odds, number)
    density = (number + abs(low - number)) / expected
    for k in range(len(people)):
        if (odds[k] < 1.0) != (odds[k] < edge):
            apart = (1.0 - odds[k]) * (density if odds[k] < 1.0 else 1.0 / density)
            draws[people[k]] = _draw_at(max(1.0 + apart, 0.0), chance[people[k]])


@njit
def _edge(odds, number):
    """Return what `number` of the odds are below."""
    if number == 0:
        return 0.0
    if number >= len(odds):
        return np.inf
    parted = np.partition(odds, number)
    return (parted[:number].max() + parted[number]) / 2.0


@njit
def _relative_odds(draw, chance):
    """Return the odds of a draw over those of its chance: below 1 where the draw is low (or high)."""
    u, p = (draw, chance) if chance >= 0.0 else (1.0 - draw, -chance)
    if u >= 1.0 or p <= 0.0:
        return np.inf
    return u * max(1.0 - p, 0.0) / ((1.0 - u) * p)


@njit
def _draw_at(odds, chance):
    """Return the draw of these odds relative to its chance."""
    p = min(abs(chance), 1.0)
    u = odds * p / (1.0 - p + odds * p)
    return min(u if chance >= 0.0 else 1.0 - u, _BELOW_ONE)
