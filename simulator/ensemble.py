"""Runs many independent simulations, in this process or in several, storing each as it finishes."""

import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.core import cache
from simulator.results import RunOutput, tables_of
from simulator.run_folder import store
from simulator.tasks import Task

Simulate = Callable[..., RunOutput]
Progress = Callable[[int, int, float], None]


@dataclass(frozen=True)
class Finished:
    """What a worker reports: the tables themselves are already on disk."""

    key: str
    seconds: float
    identity_max: float


def run_tasks(
    tasks: Sequence[Task], simulate: Simulate, partial: Path, *, jobs: int, progress: Progress | None
) -> Iterator[Finished]:
    """Run `tasks` longest first and yield each as it finishes; progress gets (done, total, seconds left).

    An exception in a worker, such as an IdentityError, stops the ensemble and is raised here.
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


def _results(tasks: Sequence[Task], simulate: Simulate, partial: Path, jobs: int) -> Iterator[Finished]:
    if jobs <= 1 or len(tasks) <= 1:
        yield from (_work(task, simulate, partial) for task in tasks)
        return
    from joblib import Parallel, delayed, parallel_config

    # Workers inherit the environment; joblib's own limit leaves out Polars and the folder of compiled code.
    cache.configure()
    with (
        warnings.catch_warnings(),
        parallel_config(backend="loky", inner_max_num_threads=1, initializer=_ignore_interrupt),
    ):
        # What is lost by stopping early is said by the experiment, in words that help.
        warnings.filterwarnings("ignore", message=".*tasks which were still being processed")
        pool = Parallel(n_jobs=jobs, return_as="generator_unordered", batch_size=1)
        yield from pool(delayed(_work)(task, simulate, partial) for task in tasks)


def _ignore_interrupt() -> None:
    """Ctrl-C reaches every process of a terminal; only the first shall answer it, and it stops the others."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(task: Task, simulate: Simulate, partial: Path) -> Finished:
    output = simulate(task.scenario, role=task.role, replicate=task.replicate)
    note: dict[str, Any] = {"seconds": output.seconds, "identity_max": output.identity_max}
    store(partial, task.key, tables_of(output, task.label), note)
    return Finished(task.key, **note)
