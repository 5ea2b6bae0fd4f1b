"""Draws that are even among people alike: of 100 with a chance of 3 %, three draw below it.

A simulated person stands for a thousand people, of whom as many leave the labour force as their chance
says. Drawn one by one, the few simulated people at risk miss that number by several, and effects on jobs
drown. So in each cell of people alike, by status, age group and sex, as many draws are low as their chances
add up to. Where more were, those nearest to their chance change sides, where fewer, the nearest of the
others; all others keep their own keyed draw. A cell starts where the chances of those before it end, and the
first one where last month ended: what is rounded up in one is rounded down in the next, to one person of the
same status in ten years.

So one person more at risk moves hardly anybody else, and two paired runs stay together. Nearest is who has
the least odds, relative to those of the chance, by which each is as likely to be low as before (samples of
fixed size by Pareto's odds and permanent random numbers: Rosén 1997, Ohlsson 1995, recalled).

Chances are of low draws, below zero of high ones. They need only be near: what a policy adds is left out.
A post's excess goes with the layoff: there a start that goes on would come round too soon, and is drawn anew.
"""

from collections import namedtuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import (
    EMPLOYED,
    INACTIVE,
    INFORMAL,
    OWN_ACCOUNT,
    PUBLIC_JOB,
    STATUS_NAMES,
    STAYS,
    UNEMPLOYED,
)
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.maths import layoff_risk, looseness
from simulator.core.streams import stream_key, uniform
from simulator.markets.separations import ordinary_separations

Cells = NDArray[np.integer]
Chances = NDArray[np.float64]
ALIKE = 4 * 2
"""Cells of one status: age groups by sex. So few that several people of a cell are expected to go."""
LONGEST = 1024
"""Months of tenure from which on nothing differs."""
WITHOUT_JOB = (UNEMPLOYED, PUBLIC_JOB, INACTIVE)
"""Who may leave or enter the labour force without leaving a job, each in cells of their own."""
NEAR = 4.0
"""Relative odds up to which people are looked at as those who may change sides; of a post, all are."""
_ALONE = -1
"""Cell of those whose draw stays their own."""
DRAWN = -2
"""Cell of those whose draw of this month stands."""
_BELOW_ONE = 1.0 - 2.0**-53
SURE = 1.0 + 1e-9
"""More than rounding can move a chance."""
People = namedtuple(
    "People",
    "active status post age_group sex tenure occupation ability separation_level layoff_weight attachment "
    "months_in_status exit_hazard entry_hazard own_account_level kept unearned care_place work_bonus "
    "u_separation u_participation leaving",
)
"""Columns of everyone that say who is alike, and what the chance of each is."""


@njit
def _alike(block, q, i):
    """Return the cell of person i in a block, which is of a status."""
    return block * ALIKE + q.age_group[i] * 2 + q.sex[i]


@njit
def _nobody(n):
    """Return cells and chances to be filled: nobody's draw is to be evened out."""
    return np.full(n, _ALONE, np.int32), np.zeros(n)


@njit
def employees(n, q, by_occupation, ordinary):
    """Return the cell of every employee, and the chance that the job ends.

    As `worker_separate` has it: `ordinary` by tenure x levels of person and occupation, over ability.
    """
    cell, chance = _nobody(n)
    for i in range(n):
        if q.post[i] >= 0:
            cell[i] = _alike(0, q, i)
            usual = ordinary[min(q.tenure[i], len(ordinary) - 1)] * q.separation_level[i]
            chance[i] = usual * by_occupation[q.occupation[i]] / q.ability[i]
    return cell, chance


@njit
def who_stays(n, q, chance):
    """Return the cell of every employee whose job does not end at that chance."""
    cell = np.full(n, _ALONE, np.int32)
    for i in range(n):
        if q.post[i] >= 0 and q.u_separation[i] >= chance[i]:
            cell[i] = _alike(0, q, i)
    return cell


@njit
def others(n, q, discouraged_exit, span):
    """Return the cell of who else may leave or enter the labour force, and the chance.

    The unemployed leave the less, the more they worked. Who comes to work enters in any case. Who has just
    left a job for outside keeps the low draw of that: nobody leaves and enters in one month.
    """
    cell, chance = _nobody(n)
    for i in range(n):
        s = q.status[i]
        if s == INACTIVE and q.months_in_status[i] == 0:
            cell[i] = DRAWN
        elif s in WITHOUT_JOB and not (s == INACTIVE and q.entry_hazard[i] >= 1.0):
            cell[i] = _alike((s == PUBLIC_JOB) + 2 * (s == INACTIVE), q, i)
            chance[i] = -q.entry_hazard[i] if s == INACTIVE else q.exit_hazard[i]
            if s == UNEMPLOYED:
                chance[i] *= looseness(discouraged_exit, span, q.attachment[i])
    return cell, chance


@njit
def by_post(n, q, layoff_chance, slope, fade):
    """Return the cell of everyone who may be laid off, the post with too many people, and the chance."""
    cell, chance = _nobody(n)
    for i in range(n):
        post = q.post[i]
        if post >= 0 and layoff_chance[post] > 0.0:
            cell[i] = post
            chance[i] = layoff_risk(layoff_chance[post] * q.layoff_weight[i], q.tenure[i], slope, fade)
    return cell, chance


@njit
def own_work(n, q, ends, starts, leaves_for_it):
    """Return the cell of everyone who may start or end own work, and the chance.

    Of those who look for a job, what own-account work would pay and informal work are left out.
    """
    cell, chance = _nobody(n)
    for i in range(n):
        s = q.status[i]
        seeks = s == UNEMPLOYED or s == PUBLIC_JOB
        if q.active[i] == 1 and (s == EMPLOYED or seeks or s == OWN_ACCOUNT or s == INFORMAL):
            cell[i] = _alike(s, q, i)
            if s == EMPLOYED:
                chance[i] = -leaves_for_it[q.occupation[i]]
            elif seeks:
                chance[i] = -q.own_account_level[i] * starts[q.occupation[i]]
            else:
                chance[i] = ends[0] if s == OWN_ACCOUNT else ends[1]
    return cell, chance


@njit
def may_leave(n, q, chance, layoff_chance):
    """Mask of whom `worker_separate` may let go: of others no draw is low enough; and who left last month."""
    may = np.zeros(n, np.uint8)
    for i in range(n):
        if q.leaving[i] != STAYS:
            may[i] = q.active[i]
        elif q.post[i] >= 0:
            low = q.u_separation[i] <= chance[i] * SURE or q.u_participation[i] <= q.exit_hazard[i] * SURE
            policy = q.kept[i] != 1.0 or q.unearned[i] != 0.0
            may[i] = low or policy or layoff_chance[q.post[i]] > 0.0 or q.tenure[i] >= LONGEST
    return may


@njit
def may_change(n, q, cell, chance, draws, seekers):
    """Mask of whose status a rule may change: draws near their chances, and all of whom these tell little.

    Those are `seekers`, or else people whom a policy touches, who have just left a job or come to work.
    """
    may = np.zeros(n, np.uint8)
    for i in range(n):
        p = chance[i] * SURE
        if cell[i] >= 0 and (draws[i] <= p if p >= 0.0 else draws[i] >= 1.0 + p):
            may[i] = 1
        elif q.status[i] in WITHOUT_JOB and seekers:
            may[i] = q.status[i] != INACTIVE
        elif q.status[i] in WITHOUT_JOB:
            policy = q.kept[i] != 1.0 or q.unearned[i] != 0.0 or q.care_place[i] != 0.0
            may[i] = policy or cell[i] < 0 or q.work_bonus[i] != 0.0
    return may


def draw_exits(economy: Economy) -> NDArray[np.uint8]:
    """Draw whose jobs end this month, who leaves the labour force from one that does not, who is laid off.

    Returns whom `worker_separate` may let go (mask).
    """
    q, p, occ = economy.persons, economy.parameters, economy.occupations
    level, ordinary = economy.scalar("separation_scale") * occ.separation_level, np.arange(LONGEST)
    people = columns(People, q)
    ends = employees(q.n, people, level, ordinary_separations(p, ordinary))
    _draw(economy, "separation", ends, ALIKE)
    staying = who_stays(q.n, people, ends[1]), q.exit_hazard
    _draw(economy, "participation", staying, ALIKE, among="staff")
    posts = economy.posts
    excess = by_post(q.n, people, posts.layoff_chance, p["layoff_tenure_slope"], p["layoff_fade"])
    _draw(economy, "layoff", excess, posts.n, anew=True)
    return np.asarray(may_leave(q.n, people, ends[1], posts.layoff_chance))


def draw_participation(economy: Economy) -> NDArray[np.uint8]:
    """Draw who else leaves or enters the labour force; return whom `worker_participate` may move (mask)."""
    q, p = economy.persons, economy.parameters
    people = columns(People, q)
    found = others(q.n, people, p["discouraged_exit"], p["attachment_span"])
    _draw(economy, "participation", found, ALIKE, blocks=len(WITHOUT_JOB))
    return np.asarray(may_change(q.n, people, *found, q.u_participation, False))


def draw_own_work(economy: Economy) -> NDArray[np.uint8]:
    """Draw who starts and ends own-account and informal work; return whom `worker_self_employ` may move."""
    q, occ, s, p = economy.persons, economy.occupations, economy.aggregates, economy.parameters
    ends = p["own_account_exit"] * s.own_account_push, p["informal_exit"] * s.informal_push
    starts = s.own_account_pull * economy.scalar("own_account_entry") * occ.own_account_tendency
    leaves = s.own_account_pull * economy.scalar("own_account_entry_from_jobs") * occ.own_account_leavers
    people = columns(People, q)
    found = own_work(q.n, people, ends, starts, leaves)
    _draw(economy, "self_employment", found, ALIKE, blocks=len(STATUS_NAMES))
    return np.asarray(may_change(q.n, people, *found, q.u_self_employment, True))


def _draw(
    economy: Economy,
    purpose: str,
    people: tuple[Cells, Chances],
    cells: int,
    *,
    blocks: int = 1,
    among: str = "",
    anew: bool = False,
) -> None:
    """Draw for a purpose, `among` people of a name (the purpose), in `blocks` of so many cells.

    Each block goes on where it ended last month, but where it starts `anew`.
    """
    q, month, of = economy.persons, economy.month, among or purpose
    if anew or of not in economy.drawn_to:
        first = stream_key(economy.root, f"{of} by cell", month)
        economy.drawn_to[of] = np.array([uniform(first, block) for block in range(blocks)])
    key, near = stream_key(economy.root, purpose, month), np.inf if anew else NEAR
    even(q.id, *people, cells, economy.drawn_to[of], key, q.columns[f"u_{purpose}"], near)


@njit
def even(id, cell, chance, cells, starts, key, draws, near=NEAR):
    """Fill `draws` with keyed draws in [0, 1), as many low ones in a cell as its chances add up to.

    `chance` is of a low draw, below zero of a high one. There are `cells` in each block; `starts` of blocks
    move on to where the chances of their people end. Only people whose relative odds are below `near` are
    looked at twice, but in a cell where more than these must be low.
    """
    many = cells * len(starts)
    for i in range(len(cell)):  # three plain loops: each is quicker than its part of one
        draws[i] = draws[i] if cell[i] == DRAWN else uniform(key, id[i])
    people, expected = _count(cell, chance, many)
    close, count = np.empty(len(cell) + 1, np.int32), 0
    for i in range(len(cell)):
        close[count] = i
        count += (cell[i] >= 0) & _may_be_near(draws[i], chance[i], near)
    first, some = np.zeros(many + 1, np.int64), 0
    for i in close[:count]:
        if _relative_odds(draws[i], chance[i]) < near:
            close[some] = i
            some += 1
            first[cell[i] + 1] += 1
    count = some
    first = np.cumsum(first)
    free, rows = first.copy(), np.empty(count, np.int32)
    for i in close[:count]:
        rows[free[cell[i]]] = i
        free[cell[i]] += 1
    for c in range(many):
        if people[c] > 0:
            start = starts[c // cells]
            number = max(int(np.ceil(expected[c] - start)), 0)
            looked_at = rows[first[c] : first[c + 1]]
            if len(looked_at) <= min(number, people[c] - 1) and near < np.inf:
                looked_at = _all_in(cell, c, people[c])
            _even_out(looked_at, chance, draws, expected[c], number)
            starts[c // cells] = (start - expected[c]) % 1.0


@njit
def _count(cell, chance, many):
    """Return people and the sum of their chances by cell, those of no cell in one more.

    Every other person is added up apart: an addition need not wait for the one before it.
    """
    people, expected = np.zeros((2, many + 1), np.int64), np.zeros((2, many + 1))
    for i in range(len(cell)):
        to = cell[i] if cell[i] >= 0 else many
        people[i & 1, to] += 1
        expected[i & 1, to] += min(abs(chance[i]), 1.0)
    return people[0] + people[1], expected[0] + expected[1]


@njit
def _all_in(cell, c, count):
    """Return the rows of the people of a cell."""
    rows, found = np.empty(count, np.int32), 0
    for i in range(len(cell)):
        if cell[i] == c:
            rows[found] = i
            found += 1
    return rows


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
    parted, left, right = odds.copy(), 0, len(odds) - 1
    while left < right:  # Hoare's selection: Numba's own partition takes ten seconds to compile
        middle, i, j = parted[(left + right) // 2], left, right
        while i <= j:
            while parted[i] < middle:
                i += 1
            while parted[j] > middle:
                j -= 1
            if i <= j:
                parted[i], parted[j] = parted[j], parted[i]
                i, j = i + 1, j - 1
        left, right = (i if number > j else left), (j if number < i else right)
    return (parted[:number].max() + parted[number]) / 2.0


@njit
def _may_be_near(draw, chance, near):
    """Whether relative odds may be below `near`; no, for nearly everybody, without a division."""
    u, p = (draw, chance) if chance >= 0.0 else (1.0 - draw, -chance)
    return u * (1.0 - p) <= SURE * near * (1.0 - u) * p


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
