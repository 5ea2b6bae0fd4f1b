"""What is compared: options and worlds on the same seeds, and the runs that takes.

Every option is run in every world; the run without policies and its placebo once a world, the run without
further AI once in all. These shared runs bear the name of the scenario without policies.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Self

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.draws import drawn
from simulator.tasks import Task

if TYPE_CHECKING:
    from simulator.scenario import Scenario

NO_POLICY = "no_policy"
SHARED_ROLES = ("no_policy", "placebo")
# What must be the same for two options to be compared, by the option that sets it on the command line.
_SAME = {
    "country": "", "start": "", "months": "--months", "persons": "--persons", "seeds": "--seeds",
    "base_seed": "--base-seed", "world_name": "--worlds", "world": "--worlds", "exposure": "", "closure": "",
    "shock": "", "rules": "", "rule_sources": "", "parameters": "",
}  # fmt: skip
_WORDS = {
    "start": "horizon.start", "months": "horizon.months", "world_name": "world",
    "exposure": "technology.exposure",
}  # fmt: skip


@dataclass(frozen=True)
class Stack:
    """The provisions of one scenario: added one after another, and each alone, by name of the option."""

    steps: tuple[str, ...]
    singles: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Options (scenarios with policies) beside `base` (without any), in `worlds`, against `baseline`.

    With `precision` seeds are added until the employment effect of every option is known to ± that many
    persons, or there are `max_seeds` of them.
    """

    options: tuple["Scenario", ...]
    base: "Scenario"
    worlds: tuple[str, ...]
    baseline: str
    precision: float | None = None
    max_seeds: int | None = None
    stack: Stack | None = None
    rates: Mapping[tuple[str, str], float] = field(default_factory=dict)

    @property
    def seeds(self) -> int:
        """Paired repetitions of every run."""
        return self.base.seeds

    @property
    def compared(self) -> tuple[str, ...]:
        """Names of what is compared with the baseline."""
        names = (self.base.name, *(option.name for option in self.options))
        return tuple(name for name in names if name != self.baseline)

    @property
    def is_uncertain(self) -> bool:
        """Whether replicates differ in drawn parameters."""
        return any(option.distributions() for option in self.options)

    def with_seeds(self, seeds: int) -> Self:
        """The same comparison on another number of seeds."""
        options = tuple(replace(option, seeds=seeds) for option in self.options)
        return replace(self, options=options, base=replace(self.base, seeds=seeds))

    def placed(self, option: "Scenario", world: str) -> "Scenario":
        """An option in a world, its budget balanced at the rate solved there, if one was."""
        rate = self.rates.get((option.name, world))
        here = in_world(option, world)
        return here if rate is None else here.at_rate(rate)

    def tasks(self) -> list[Task]:
        """Every run, in the order of the tables: without policy, option by option, without AI."""
        shared = [
            task
            for world in self.worlds
            for role in SHARED_ROLES
            for task in self._runs(in_world(self.base, world), role)
        ]
        policies = [
            task
            for option in self.options
            for world in self.worlds
            for task in self._runs(self.placed(option, world), "policy")
        ]
        return [*shared, *policies, *self._runs(self.base.with_world("none"), "no_ai")]

    def tasks_for(self, option: "Scenario") -> list[Task]:
        """The runs of one option in its world and those without policy there: what balances a budget."""
        here = in_world(self.base, option.world_name)
        return [*self._runs(here, "no_policy"), *self._runs(option, "policy")]

    def plain(self) -> dict[str, Any]:
        """What is compared, for the manifest."""
        stack = None if self.stack is None else {"steps": self.stack.steps, "singles": self.stack.singles}
        return {
            "options": [option.name for option in self.options],
            "base": self.base.name,
            "baseline": self.baseline,
            "worlds": self.worlds,
            "precision": self.precision,
            "max_seeds": self.max_seeds,
            "stack": stack,
        }

    def _runs(self, scenario: "Scenario", role: str) -> Iterator[Task]:
        for replicate in range(self.seeds):
            yield Task(drawn(scenario, replicate), role, replicate, replicate if self.is_uncertain else 0)


def in_world(scenario: "Scenario", world: str) -> "Scenario":
    """The scenario in a world: as it is when it is in that one, which may be one of its own making."""
    return scenario if scenario.world_name == world else scenario.with_world(world)


def comparison_of(
    scenarios: Sequence["Scenario"], *, baseline: str | None = None, worlds: Sequence[str] = (), **how: Any
) -> Comparison:
    """The comparison of `scenarios`; those without policies are its base, which is made where none is given.

    Raises InputErrors that name every field in which the scenarios must agree and do not.
    """
    if worlds:
        scenarios = [in_world(scenario, worlds[0]) for scenario in scenarios]
    options = tuple(scenario for scenario in scenarios if scenario.policies)
    without = [scenario for scenario in scenarios if not scenario.policies]
    faults = [*_disagreements(scenarios), *_of_base(without, options)]
    if faults:
        raise InputErrors(faults)
    base = without[0] if without else _made_base(scenarios[0])
    names = [base.name, *(option.name for option in options)]
    if baseline is not None and baseline not in names:
        told = f'"{baseline}" is not compared; allowed: {", ".join(names)}.{suggestion(baseline, names)}'
        raise InputError(told, field="--baseline")
    chosen = tuple(dict.fromkeys(worlds)) or (base.world_name,)
    return Comparison(options, base, chosen, baseline or base.name, **how)


def _made_base(option: "Scenario") -> "Scenario":
    """What is left of an option without its policies, and without what was said about them."""
    told = {key.partition(".")[0] if key == "financing.balanced" else key: layer
            for key, layer in option.provenance.items()
            if not key.startswith(("policies", "financing.rate"))}  # fmt: skip
    return replace(option.without_policies(), name=NO_POLICY, title="", question="", provenance=told)


def _disagreements(scenarios: Sequence["Scenario"]) -> Iterator[InputError]:
    first = scenarios[0]
    told: set[str] = set()
    for name, option in _SAME.items():
        shown = _WORDS.get(name, name)
        other = next((one for one in scenarios if getattr(one, name) != getattr(first, name)), None)
        if other is None or shown in told:
            continue
        told.add(shown)
        remedy = f"or set it for all with {option}" if option else "to compare them"
        yield InputError(
            f'is {_shown(getattr(first, name))} in "{first.name}" and {_shown(getattr(other, name))} in '
            f'"{other.name}"; give all the same {remedy}',
            field=shown,
        )


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else "of its own" if value else "not set"


def _of_base(without: Sequence["Scenario"], options: Sequence["Scenario"]) -> Iterator[InputError]:
    for one, other in combinations(without, 2):
        yield InputError(
            f'"{one.name}" and "{other.name}" both have no policies: they are the same; name one'
        )
    if not options:
        yield InputError("no scenario has a policy: there is nothing to compare")
    if not without and any(option.name == NO_POLICY for option in options):
        yield InputError(f'a scenario with policies is called "{NO_POLICY}"; give it another "name:"')
