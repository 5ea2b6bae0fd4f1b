"""What is chosen on the page: a scenario to begin with, a world, policies beside its own, what was moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from simulator.core.shipped import library_names, shipped_names
from simulator.core.time import month_label
from simulator.explore.levers import Lever, levers_of
from simulator.policies import discover
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.scenario import CHANGED

PERSONS = 2_000
BEGINS = 24
"""Month in which a policy begins that is added on the page, as in the scenarios that ship: two years on."""


@dataclass(frozen=True)
class Choice:
    """A scenario and what differs from it; raises InputErrors where `scenario` finds it wrong.

    `base` is a shipped name or a file. `world` is the name of a shipped one, None for the scenario's own.
    `added` names policies that stand at typical values; `moved` holds values under `policy.parameter`, in
    declared units.
    """

    base: str
    world: str | None = None
    added: tuple[str, ...] = ()
    moved: Mapping[str, float] = field(default_factory=dict)
    persons: int = PERSONS
    seed: int | None = None
    allow_code: bool = False

    @cached_property
    def start(self) -> Scenario:
        """The scenario to begin with, as its file has it."""
        options = Options(persons=self.persons, base_seed=self.seed, allow_code=self.allow_code)
        return load_scenario(self.base, options=options)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it is chosen."""
        options = Options(
            persons=self.persons, base_seed=self.seed, allow_code=self.allow_code, over=tuple(self._over())
        )
        return load_scenario(self.base, options=options)

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """What can be moved in it."""
        return levers_of(self.scenario)

    @property
    def country(self) -> str:
        """Code of the country."""
        return self.start.country

    @property
    def scenario_world(self) -> str:
        """Name of the shipped world that it is in, or that the scenario changes."""
        return self.world or self.start.world_name.removesuffix(CHANGED)

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the scenario to begin with."""
        return bool(self.world or self.added or self.moved)

    def with_base(self, base: str) -> Self:
        """Another scenario, with nothing moved or added; the world stays if one was chosen."""
        return replace(self, base=base, added=(), moved={})

    def with_world(self, world: str) -> Self:
        """The same in another world."""
        return replace(self, world=None if world == self.start.world_name else world)

    def with_policy(self, name: str) -> Self:
        """The same with one policy more."""
        return replace(self, added=tuple(dict.fromkeys((*self.added, name))))

    def without_policy(self, name: str) -> Self:
        """The same without a policy that was added."""
        left = {key: value for key, value in self.moved.items() if not key.startswith(f"{name}.")}
        return replace(self, added=tuple(one for one in self.added if one != name), moved=left)

    def with_value(self, name: str, value: float) -> Self:
        """The same with a parameter moved."""
        return replace(self, moved={**self.moved, name: value})

    @property
    def differs(self) -> dict[str, dict[str, Any]]:
        """What differs in policies, as a scenario file writes it: values by policy."""
        first = month_label(self.start.start, BEGINS)
        found: dict[str, dict[str, Any]] = {
            name: {**discover()[name].typical.values, "start": first} for name in self.added
        }
        for key, value in self.moved.items():
            policy, _, parameter = key.partition(".")
            found.setdefault(policy, {})[parameter] = value
        return found

    def _over(self) -> list[tuple[str, Any]]:
        over: list[tuple[str, Any]] = [("world", self.world)] if self.world else []
        for policy, values in self.differs.items():
            over += [(f"{policy}.{name}", value) for name, value in values.items()]
        return over


type Change = Callable[[Choice], Choice]
"""What a click does to the choice."""


def options_in(country: str) -> list[str]:
    """Names of the scenarios that ship for a country; of the library on credit: no rate is solved here."""
    names = [name for name in shipped_names() if name.startswith(f"{country.lower()}/")]
    return [f"{name}@borrowing" if name in library_names() else name for name in names]
