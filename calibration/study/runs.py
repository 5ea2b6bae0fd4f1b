"""Runs of the model that studies share: by seed, world, closure, shock and a shipped scenario's policies.

A run with AI, a policy, a shock or a hook comes after its twin, the run without them, and gets its paths.

The one pool of processes: calls that do not need one another, on one or more cores.
"""

import time
import warnings
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core import cache
from simulator.core.closure import CLOSURES, DEFAULT
from simulator.core.economy import PATHS, Economy, Paths

Call = tuple[Any, ...]
"""Arguments of one call."""
Told = Callable[[int, float], None]
"""Told how many calls are done and how many seconds are left."""


def over[Found](
    function: Callable[..., Found], calls: Sequence[Call], jobs: int, *, told: Told | None = None
) -> list[Found]:
    """What each call gives, in the order of `calls`; a bar shows progress unless somebody is `told`.

    Of runs from one state of month 0 one goes first, so that the others find that state in the cache.
    """
    from rich.console import Console
    from rich.progress import track

    numbered = [(function, k, *calls[k]) for k in _first_of_each(calls)]
    ended = completed(_numbered, numbered, min(jobs, len(calls)))
    found, began = dict[int, Found](), time.monotonic()
    console = Console(stderr=True)
    for k, one in track(ended, "runs", len(calls), console=console, transient=True, disable=told is not None):
        found[k] = one
        if told is not None:
            told(len(found), (time.monotonic() - began) / len(found) * (len(calls) - len(found)))
    return [found[k] for k in range(len(calls))]


def completed[Found](function: Callable[..., Found], calls: Iterable[Call], jobs: int) -> Iterator[Found]:
    """What each call gives as it ends; the next is asked for when a process is free."""
    if jobs <= 1:
        yield from (function(*call) for call in calls)
        return
    from joblib import Parallel, delayed, parallel_config

    cache.configure()  # workers inherit the environment
    with warnings.catch_warnings(), parallel_config(backend="loky", inner_max_num_threads=1):
        warnings.filterwarnings("ignore", message=".*tasks which were still being processed")
        pool = Parallel(n_jobs=jobs, return_as="generator_unordered", pre_dispatch=jobs, batch_size=1)
        yield from pool(delayed(function)(*call) for call in calls)


def _numbered[Found](function: Callable[..., Found], number: int, *given: Any) -> tuple[int, Found]:
    return number, function(*given)


def _first_of_each(calls: Sequence[Call]) -> list[int]:
    """Places of the calls, the first run with each opening state ahead of the others."""
    first: dict[Hashable, int] = {}
    for k, (one, *_) in enumerate(calls):
        first.setdefault((one.iso3, one.seed, one.persons) if isinstance(one, Run) else k, k)
    return [*first.values(), *(k for k in range(len(calls)) if k not in first.values())]


Array = NDArray[np.float64]
Hook = Callable[[Economy], None]
Measure = Callable[[Economy], dict[str, float]]
HORIZON = 241
"""Months that every opening state is prepared for, so that all commands share the cached ones."""


@dataclass(frozen=True)
class Run:
    """One run: people, firms and burn-in of their own for each base seed.

    `before` is called ahead of each month's step, `measure` after it for more than the indicators; both
    are functions of a module, or partials, so that they can be sent to another process.
    """

    iso3: str
    seed: int
    persons: int
    months: int
    world: str = "none"
    closure: str = DEFAULT
    frozen_demography: bool = True
    before: Hook | None = None
    measure: Measure | None = None
    label: tuple[Any, ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)
    """Parameters of the model that differ from what ships, in declared units."""
    shock: Mapping[str, Any] = field(default_factory=dict)
    """Shocks to demand by name, as a scenario may have them."""
    law: Mapping[str, Any] = field(default_factory=dict)
    """Changes of the law, as a scenario writes them."""
    policies_of: str = ""
    """The shipped scenario whose policies act; none without a name."""
    policies: Sequence[Mapping[str, Any]] = ()
    """Policies that act besides, as a scenario writes them."""
    twin_before: Hook | None = None
    """What of `before` acts in the twin too: it sets the model and shocks nothing."""
    twin: Paths | None = field(default=None, compare=False, repr=False)
    plain: Paths | None = field(default=None, compare=False, repr=False)

    def plain_of(self) -> "Run":
        """The run without the policies, a change of the law among them."""
        return replace(self, policies_of="", policies=(), law={}, plain=None)

    def leans_on(self) -> dict[str, "Run"]:
        """What comes first, by the field that its paths go to: nothing for a twin itself.

        The twin is without AI, policies, shock and hook.
        """
        plain = self.plain_of()
        twin = replace(plain, world="none", shock={}, before=self.twin_before, twin=None)
        others = {"twin": twin, "plain": plain}
        return {name: run for name, run in others.items() if run.key != self.key}

    @property
    def key(self) -> str:
        """The same for runs that differ in what is read of them."""
        return repr(replace(self, measure=None, label=()))


@dataclass(frozen=True)
class Measured:
    """What a run gave: each total by month [months], breakdowns by (month, indicator, by, group)."""

    run: Run
    totals: dict[str, Array]
    parts: dict[tuple[int, str, str, str], float]

    def mean(self, name: str, months: slice) -> float:
        """Mean of a total over some months."""
        return float(self.totals[name][months].mean())


def opening(run: Run) -> Economy:
    """The economy of a run at month 0, ready to step."""
    from simulator.experiment.simulate import prepare

    scenario = scenario_of(run)
    role = "policy" if scenario.has_policy else "no_policy"
    economy = prepare(scenario, role=role, replicate=0, twin=run.twin, plain=run.plain)
    economy.frozen_demography = run.frozen_demography
    return economy


def measure_run(run: Run) -> Measured:
    """Run the model, beside a twin if the run was handed one; month 0 is the opening state."""
    from simulator.economy.recorder import Recorder

    economy = opening(run)
    recorder = Recorder(economy)
    more: list[dict[str, float]] = []
    for month in range(run.months):
        if month > 0:
            if run.before is not None:
                run.before(economy)
            economy.step()
        recorder.record()
        if run.measure is not None:
            more.append(run.measure(economy))
    rows = [recorder.totals, more] if more else [recorder.totals]
    totals = {name: np.array([month[name] for month in part]) for part in rows for name in part[0]}
    parts = {(month, *key): value for month, values in recorder.parts for key, value in values.items()}
    return Measured(run, totals, parts)


def measured(*runs: Run) -> list[Measured]:
    """What runs give, in this process; see `in_order`."""
    return in_order([(run,) for run in runs], lambda calls: [measure_run(*call) for call in calls])


def in_order(calls: Sequence[Call], over: Callable[[Sequence[Call]], list[Any]]) -> list[Any]:
    """What calls give; `over` computes some of them, those of a run after the runs that it leans on.

    Such a run is computed once: if it is among the calls, not for the sake of the others.
    """
    runs = [call[0] for call in calls if isinstance(call[0], Run)]
    others = {other.key: other for run in runs for other in run.leans_on().values()}
    for run in runs:
        others.pop(run.key, None)
    more = [(replace(other, measure=None, label=()),) for other in others.values()]
    waiting: dict[int, Call] = dict(enumerate([*calls, *more]))
    found, paths = dict[int, Any](), dict[str, Paths]()
    while waiting:
        ready = {}
        for place, (run, *rest) in waiting.items():
            leans_on = run.leans_on() if isinstance(run, Run) else {}
            if all(other.key in paths for other in leans_on.values()):
                handed: dict[str, Any] = {name: paths[other.key] for name, other in leans_on.items()}
                ready[place] = (replace(run, **handed) if handed else run, *rest)
        found |= zip(ready, over(list(ready.values())), strict=True)
        for place, call in ready.items():
            if isinstance(call[0], Run):
                paths[call[0].key] = {name: found[place].totals[name] for name in PATHS}
            del waiting[place]
    return [found[place] for place in range(len(calls))]


ALTERED: ContextVar[Callable[[Any], Any] | None] = ContextVar("ALTERED", default=None)
"""What is changed of the scenario of every run, while somebody asks for it."""


def scenario_of(run: Run) -> Any:
    """The baseline of the run's country and world, with the policies that act.

    On what ships: studies test that, and set what they vary.
    """
    altered = ALTERED.get()
    return altered(_shipped(run)) if altered else _shipped(run)


def _shipped(run: Run) -> Any:
    from simulator.scenario.load import load_scenario

    shipped = replace(
        load_scenario("baseline"), country=run.iso3, persons=run.persons, base_seed=run.seed, ensemble=False
    )
    scenario = replace(shipped, months=max(HORIZON, run.months)).without_policies().with_world(run.world)
    policies = load_scenario(run.policies_of).policies if run.policies_of else ()
    own = {"law": dict(run.law), "policies": list(run.policies)}
    given = {key: value for key, value in own.items() if value}
    written = load_scenario({"country": run.iso3, **given}) if given else scenario
    return replace(
        scenario,
        parameters=dict(run.parameters),
        shock=dict(run.shock),
        law=written.law,
        policies=(*policies, *written.policies),
    ).with_closure(CLOSURES[run.closure])
