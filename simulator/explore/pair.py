"""Two economies that go month by month: the one that is chosen, and its twin without the policy."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import polars as pl

from simulator.agents.person import IN_FORCE
from simulator.experiment.mesa_model import Economy
from simulator.experiment.tasks import main_role, scenario_of
from simulator.scenario import Scenario

TWINS = {"policy": "no_policy", "no_policy": "no_ai"}
"""Role of the twin of each role: without policy, where there is none without further AI."""
YEAR = 12

type Flow = tuple[str, str]
"""Who pays and who is paid."""


@dataclass
class Side:
    """One of the two: its role, its economy, and what moved between sectors in each month.

    `flows` are national amounts in currency of the month.
    """

    role: str
    economy: Economy
    flows: list[dict[Flow, float]] = field(default_factory=list)

    @classmethod
    def of(cls, scenario: Scenario, role: str) -> Self:
        """The economy of a scenario in a role, at month 0."""
        return cls(role, Economy(scenario_of(scenario, role)))

    def step(self) -> None:
        """Run a month."""
        self.economy.step()
        found: dict[Flow, float] = defaultdict(float)
        for payer, payee, _, amount in self.economy.ledger.matrix():
            found[payer, payee] += amount * self.economy.weight
        self.flows.append(dict(found))

    def series(self, indicator: str) -> list[float]:
        """An indicator in each month, from month 0."""
        return [float(month[indicator]) for month in self.economy.recorder.totals]

    def posts(self) -> list[float]:
        """Posts of firms and state, filled and open, from month 0."""
        filled = zip(self.series("employees"), self.series("in_public_jobs"), strict=True)
        rates = zip(filled, self.series("vacancy_rate"), strict=True)
        return [(employees - guaranteed) / (1.0 - rate) for (employees, guaranteed), rate in rates]

    def shares(self) -> dict[Flow, float]:
        """What moved between sectors in the last twelve months, as a share of their GDP; empty in month 0."""
        months = self.flows[-YEAR:]
        product = sum(self.series("gdp")[-len(months) :]) if months else 0.0
        totals: dict[Flow, float] = defaultdict(float)
        for month in months:
            for flow, amount in month.items():
                totals[flow] += amount
        return {flow: amount / product for flow, amount in totals.items()}

    def life(self, person: int) -> pl.DataFrame:
        """A person's months so far (`Economy.life`)."""
        return self.economy.life(person)


class Pair:
    """A scenario's economy and its twin, on the same people and the same draws."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        role = main_role(scenario)
        self.chosen, self.twin = Side.of(scenario, role), Side.of(scenario, TWINS[role])

    @property
    def sides(self) -> tuple[Side, Side]:
        """The twin first, as it is drawn below."""
        return self.twin, self.chosen

    @property
    def month(self) -> int:
        """Months since the beginning."""
        return int(self.chosen.economy.month)

    @property
    def is_over(self) -> bool:
        """Whether the scenario's last month is reached."""
        return not self.chosen.economy.running

    def step(self) -> None:
        """Run one month of both."""
        for side in self.sides:
            side.step()

    def someone(self, after: int = -1) -> int:
        """The next person (id) whose work differs between the two, else who is in the labour force.

        Counted on from `after`, and from the first again when nobody is left.
        """
        here, there = (side.economy.persons for side in self.sides)
        both = min(here.n, there.n)
        active = (here.active[:both] == 1) & (there.active[:both] == 1)
        differs = np.flatnonzero(active & (here.status[:both] != there.status[:both]))
        rows = differs if len(differs) else np.flatnonzero(active & np.isin(here.status[:both], IN_FORCE))
        ids = here.id[rows]
        later = ids[ids > after]
        return int(later[0] if len(later) else ids[0])
