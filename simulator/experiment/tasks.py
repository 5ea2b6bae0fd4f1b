"""What an experiment consists of: one task for each role of the scenario and each replicate of the seeds."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np

from simulator.experiment.draws import drawn
from simulator.findings.intervals import Openings
from simulator.scenario.financing import Balancing
from simulator.store.tables import ROLES, RunLabel

if TYPE_CHECKING:
    from simulator.scenario import Scenario


@dataclass(frozen=True)
class Task:
    """One simulation: a scenario as its role changes it, and a replicate of the seeds."""

    scenario: "Scenario"
    role: str
    replicate: int
    draw: int = 0

    @property
    def key(self) -> str:
        """Name of the run's store; runs with another rate in search of balance are other runs."""
        parts = self.scenario.name, self.scenario.world_name, self.scenario.closure.label
        name, world, closure = (quote(part, safe="") for part in parts)
        name = f"{name}.{self.role}.{world}.{closure}.{self.replicate:04d}"
        financing = self.scenario.financing
        rate = financing.rate if isinstance(financing, Balancing) else None
        return name if rate is None else f"{name}.{rate:+.6f}"

    @property
    def size(self) -> int:
        """Person-months: what a run costs."""
        return self.scenario.persons * self.scenario.months

    @property
    def label(self) -> RunLabel:
        """The constant columns of the run's rows."""
        return RunLabel(
            scenario=self.scenario.name,
            role=self.role,
            world=self.scenario.world_name,
            closure=self.scenario.closure.label,
            draw=self.draw,
            replicate=self.replicate,
        )


def clusters_of(tasks: Sequence[Task]) -> Openings:
    """Which of some runs of a scenario share luck: a draw of parameters, else the opening state."""
    drawn: list[Hashable] = [tuple(sorted(task.scenario.parameters.items())) for task in tasks]
    states: list[Hashable] = [task.scenario.opening_of(task.replicate) for task in tasks]
    shared = drawn if len(set(drawn)) > 1 else states
    places = {one: place for place, one in enumerate(dict.fromkeys(shared))}
    return np.array([places[one] for one in shared], dtype=np.int64)


def roles_of(scenario: "Scenario") -> tuple[str, ...]:
    """Roles to run, in their fixed order: without policies the scenario itself is the no-policy run."""
    return tuple(role for role in ROLES if role != "policy" or scenario.has_policy)


def main_role(scenario: "Scenario") -> str:
    """The role in which the scenario is as it says."""
    return "policy" if scenario.has_policy else "no_policy"


def scenario_of(scenario: "Scenario", role: str) -> "Scenario":
    """The scenario as a role changes it."""
    if role == "policy":
        return scenario
    if role == "no_ai":
        return scenario.without_policies().with_world("none")
    return scenario.without_policies()


def runs_of(scenario: "Scenario", role: str, *, uncertain: bool) -> list[Task]:
    """A role on all replicates, each with its draw of uncertain parameters, numbered if any are."""
    return [
        Task(scenario_of(drawn(scenario, replicate), role), role, replicate, replicate if uncertain else 0)
        for replicate in range(scenario.seeds)
    ]


def tasks_of(scenario: "Scenario", *, uncertain: bool = False) -> list[Task]:
    """Every role in turn, each on all replicates; `uncertain`: what stands beside it has draws."""
    uncertain |= scenario.is_uncertain
    return [task for role in roles_of(scenario) for task in runs_of(scenario, role, uncertain=uncertain)]
