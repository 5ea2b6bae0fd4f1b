"""A sweep: one scenario at many points, each beside its counterfactuals, in one folder with one table.

Runs that points share, such as those without the policies where policies alone are varied, are run once. A
sweep goes on where it was stopped: the same one with the same `out` needs nothing else.
"""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import polars as pl

from simulator.core.cache import folder as cache_folder
from simulator.core.errors import SimulatorError
from simulator.core.paths import Paths, paths_of_results
from simulator.experiment.conduct import How
from simulator.experiment.content import Model, content_of_plan, planned, refuse_mixed
from simulator.experiment.ensemble import Ensemble
from simulator.experiment.plan import Plan, is_balanced, run_of
from simulator.experiment.shipped_model import ShippedModel
from simulator.experiment.solve.balance import solve
from simulator.experiment.stopping import keeping
from simulator.experiment.sweeping.design import Design
from simulator.experiment.tasks import Task
from simulator.findings.headline import NEEDED, headline
from simulator.findings.results import TOTAL, Results, totals_of
from simulator.findings.rows import told
from simulator.scenario.file.dump import resolved_yaml
from simulator.scenario.financing import Balancing
from simulator.store import datapackage, manifest, rule_files
from simulator.store.folder import RunFolder
from simulator.store.tables import write_parquet

if TYPE_CHECKING:
    from simulator.scenario import Scenario

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
        if path.is_file():
            return pl.read_parquet(path, glob=False)
        return self._totals(key)

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
EFFECTS = ("effects.parquet", "effects.csv")
AGAIN = "sweep again with --out {out} to go on from there"


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
    what `keeping` of `simulator.experiment.stopping` raises; finished runs are kept.
    """
    started, done = time.time(), How(**how)
    model = model or ShippedModel()
    content = _content(design, model, quick=done.quick)
    folder = RunFolder(out)
    if not folder.open(_planned(content, design), resume=True):
        effects = pl.read_parquet(out / EFFECTS[0], glob=False)
        return Swept(out, manifest.read(out)["content"]["run_id"], effects, 0, time.time() - started)
    plans = [run_of(point, window=design.window) for point in design.points]
    tasks = [task for plan in plans for task in plan.tasks()]
    shared = SharedRuns(folder, Ensemble(folder, model.simulate, done.jobs, done.progress, 0), _code(content))
    shared.ensemble.expected = expected = shared.missing(tasks)
    with keeping(folder, None if design.is_balanced else expected, AGAIN):
        with folder.logged():
            plans = [_balanced(plan, shared) for plan in plans]
            shared.run([task for plan in plans for task in plan.tasks()])
            refuse_mixed(content, design.base.country)
            tables = [_effects(design, plan, shared, content) for plan in plans]
            effects = pl.concat(tables, how="vertical_relaxed")  # 0.1 at one point, dated steps at another
            _write(folder.partial, design, plans, effects)
            datapackage.write(folder.partial, content, ["effects"])
            places = [f"{POINTS}/{point.name}.yaml" for point in design.points]
            facts = _facts(folder, started, done)
            document = manifest.write(folder.partial, content, facts, [BASE, *places], EFFECTS)
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


def _planned(content: Mapping[str, Any], design: Design) -> dict[str, Any]:
    """What must agree to go on with a sweep; another window needs no other runs, but another table."""
    return planned(content) | {"sweep": content["sweep"], "window": design.window}


def _code(content: Mapping[str, Any]) -> str:
    return manifest.canonical([content[key] for key in ("code_hash", "data_hash", "versions")])


def _balanced(plan: Plan, shared: SharedRuns) -> Plan:
    """The plan with its budget balanced, where its scenario asks for that."""
    if not is_balanced(plan.base):
        return plan
    (place,) = plan.places
    shared.run([task for task in plan.tasks() if task.role == "no_policy"])
    found = solve(plan.base, shared.run, shared.totals, plan.tasks_for)
    return replace(plan, rates={(plan.base.name, place): found.rate})


def _effects(design: Design, plan: Plan, shared: SharedRuns, content: Mapping[str, Any]) -> pl.DataFrame:
    """The headline rows of one point, beside what is varied."""
    point = plan.base
    named = pl.lit(point.name).alias("scenario")
    results = pl.concat(
        totals_of(shared.totals(task.key), NEEDED).with_columns(named, world=pl.lit(task.scenario.world_name))
        .cast({"role": pl.String, "closure": pl.String, "indicator": pl.String, "by": pl.String,
               "group": pl.String, "unit": pl.String})
        for task in plan.tasks()
    )  # fmt: skip
    here = {"scenarios": {point.name: {}}, "world": point.world_name, "closure": point.closure.label}
    rows = told(headline(Results(results, {**content, **here})))
    values = [pl.lit(value).alias(name) for name, value in design.values(point).items()]
    own = [] if "world" in design.values(point) else [pl.lit(here["world"]).alias("world")]
    return rows.select(pl.lit(point.name).alias("point"), *values, *own, pl.exclude("scenario"))


def _write(partial: Path, design: Design, plans: list[Plan], effects: pl.DataFrame) -> None:
    """The table twice, and the scenario of every point, solved where a budget was balanced."""
    write_parquet(effects, partial / EFFECTS[0])
    (partial / EFFECTS[1]).write_text(effects.fill_nan(None).write_csv(), encoding="utf-8")
    (partial / BASE).write_text(resolved_yaml(design.base), encoding="utf-8")
    home = partial / POINTS
    home.mkdir(exist_ok=True)
    for scenario in (design.base, *design.points):
        rule_files.write(scenario, partial if scenario is design.base else home)
    for name, text in _scenarios(plans):
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")


def _scenarios(plans: list[Plan]) -> Iterator[tuple[str, str]]:
    for plan in plans:
        solved: Scenario = plan.placed(plan.base, plan.places[0])
        yield solved.name, resolved_yaml(solved)


def _facts(folder: RunFolder, started: float, how: How) -> dict[str, Any]:
    """How the sweep went: not part of what is hashed; `runs` are those that were computed for it."""
    notes = [folder.note(key) for key in sorted(folder.stored())]
    return {
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "seconds": round(time.time() - started, 2),
        "runs": len(notes),
        "seconds_per_run": round(median(note["seconds"] for note in notes), 3) if notes else None,
        "identity_max": max((note["identity_max"] for note in notes), default=None),
        "machine": manifest.machine(),
        "jobs": how.jobs if isinstance(how.jobs, int) else "cluster",
        "command": how.command,
    }
