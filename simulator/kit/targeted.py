"""Instruments that reach some people: `for:`, take-up, and a cap on their number."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.economy import Economy
from simulator.core.param import param
from simulator.core.streams import stream_key
from simulator.kit.instrument import Instrument
from simulator.kit.targeting import Reach, draws_of, first_in_line

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
