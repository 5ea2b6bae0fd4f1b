"""Runs of the model that the calibration commands share: by seed, closure and shock, on one or more cores."""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.core import cache

if TYPE_CHECKING:
    from simulator.core.economy import Economy

Array = NDArray[np.float64]
REPLAYED, FEEDBACK, CONSTANT = "replayed", "feedback", "constant"
Hook = Callable[["Economy"], None]
Measure = Callable[["Economy"], dict[str, float]]
HORIZON = 241
"""Months that every opening state is prepared for, so that all commands share the cached ones."""


@dataclass(frozen=True)
class Run:
    """One run: people, firms and burn-in of their own for each base seed.

    `taxes` says how income tax answers public debt: `REPLAYED`, the shipped path, which belongs to the
    population projection; `FEEDBACK`, the same rule applied to this run; `CONSTANT`, not at all.
    `before` is called ahead of each month's step, `measure` after it for more than the indicators; both
    are functions of a module, or partials, so that they can be sent to another process.
    """

    iso3: str
    seed: int
    persons: int
    months: int
    world: str = "none"
    closure: Mapping[str, float] = field(default_factory=dict)
    frozen_demography: bool = True
    taxes: str = FEEDBACK
    before: Hook | None = None
    measure: Measure | None = None
    label: tuple[Any, ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)
    """Parameters of the model that differ from what ships, in declared units."""
    shock: Mapping[str, Any] = field(default_factory=dict)
    """Shocks to demand by name, as a scenario may have them."""


@dataclass(frozen=True)
class Measured:
    """What a run gave: each total by month [months], breakdowns by (month, indicator, by, group)."""

    run: Run
    totals: dict[str, Array]
    parts: dict[tuple[int, str, str, str], float]


def opening(run: Run) -> "Economy":
    """The economy of a run at month 0, ready to step."""
    from simulator.experiment.simulate import prepare

    economy = prepare(scenario_of(run), role="no_policy", replicate=0)
    economy.frozen_demography = run.frozen_demography
    return economy


def measure_run(run: Run) -> Measured:
    """Run the model without policy; month 0 is the opening state."""
    from simulator.economy.recorder import Recorder
    from simulator.start.reference import feedback_shift

    economy = opening(run)
    if run.taxes != REPLAYED:
        economy.tax_path = np.zeros(run.months + 1)
    recorder = Recorder(economy)
    more: list[dict[str, float]] = []
    for month in range(run.months):
        if month > 0:
            if run.before is not None:
                run.before(economy)
            economy.step()
            if run.taxes == FEEDBACK:
                economy.tax_path[month + 1] = feedback_shift(economy)
        recorder.record()
        if run.measure is not None:
            more.append(run.measure(economy))
    rows = [recorder.totals, more] if more else [recorder.totals]
    totals = {name: np.array([month[name] for month in part]) for part in rows for name in part[0]}
    parts = {(month, *key): value for month, values in recorder.parts for key, value in values.items()}
    return Measured(run, totals, parts)


def measure_all(runs: Sequence[Run], jobs: int) -> list[Measured]:
    """Run all, showing progress; the results stand in the order of `runs`."""
    from rich.progress import track

    cache.configure()
    return list(track(_results(runs, jobs), "runs", total=len(runs), transient=True))


def _results(runs: Sequence[Run], jobs: int) -> Iterator[Measured]:
    if jobs <= 1 or len(runs) <= 1:
        yield from map(measure_run, runs)
        return
    from joblib import Parallel, delayed, parallel_config

    with warnings.catch_warnings(), parallel_config(backend="loky", inner_max_num_threads=1):
        warnings.filterwarnings("ignore", message=".*tasks which were still being processed")
        # One run for each seed first: what follows finds its opening state in the cache.
        first = {run.seed: k for k, run in reversed(list(enumerate(runs)))}
        order = [*first.values(), *(k for k in range(len(runs)) if k not in first.values())]
        pool = Parallel(n_jobs=jobs, return_as="generator", batch_size=1)
        found: dict[int, Measured] = {}
        given = 0
        for k, one in zip(order, pool(delayed(measure_run)(runs[k]) for k in order), strict=True):
            found[k] = one
            while given in found:
                yield found.pop(given)
                given += 1


def scenario_of(run: Run) -> Any:
    """The baseline of the run's country and world, without policies."""
    from simulator.scenario.load import load_scenario

    shipped = replace(load_scenario("baseline"), country=run.iso3, persons=run.persons, base_seed=run.seed)
    scenario = replace(shipped, months=max(HORIZON, run.months)).without_policies().with_world(run.world)
    given = replace(scenario, parameters=dict(run.parameters), shock=dict(run.shock))
    return given.with_closure(**run.closure)


def slope(values: Array) -> float:
    """Least-squares slope per step of a series [n]."""
    time = np.arange(len(values)) - (len(values) - 1) / 2.0
    return float((time * (values - values.mean())).sum() / (time * time).sum())


@dataclass(frozen=True)
class Estimate:
    """Mean over seeds, its standard error, t value and two-sided p value of being zero."""

    mean: float
    error: float
    t: float
    p: float


def over_seeds(values: Sequence[float]) -> Estimate:
    """Estimate from one number a seed; nothing but the mean can be said of a single seed."""
    from scipy.stats import t as student

    sample = np.asarray(values, dtype=np.float64)
    mean, count = float(sample.mean()), len(sample)
    if count < 2:
        return Estimate(mean, float("nan"), float("nan"), float("nan"))
    error = float(sample.std(ddof=1)) / count**0.5
    if error == 0.0:
        return Estimate(mean, 0.0, 0.0 if mean == 0.0 else float("inf"), float(mean == 0.0))
    ratio = mean / error
    return Estimate(mean, error, ratio, 2.0 * float(student.sf(abs(ratio), count - 1)))
