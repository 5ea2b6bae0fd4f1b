"""Instruments that reach some people: `for:`, take-up, and a cap on their number."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import TRAINING, UNEMPLOYED, members
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import Distribution, lowest
from simulator.core.ledger import ArrayAccount
from simulator.core.param import param
from simulator.core.streams import stream_key, uniform
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit.instrument import Instrument

Amounts = NDArray[np.float64]
Mask = NDArray[np.bool_]
SEX_CODES = {"men": 0, "women": 1}
LEVELS = ("low", "medium", "high")


@njit
def draws_of(rows, ids, key):
    """The keyed draw of each row, shape of rows."""
    found = np.empty(len(rows))
    for k in range(len(rows)):
        found[k] = uniform(key, ids[rows[k]])
    return found


def first_in_line(wanted: Mask, ids: NDArray[np.int64], places: int, key: Any) -> Mask:
    """The `places` persons of a mask with the lowest keyed draws: the same order in every month and run."""
    rows = np.flatnonzero(wanted)
    if len(rows) <= places:
        return wanted
    first = np.zeros(len(wanted), np.bool_)
    first[rows[lowest(draws_of(rows, ids, key), places)]] = True
    return first


def within(values: NDArray[Any], span: Sequence[float] | Amounts) -> Mask:
    """Mask of the values that are neither below nor above a span."""
    return ~((values < span[0]) | (values > span[1]))


class Reach:
    """A target bound to a country's occupations the first time that it is asked."""

    def __init__(self, target: Any) -> None:
        self.target = target
        self.levels = np.array([not target.education or name in target.education for name in LEVELS])
        self.occupations: Mask | None = None

    def people(self, economy: Economy, name: str) -> Mask:
        """Mask of persons who meet every condition, by row."""
        q, target = economy.persons, self.target
        found = np.asarray(q.active == 1)
        if not target.plain():
            return found
        if self.occupations is None:
            self.occupations = allowed_occupations(economy.country, target)
        if target.sex:
            found &= q.sex == SEX_CODES[target.sex]
        found &= within((economy.month - q.birth_month) // MONTHS_PER_YEAR, target.age)
        found &= self.levels[q.education] & self.occupations[q.occupation]
        if np.isfinite(target.months_unemployed).any():
            found &= (q.status == UNEMPLOYED) | (q.status == TRAINING)
            found &= within(q.months_out, target.months_unemployed)
        if target.displaced_by_ai is not None:
            displaced = (q.displaced_month >= 0) & (q.displaced_month == q.left_month)
            found &= displaced == target.displaced_by_ai
        if np.isfinite(target.income).any():
            income = economy.households.equivalised_income[q.household]
            found &= within(income, np.array(target.income) * median_income(economy))
        if target.share < 1.0:
            key = stream_key(economy.root, f"{name} share", 0)
            found &= draws_of(np.arange(q.n), q.id, key) < target.share
        return found


def allowed_occupations(country: Any, target: Any) -> Mask:
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
        1.0,
        share_of="those who may",
        about="who claims: people whose take-up propensity lies below it",
        source="100 % by default; means-tested benefits 40-60 % in Europe (recalled)",
    )
    capacity = param(
        NO_LIMIT,
        unit="recipients per 1000 labour force",
        bounds=(0.0, NO_LIMIT),
        about="most recipients at a time, in an order drawn once; 1000: no limit",
        source="no limit by default",
    )
    administration_per_head = param(
        0.0,
        share_of="average wage per month",
        about="administrative cost of each recipient, bought from firms",
    )

    def __init__(self, setting: Any) -> None:
        super().__init__(setting)
        self.reach = Reach(setting.target)
        self.books: dict[str, Amounts] = {}

    def pay_out(
        self, economy: Economy, payee: ArrayAccount, amounts: Amounts, total: float, heads: float = 0.0
    ) -> None:
        """Move amounts (by row, `total` in all) from the state to people or firms, out of the fund if any."""
        economy.ledger.pay(self.name, economy.accounts.state, payee, total, amounts)
        economy.spend_fund(self.name, total)
        self.administer(economy, total, heads)

    def eligible(self, economy: Economy, where: Any = None) -> Mask:
        """Who meets `for:`, claims, and is among `where` (a mask, all people by default); by row."""
        q = economy.persons
        found = self.reach.people(economy, self.name) & (q.takeup < self.value("take_up"))
        return found if where is None else np.asarray(found & where)

    def book(self, economy: Economy, name: str) -> Amounts:
        """What this instrument notes about each person under a name, by row; zero at first."""
        if name not in self.books:
            self.books[name] = np.zeros(economy.persons.n)
        return self.books[name]

    def draw(self, economy: Economy, purpose: str, month: int = 0) -> Amounts:
        """A keyed uniform draw for each person, by row; without a month the same in every month."""
        q = economy.persons
        return np.asarray(draws_of(np.arange(q.n), q.id, self.key(economy, purpose, month)))

    def key(self, economy: Economy, purpose: str, month: int = 0) -> np.uint64:
        """Key of this instrument's draws for a purpose."""
        return stream_key(economy.root, f"{self.name} {purpose}", month)

    def first(self, economy: Economy, who: Mask, places: int) -> Mask:
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

    def recipients(self, economy: Economy, where: Any = None) -> Mask:
        """Those of the eligible for whom there is room."""
        return self.first(economy, self.eligible(economy, where), self.ceiling(economy))
