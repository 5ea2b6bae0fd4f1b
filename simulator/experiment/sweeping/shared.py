"""Runs that points of a sweep share, and sweeps with one another: each is computed once.

What decides a run's results names it: scenario as its role changes it, replicate, code, data, versions. Of a
run the totals are kept in the user's cache, for they are all that effects and budgets need: a later sweep
with some of the same points, over another window or after a stop, does not compute them again.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import polars as pl

from simulator.core.cache import folder as cache_folder
from simulator.core.errors import SimulatorError
from simulator.core.paths import Paths, paths_of_results
from simulator.experiment.ensemble import Ensemble
from simulator.experiment.tasks import Task
from simulator.findings.results import TOTAL
from simulator.scenario.financing import Balancing
from simulator.store import manifest
from simulator.store.folder import RunFolder
from simulator.store.tables import write_parquet

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
