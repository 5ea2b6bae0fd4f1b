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

Candidates = tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.float64]]
"""People whose draws are evened out: rows, cells and chances."""
ALIKE = 4 * 2
"""Cells of one status: age groups by sex. So few that several people of a cell are expected to go."""
LONGEST = 1024
"""Months of tenure from which on nothing differs."""
WITHOUT_JOB = (UNEMPLOYED, PUBLIC_JOB, INACTIVE)
"""Who may leave or enter the labour force without leaving a job, each in cells of their own."""
HAS_NO_JOB, MAY_OWN = (
    np.isin(np.arange(len(STATUS_NAMES)), some).astype(np.uint8)
    for some in (WITHOUT_JOB, (EMPLOYED, UNEMPLOYED, PUBLIC_JOB, OWN_ACCOUNT, INFORMAL))
)
"""By status, who is that and who may start or end own work (1 or 0)."""
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
def _listed(here):
    """Return the rows where `here` is not zero; their cells and chances are to be filled."""
    rows, count = np.empty(len(here) + 1, np.int32), 0
    for i in range(len(here)):
        rows[count] = i
        count += here[i] != 0
    return rows[:count], np.full(count, _ALONE, np.int32), np.zeros(count)


@njit
def employees(q, by_occupation, ordinary):
    """Return every employee (row), their cells, and the chances that their jobs end.

    As `worker_separate` has it: `ordinary` by tenure x levels of person and occupation, over ability.
    """
    rows, cell, chance = _listed(q.post >= 0)
    for k in range(len(rows)):
        i = rows[k]
        cell[k] = _alike(0, q, i)
        usual = ordinary[min(q.tenure[i], len(ordinary) - 1)] * q.separation_level[i]
        chance[k] = usual * by_occupation[q.occupation[i]] / q.ability[i]
    return rows, cell, chance


@njit
def who_stays(q, rows, cell, chance):
    """Return of employees the cells, of those whose jobs do not end at that chance, and chances to leave."""
    staying, leaves = cell.copy(), np.empty(len(rows))
    for k in range(len(rows)):
        leaves[k] = q.exit_hazard[rows[k]]
        if q.u_separation[rows[k]] < chance[k]:
            staying[k] = _ALONE
    return rows, staying, leaves


@njit
def others(q, without_job, discouraged_exit, span):
    """Return who else may leave or enter the labour force (rows), their cells and chances.

    The unemployed leave the less, the more they worked. Who comes to work enters in any case. Who has just
    left a job for outside keeps the low draw of that: nobody leaves and enters in one month.
    """
    rows, cell, chance = _listed(without_job[q.status])
    for k in range(len(rows)):
        i = rows[k]
        s = q.status[i]
        if s == INACTIVE and q.months_in_status[i] == 0:
            cell[k] = DRAWN
        elif not (s == INACTIVE and q.entry_hazard[i] >= 1.0):
            cell[k] = _alike((s == PUBLIC_JOB) + 2 * (s == INACTIVE), q, i)
            chance[k] = -q.entry_hazard[i] if s == INACTIVE else q.exit_hazard[i]
            if s == UNEMPLOYED:
                chance[k] *= looseness(discouraged_exit, span, q.attachment[i])
    return rows, cell, chance


@njit
def by_post(q, staff, layoff_chance, slope, fade):
    """Return of the staff (rows) who may be laid off, their posts as cells, and their chances."""
    rows, cell, chance = np.empty_like(staff), np.empty_like(staff), np.empty(len(staff))
    count = 0
    for i in staff:
        post = q.post[i]
        if layoff_chance[post] > 0.0:
            rows[count], cell[count] = i, post
            chance[count] = layoff_risk(layoff_chance[post] * q.layoff_weight[i], q.tenure[i], slope, fade)
            count += 1
    return rows[:count], cell[:count], chance[:count]


@njit
def own_work(q, may, ends, starts, leaves_for_it):
    """Return who may start or end own work (rows, of statuses that `may`), their cells and chances.

    Of those who look for a job, what own-account work would pay and informal work are left out.
    """
    rows, cell, chance = _listed(may[q.status] * q.active)
    for k in range(len(rows)):
        i = rows[k]
        s = q.status[i]
        cell[k] = _alike(s, q, i)
        if s == EMPLOYED:
            chance[k] = -leaves_for_it[q.occupation[i]]
        elif s == OWN_ACCOUNT or s == INFORMAL:
            chance[k] = ends[0] if s == OWN_ACCOUNT else ends[1]
        else:
            chance[k] = -q.own_account_level[i] * starts[q.occupation[i]]
    return rows, cell, chance


@njit
def may_leave(q, staff, chance, layoff_chance):
    """Mask of whom `worker_separate` may let go: of others no draw is low enough; and who left last month."""
    may = (q.leaving != STAYS) * q.active
    for k in range(len(staff)):
        i = staff[k]
        if q.leaving[i] == STAYS:
            low = q.u_separation[i] <= chance[k] * SURE or q.u_participation[i] <= q.exit_hazard[i] * SURE
            policy = q.kept[i] != 1.0 or q.unearned[i] != 0.0
            may[i] = low or policy or layoff_chance[q.post[i]] > 0.0 or q.tenure[i] >= LONGEST
    return may


@njit
def may_change(q, rows, cell, chance, draws, seekers):
    """Mask of whose status a rule may change: draws near their chances, and all of whom these tell little.

    Those are `seekers`, or else people whom a policy touches, who have just left a job or come to work.
    """
    may = np.zeros(len(q.status), np.uint8)
    for k in range(len(rows)):
        i, p = rows[k], chance[k] * SURE
        if cell[k] >= 0 and (draws[i] <= p if p >= 0.0 else draws[i] >= 1.0 + p):
            may[i] = 1
        elif seekers:
            may[i] = q.status[i] == UNEMPLOYED or q.status[i] == PUBLIC_JOB
        else:
            policy = q.kept[i] != 1.0 or q.unearned[i] != 0.0 or q.care_place[i] != 0.0
            may[i] = policy or cell[k] < 0 or q.work_bonus[i] != 0.0
    return may


def draw_exits(economy: Economy) -> NDArray[np.uint8]:
    """Draw whose jobs end this month, who leaves the labour force from one that does not, who is laid off.

    Returns whom `worker_separate` may let go (mask).
    """
    q, p, occ = economy.persons, economy.parameters, economy.occupations
    level, ordinary = economy.scalar("separation_scale") * occ.separation_level, np.arange(LONGEST)
    people, posts = columns(People, q), economy.posts
    ends = employees(people, level, ordinary_separations(p, ordinary))
    staff, _, chance = ends
    _draw(economy, "separation", ends, ALIKE)
    _draw(economy, "participation", who_stays(people, *ends), ALIKE, among="staff")
    excess = by_post(people, staff, posts.layoff_chance, p["layoff_tenure_slope"], p["layoff_fade"])
    _draw(economy, "layoff", excess, posts.n, anew=True)
    return np.asarray(may_leave(people, staff, chance, posts.layoff_chance))


def draw_participation(economy: Economy) -> NDArray[np.uint8]:
    """Draw who else leaves or enters the labour force; return whom `worker_participate` may move (mask)."""
    q, p = economy.persons, economy.parameters
    people = columns(People, q)
    found = others(people, HAS_NO_JOB, p["discouraged_exit"], p["attachment_span"])
    _draw(economy, "participation", found, ALIKE, blocks=len(WITHOUT_JOB))
    return np.asarray(may_change(people, *found, q.u_participation, False))


def draw_own_work(economy: Economy) -> NDArray[np.uint8]:
    """Draw who starts and ends own-account and informal work; return whom `worker_self_employ` may move."""
    q, occ, s, p = economy.persons, economy.occupations, economy.aggregates, economy.parameters
    ends = p["own_account_exit"] * s.own_account_push, p["informal_exit"] * s.informal_push
    starts = s.own_account_pull * economy.scalar("own_account_entry") * occ.own_account_tendency
    leaves = s.own_account_pull * economy.scalar("own_account_entry_from_jobs") * occ.own_account_leavers
    people = columns(People, q)
    found = own_work(people, MAY_OWN, ends, starts, leaves)
    _draw(economy, "self_employment", found, ALIKE, blocks=len(STATUS_NAMES))
    return np.asarray(may_change(people, *found, q.u_self_employment, True))


def _draw(
    economy: Economy,
    purpose: str,
    people: Candidates,
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
def even(id, people, cell, chance, cells, starts, key, draws, near=NEAR):
    """Fill `draws` with keyed draws in [0, 1), as many low ones in a cell as its chances add up to.

    `people` (rows), their cells and chances stand side by side; of all others each draw stays its own.
    `chance` is of a low draw, below zero of a high one. There are `cells` in each block; `starts` of blocks
    move on to where the chances of their people end. Only people whose relative odds are below `near` are
    looked at twice, but in a cell where more than these must be low.
    """
    many = cells * len(starts)
    stand = draws[people]
    for i in range(len(id)):
        draws[i] = uniform(key, id[i])
    close, count = np.empty(len(people) + 1, np.int32), 0
    own = draws[people]
    for k in range(len(people)):
        close[count] = k
        count += (cell[k] >= 0) & _may_be_near(own[k], chance[k], near)
        if cell[k] == DRAWN:
            draws[people[k]] = stand[k]
    number_of, expected = _count(people, cell, chance, many)
    first, some = np.zeros(many + 1, np.int64), 0
    for k in close[:count]:
        if _relative_odds(own[k], chance[k]) < near:
            close[some] = k
            some += 1
            first[cell[k] + 1] += 1
    count = some
    first = np.cumsum(first)
    free, places = first.copy(), np.empty(count, np.int32)
    for k in close[:count]:
        places[free[cell[k]]] = k
        free[cell[k]] += 1
    for c in range(many):
        if number_of[c] > 0:
            start = starts[c // cells]
            number = max(int(np.ceil(expected[c] - start)), 0)
            looked_at = places[first[c] : first[c + 1]]
            if len(looked_at) <= min(number, number_of[c] - 1) and near < np.inf:
                looked_at = _all_in(cell, c, number_of[c])
            _even_out(people[looked_at], chance[looked_at], draws, expected[c], number)
            starts[c // cells] = (start - expected[c]) % 1.0


@njit
def _count(people, cell, chance, many):
    """Return people and the sum of their chances by cell, those of no cell in one more.

    Every other row is added up apart: an addition need not wait for the one before it.
    """
    number, expected = np.zeros((2, many + 1), np.int64), np.zeros((2, many + 1))
    for k in range(len(people)):
        to = cell[k] if cell[k] >= 0 else many
        number[people[k] & 1, to] += 1
        expected[people[k] & 1, to] += min(abs(chance[k]), 1.0)
    return number[0] + number[1], expected[0] + expected[1]


@njit
def _all_in(cell, c, count):
    """Return the places of the people of a cell."""
    places, found = np.empty(count, np.int32), 0
    for k in range(len(cell)):
        if cell[k] == c:
            places[found] = k
            found += 1
    return places


@njit
def _even_out(people, chance, draws, expected, number):
    """Move the draws of those people next to their chances so that `number` are low.

    Who changes sides comes as far from the chance as people stand apart there, which the moved do where
    as many more or fewer than `number` are low: so draws are as dense on either side as before.
    """
    odds, low = np.empty(len(people)), 0
    for k in range(len(people)):
        odds[k] = _relative_odds(draws[people[k]], chance[k])
        low += int(odds[k] < 1.0)
    if low == number:
        return
    edge = _edge(odds, number)
    density = (number + abs(low - number)) / expected
    for k in range(len(people)):
        if (odds[k] < 1.0) != (odds[k] < edge):
            apart = (1.0 - odds[k]) * (density if odds[k] < 1.0 else 1.0 / density)
            draws[people[k]] = _draw_at(max(1.0 + apart, 0.0), chance[k])


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
