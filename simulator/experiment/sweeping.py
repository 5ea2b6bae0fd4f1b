"""A sweep: one scenario at many points, each beside its counterfactuals, in one folder with one table.

Runs that points share, such as those without the policies where policies alone are varied, are run once. A
sweep goes on where it was stopped: the same one with the same `out` needs nothing else.
"""

import json
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from hashlib import blake2b
from itertools import product
from math import isfinite
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import scipy

from simulator.core.cache import folder as cache_folder
from simulator.core.economy import Paths, paths_of_results
from simulator.core.errors import InputError, InputErrors, SimulatorError
from simulator.core.param import Param
from simulator.core.time import month_label
from simulator.experiment.conduct import Execution, facts_of
from simulator.experiment.ensemble import Ensemble, keeping, workers
from simulator.experiment.inputs import Model, Source, content_of_plan, planned, refuse_mixed
from simulator.experiment.plan import Plan, housed_together, is_balanced, run_of, write_code
from simulator.experiment.solve import solve
from simulator.experiment.tasks import Task
from simulator.findings.headline import NEEDED, headline, told, yearly
from simulator.findings.results import TOTAL, Results, totals_of
from simulator.policies import discover
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.file.document import scalar_named
from simulator.scenario.file.layers import LAW as LAW_OF
from simulator.scenario.file.layers import START, SWEPT, Options, scalar_of
from simulator.scenario.file.values import runs_code
from simulator.scenario.financing import Balancing
from simulator.scenario.law import LAW
from simulator.scenario.load import load_scenario, load_several
from simulator.scenario.scenario import CHANGED, resolved_yaml
from simulator.scenario.world import Closing, World
from simulator.store import manifest
from simulator.store.folder import RunFolder
from simulator.store.tables import write as write_datapackage
from simulator.store.tables import write_parquet

if TYPE_CHECKING:
    from simulator.scenario import Scenario


MOST = 10_000
"""Points of a sweep."""
WORLD, CLOSURE = "world", "closure"
"""Axes whose values are worlds and closures by name."""
_RANGE = re.compile(r"(.+?)\.\.(.+)")

type Point = tuple[tuple[str, Any], ...]
"""The value of each parameter that is varied, by its name."""


@dataclass(frozen=True)
class Axis:
    """One parameter and its values, as they are written; of a range, its two ends."""

    name: str
    values: tuple[Any, ...]
    is_range: bool = False

    def plain(self) -> dict[str, Any]:
        """As the manifest holds it."""
        return {"name": self.name, "values": list(self.values), "is_range": self.is_range}


def read_axes(given: Sequence[str]) -> list[Axis]:
    """The axes in `name=0,0.1,25 %` and `name=0..0.2`; InputErrors with all that is none."""
    axes, faults = list[Axis](), list[tuple[str, str]]()
    for one in given:
        name, found, written = (part.strip() for part in one.partition("="))
        ends = _RANGE.fullmatch(written)
        parts = [part.strip() for part in (ends.groups() if ends else written.split(","))]
        if not (name and found and written):
            faults.append((SWEPT, f'"{one[:60]}" is no NAME=VALUES, as in {_EXAMPLE}'))
        elif "..." in written or not all(parts):
            why = "three dots, and a range two" if "..." in written else "a comma too many"
            faults.append((name, f'"{written[:60]}" has {why}; write it as in {_EXAMPLE}'))
        else:
            axes.append(Axis(name, tuple(_scalar(name, part) for part in parts), bool(ends)))
    _refuse(faults)
    return axes


_EXAMPLE = "automation_levy.rate=0,0.1,0.2 or world.frontier_growth=0.3..0.6"


def axes_of(given: Mapping[str, Any]) -> list[Axis]:
    """The axes of a mapping: a list holds values, or there is one; a pair `(low, high)` is a range."""
    axes, faults = list[Axis](), list[tuple[str, str]]()
    if not isinstance(given, Mapping):
        raise InputError('needs a mapping, as in {"automation_levy.rate": [0, 0.1]}', field=SWEPT)
    for name, values in given.items():
        is_range = isinstance(values, tuple) and len(values) == 2
        values = [values] if isinstance(values, Real | str) else values
        if not isinstance(values, Sequence | np.ndarray) or not len(values):
            faults.append((str(name), "needs a value, a list of values, or a range (low, high)"))
        elif not all(isinstance(one, Real | str) for one in values):
            faults.append((str(name), "needs numbers or texts as values"))
        else:
            axes.append(Axis(str(name), tuple(map(scalar_of, values)), is_range))
    _refuse(faults)
    return axes


def points(axes: Sequence[Axis], latin: int | None, seed: int) -> list[Point]:
    """Every combination of the listed values, each with `latin` draws from the ranges.

    The draws are a Latin hypercube: of `latin` equal slices of each range, each is met once. The same `seed`
    gives the same draws. Of axes that `check_axes` has passed.
    """
    ranges = [axis for axis in axes if axis.is_range]
    listed = [[(axis.name, value) for value in axis.values] for axis in axes if not axis.is_range]
    drawn: list[Point] = _latin(ranges, latin or 0, seed) if ranges else [()]
    order = [axis.name for axis in axes]
    found = [dict([*fixed, *draw]) for fixed in product(*listed) for draw in drawn]
    return [tuple((name, point[name]) for name in order) for point in found]


def check_axes(axes: Sequence[Axis], latin: int | None) -> None:
    """InputErrors for axes that make no design, or too large a one: points are counted, none is made."""
    names, ranges = [axis.name for axis in axes], [axis for axis in axes if axis.is_range]
    wrong = [(axis.name, why) for axis in ranges if (why := _wrong_ends(axis))]
    told = [] if axes else [(SWEPT, f"nothing is varied; name a parameter, as in {_EXAMPLE}")]
    twice = (name for name in dict.fromkeys(names) if names.count(name) > 1)
    told += ((name, "is varied twice; put all its values together") for name in twice)
    told += wrong
    if ranges and latin is None and not wrong:
        told.append((ranges[0].name, "is a range; say how many points to draw from it with --latin"))
    if latin is not None and not ranges:
        told.append(("--latin", "draws from ranges, and there is none"))
    if latin is not None and latin < 2:
        told.append(("--latin", f"{latin} is out of range; allowed: 2 to {MOST}"))
    sizes = [len(axis.values) for axis in axes if not axis.is_range]
    count = int(np.prod([*sizes, latin or 1], dtype=object))
    if not told and count > MOST:
        told.append((SWEPT, f"{count:,} points; allowed: at most {MOST:,}"))
    _refuse(told)


def _wrong_ends(axis: Axis) -> str:
    """What is wrong with a range; nothing where it is one."""
    if axis.name in (WORLD, CLOSURE):
        return "has names, not a range; list them"
    if not all(isinstance(end, int | float) and isfinite(end) for end in axis.values):
        return f"a range runs between two numbers, as in {_EXAMPLE}"
    low, high = axis.values
    return "" if low < high else f"{low:g}..{high:g} is empty; write the lower end first"


def _latin(ranges: Sequence[Axis], count: int, seed: int) -> list[Point]:
    places = scipy.stats.qmc.LatinHypercube(len(ranges), rng=seed).random(count)
    draws = (zip(ranges, row, strict=True) for row in places)
    return [tuple((axis.name, _between(axis, share)) for axis, share in draw) for draw in draws]


def _between(axis: Axis, share: float) -> float:
    low, high = axis.values
    value, known = low + (high - low) * float(share), declared(axis.name)
    return round(value) if known is not None and known.kind in ("count", "flag") else float(f"{value:.6g}")


def declared(name: str) -> Param | None:
    """The declaration of what is varied; None where there is none, which loading the scenario tells."""
    group, _, own = name.rpartition(".")
    if not group:
        return model_parameters().get(own)
    if group == "law" and own in LAW:
        lever = LAW[own]
        return Param(0.0, lever.unit, lever.bounds, lever.about, "", "observed", lever.kind)
    rooms = {"world": World.declared, "closure": Closing.declared}
    known = rooms[group]() if group in rooms else discover()[group].declared() if group in discover() else {}
    return known.get(own)


def _scalar(name: str, text: str) -> Any:
    """A value as a scenario file reads it: text where it is no number."""
    try:
        return scalar_named(name, text)
    except ValueError:
        return text


@dataclass(frozen=True)
class Design:
    """The scenario as it stands, what is varied, and the scenario at each point (`p1`, `p2` …)."""

    base: "Scenario"
    axes: tuple[Axis, ...]
    latin: int | None
    points: tuple["Scenario", ...]
    window: str

    @property
    def comparisons(self) -> tuple[str, ...]:
        """What effects are told: of the policies, if any point has some, and of AI."""
        return ("policy", "ai") if any(one.has_policy for one in self.points) else ("ai",)

    @property
    def is_balanced(self) -> bool:
        """Whether a budget is to be balanced at each point."""
        return any(map(is_balanced, self.points))

    def values(self, point: "Scenario") -> dict[str, Any]:
        """What is varied, as a point has it: numbers in the declared unit, worlds by name."""
        return {axis.name: _value(point, axis.name) for axis in self.axes}

    def plain(self) -> dict[str, Any]:
        """As the manifest holds it."""
        return {
            "base": self.base.name,
            "axes": [axis.plain() for axis in self.axes],
            "latin": self.latin,
            "comparisons": list(self.comparisons),
        }


def design_of(
    source: Source, axes: Sequence[Axis], *, latin: int | None, options: Options, window: str
) -> Design:
    """The scenario of `source` at every point; InputErrors with all that is wrong in it or in the axes."""
    check_axes(axes, latin)
    base = load_scenario(source, options=replace(options, reads_code=True))
    if base.names_code and not options.allow_code:
        raise InputErrors([InputError(runs_code(base.rule_sources), where=base.name, field="rules")])
    refuse_missing(base, axes)

    def at(point: Point) -> partial["Scenario"]:
        return partial(load_scenario, source, options=replace(options, over=point))

    # One value at a time first: a value that is wrong is told once, not at every point that has it.
    try:
        alone = load_several(
            at((*_first_change(axis, axes), (axis.name, value))) for axis in axes for value in axis.values
        )
    except InputErrors as errors:
        raise InputErrors({str(one): one for one in errors.errors}.values()) from None
    _refuse_twice(axes, iter(alone))
    made = load_several(at(point) for point in points(axes, latin, base.base_seed))
    housed = housed_together([base, *made])
    named = tuple(replace(one, name=f"p{number}") for number, one in enumerate(housed[1:], 1))
    return Design(housed[0], tuple(axes), latin, named, window)


def _first_change(date: Axis, axes: Sequence[Axis]) -> Point:
    """A change of the law that is varied beside its date."""
    return tuple((one.name, one.values[0]) for one in axes if date.name == f"{one.name}.{START}")


def refuse_missing(base: "Scenario", axes: Sequence[Axis]) -> None:
    """Refuse a parameter of an instrument that the scenario has not: nobody said when it begins."""
    own, names = [policy.name for policy in base.policies], [axis.name for axis in axes]
    faults = []
    for axis in axes:
        changed = axis.name.removesuffix(f".{START}")
        if changed.startswith(LAW_OF) and changed != axis.name:
            if changed.removeprefix(LAW_OF) not in base.law and changed not in names:
                told = f"{base.name} has no {changed} whose date could be varied; vary {changed} beside it"
                faults.append((axis.name, told))
            continue
        instrument, dot, _ = axis.name.rpartition(".")
        if axis.name == START and not own:
            faults.append((START, f"{base.name} has no policy that could start"))
        if dot and instrument in discover() and instrument not in own:
            has = ", ".join(own) or "no policy"
            told = f"{base.name} has no {instrument}, it has {has}; add it to the scenario, with its start"
            faults.append((axis.name, told))
    _refuse(faults)


def _refuse_twice(axes: Sequence[Axis], alone: Iterator["Scenario"]) -> None:
    """Refuse a value that is listed twice, however it is written; `alone` has them one after the other."""
    faults = []
    for axis in axes:
        for value, times in Counter(_value(next(alone), axis.name) for _ in axis.values).items():
            if times > 1:
                faults.append((axis.name, f"{value} is listed {times} times; list each value once"))
    _refuse(faults)


def _refuse(faults: Sequence[tuple[str, str]]) -> None:
    """InputErrors with what is wrong, by field, if anything is."""
    if faults:
        raise InputErrors(InputError(message, field=field) for field, message in faults)


def _value(scenario: "Scenario", name: str) -> Any:
    group, _, own = name.rpartition(".")
    if name == WORLD:
        return scenario.world_name.removesuffix(CHANGED)
    if name == START:
        return month_label(scenario.start, min(policy.start for policy in scenario.policies))
    if name == CLOSURE:
        return scenario.closure.name
    if group == "closure":
        return scenario.closure.plain()[own]
    if group == "world":
        return scenario.world[own]
    if not group:
        return scenario.parameters[own]
    if name.startswith(LAW_OF):
        changed, _, date = name.removeprefix(LAW_OF).partition(".")
        clause = scenario.law[changed]
        return month_label(scenario.start, clause.months[0]) if date else clause.changes[0].of(clause.today)
    policy = next(one for one in scenario.policies if one.name == group)
    found = policy.plain(scenario.start).get(own, "")
    return found if isinstance(found, int | float | str) else json.dumps(found)


ROOM = 2_000_000_000
"""Bytes of totals that are kept: some ten thousand runs of fifteen years; the oldest make room."""
_SAYS = ("name", "title", "author", "question", "provenance")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SharedTask(Task):
    """A run under the name that every point gives it which has the same one."""

    @property
    def key(self) -> str:
        """What its scenario was named: the hash of what decides it."""
        return self.scenario.name


@dataclass
class SharedRuns:
    """Runs of many points: those that are kept are taken, the others computed, each once.

    `code` says what the results hang on beside the scenario.
    """

    folder: RunFolder
    ensemble: Ensemble
    code: str
    known: dict[str, SharedTask] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make room, before anything that is kept is counted on."""
        kept = sorted(self._cache.glob("*.parquet"), key=lambda path: path.stat().st_mtime, reverse=True)
        used = 0
        for path in kept:
            used += path.stat().st_size
            if used > ROOM:
                path.unlink(missing_ok=True)

    def run(self, tasks: Sequence[Task]) -> None:
        """Run what neither the cache nor the folder holds."""
        self.known |= {task.key: self._shared(task) for task in tasks}
        wanted = {shared.key: shared for task in tasks for shared in (self.known[task.key],)}
        missing = [one.handed(self._kept) for key, one in wanted.items() if not self._path(key).is_file()]
        log.info("%d runs, %d of them kept from before", len(wanted), len(wanted) - len(missing))
        self.ensemble.run(missing)
        for one in missing:
            self._keep(one.key)

    def missing(self, tasks: Sequence[Task]) -> int:
        """How many of these are neither in the cache nor in the folder."""
        stored = self.folder.stored()
        keys = {self._shared(task).key for task in tasks}
        return sum(key not in stored and not self._path(key).is_file() for key in keys)

    def totals(self, task_key: str) -> pl.DataFrame:
        """Every total of a run that `run` was asked for, by the key of its task."""
        key = self.known[task_key].key
        path = self._path(key)
        return pl.read_parquet(path, glob=False) if path.is_file() else self._totals(key)

    def _totals(self, key: str) -> pl.DataFrame:
        return self.folder.load(key, "results").filter(pl.col("by").cast(pl.String) == TOTAL[0])

    def _shared(self, task: Task) -> SharedTask:
        scenario, paid = task.scenario, task.scenario.financing
        decided = {key: value for key, value in scenario.to_dict().items() if key not in _SAYS}
        rate = paid.rate if isinstance(paid, Balancing) else None
        text = manifest.canonical([decided, rate, dict(scenario.rule_sources), task.role, task.replicate])
        named = replace(scenario, name=blake2b(f"{self.code}{text}".encode(), digest_size=16).hexdigest())
        leans_on = {name: self._shared(other) for name, other in task.leans_on.items()}
        return SharedTask(named, task.role, task.replicate, task.draw, leans_on)

    def _kept(self, task: Task) -> Paths | None:
        path = self._path(task.key)
        return paths_of_results(pl.read_parquet(path, glob=False)) if path.is_file() else None

    def _keep(self, key: str) -> None:
        """Keep a run's totals; a cache that cannot be written only costs time."""
        try:
            write_parquet(self._totals(key), self._path(key))
        except OSError as error:
            log.warning("totals are not kept for the next sweep: %s", error)

    def _path(self, key: str) -> Path:
        return self._cache / f"{key}.parquet"

    @cached_property
    def _cache(self) -> Path:
        try:
            return cache_folder() / "swept"
        except SimulatorError:
            return self.folder.partial / "swept"


POINTS = "points"
"""Where the scenarios of the points stand in the folder."""
BASE = "base.yaml"
"""The scenario as it stands; not `scenario.yaml`, by which the folder of a run is known."""
EFFECTS, PATHS = (("effects.parquet", "effects.csv"), ("paths.parquet", "paths.csv"))
AGAIN = "sweep again into {out} to go on from there"


@dataclass(frozen=True)
class Swept:
    """A finished sweep: its folder and id, effects at every point, how many runs it took, wall time."""

    path: Path
    run_id: str
    effects: pl.DataFrame
    runs: int
    seconds: float


def sweep(design: Design, out: Path, *, model: Model | None = None, **how: Any) -> Swept:
    """Run what the design needs and write the folder `out`; go on with what stands in it.

    `how` is that of `simulator.experiment.conduct`. Raises InputError when `out` holds anything else, and
    what `keeping` of `simulator.experiment.ensemble` raises; finished runs are kept.
    """
    started, done = time.time(), Execution(**how)
    model = model or Model()
    content = _content(design, model, quick=done.quick)
    folder = RunFolder(out)
    # Another window needs no other runs, but another table.
    asked = planned(content) | {"sweep": content["sweep"], "window": design.window}
    if not folder.open(asked, resume=True):
        effects = pl.read_parquet(out / EFFECTS[0], glob=False)
        return Swept(out, manifest.read(out)["content"]["run_id"], effects, 0, time.time() - started)
    plans = [run_of(point, window=design.window) for point in design.points]
    tasks = [task for plan in plans for task in plan.tasks()]
    code = manifest.canonical([content[key] for key in ("code_hash", "data_hash", "versions")])
    done = replace(done, jobs=workers(done.jobs, design.base, len(tasks)))
    shared = SharedRuns(folder, Ensemble(folder, model.simulate, done.jobs or 1, done.progress, 0), code)
    shared.ensemble.expected = expected = shared.missing(tasks)
    with keeping(folder, None if design.is_balanced else expected, AGAIN):
        with folder.logged():
            plans = [_balanced(plan, shared) for plan in plans]
            shared.run([task for plan in plans for task in plan.tasks()])
            refuse_mixed(content, design.base.country)
            tables = zip(*(_tables(design, plan, shared, content) for plan in plans), strict=True)
            # 0.1 at one point, dated steps at another
            effects, paths = (pl.concat(parts, how="vertical_relaxed") for parts in tables)
            _write(folder.partial, design, plans, {EFFECTS: effects, PATHS: paths})
            write_datapackage(folder.partial, content, ["effects", "paths"])
            places = [f"{POINTS}/{point.name}.yaml" for point in design.points]
            facts = facts_of(folder, started, done) | {"runs": len(folder.stored())}
            document = manifest.write(folder.partial, content, facts, [BASE, *places], (*EFFECTS, *PATHS))
            if done.finish is not None:
                done.finish(folder.partial)
        folder.publish()
    run_id = document["content"]["run_id"]
    return Swept(out, run_id, effects, facts["runs"], time.time() - started)


def _content(design: Design, model: Model, *, quick: bool) -> dict[str, Any]:
    """What decides the effects: the scenario as it stands, what is varied, and every point."""
    content = content_of_plan(run_of(design.base, window=design.window), model, quick)
    rules = {f"{POINTS}/{place}": hashed for place, hashed in content["plugins"].items()}
    made = {"sweep": design.plain(), "points": {one.name: design.values(one) for one in design.points}}
    return {**content, **manifest.plain(made), "plugins": content["plugins"] | rules}


def _balanced(plan: Plan, shared: SharedRuns) -> Plan:
    """The plan with its budget balanced, where its scenario asks for that."""
    if not is_balanced(plan.base):
        return plan
    (place,) = plan.places
    shared.run([task for task in plan.tasks() if task.role == "no_policy"])
    found = solve(plan.base, shared.run, shared.totals, plan.tasks_for)
    return replace(plan, rates={(plan.base.name, place): found.rate})


def _tables(
    design: Design, plan: Plan, shared: SharedRuns, content: Mapping[str, Any]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The headline rows of one point, and their paths by year, beside what is varied."""
    point = plan.base
    texts = pl.col("role", "closure", "indicator", "by", "group", "unit").cast(pl.String)
    parts = []
    for task in plan.tasks():
        world = pl.lit(task.scenario.world_name)
        totals = totals_of(shared.totals(task.key), NEEDED).with_columns(texts, world=world)
        parts.append(totals.with_columns(scenario=pl.lit(point.name)))
    results = pl.concat(parts)
    here = {"scenarios": {point.name: {}}, "world": point.world_name, "closure": point.closure.label}
    found = Results(results, {**content, **here})
    values = [pl.lit(value).alias(name) for name, value in design.values(point).items()]
    own = [] if "world" in design.values(point) else [pl.lit(here["world"]).alias("world")]
    rows, paths = told(headline(found)).drop("scenario"), yearly(found)
    varied = pl.lit(point.name).alias("point"), *values, *own
    return rows.select(*varied, pl.all()), paths.select(*varied, pl.all())


def _write(
    partial: Path, design: Design, plans: list[Plan], tables: Mapping[tuple[str, str], pl.DataFrame]
) -> None:
    """Each table twice, and the scenario of every point, solved where a budget was balanced."""
    for (binary, plain), table in tables.items():
        write_parquet(table, partial / binary)
        (partial / plain).write_text(table.fill_nan(None).write_csv(), encoding="utf-8")
    (partial / BASE).write_text(resolved_yaml(design.base), encoding="utf-8")
    home = partial / POINTS
    home.mkdir(exist_ok=True)
    for scenario in (design.base, *design.points):
        write_code(scenario, partial if scenario is design.base else home)
    for plan in plans:
        solved: Scenario = plan.placed(plan.base, plan.places[0])
        (home / f"{solved.name}.yaml").write_text(resolved_yaml(solved), encoding="utf-8")
