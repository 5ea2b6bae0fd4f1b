"""Seen of a run month by month: where people move, who enters, finds and loses a job, recalls and hours.

Moves between the 40 occupations are up, level or down in the occupations' relative pay, of those in work now
and twelve months before, by the pay of the occupation they leave; the network of observed moves that seekers
follow stands beside them.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.runs import Array
from calibration.validate.watch import NOWHERE, SPAN, Codes, by_id, had_a_job
from simulator.agents.person import EMPLOYED, HALF_TIME, INACTIVE, UNEMPLOYED, WORKING
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

ALIKE = 0.05
"""Occupations whose pay differs by less are level."""
DIRECTIONS = ("up", "level", "down")
THIRDS = ("lower third", "middle third", "upper third")
"""Of people in work, by the relative pay of their occupation."""
PARENTS = (20, 49)
"""Ages of who may care for children, as published."""


@cache
def network(iso3: str) -> tuple[Array, Array]:
    """Which way a move goes [40, 40; place in `DIRECTIONS`], and the observed moves over all of an origin."""
    country = load_country(iso3)
    rise = np.log(country.relative_wage[None, :] / country.relative_wage[:, None])
    way = np.where(rise > ALIKE, 0.0, np.where(rise < -ALIKE, 2.0, 1.0))
    moves = np.where(np.eye(len(way)) == 1.0, 0.0, country.mobility)
    return way, moves / moves.sum(axis=1, keepdims=True)


@dataclass
class Seen:
    """A `measure` of a run: counts of each month, of moves once a year; people are matched by id."""

    worked: deque[Codes] = field(default_factory=lambda: deque(maxlen=SPAN))
    sought: deque[Codes] = field(default_factory=lambda: deque(maxlen=1))
    held: deque[Codes] = field(default_factory=lambda: deque(maxlen=1))

    def __call__(self, economy: "Economy") -> dict[str, float]:
        """Look at one month; month 0 begins anew."""
        if economy.month == 0:
            self.worked.clear()
            self.sought.clear()
            self.held.clear()
        q = economy.persons
        works = (q.active == 1) & np.isin(q.status, WORKING)
        third = _thirds(economy.country.relative_wage, q.occupation[works])
        found = self._moves(economy, third) | self._finds(economy, third) | self._leaves(economy, third)
        return found | _entries(economy) | _recalls(economy) | _halves(economy)

    def _moves(self, economy: "Economy", third: Codes) -> dict[str, float]:
        """Movers by third of origin and direction, and what the network makes of their origins."""
        now = by_id(economy, WORKING, economy.persons.occupation)
        full = len(self.worked) == SPAN and economy.month % SPAN == 0
        before = self.worked[0] if full else now[:0]
        self.worked.append(now)
        known = min(len(before), len(now))
        then, since = before[:known], now[:known]
        both = (then != NOWHERE) & (since != NOWHERE)
        then, since = then[both], since[both]
        way, moves = network(economy.country.iso3)
        origin, destination = then[then != since], since[then != since]
        found = {}
        for k, name in enumerate(THIRDS):
            own = third[origin] == k
            for d, direction in enumerate(DIRECTIONS):
                found[f"{direction}, {name}"] = float((way[origin[own], destination[own]] == d).sum())
                expected = (moves * (way == d)).sum(axis=1)
                found[f"{direction}, {name}, network"] = float(expected[origin[own]].sum())
        return found

    def _finds(self, economy: "Economy", third: Codes) -> dict[str, float]:
        """Who was unemployed a month ago and has a job now, and who of the newly hired works half time."""
        q = economy.persons
        before = self.sought[0] if self.sought else np.zeros(0, np.int32)
        at_work = (q.active == 1) & (q.status == EMPLOYED)
        own = third[q.occupation]
        self.sought.append(by_id(economy, (UNEMPLOYED,), np.where(had_a_job(economy), own, len(THIRDS))))
        looked = _of_now(economy, before)
        found = dict[str, float]()
        for k, name in enumerate(THIRDS):
            found |= {f"finds, {name}": float((at_work & (looked == k)).sum()),
                      f"finds, {name} of": float((looked == k).sum()),
                      f"hired, {name}": float((at_work & (own == k) & (q.tenure == 0)).sum()),
                      f"hired, {name} of": float((at_work & (own == k)).sum())}  # fmt: skip
        hired = at_work & (looked != NOWHERE) & (q.last_wage > 0.0) & (q.tenure == 0)
        return found | _half_times({"first_job_half_men": hired & (q.sex == 0),
                                    "first_job_half_women": hired & (q.sex == 1)}, economy)  # fmt: skip

    def _leaves(self, economy: "Economy", third: Codes) -> dict[str, float]:
        """Who had a job a month ago and is unemployed, and who of those with another job has less pay."""
        q = economy.persons
        before = self.held[0] if self.held else np.zeros(0, np.int32)
        self.held.append(by_id(economy, (EMPLOYED,), third[q.occupation]))
        had = _of_now(economy, before)
        found = dict[str, float]()
        for k, name in enumerate(THIRDS):
            found |= {f"loses, {name}": float(((q.status == UNEMPLOYED) & (had == k)).sum()),
                      f"loses, {name} of": float((had == k).sum())}  # fmt: skip
        moved = (q.status == EMPLOYED) & (had != NOWHERE) & (q.tenure == 0) & (q.left_month != economy.month)
        return found | {"moved_to_less": float((q.wage < q.last_wage)[moved].sum()),
                        "moved_to_less of": float(moved.sum())}  # fmt: skip


def _of_now(economy: "Economy", before: Codes) -> Codes:
    """Codes by id of a month ago, by row of the people of now; `NOWHERE` for who was not there."""
    q = economy.persons
    known = (q.id < len(before)) & (q.active == 1)
    found = np.full(q.n, NOWHERE, np.int32)
    found[known] = before[q.id[known]]
    return found


def _thirds(pay: Array, occupations: Codes) -> Codes:
    """Third of each occupation [40] when people in work are put in the order of its pay."""
    heads = np.bincount(occupations, minlength=len(pay)).astype(np.float64)
    order = np.argsort(pay, kind="stable")
    middle = np.cumsum(heads[order]) - 0.5 * heads[order]
    third = np.empty(len(pay), np.int32)
    third[order] = np.minimum(len(THIRDS) * middle / max(heads.sum(), 1.0), len(THIRDS) - 1).astype(np.int32)
    return third


def _entries(economy: "Economy") -> dict[str, float]:
    """Who comes from outside the labour force straight to a job, and of the newly unemployed from there."""
    straight, looking = (float(economy.moves[INACTIVE, to]) for to in (EMPLOYED, UNEMPLOYED))
    lost = float(economy.moves[EMPLOYED, UNEMPLOYED])
    return {"straight_to_work": straight, "straight_to_work of": straight + looking,
            "from_outside": looking, "from_outside of": looking + lost}  # fmt: skip


def _recalls(economy: "Economy") -> dict[str, float]:
    """Recalls of the month, over those who became unemployed and over those laid off for a time."""
    q = economy.persons
    back = economy.count.get("recalls", 0.0)
    lost = float(economy.moves[EMPLOYED, UNEMPLOYED])
    for_a_time = float(((q.active == 1) & (q.recall_post >= 0) & (q.left_month == economy.month)).sum())
    return {"recalled": back, "recalled of": lost,
            "recalled_of_temporary": back, "recalled_of_temporary of": for_a_time}  # fmt: skip


def _halves(economy: "Economy") -> dict[str, float]:
    """Employees of the ages at which children live at home who work half time, with children and without."""
    q, h = economy.persons, economy.households
    age = -q.birth_month // 12  # of month 0: nobody grows older
    own = (q.active == 1) & (q.status == EMPLOYED) & (age >= PARENTS[0]) & (age <= PARENTS[1])
    home = h.children[q.household] > 0
    women = q.sex == 1
    return _half_times({"half_mothers": own & women & home, "half_other_women": own & women & ~home,
                        "half_fathers": own & ~women & home, "half_other_men": own & ~women & ~home},
                       economy)  # fmt: skip


def _half_times(groups: Mapping[str, Any], economy: "Economy") -> dict[str, float]:
    half = economy.persons.usual_hours <= HALF_TIME
    counted = {name: float((who & half).sum()) for name, who in groups.items()}
    return counted | {f"{name} of": float(who.sum()) for name, who in groups.items()}
