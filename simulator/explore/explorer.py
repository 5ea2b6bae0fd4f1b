"""One page's economy: what is chosen, and two economies that go month by month in a thread of their own.

The one that is chosen, and its twin without the policy: made, moved on, begun anew and drawn.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import floor, log10
from threading import Condition, Lock, Thread
from typing import Any, Self

import numpy as np

from simulator.agents.person import IN_FORCE
from simulator.core.errors import SimulatorError
from simulator.core.param import Param
from simulator.core.shipped import library_names, shipped_names
from simulator.core.time import month_label
from simulator.experiment.mesa_model import Economy
from simulator.experiment.tasks import main_role, scenario_of
from simulator.policies import discover
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.file.code import instruments_of
from simulator.scenario.file.layers import BASED
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
    lead = next(lead for lead in (1.0, 2.0, 5.0, 10.0) if power * lead >= value * 0.999999)
    return float(f"{power * lead:.6g}")


PERSONS = 2_000
BEGINS = 24
"""Month in which a policy begins that is added on the page, as in the scenarios that ship: two years on."""


@dataclass(frozen=True)
class Choice:
    """A scenario and what differs from it; raises InputErrors where `scenario` finds it wrong.

    `base` is a shipped name or a file. `world` and `closure` are names of shipped ones, None for the
    scenario's own. `added` names policies that stand at typical values; `moved` holds values under
    `policy.parameter`, in declared units.
    """

    base: str
    world: str | None = None
    closure: str | None = None
    added: tuple[str, ...] = ()
    moved: Mapping[str, float] = field(default_factory=dict)
    persons: int = PERSONS
    seed: int | None = None
    allow_code: bool = False

    @cached_property
    def start(self) -> Scenario:
        """The scenario to begin with, as its file has it."""
        return self._loaded()

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it is chosen."""
        over: list[tuple[str, Any]] = [
            (name, value) for name in BASED if (value := getattr(self, name)) is not None
        ]
        for policy, values in self.differs.items():
            over += ((f"{policy}.{name}", value) for name, value in values.items())
        return self._loaded(over=tuple(over))

    def _loaded(self, **changed: Any) -> Scenario:
        options = Options(persons=self.persons, base_seed=self.seed, allow_code=self.allow_code, **changed)
        return load_scenario(self.base, options=options)

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """Every number of its policies that stays the same in all months; own ones of each policy first."""
        known, found = instruments_of(self.scenario), list[Lever]()
        for policy in self.scenario.policies:
            kind = known[policy.name]
            declared = kind.declared()
            for parameter in sorted(declared, key=lambda name: name not in kind.own()):
                setting = policy.values.get(parameter)
                if isinstance(setting, Constant):
                    usual = max(abs(setting.value), abs(kind.typical.values.get(parameter, 0.0)))
                    one, is_own = declared[parameter], parameter in kind.own()
                    reach = _reach(one, usual)
                    found.append(Lever(policy.name, parameter, one, setting.value, *reach, is_own))
        return tuple(found)

    @property
    def country(self) -> str:
        """Code of the country."""
        return self.start.country

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the scenario to begin with."""
        return bool(self.world or self.closure or self.added or self.moved)

    def with_base(self, base: str) -> Self:
        """Another scenario, with nothing moved or added; world and closure stay if they were chosen."""
        return replace(self, base=base, added=(), moved={})

    def with_world(self, world: str) -> Self:
        """The same in another world."""
        return replace(self, world=None if world == self.start.world_name else world)

    def with_closure(self, closure: str) -> Self:
        """The same under another closure."""
        return replace(self, closure=None if closure == self.start.closure.label else closure)

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


type Change = Callable[[Choice], Choice]
"""What a click does to the choice."""


def options_in(country: str) -> list[str]:
    """Names of the scenarios that ship for a country; of the library on credit: no rate is solved here."""
    names = [name for name in shipped_names() if name.startswith(f"{country.lower()}/")]
    return [f"{name}@borrowing" if name in library_names() else name for name in names]


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
        return {flow: amount / product for flow, amount in summed(months).items()}


def summed(months: Iterable[Mapping[Flow, float]]) -> dict[Flow, float]:
    """What moved between sectors in some months together."""
    totals: dict[Flow, float] = defaultdict(float)
    for month in months:
        for flow, amount in month.items():
            totals[flow] += amount
    return dict(totals)


class Pair:
    """A scenario's economy and its twin, on the same people and the same draws."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        role = main_role(scenario)
        roles = role, TWINS[role]
        self.chosen, self.twin = (Side(one, Economy(scenario_of(scenario, one))) for one in roles)

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


PACE = 10.0
"""Months a second, at most: faster, nobody sees them go by."""
AHEAD, PATIENCE = 1, 2.0
"""Months that may be on their way to a browser, and seconds that one is waited for which draws no more."""
_MAKING = Lock()
"""One opening state is made at a time: who asks for the same finds it in the cache."""

type Draw = Callable[[Pair, int], Any]
"""What is shown of two economies and a person (id)."""


@dataclass(frozen=True)
class View:
    """What there is to be seen; `drawn` is None until the first economy is there."""

    choice: Choice
    is_making: bool = True
    is_playing: bool = False
    is_over: bool = False
    month: int = 0
    person: int = -1
    fault: str = ""
    drawn: Any = None


class Explorer:
    """Takes at once what the reader asks for, does it in its own thread, and tells what is then seen."""

    def __init__(self, choice: Choice, draw: Draw, told: Callable[[View], None]) -> None:
        self.view = View(choice)
        self._draw, self._told = draw, told
        self._asked = Condition()
        self._choice: Choice | None = choice
        self._steps, self._is_playing, self._is_closed, self._is_stale = 0, False, False, False
        self._is_other = True
        self._seen: int | None = None
        self._pair: Pair | None = None
        self._thread = Thread(target=self._work, name="explorer", daemon=True)
        self._thread.start()

    def choose(self, choice: Choice) -> None:
        """Begin anew at month 0 with another choice; what runs goes on running."""
        self._ask(_choice=choice, _steps=0)

    def reset(self) -> None:
        """Stand still at month 0."""
        self._ask(_choice=self._choice or self.view.choice, _steps=0, _is_playing=False)

    def play(self) -> None:
        """Let months go by until it is stopped, or over."""
        self._ask(_is_playing=True)

    def stop(self) -> None:
        """Stand still."""
        self._ask(_is_playing=False, _is_stale=True)

    def step(self) -> None:
        """Run one month more."""
        self._ask(_steps=self._steps + 1, _is_playing=False)

    def meet(self) -> None:
        """Show the life of somebody else, of one whom the policy has met if there is one."""
        self._ask(_is_other=True, _is_stale=True)

    def draw(self, draw: Draw) -> None:
        """Show it in another way from now on: another language."""
        self._ask(_draw=draw, _is_stale=True)

    def has_drawn(self, month: int) -> None:
        """Hear how far the browser is: months wait for it, so that a click finds the one it was meant for."""
        self._ask(_seen=month)

    def close(self) -> None:
        """End its thread."""
        self._ask(_is_closed=True)

    def _ask(self, **asked: Any) -> None:
        with self._asked:
            vars(self).update(asked)
            self._asked.notify_all()

    def _work(self) -> None:
        while True:
            with self._asked:
                self._asked.wait_for(self._has_work)
                choice, self._choice = self._choice, None
                steps, self._steps = self._steps, 0
                is_playing, self._is_stale = self._is_playing, False
                if self._is_closed:
                    return
            began = time.perf_counter()
            try:
                if choice is not None:
                    self._show(is_making=True, fault="")
                    self._pair, self._seen = made(choice.scenario), None
                    self._look(self._pair, choice=choice)
                elif self._pair is not None:
                    for _ in range(steps or int(is_playing)):
                        if not self._pair.is_over:
                            self._pair.step()
                    self._look(self._pair)
            except SimulatorError as error:  # what was there stays
                self._is_playing = False
                self._show(fault=_told(error), is_making=False, is_playing=False)
            self._rest(began)

    def _has_work(self) -> bool:
        is_wanted = self._is_closed or self._choice or self._steps or self._is_stale
        return bool(is_wanted or (self._is_playing and self._pair))

    def _rest(self, began: float) -> None:
        """Between two months that go by: until it is time for the next and the browser is there."""
        with self._asked:
            while self._is_playing and self._choice is None and not self._is_closed:
                waited = time.perf_counter() - began
                is_behind = self._seen is not None and self._seen < self.view.month - AHEAD
                rest = (PATIENCE if is_behind else 1.0 / PACE) - waited
                if rest <= 0.0:
                    return
                self._asked.wait(rest)

    def _look(self, pair: Pair, **changed: Any) -> None:
        if pair.is_over:
            self._is_playing = False
        is_other, self._is_other = self._is_other, False
        person = pair.someone(self.view.person) if is_other else self.view.person
        drawn = self._draw(pair, person)
        now = {"month": pair.month, "is_over": pair.is_over, "is_playing": self._is_playing}
        self._show(is_making=False, fault="", person=person, drawn=drawn, **now, **changed)

    def _show(self, **changed: Any) -> None:
        self.view = replace(self.view, **changed)
        self._told(self.view)


def made(scenario: Scenario) -> Pair:
    """Both economies of a scenario, at month 0."""
    with _MAKING:
        return Pair(scenario)


def _told(error: SimulatorError) -> str:
    """What is wrong, field by field; places in a file say nothing here."""
    faults = getattr(error, "errors", [error])
    return "\n".join(
        f"{one.field}: {one.message}" if getattr(one, "field", "") else str(one) for one in faults
    )
