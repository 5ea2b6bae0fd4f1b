"""Runs many simulations, in this process, in several or on a cluster, storing each as it finishes."""

import logging
import os
import signal
import threading
import time
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.core import cache
from simulator.core.economy import Paths
from simulator.experiment.stopping import WorkerLostError
from simulator.experiment.tasks import Computed, Simulate, Task, compute, paths_of
from simulator.store.folder import RunFolder, store

if TYPE_CHECKING:
    from simulator.experiment.cluster import Cluster

type Workers = "int | Cluster"
"""Where simulations run: so many processes of this computer, or a cluster."""
Progress = Callable[[int, int, float], None]
_STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finished:
    """One run that is finished and on disk."""

    key: str
    seconds: float
    identity_max: float


@dataclass
class Ensemble:
    """Runs what is not stored yet, with one progress over all that will be asked for, `expected` or more."""

    folder: RunFolder
    simulate: Simulate
    jobs: Workers
    progress: Progress | None
    expected: int
    done: int = 0
    started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        if isinstance(self.jobs, int):
            _tell_cores(min(self.jobs, self.expected))

    def run(self, tasks: Sequence[Task]) -> None:
        """Run and store those of `tasks` that are not stored, each after those that it leans on."""
        stored = self.folder.stored()
        already = sum(task.key in stored for task in tasks)
        self.expected -= already
        log.info("%d runs, %d of them already stored, jobs: %s", len(tasks), already, self.jobs)
        missing, known = _missing(tasks, stored), dict[str, Paths]()

        def recorded(task: Task) -> Paths:
            if task.key not in known:
                known[task.key] = paths_of(task, self.folder.load(task.key, "results"))
            return known[task.key]

        while missing:
            ready = [task for task in missing.values()
                     if not any(other.key in missing for other in task.leans_on.values())]  # fmt: skip
            self._run([task.handed(recorded) for task in ready])
            for task in ready:
                del missing[task.key]

    def _run(self, tasks: Sequence[Task]) -> None:
        progress = None if self.progress is None else self._whole(self.progress)
        partial = self.folder.partial
        for one in run_tasks(tasks, self.simulate, partial, jobs=self.jobs, progress=progress):
            log.info("%s: %.2f s, largest residual %.1e", one.key, one.seconds, one.identity_max)
        self.done += len(tasks)

    def _whole(self, progress: Progress) -> Progress:
        """Progress of one batch as progress of all; later batches cost what the runs so far did."""

        def told(done: int, total: int, seconds_left: float) -> None:
            later = max(self.expected - self.done - total, 0)
            each = (time.monotonic() - self.started) / (self.done + done)
            progress(self.done + done, self.done + total + later, seconds_left + later * each)

        return told


def _missing(tasks: Iterable[Task], stored: Container[str]) -> dict[str, Task]:
    """Those of `tasks` that are not stored, by their keys, and such as they lean on."""
    found = {task.key: task for task in tasks if task.key not in stored}
    leant_on = {other.key: other for task in found.values() for other in task.leans_on.values()}
    return _missing(leant_on.values(), stored) | found if leant_on else found


def run_tasks(
    tasks: Sequence[Task], simulate: Simulate, partial: Path, *, jobs: Workers, progress: Progress | None
) -> Iterator[Finished]:
    """Run `tasks` longest first and yield each as it finishes; progress gets (done, total, seconds left).

    An exception in a worker, such as an IdentityError, stops the ensemble and is raised here; so is a
    WorkerLostError when a worker was killed.
    """
    # Roles in their given order within a size: the first runs prepare what later ones find in the cache.
    ordered = sorted(tasks, key=lambda task: -task.size)
    total, left = sum(task.size for task in ordered), {task.key: task.size for task in ordered}
    started = time.monotonic()
    for finished in _results(ordered, simulate, partial, jobs):
        left.pop(finished.key)
        if progress is not None:
            remaining = sum(left.values())
            elapsed = time.monotonic() - started
            progress(len(ordered) - len(left), len(ordered), elapsed * remaining / (total - remaining))
        yield finished


def _results(tasks: Sequence[Task], simulate: Simulate, partial: Path, jobs: Workers) -> Iterator[Finished]:
    if not isinstance(jobs, int):
        yield from (_stored(computed, partial) for computed in jobs.computed(tasks, simulate))
        return
    if jobs <= 1 or len(tasks) <= 1:
        yield from (_work(task, simulate, partial) for task in tasks)
        return
    from joblib import Parallel, delayed, parallel_config

    # Workers inherit the environment; joblib's own limit leaves out Polars and the folder of compiled code.
    cache.configure()
    with (
        warnings.catch_warnings(),
        parallel_config(backend="loky", inner_max_num_threads=1, initializer=_serve, initargs=(os.getpid(),)),
    ):
        # What is lost by stopping early is said by the experiment, in words that help.
        warnings.filterwarnings("ignore", message=".*tasks which were still being processed")
        # A worker that had grown, or had nothing to do, is replaced, and no task is lost by it.
        warnings.filterwarnings("ignore", message="A worker stopped while some jobs were given")
        pool = Parallel(n_jobs=min(jobs, len(tasks)), return_as="generator_unordered", batch_size=1)
        try:
            with _signals_held_back():
                finished = pool(delayed(_work)(task, simulate, partial) for task in tasks)
            yield from finished
        except BrokenExecutor as error:
            raise WorkerLostError(_LOST) from error


def cores() -> int:
    """Cores that this process may use."""
    count = getattr(os, "process_cpu_count", os.cpu_count)()  # the former since Python 3.13
    return int(count or 1)


@lru_cache
def _tell_cores(processes: int) -> None:
    """Say once that more processes than cores only take memory."""
    if processes > cores():
        log.warning(
            "%d processes share %d cores, which is no faster, and each takes about half a gigabyte of "
            "memory; --jobs %d does", processes, cores(), cores(),
        )  # fmt: skip


_LOST = "a worker process was killed, most often because memory ran out (then use fewer --jobs or --persons)"


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Start processes that no signal stops, not even while they load; what arrives meanwhile acts after."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(master: int) -> None:
    """Leave signals to the master, who stops the workers; end when it is gone.

    Ctrl-C in a terminal and the end of a batch job reach every process. A master that was killed stops
    nobody: its workers would go on with what waits in their queue.
    """
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(master,), daemon=True).start()


def _end_with(master: int) -> None:
    while os.getppid() == master:
        time.sleep(0.5)
    os._exit(1)


def _work(task: Task, simulate: Simulate, partial: Path) -> Finished:
    return _stored(compute(task, simulate), partial)


def _stored(computed: Computed, partial: Path) -> Finished:
    store(partial, computed.key, computed.tables, computed.note)
    return Finished(computed.key, **computed.note)
