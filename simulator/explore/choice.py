"""What is chosen on the page: a scenario to begin with, a world, policies beside its own, what was moved.

The parameters of a scenario's policies that a slider can move, and how far it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import floor, log10
from typing import Any, Self

from simulator.core.param import Param
from simulator.core.shipped import library_names, shipped_names
from simulator.core.time import month_label
from simulator.policies import discover
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.own import instruments_of
from simulator.scenario.scenario import CHANGED
from simulator.scenario.setting import Constant

NEAR = 10.0
"""A slider goes to its declared bound, unless that is more than so many times what is usual."""
STEPS = 100
"""Positions of a slider, about."""


@dataclass(frozen=True)
class Lever:
    """One number of one policy; `value`, `low`, `high`, `step` and `bounds` are in its declared unit.

    `is_own`: the policy declares it itself, and has it not from what all policies stand on. `low` and `high`
    are the ends of the slider; `bounds` is what may be written.
    """

    policy: str
    parameter: str
    declared: Param
    value: float
    low: float
    high: float
    step: float
    is_own: bool

    @property
    def name(self) -> str:
        """`policy.parameter`."""
        return f"{self.policy}.{self.parameter}"

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value that a scenario may give it."""
        return self.declared.bounds


def levers_of(scenario: Scenario) -> tuple[Lever, ...]:
    """Every number of its policies that stays the same in all months; own ones of each policy first."""
    return tuple(_levers(scenario))


def _levers(scenario: Scenario) -> Iterator[Lever]:
    known = instruments_of(scenario)
    for policy in scenario.policies:
        kind = known[policy.name]
        declared = kind.declared()
        for parameter in sorted(declared, key=lambda name: name not in kind.own()):
            setting = policy.values.get(parameter)
            if isinstance(setting, Constant):
                usual = max(abs(setting.value), abs(kind.typical.values.get(parameter, 0.0)))
                low, high, step = _reach(declared[parameter], usual)
                yield Lever(policy.name, parameter, declared[parameter], setting.value, low, high, step,
                            parameter in kind.own())  # fmt: skip


def _reach(declared: Param, usual: float) -> tuple[float, float, float]:
    """Ends and step of a slider: as declared, or nearer where the bounds are far from what is usual."""
    low, high = declared.bounds
    usual = max(usual, abs(declared.default))
    if usual > 0.0:
        far, near = NEAR * usual, _round_up(NEAR * usual) / 2.0
        low, high = (-near if low < -far else low), (near if high > far else high)
    return low, high, _round_up((high - low) / STEPS / 2.0)


def _round_up(value: float) -> float:
    """The next one of the numbers 1, 2, 5, 10, 20 and so on."""
    power = 10.0 ** floor(log10(value))
    return next(
        float(f"{power * lead:.6g}") for lead in (1.0, 2.0, 5.0, 10.0) if power * lead >= value * 0.999999
    )


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
