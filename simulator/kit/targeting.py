"""Who meets the conditions of `for:`, in one compiled pass over persons.

Instruments that reach some people: `for:`, take-up, and a cap on their number.
"""

from collections import namedtuple
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import TRAINING, UNEMPLOYED, members
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import Distribution, columns, lowest
from simulator.core.param import param
from simulator.core.streams import stream_key, uniform
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit.instrument import Instrument

SEX_CODES = {"": -1, "men": 0, "women": 1}
LEVELS = ("low", "medium", "high")
UNKNOWN, YES, NO = -1, 1, 0
People = namedtuple(
    "People",
    "active id birth_month sex education occupation status months_out displaced_month left_month household",
)
"""Columns that conditions look at."""


@njit
def meets(n, q, month, income, spans, wanted_sex, levels, occupations, by_ai, share, key):
    """Mask of persons who meet every condition.

    spans = rows (low, high) of age in years, months unemployed, equivalised income (currency/month);
    levels and occupations: 1 where allowed; by_ai: 1 displaced, 0 not, -1 no matter.
    """
    found = np.zeros(n, np.bool_)
    seeking_only = spans[1, 0] > -np.inf or spans[1, 1] < np.inf
    for i in range(n):
        if not q.active[i] or (wanted_sex >= 0 and q.sex[i] != wanted_sex):
            continue
        age = (month - q.birth_month[i]) // MONTHS_PER_YEAR
        if age < spans[0, 0] or age > spans[0, 1]:
            continue
        if not levels[q.education[i]] or not occupations[q.occupation[i]]:
            continue
        if seeking_only:
            if q.status[i] != UNEMPLOYED and q.status[i] != TRAINING:
                continue
            if q.months_out[i] < spans[1, 0] or q.months_out[i] > spans[1, 1]:
                continue
        displaced = q.displaced_month[i] >= 0 and q.displaced_month[i] == q.left_month[i]
        if by_ai >= 0 and displaced != (by_ai == 1):
            continue
        if income[q.household[i]] < spans[2, 0] or income[q.household[i]] > spans[2, 1]:
            continue
        found[i] = share >= 1.0 or uniform(key, q.id[i]) < share
    return found


@njit
def draws_of(rows, ids, key):
    """The keyed draw of each row, shape of rows."""
    found = np.empty(len(rows))
    for k in range(len(rows)):
        found[k] = uniform(key, ids[rows[k]])
    return found


def first_in_line(
    wanted: NDArray[np.bool_], ids: NDArray[np.int64], places: int, key: Any
) -> NDArray[np.bool_]:
    """The `places` persons of a mask with the lowest keyed draws: the same order in every month and run."""
    rows = np.flatnonzero(wanted)
    if len(rows) <= places:
        return wanted
    first = np.zeros(len(wanted), np.bool_)
    first[rows[lowest(draws_of(rows, ids, key), places)]] = True
    return first


class Reach:
    """A target bound to a country's occupations the first time that it is asked."""

    def __init__(self, target: Any) -> None:
        self.target = target
        self.levels = np.array([not target.education or name in target.education for name in LEVELS])
        self.occupations: NDArray[np.bool_] | None = None

    def people(self, economy: Economy, name: str) -> NDArray[np.bool_]:
        """Mask of persons who meet the conditions, by row."""
        q, target = economy.persons, self.target
        if not target.plain():
            return np.asarray(q.active == 1)
        if self.occupations is None:
            self.occupations = allowed_occupations(economy.country, target)
        spans = np.array([target.age, target.months_unemployed, target.income], dtype=np.float64)
        if np.isfinite(target.income).any():
            spans[2] *= median_income(economy)
        by_ai = UNKNOWN if target.displaced_by_ai is None else YES if target.displaced_by_ai else NO
        return np.asarray(meets(
            q.n, columns(People, q), economy.month, economy.households.equivalised_income, spans,
            SEX_CODES[target.sex], self.levels, self.occupations, by_ai, target.share,
            stream_key(economy.root, f"{name} share", 0),
        ))  # fmt: skip


def allowed_occupations(country: Any, target: Any) -> NDArray[np.bool_]:
    """Mask of the occupations named by `occupation` and in the fifths of `exposure`."""
    codes, allowed = country.occupations, np.ones(len(country.occupations), np.bool_)
    if target.occupation:
        allowed &= [own.startswith(target.occupation) for own in codes]
    if target.exposure:
        allowed &= np.isin(exposure_fifths(country), target.exposure)
    return allowed


def exposure_fifths(country: Any) -> NDArray[np.int64]:
    """Fifth of employment, ranked by AI exposure, in which each occupation lies (1 least, 5 most)."""
    people = country.employment.sum(axis=0)
    order = np.argsort(country.exposure, kind="stable")
    middle = np.cumsum(people[order]) - people[order] / 2.0
    fifths = np.empty(len(order), np.int64)
    fifths[order] = np.minimum(5, 1 + (5.0 * middle / people.sum()).astype(np.int64))
    return fifths


def median_income(economy: Economy) -> float:
    """Median equivalised household income of people (currency/month), as last measured."""
    homes = economy.households
    return float(Distribution(homes.equivalised_income, members(homes)).quantiles(np.array([0.5]))[0])


NO_LIMIT = 1000.0


class Targeted(Instrument):
    """An instrument for people."""

    targets = True
    reaches = "persons"

    take_up = param(
        1.0, unit="share of those who may", bounds=(0.0, 1.0), kind="share",
        about="who claims: people whose take-up propensity lies below it",
        source="100 % by default; means-tested benefits 40-60 % in Europe (recalled)", status="assumed",
    )  # fmt: skip
    capacity = param(
        NO_LIMIT, unit="recipients per 1000 labour force", bounds=(0.0, NO_LIMIT),
        about="most recipients at a time, in an order drawn once; 1000: no limit",
        source="no limit by default", status="assumed",
    )  # fmt: skip
    administration_per_head = param(
        0.0, unit="share of average wage per month", bounds=(0.0, 1.0), kind="share",
        about="administrative cost of each recipient, bought from firms",
        source="neutral: nothing until a scenario sets it", status="assumed",
    )  # fmt: skip

    def __init__(self, setting: Any) -> None:
        super().__init__(setting)
        self.reach = Reach(setting.target)
        self.books: dict[str, NDArray[np.float64]] = {}

    def eligible(self, economy: Economy, where: Any = None) -> NDArray[np.bool_]:
        """Who meets `for:`, claims, and is among `where` (a mask, all people by default); by row."""
        q = economy.persons
        found = self.reach.people(economy, self.name) & (q.takeup < self.value("take_up"))
        return found if where is None else np.asarray(found & where)

    def book(self, economy: Economy, name: str) -> NDArray[np.float64]:
        """What this instrument notes about each person under a name, by row; zero at first."""
        if name not in self.books:
            self.books[name] = np.zeros(economy.persons.n)
        return self.books[name]

    def draw(self, economy: Economy, purpose: str, month: int = 0) -> NDArray[np.float64]:
        """A keyed uniform draw for each person, by row; without a month the same in every month."""
        q = economy.persons
        return np.asarray(draws_of(np.arange(q.n), q.id, self.key(economy, purpose, month)))

    def key(self, economy: Economy, purpose: str, month: int = 0) -> np.uint64:
        """Key of this instrument's draws for a purpose."""
        return stream_key(economy.root, f"{self.name} {purpose}", month)

    def first(self, economy: Economy, who: NDArray[np.bool_], places: int) -> NDArray[np.bool_]:
        """Those for whom there are places, in an order drawn once."""
        key = self.key(economy, "queue")
        return np.asarray(first_in_line(who, economy.persons.id, max(places, 0), key))

    def headcount(self, economy: Economy, name: str) -> int:
        """How many people a parameter per 1000 of the labour force comes to."""
        return int(self.value(name) / 1000.0 * economy.labour_force() + 0.5)

    def ceiling(self, economy: Economy) -> int:
        """How many the instrument may have at a time: everybody without a `capacity`."""
        if "capacity" not in self.declared() or self.value("capacity") >= NO_LIMIT:
            return int(economy.persons.n)
        return self.headcount(economy, "capacity")

    def recipients(self, economy: Economy, where: Any = None) -> NDArray[np.bool_]:
        """Those of the eligible for whom there is room."""
        return self.first(economy, self.eligible(economy, where), self.ceiling(economy))
