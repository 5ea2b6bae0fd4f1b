"""Draws that are even among people alike: of 100 with a chance of 3 %, three draw below it, or nearly.

A simulated person stands for a thousand people, of whom as many leave the labour force as their chance
says. Drawn one by one, the few simulated people at risk miss that number by several, and effects on jobs
drown. So the keyed draws of a cell of people alike give way to their ranks: (rank + start) / people.
Each is uniform as before, whatever anybody's chance is. A cell starts where the chances of those before it
end, and the first one where last month ended, so that what is rounded up in one cell or month is rounded
down in the next: of all with the same status as many leave as their chances add up to, to one person
(systematic draws; in microsimulation: Li and O'Donoghue 2014, read: abstract). These chances need only be
near: what a policy adds is left out. A post's excess goes with the layoff: there a start that goes on would
come round too soon, and is drawn anew.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import STATUS_NAMES
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.streams import stream_key, uniform
from simulator.markets import people_alike
from simulator.markets.people_alike import ATTACHMENTS, CHANCES, DRAWN, LONGEST, WITHOUT_JOB
from simulator.markets.separations import ordinary_separations

Cells = NDArray[np.int64]
Chances = NDArray[np.float64]
"""Of low draws; below zero: of high draws."""

_BELOW_ONE = 1.0 - 2.0**-53


def draw_exits(economy: Economy) -> None:
    """Draw whose jobs end this month, even among people alike.

    Whose job ends: by age group, sex and that chance. Who leaves the labour force from a job that does not:
    by sex and year of age. Who is laid off: within a post.
    """
    q, p, occ = economy.persons, economy.parameters, economy.occupations
    years = economy.cell_hazards.shape[1]
    found = people_alike.by_chance(
        q.post, q.age_group, q.sex, q.tenure, q.separation_level, q.occupation, q.ability,
        economy.scalar("separation_scale") * occ.separation_level,
        ordinary_separations(p, np.arange(LONGEST)), p["separation_pay_elasticity"],
    )  # fmt: skip
    _draw(economy, "separation", found, 4 * 2 * CHANCES)
    stays = (q.post >= 0) & (q.u_separation >= found[1])
    found = people_alike.staff_by_age(_today(economy), stays, q.sex, q.birth_month, q.exit_hazard, years)
    _draw(economy, "participation", found, 2 * years, among="staff")
    found = people_alike.by_post(
        q.post, q.tenure, economy.posts.layoff_chance, p["layoff_tenure_slope"], p["layoff_fade"]
    )
    _draw(economy, "layoff", found, economy.posts.n, anew=True)


def draw_participation(economy: Economy) -> None:
    """Draw who else leaves or enters the labour force: by status, sex, year of age, and attachment."""
    q, p, years = economy.persons, economy.parameters, economy.cell_hazards.shape[1]
    found = people_alike.others_by_age(
        _today(economy), q.status, q.months_in_status, q.sex, q.birth_month, q.attachment, q.exit_hazard,
        q.entry_hazard, p["discouraged_exit"], p["attachment_span"], years,
    )  # fmt: skip
    _draw(economy, "participation", found, 2 * years * ATTACHMENTS, blocks=len(WITHOUT_JOB))


def draw_own_work(economy: Economy) -> None:
    """Draw who starts and ends own-account and informal work: by status, age group, sex, occupation."""
    q, occ, s, p = economy.persons, economy.occupations, economy.aggregates, economy.parameters
    ends = p["own_account_exit"] * s.own_account_push, p["informal_exit"] * s.informal_push
    seekers, staff = (
        s.own_account_pull * economy.scalar(name)
        for name in ("own_account_entry", "own_account_entry_from_jobs")
    )
    found = people_alike.by_occupation(
        q.active, q.status, q.age_group, q.sex, q.occupation, q.own_account_level, ends,
        seekers * occ.own_account_tendency, staff * occ.own_account_leavers,
    )  # fmt: skip
    _draw(economy, "self_employment", found, 4 * 2 * len(occ.id), blocks=len(STATUS_NAMES))


def _today(economy: Economy) -> int:
    """The month: those of burn-in count back, and nobody grows older in them."""
    return max(economy.month, 0)


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
    """Fill `draws` with draws in [0, 1) that are even within a cell, and over all cells of a block.

    Ranks go by each person's own draw, so that two paired runs pick nearly the same people. `chance` is of a
    low draw, below zero of a high one. There are `cells` in each block; `starts` of blocks move on to where
    the chances of their people end.
    """
    many = cells * len(starts)
    first, expected = np.zeros(many + 1, np.int64), np.zeros(many)
    rows, people = np.empty(len(cell) + 1, np.int32), 0
    for i in range(len(cell)):
        if cell[i] != DRAWN:
            draws[i] = uniform(key, id[i])
        rows[people] = i
        people += int(cell[i] >= 0)
    rows = rows[:people]
    for row in rows:
        first[cell[row] + 1] += 1
        expected[cell[row]] += chance[row]
    first = np.cumsum(first)
    order = _in_order(rows, cell, first, draws)
    for c in range(many):
        start, here = starts[c // cells], first[c + 1] - first[c]
        if here > 0:
            for rank in range(here):
                draws[order[first[c] + rank]] = min((rank + start) / here, _BELOW_ONE)
            starts[c // cells] = (start - expected[c]) % 1.0


@njit
def _in_order(rows, cell, first, draws):
    """Return the rows of those in cells, cell by cell (each from `first` on), by their draws.

    They are put where they would stand if all were spread evenly, and move from there.
    """
    filled = np.zeros(len(rows) + 1, np.int32)
    place = np.empty(len(rows), np.int32)
    for k in range(len(rows)):
        here = cell[rows[k]]
        place[k] = first[here] + int(draws[rows[k]] * (first[here + 1] - first[here]))
        filled[place[k] + 1] += 1
    free = np.cumsum(filled)
    order = np.empty(len(rows), np.int32)
    for k in range(len(rows)):
        order[free[place[k]]] = rows[k]
        free[place[k]] += 1
    drawn = draws[order]
    for c in range(len(first) - 1):
        for at in range(first[c] + 1, first[c + 1]):
            row, draw = order[at], drawn[at]
            while at > first[c] and drawn[at - 1] > draw:
                order[at], drawn[at] = order[at - 1], drawn[at - 1]
                at -= 1
            order[at], drawn[at] = row, draw
    return order
