"""Runs many simulations, storing each as it finishes: in this process, in several, or on a dask cluster.

Also what stops them before their end, with what is said then.
"""

import errno
import logging
import os
import signal
import threading
import time
import warnings
from collections import Counter, deque
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from simulator.core import cache, files
from simulator.core.economy import Paths
from simulator.core.errors import STOPPING, ExitCode, InputError, SimulatorError, Stopped, signals_held_back
from simulator.experiment.precompile import prepare
from simulator.experiment.tasks import Computed, Simulate, Task, compute, paths_of
from simulator.experiment.timing import cores, processes
from simulator.store import manifest
from simulator.store.folder import RunFolder, store

if TYPE_CHECKING:
    from simulator.scenario import Scenario

type Workers = int | str
"""Where simulations run: so many processes of this computer, or the address of a dask scheduler."""
type Noted = tuple[str, Mapping[str, float]]
"""Key of a run that is on disk, and what is noted of it: `seconds`, `identity_max`."""
Progress = Callable[[int, int, float], None]
"""What is told of (runs done, all runs, seconds left)."""
log = logging.getLogger(__name__)


def workers(asked: Workers | None, scenario: "Scenario", runs: int) -> Workers:
    """Where so many runs of the size of a scenario are computed: where asked for, else see `processes`."""
    return processes(scenario.persons, scenario.months, runs) if asked is None else asked


class RunInterruptedError(SimulatorError):
    """The user, or a signal, stopped the experiment; the message says how to go on."""

    def __init__(self, message: str, exit_code: int = ExitCode.INTERRUPTED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class RunStoppedError(SimulatorError):
    """The computer stopped the experiment (disk, memory, permissions); the message says how to go on."""


class WorkerLostError(SimulatorError):
    """A worker process ended in the middle of a run."""


RESUMED = "run the scenario again into {out} with --resume to go on from there"


@contextmanager
def keeping(
    folder: RunFolder, total: int | None, again: str = RESUMED, *, whole: Path | None = None
) -> Iterator[None]:
    """Keep the finished ones of `total` runs (None: not known) when work on `folder` is stopped; say so.

    `again` tells how to go on, with `{out}` for the folder, or for the `whole` that it is a part of.

    Raises RunInterruptedError for a signal and RunStoppedError for a fault of the computer; any other error
    passes, with a note about what is kept.
    """
    again = again.replace("{out}", str(whole or folder.path))
    try:
        yield
    except KeyboardInterrupt as error:
        code = error.exit_code if isinstance(error, Stopped) else ExitCode.INTERRUPTED
        raise RunInterruptedError(f"interrupted: {_kept(folder, total, again, whole)}", code) from error
    except WorkerLostError as error:
        raise RunStoppedError(f"{error}: {_kept(folder, total, again, whole)}") from error
    except Exception as error:
        what = _fault(folder, error)
        kept = _kept(folder, total, again, whole)
        if what is None:
            error.add_note(kept)
            raise
        raise RunStoppedError(f"stopped: {what}. {files.remedy(error)}; {kept}") from error
    finally:
        folder.release()


def _fault(folder: RunFolder, error: Exception) -> str | None:
    if isinstance(error, FileNotFoundError) and not folder.partial.exists():
        return f"{folder.partial} was removed during the run"
    if isinstance(error, OSError) and error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
        return f"{folder.path} was made by something else during the run"
    return files.fault(error)


def _kept(folder: RunFolder, total: int | None, again: str, whole: Path | None) -> str:
    if not folder.partial.exists() and folder.path.exists():
        return f"all runs had been finished, {folder.path} is complete"
    done = len(folder.stored())
    if done == 0:
        files.discard(folder.partial)
        if whole is not None:
            return f"no run of {folder.path} had been finished; {again}"
        return "no run had been finished, nothing was kept; run it again"
    of = "" if total is None else f" of {total}"
    return f"{done}{of} runs are kept in {folder.partial}; {again}"


@dataclass
class Ensemble:
    """Runs what is not stored yet, with one progress over all that will be asked for, `expected` or more."""

    folder: RunFolder
    simulate: Simulate
    jobs: Workers
    progress: Progress | None
    expected: int
    done: int = 0
    counted: set[str] = field(default_factory=set)
    """Keys of the runs that were done before it, or by it."""
    started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        if isinstance(self.jobs, int):
            _tell_cores(min(self.jobs, self.expected))

    def run(self, tasks: Sequence[Task], then: Callable[[], object] = lambda: None) -> None:
        """Run and store those of `tasks` that are not stored, each after those that it leans on.

        What hangs together runs in one process, in order: a seed of a run. `then` is called after each run
        that is stored, while others go on.

        An exception in a worker, such as an IdentityError, stops the ensemble and is raised here; so is a
        WorkerLostError when a worker was killed.
        """
        stored = self.folder.stored()
        already = {task.key for task in tasks if task.key in stored}
        self.expected -= len(already - self.counted)
        self.counted |= already
        log.info("%d runs, %d of them already stored, jobs: %s", len(tasks), len(already), self.jobs)
        missing, known = _missing(tasks, stored), dict[str, Paths]()
        then()

        def recorded(task: Task) -> Paths | None:
            if task.key in missing:
                return None
            if task.key not in known:
                known[task.key] = paths_of(task, self.folder.load(task.key, "results"))
            return known[task.key]

        while missing:
            bundles = _bundles(missing, self.jobs)
            ready = [[task.handed(recorded) for task in bundle] for bundle in bundles]
            for key, note in _finished(ready, self.simulate, self.folder.partial, self.jobs):
                log.info("%s: %.2f s, largest residual %.1e", key, note["seconds"], note["identity_max"])
                del missing[key]
                self.counted.add(key)
                self._tell(len(missing))
                then()

    def _tell(self, missing: int) -> None:
        """Say how far it is; runs that are left take what those so far did."""
        self.done += 1
        if self.progress is not None:
            left = max(self.expected - self.done, missing)
            each = (time.monotonic() - self.started) / self.done
            self.progress(self.done, self.done + left, left * each)


def _missing(tasks: Iterable[Task], stored: Container[str]) -> dict[str, Task]:
    """Those of `tasks` that are not stored, by their keys, and such as they lean on."""
    found = {task.key: task for task in tasks if task.key not in stored}
    leant_on = {other.key: other for task in found.values() for other in task.leans_on.values()}
    return _missing(leant_on.values(), stored) | found if leant_on else found


def _bundles(missing: Mapping[str, Task], jobs: Workers) -> list[list[Task]]:
    """Runs that hang together, each after those it leans on; single ones where processes would idle.

    Those are what can run now: what leans on others that are missing waits for them.
    """
    bundle_of, depth = dict[str, list[Task]](), Counter[str]()
    for task in missing.values():
        before = [other.key for other in task.leans_on.values() if other.key in missing]
        depth[task.key] = 1 + max((depth[key] for key in before), default=0)
        beside = {id(bundle_of[key]): bundle_of[key] for key in before}
        bundle = [*chain(*beside.values()), task]
        bundle_of |= {one.key: bundle for one in bundle}
    bundles = list({id(bundle): bundle for bundle in bundle_of.values()}.values())
    widest = max(Counter(depth.values()).values())
    if isinstance(jobs, int) and min(jobs, widest) <= len(bundles):
        return bundles
    return [[task] for key, task in missing.items() if depth[key] == 1]


def _finished(
    bundles: Sequence[Sequence[Task]], simulate: Simulate, partial: Path, jobs: Workers
) -> Iterator[Noted]:
    """Run bundles of tasks and yield each task as it is stored."""
    if isinstance(jobs, str):
        tasks = [task for bundle in bundles for task in bundle]
        yield from (_stored(computed, partial) for computed in _on_cluster(tasks, simulate, jobs))
        return
    others = min(jobs, len(bundles)) - 1
    if others < 1:
        for bundle in bundles:
            yield from (_stored(computed, partial) for computed in compute(bundle, simulate))
        return
    with _workers(others) as executor:
        try:
            yield from _shared(executor, others, bundles, simulate, partial)
        except BrokenExecutor as error:
            why = "most often because memory ran out (then use fewer --jobs or --persons)"
            raise WorkerLostError(f"a worker process was killed, {why}") from error


IDLE = 2
"""Seconds after which a worker that has nothing to do ends."""


@contextmanager
def _workers(number: int) -> Iterator[Executor]:
    """Processes that compute beside this one, kept for who asks soon; killed when work is stopped."""
    from joblib.externals.loky import get_reusable_executor

    cache.configure()  # workers inherit the environment
    with warnings.catch_warnings():
        # A worker that had grown, or had nothing to do, is replaced, and no task is lost by it.
        warnings.filterwarnings("ignore", message="A worker stopped while some jobs were given")
        executor = get_reusable_executor(number, timeout=IDLE, initializer=_serve, initargs=(os.getpid(),))
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=True, kill_workers=True)
            raise


def _shared(
    executor: Executor,
    others: int,
    bundles: Sequence[Sequence[Task]],
    simulate: Simulate,
    partial: Path,
) -> Iterator[Noted]:
    """Run bundles here and in so many other processes, each taking the next that none has taken."""
    left, finished, guard = deque(bundles), SimpleQueue[Future[Any]](), threading.RLock()
    given = set[Future[Any]]()

    def give(before: "Future[Any] | None" = None) -> None:
        """Hand a process the next bundle, now or, in a thread of the executor, `before` is finished."""
        with guard, suppress(BrokenExecutor, RuntimeError):  # which the work that was under way tells
            if left:
                future = executor.submit(_work, left[0], simulate, partial)
                left.popleft()
                given.add(future)
                future.add_done_callback(give)
        if before is not None:
            finished.put(before)

    began, busy, here = time.monotonic(), dict[int, float](), 0.0
    try:
        with signals_held_back():
            for _ in range(others):
                give()
        prepare()
        for _ in bundles:
            with guard:
                own = left.popleft() if left and finished.empty() else None
            if own is not None:
                since = time.monotonic()
                yield from (_stored(computed, partial) for computed in compute(own, simulate))
                here += time.monotonic() - since
            else:
                noted, process, seconds = finished.get().result()
                busy[process] = busy.get(process, 0.0) + seconds
                yield from noted
    except BaseException:
        with guard:
            left.clear()
        _taken_up(given)
        raise
    waited = sorted(time.monotonic() - began - seconds for seconds in (here, *busy.values()))
    log.info("processes waited %s s", ", ".join(f"{seconds:.1f}" for seconds in waited))


def _taken_up(given: Collection[Future[Any]]) -> None:
    """Wait until an executor knows what it was given, at most a second: stopped before, it loses its way."""
    until = time.monotonic() + 1.0
    while time.monotonic() < until and not all(one.running() or one.done() for one in given):
        time.sleep(0.001)


def _work(tasks: Sequence[Task], simulate: Simulate, partial: Path) -> tuple[list[Noted], int, float]:
    """Run and store a bundle in a worker process; what is noted, the process, and its seconds."""
    began = time.time()
    noted = [_stored(computed, partial) for computed in compute(tasks, simulate)]
    return noted, os.getpid(), time.time() - began


def _stored(computed: Computed, partial: Path) -> Noted:
    store(partial, computed.key, computed.tables, computed.note)
    return computed.key, computed.note


@lru_cache
def _tell_cores(processes: int) -> None:
    """Say once that more processes than cores only take memory."""
    if processes > cores():
        told = (
            "%d processes share %d cores, which is no faster, and each takes about half a gigabyte of memory"
        )
        log.warning(f"{told}; --jobs %d does", processes, cores(), cores())


def _serve(master: int) -> None:
    """Leave signals to the master, who stops the workers; end when it is gone; compile.

    Ctrl-C in a terminal and the end of a batch job reach every process. A master that was killed stops
    nobody: its workers would go on with what waits in their queue.
    """
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(master,), daemon=True).start()
    prepare()


def _end_with(master: int) -> None:
    while os.getppid() == master:
        time.sleep(0.5)
    os._exit(1)


def _on_cluster(tasks: Sequence[Task], simulate: Simulate, address: str) -> Iterator[Computed]:
    """Yield what workers of a dask scheduler compute: they share no disk with us and run their own code."""
    from distributed import Client, KilledWorker, as_completed

    with Client(address) as client:
        ours = decided_by(tasks[0].scenario.country)
        runs = client.map(_there, tasks, simulate=simulate, ours=ours, pure=False)
        try:
            yield from (run.result() for run in as_completed(runs))
        except (KilledWorker, CancelledError) as error:
            raise WorkerLostError(f"the workers at {address} were lost") from error


def decided_by(iso3: str) -> dict[str, str]:
    """What decides the results of this process beside the scenario: code, data of the country, versions."""
    return {"code": manifest.code_hash(), "data": manifest.data_hash(iso3), **manifest.versions()}


def _there(task: Task, simulate: Simulate, ours: Mapping[str, str]) -> Computed:
    """Compute on a worker of a cluster; InputError where it is not as the first process is."""
    here = decided_by(task.scenario.country)
    if differs := sorted(name for name in {**ours, **here} if ours.get(name) != here.get(name)):
        told = f"a worker has another {', '.join(differs)}; install there what is installed here"
        raise InputError(told, field="--cluster")
    (computed,) = compute([task], simulate)
    return computed
