"""Draws that are even among people alike: of 100 with a chance of 3 %, three draw below it, or nearly.

A simulated person stands for a thousand people, of whom as many leave the labour force as their chance
says. Drawn one by one, the few simulated people at risk miss that number by several, and effects on jobs
drown. So the keyed draws of a cell of people alike give way to their ranks: (rank + start) / people.
Each is uniform as before and depends on nobody's chance, but on who else is in the cell. The start of a
cell moves by the golden ratio from month to month: what is rounded up in one is rounded down in another.
A post's excess goes with the layoff: there a start that moved would come round too soon, and is drawn anew.
Systematic draws in microsimulation: Li and O'Donoghue 2014 (read: abstract); points by the golden ratio
are as even in time as points can be (Niederreiter 1992, recalled).
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
from simulator.core.streams import stream_key, uniform

Cells = NDArray[np.int64]

MAJOR_GROUPS = 10
"""Codes 0 to 9 of ISCO."""
TENURES = 10
"""Cells of tenure: the first month, two more, four more ..., each twice as wide as the last."""
_OF_TENURE = np.array([min((months + 1).bit_length() - 1, TENURES - 1) for months in range(2**TENURES)])
"""Cell of tenure by months."""
_ALONE = -1
"""Cell of those whose draw stays their own."""
_GOLDEN = 0.6180339887498949
_BELOW_ONE = 1.0 - 2.0**-53


def draw_exits(economy: Economy) -> None:
    """Draw the exits of a month, even among people alike.

    Who leaves and enters the labour force: by status, sex and year of age. Whose job ends: by age group, sex
    and tenure. Who is laid off: within a post.
    """
    q, years = economy.persons, economy.cell_hazards.shape[1]
    now = max(economy.month, 0)  # months of burn-in count back, and nobody grows older in them
    ages = by_age(now, q.active, q.status, q.sex, q.birth_month, years)
    _draw(economy, "participation", ages, len(STATUS_NAMES) * 2 * years)
    _draw(economy, "separation", by_tenure(q.post, q.age_group, q.sex, q.tenure), 4 * 2 * TENURES)
    posts = by_post(q.post, economy.posts.layoff_chance)
    _draw(economy, "layoff", posts, economy.posts.n, start_of=economy.month)


def draw_own_work(economy: Economy) -> None:
    """Draw who starts and ends own-account and informal work: by status, age group, sex, major group."""
    q = economy.persons
    cell = by_major_group(q.active, q.status, q.age_group, q.sex, q.occupation, economy.major_group)
    _draw(economy, "self_employment", cell, len(STATUS_NAMES) * 4 * 2 * MAJOR_GROUPS)


def _draw(economy: Economy, purpose: str, cell: Cells, cells: int, start_of: int = 0) -> None:
    q, month = economy.persons, economy.month
    key = stream_key(economy.root, purpose, month)
    start = stream_key(economy.root, f"{purpose} by cell", start_of)
    even(q.id, cell, cells, key, start, month, q.columns[f"u_{purpose}"])


@njit
def by_age(month, active, status, sex, birth_month, years):
    """Return the cell of everyone who may leave or enter the labour force: status, sex, year of age.

    Years of age are those that hazards differ by, the last of them and above as one.
    """
    cell = np.full(len(status), _ALONE)
    for i in range(len(status)):
        s = status[i]
        if active[i] == 1 and (s == EMPLOYED or s == UNEMPLOYED or s == PUBLIC_JOB or s == INACTIVE):
            age = min(max((month - birth_month[i]) // 12, 0), years - 1)
            cell[i] = (s * 2 + sex[i]) * years + age
    return cell


@njit
def by_tenure(post, age_group, sex, tenure):
    """Return the cell of every employee: age group, sex, tenure."""
    cell = np.full(len(post), _ALONE)
    for i in range(len(post)):
        if post[i] >= 0:
            width = _OF_TENURE[min(tenure[i], len(_OF_TENURE) - 1)]
            cell[i] = (age_group[i] * 2 + sex[i]) * TENURES + width
    return cell


@njit
def by_post(post, layoff_chance):
    """Return the cell of everyone who may be laid off: the post, where it has too many people."""
    cell = np.full(len(post), _ALONE)
    for i in range(len(post)):
        if post[i] >= 0 and layoff_chance[post[i]] > 0.0:
            cell[i] = post[i]
    return cell


@njit
def by_major_group(active, status, age_group, sex, occupation, major_group):
    """Return the cell of everyone who may start or end own work: status, age group, sex, major group."""
    cell = np.full(len(status), _ALONE)
    for i in range(len(status)):
        s = status[i]
        starts = s == EMPLOYED or s == UNEMPLOYED or s == PUBLIC_JOB
        if active[i] == 1 and (starts or s == OWN_ACCOUNT or s == INFORMAL):
            group = major_group[occupation[i]]
            cell[i] = ((s * 4 + age_group[i]) * 2 + sex[i]) * MAJOR_GROUPS + group
    return cell


@njit
def even(id, cell, cells, key, start_key, month, draws):
    """Fill `draws` with draws in [0, 1) that are even within a cell (from 0 to below `cells`).

    Ranks go by each person's own draw, so that two paired runs pick nearly the same people.
    """
    first = np.zeros(cells + 1, np.int64)
    for i in range(len(cell)):
        draws[i] = uniform(key, id[i])
        if cell[i] >= 0:
            first[cell[i] + 1] += 1
    first = np.cumsum(first)
    order = _in_order(cell, first, draws)
    for c in range(cells):
        start = (uniform(start_key, c) + month * _GOLDEN) % 1.0
        people = first[c + 1] - first[c]
        for rank in range(people):
            draws[order[first[c] + rank]] = min((rank + start) / people, _BELOW_ONE)


@njit
def _in_order(cell, first, draws):
    """Return the rows of those in cells, cell by cell (each from `first` on), by their draws.

    They are put where they would stand if all were spread evenly, and move from there.
    """
    filled = np.zeros(first[-1] + 1, np.int32)
    place = np.empty(len(cell), np.int32)
    for i in range(len(cell)):
        if cell[i] >= 0:
            start = first[cell[i]]
            place[i] = start + int(draws[i] * (first[cell[i] + 1] - start))
            filled[place[i] + 1] += 1
    filled = np.cumsum(filled)
    order = np.empty(first[-1], np.int32)
    for i in range(len(cell)):
        if cell[i] >= 0:
            order[filled[place[i]]] = i
            filled[place[i]] += 1
    drawn = draws[order]
    for c in range(len(first) - 1):
        for at in range(first[c] + 1, first[c + 1]):
            row, draw = order[at], drawn[at]
            while at > first[c] and drawn[at - 1] > draw:
                order[at], drawn[at] = order[at - 1], drawn[at - 1]
                at -= 1
            order[at], drawn[at] = row, draw
    return order
