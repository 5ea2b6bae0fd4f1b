"""What an experiment consists of: one task for each role of the scenario and each replicate of the seeds.

Parameter draws: a replicate's value of every uncertain parameter, the same in every role.

Those of policies, of the world and of the priors are drawn for each replicate, those of the labour market for
each opening state, which is burnt in on them.
"""

import gc
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

import numpy as np
import polars as pl

from simulator.core.economy import OUTLAY, Paths, paths_of_results
from simulator.core.streams import bits, root_key, stream_key
from simulator.findings.intervals import Openings
from simulator.scenario.country.ensembles import load_ensemble
from simulator.scenario.financing import Balancing
from simulator.scenario.paying import first_month, in_cash, outlays_of
from simulator.scenario.priors import centres, drawn_numbers, with_numbers
from simulator.store.folder import encoded
from simulator.store.tables import ROLES, RunLabel, RunOutput, tables_of

if TYPE_CHECKING:
    from simulator.scenario import Scenario


_DIGITS, _UNIT = 10, 2.0**-64
"""Binary digits of a replicate's number; scale of 64 random bits."""


def drawn(scenario: "Scenario", replicate: int) -> "Scenario":
    """The scenario with each distribution replaced by its draw for this replicate.

    A draw is keyed by (base seed, instrument.parameter, replicate): another uncertain parameter, another
    option or another order changes nobody's draw. Of the country's draws each opening state takes its own,
    for what the scenario does not hold; of the priors each replicate, but the first.
    """
    of = partial(quantile, scenario.base_seed, replicate)
    scenario = scenario.drawn({name: of(name) for name in scenario.distributions()})
    numbers = drawn_numbers(scenario, of) if replicate else {}
    if scenario.ensemble:
        own = load_ensemble(scenario.country).draw(scenario.opening_of(replicate))
        scenario = replace(scenario, ensemble=False, parameters={**own, **scenario.parameters})
    return with_numbers(scenario, numbers) if numbers else scenario


def draws(scenario: "Scenario") -> dict[str, list[float]]:
    """What each uncertain parameter was drawn as, replicate by replicate; empty where none is uncertain."""
    own, numbers = dict[str, list[float]](), dict[str, list[float]]()
    for replicate in range(scenario.seeds):
        of = partial(quantile, scenario.base_seed, replicate)
        spread = {name: one.draw(of(name)).value for name, one in scenario.distributions().items()}
        here = scenario.drawn({name: of(name) for name in spread})
        late = drawn_numbers(here, of) if replicate else centres(here)
        for found, values in ((own, spread), (numbers, late)):
            for name, value in values.items():
                found.setdefault(name, []).append(value)
    return own | {name: values for name, values in numbers.items() if name not in own}


def quantile(base_seed: int, replicate: int, name: str) -> float:
    """Uniform in [0, 1) of one parameter; the first 2, 4, 8, … replicates have one in each equal part.

    Source: Burley (2020), Practical hash-based Owen scrambling, Journal of Computer Graphics Techniques 9(4).
    """
    order, place = (stream_key(root_key(base_seed, 0), f"parameter {name}", number) for number in range(2))
    turn = _flipped(replicate, order)
    part = _flipped(int(f"{turn:0{_DIGITS}b}"[::-1], 2), place)
    rest = int(bits(place, 2**_DIGITS + replicate)) * _UNIT
    return float((part + rest) / 2**_DIGITS)


def _flipped(number: int, key: np.uint64) -> int:
    """A number whose binary digits are each flipped by lot, for all alike that share the digits before it."""
    found = 0
    for left in range(_DIGITS - 1, -1, -1):
        before = number >> (left + 1) | 1 << (_DIGITS - 1 - left)
        found = found << 1 | (number >> left & 1) ^ (int(bits(key, before)) & 1)
    return found


HANDED = ("twin", "plain", "spent")
"""What runs are handed on of others: of those without AI and policy, without the policy, and with it."""


@dataclass(frozen=True)
class Task:
    """One simulation: a scenario as its role changes it, and a replicate of the seeds.

    It needs paths of the runs that it `leans_on`, by their names in `HANDED`.
    """

    scenario: "Scenario"
    role: str
    replicate: int
    draw: int = 0
    leans_on: Mapping[str, "Task"] = field(default_factory=dict, compare=False, repr=False)
    twin: Paths | None = field(default=None, compare=False, repr=False)
    plain: Paths | None = field(default=None, compare=False, repr=False)
    spent: Paths | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> str:
        """Name of the run's store; runs with another rate in search of balance are other runs."""
        parts = self.scenario.name, self.scenario.world_name, self.scenario.closure.label
        name, world, closure = (quote(part, safe="") for part in parts)
        name = f"{name}.{self.role}.{world}.{closure}.{self.replicate:04d}"
        financing = self.scenario.financing
        rate = financing.rate if isinstance(financing, Balancing) else None
        return name if rate is None else f"{name}.{rate:+.6f}"

    def handed(self, paths: Callable[["Task"], Paths | None]) -> Self:
        """The task with those `paths` of runs it leans on that are known; it leans on the others still."""
        given: dict[str, Any] = {name: paths(task) for name, task in self.leans_on.items()}
        left = {name: task for name, task in self.leans_on.items() if given[name] is None}
        return replace(self, leans_on=left, **{name: one for name, one in given.items() if name not in left})

    @property
    def parts(self) -> int:
        """The last month in which the run is the one without its policies, on which it leans; 0 if in none.

        Code of one's own and triggers look at every month, and a pension age to come is a script.
        """
        plain, own = self.leans_on.get("plain"), self.scenario
        looks = own.names_code or any(policy.trigger.levels for policy in own.policies)
        if plain is None or looks or "retirement_age" in own.law or not _begin_alike(own, plain.scenario):
            return 0
        return first_month(own) - 1

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


_APART = {"name", "title", "author", "question", "policies", "law", "financing", "figures", "instruments"}
"""In what a scenario may differ from the one without its policies, and its run begin alike."""


def _begin_alike(one: "Scenario", other: "Scenario") -> bool:
    """Whether two scenarios differ in nothing but what policies do."""
    compared = (each.name for each in fields(one) if each.compare and each.name not in _APART)
    same = all(getattr(one, name) == getattr(other, name) for name in compared)
    return same and one.keeps_rule == other.keeps_rule


def clusters_of(tasks: Sequence[Task]) -> Openings:
    """Which of some runs of a scenario share luck: a draw of parameters, else the opening state."""
    drawn: list[Hashable] = [tuple(sorted(task.scenario.parameters.items())) for task in tasks]
    states: list[Hashable] = [task.scenario.opening_of(task.replicate) for task in tasks]
    shared = drawn if len(set(drawn)) > 1 else states
    places = {one: place for place, one in enumerate(dict.fromkeys(shared))}
    return np.array([places[one] for one in shared], dtype=np.int64)


def roles_of(scenario: "Scenario") -> tuple[str, ...]:
    """Roles to run, in their fixed order: without policies the scenario itself is the no-policy run."""
    return tuple(role for role in ROLES if role != "cash" and (role != "policy" or scenario.has_policy))


def main_role(scenario: "Scenario") -> str:
    """The role in which the scenario is as it says."""
    return "policy" if scenario.has_policy else "no_policy"


def scenario_of(scenario: "Scenario", role: str) -> "Scenario":
    """The scenario as a role changes it."""
    if role == "policy":
        return scenario
    if role == "cash":
        return in_cash(scenario)
    if role == "no_ai":
        return scenario.without_policies().with_world("none")
    return scenario.without_policies()


def paths_of(task: Task, results: pl.DataFrame) -> Paths:
    """What a finished run hands on, from its table."""
    paths = paths_of_results(results)
    if task.role != "policy":
        return paths
    totals = results.filter(by="total").sort("month")
    paid = sum(totals.filter(indicator=item)["value"].to_numpy() for item in outlays_of(task.scenario))
    return {**paths, OUTLAY: np.maximum(paid, 0.0)}  # a law that cuts benefits pays nothing out


def runs_of(
    scenario: "Scenario", role: str, beside: Sequence[Sequence[Task]] = (), *, uncertain: bool
) -> list[Task]:
    """A role on all replicates, each with its draw of uncertain parameters, numbered if any are.

    `beside`: the runs without AI, without policy, and with it, that they lean on, by replicate.
    """
    tasks = []
    for replicate in range(scenario.seeds):
        one = scenario_of(drawn(scenario, replicate), role)
        leans_on = {name: runs[replicate] for name, runs in zip(HANDED, beside, strict=False)}
        tasks.append(Task(one, role, replicate, replicate if uncertain else 0, leans_on))
    return tasks


def counterfactuals_of(scenario: "Scenario", *, uncertain: bool) -> tuple[list[Task], list[Task]]:
    """The runs of a scenario without AI, and those without policy."""
    no_ai = runs_of(scenario, "no_ai", uncertain=uncertain)
    return no_ai, runs_of(scenario, "no_policy", [no_ai], uncertain=uncertain)


def tasks_of(scenario: "Scenario", *, uncertain: bool = False, cash: bool = False) -> list[Task]:
    """Every role in turn, each on all replicates; `uncertain`: what stands beside it has draws.

    With `cash` what the policy pays out goes to all adults alike in a further role.
    """
    uncertain |= scenario.is_uncertain
    no_ai, no_policy = beside = counterfactuals_of(scenario, uncertain=uncertain)
    policy = runs_of(scenario, "policy", beside, uncertain=uncertain) if scenario.has_policy else []
    alike = runs_of(scenario, "cash", [*beside, policy], uncertain=uncertain) if cash else []
    return [*policy, *no_policy, *no_ai, *alike]


Simulate = Callable[..., RunOutput]
type Start = tuple[str, int] | None
"""From which run another goes on, and at the end of which month of it."""


@dataclass(frozen=True)
class Computed:
    """One run as a worker without our disk sends it: the bytes that are stored, and what is noted."""

    key: str
    tables: Mapping[str, bytes]
    note: Mapping[str, float]


def compute(tasks: Sequence[Task], simulate: Simulate) -> Iterator[Computed]:
    """Run tasks one after another, each after those it leans on; these are the bytes that are stored.

    What one of them leans on is handed on in memory, and where it begins as another it goes on from there.
    """
    found = dict[str, Paths]()
    kept = dict[Start, Any]()
    starts = [(task.leans_on["plain"].key, task.parts) if task.parts else None for task in tasks]
    leant_on = {other.key for task in tasks for other in task.leans_on.values()}
    for number, (task, start) in enumerate(zip(tasks, starts, strict=True)):
        ready = task.handed(lambda other: found.get(other.key))
        asked: dict[str, Any] = {name: getattr(ready, name) for name in HANDED}
        later = starts[number + 1 :]
        if keep := {one[1] for one in later if one is not None and one[0] == task.key}:
            asked["keep"] = keep
        if start in kept:
            asked["begun"] = kept[start] if start in later else kept.pop(start)
        output = simulate(task.scenario, role=task.role, replicate=task.replicate, **asked)
        kept |= {(task.key, month): run for month, run in output.kept.items()}
        tables = tables_of(output, task.label)
        if task.key in leant_on:
            found[task.key] = paths_of(task, tables["results"])
        note = {"seconds": output.seconds, "identity_max": output.identity_max}
        yield Computed(task.key, encoded(tables), note)
        del output, tables
    kept.clear()
    gc.collect()  # an economy holds itself: else those of several bundles would stay side by side
