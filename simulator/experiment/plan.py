"""What is compared: options, worlds and closures on the same seeds, and the runs that takes.

Every option is run in every world under every closure, and so are the run without policies and its placebo;
the run without further AI once a closure. These shared runs bear the name of the scenario without policies.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.experiment import agreement
from simulator.experiment.agreement import NO_POLICY
from simulator.experiment.draws import drawn
from simulator.experiment.places import Closed, Surroundings
from simulator.experiment.tasks import Task

if TYPE_CHECKING:
    from simulator.scenario import Scenario

SHARED_ROLES = ("no_policy", "placebo")


@dataclass(frozen=True)
class Stack:
    """The provisions of one scenario: added one after another, and each alone, by name of the option."""

    steps: tuple[str, ...]
    singles: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Options (scenarios with policies) beside `base` (without any), in `worlds` under `closures`.

    Effects are against `baseline`, the name of one of them.

    With `precision` seeds are added until the employment effect of every option is known to ± that many
    persons, or there are `max_seeds` of them.
    """

    options: tuple["Scenario", ...]
    base: "Scenario"
    worlds: tuple[str, ...]
    closures: tuple[Closed, ...]
    baseline: str
    precision: float | None = None
    max_seeds: int | None = None
    stack: Stack | None = None
    rates: Mapping[tuple[str, Surroundings], float] = field(default_factory=dict)

    @property
    def seeds(self) -> int:
        """Paired repetitions of every run."""
        return self.base.seeds

    @property
    def places(self) -> tuple[Surroundings, ...]:
        """Every world under every closure."""
        return tuple(Surroundings(world, closed) for world in self.worlds for closed in self.closures)

    def named(self, option: str, place: Surroundings) -> str:
        """An option with its world and closure, those of which there are several."""
        several = [place.world] if len(self.worlds) > 1 else []
        several += [place.closed.label] if len(self.closures) > 1 else []
        return f"{option} [{', '.join(several)}]" if several else option

    @property
    def compared(self) -> tuple[str, ...]:
        """Names of what is compared with the baseline."""
        names = (self.base.name, *(option.name for option in self.options))
        return tuple(name for name in names if name != self.baseline)

    @property
    def is_uncertain(self) -> bool:
        """Whether replicates differ in drawn parameters."""
        return any(option.is_uncertain for option in (self.base, *self.options))

    def with_seeds(self, seeds: int) -> Self:
        """The same comparison on another number of seeds."""
        options = tuple(replace(option, seeds=seeds) for option in self.options)
        return replace(self, options=options, base=replace(self.base, seeds=seeds))

    def placed(self, option: "Scenario", place: Surroundings) -> "Scenario":
        """An option in a place, its budget balanced at the rate solved there, if one was."""
        rate = self.rates.get((option.name, place))
        here = place.around(option)
        return here if rate is None else here.at_rate(rate)

    def tasks(self) -> list[Task]:
        """Every run, in the order of the tables: without policy, option by option, without AI."""
        shared = [
            task
            for place in self.places
            for role in SHARED_ROLES
            for task in self._runs(place.around(self.base), role)
        ]
        policies = [
            task
            for option in self.options
            for place in self.places
            for task in self._runs(self.placed(option, place), "policy")
        ]
        without = [
            task
            for closed in self.closures
            for task in self._runs(Surroundings("none", closed).around(self.base), "no_ai")
        ]
        return [*shared, *policies, *without]

    def tasks_for(self, option: "Scenario") -> list[Task]:
        """The runs of one option where it stands and those without policy there: what balances a budget."""
        here = Surroundings.of(option).around(self.base)
        return [*self._runs(here, "no_policy"), *self._runs(option, "policy")]

    def plain(self) -> dict[str, Any]:
        """What is compared, for the manifest."""
        stack = None if self.stack is None else {"steps": self.stack.steps, "singles": self.stack.singles}
        return {
            "options": [option.name for option in self.options],
            "base": self.base.name,
            "baseline": self.baseline,
            "worlds": self.worlds,
            "closures": [closed.plain() for closed in self.closures],
            "precision": self.precision,
            "max_seeds": self.max_seeds,
            "stack": stack,
        }

    def _runs(self, scenario: "Scenario", role: str) -> Iterator[Task]:
        for replicate in range(self.seeds):
            yield Task(drawn(scenario, replicate), role, replicate, replicate if self.is_uncertain else 0)


def comparison_of(
    scenarios: Sequence["Scenario"],
    *,
    baseline: str | None = None,
    worlds: Sequence[str] = (),
    closures: Sequence[Closed] = (),
    **how: Any,
) -> Comparison:
    """The comparison of `scenarios`; those without policies are its base, which is made where none is given.

    Raises InputErrors that name every field in which the scenarios must agree and do not.
    """
    scenarios = [_moved(scenario, worlds, closures) for scenario in scenarios]
    options = tuple(scenario for scenario in scenarios if scenario.policies)
    without = [scenario for scenario in scenarios if not scenario.policies]
    faults = agreement.faults(scenarios, without, options)
    if faults:
        raise InputErrors(faults)
    base = without[0] if without else _made_base(scenarios[0])
    names = [base.name, *(option.name for option in options)]
    if baseline is not None and baseline not in names:
        told = f'"{baseline}" is not compared; allowed: {", ".join(names)}.{suggestion(baseline, names)}'
        raise InputError(told, field="--baseline")
    chosen = tuple(dict.fromkeys(worlds)) or (base.world_name,)
    closed = tuple(dict.fromkeys(closures)) or (Closed.of(base),)
    return Comparison(options, base, chosen, closed, baseline or base.name, **how)


def _moved(scenario: "Scenario", worlds: Sequence[str], closures: Sequence[Closed]) -> "Scenario":
    """The scenario where the first runs will be, if that was chosen."""
    stands = Surroundings.of(scenario)
    world, closed = (*worlds, stands.world)[0], (*closures, stands.closed)[0]
    return Surroundings(world, closed).around(scenario)


def _made_base(option: "Scenario") -> "Scenario":
    """What is left of an option without its policies, and without what was said about them."""
    told = {key.partition(".")[0] if key == "financing.balanced" else key: layer
            for key, layer in option.provenance.items()
            if not key.startswith(("policies", "financing.rate"))}  # fmt: skip
    return replace(option.without_policies(), name=NO_POLICY, title="", question="", provenance=told)
