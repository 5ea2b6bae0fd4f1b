"""Runs simulations on a dask.distributed scheduler. Its workers share no disk with us: they send bytes.

What runs on a worker of a cluster: who it is, and one task at a time, if it is as the first process is.

Functions and classes are named, not sent: a worker runs the code that is installed beside it, or nothing.
"""

import asyncio
import logging
import pickle
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from simulator.core.errors import InputError, InputErrors
from simulator.experiment.stopping import WorkerLostError
from simulator.experiment.tasks import Computed, Simulate, Task, compute
from simulator.store import manifest

Fingerprint = Mapping[str, Any]


def fingerprint(countries: Iterable[str]) -> dict[str, Any]:
    """What decides the results of this process: code, versions, data of `countries`; and its processor.

    Code and data are hashed once a process: what it has loaded does not follow later changes on its disk.
    """
    return {
        "code": _code(),
        "data": {iso3: _data(iso3) for iso3 in countries},
        "versions": manifest.versions(),
        "cpu": manifest.machine()["cpu"],
    }


def differences(expected: Fingerprint, found: Fingerprint) -> list[str]:
    """In words, what would let a worker's results differ; its processor is not among it."""
    versions = {**expected["versions"], **found["versions"]}
    pairs = {name: (expected["versions"].get(name), found["versions"].get(name)) for name in versions}
    told = [f"{name} is {there} there, {here} here" for name, (here, there) in pairs.items() if here != there]
    if expected["code"] != found["code"]:
        told.append("the simulator's code is not the same")
    changed = sorted(iso3 for iso3, data in expected["data"].items() if found["data"].get(iso3) != data)
    return told + [f"the data of {iso3} are not the same" for iso3 in changed]


def refusal(worker: str, told: Iterable[str]) -> InputError:
    """The error that names a worker and what is wrong with it."""
    return InputError(
        f"worker {worker} cannot be used: {'; '.join(told)}. Install there what is installed here and "
        "start it again, or stop it",
        field="--cluster",
    )


def compute_there(expected: Fingerprint, pickled: bytes) -> Computed:
    """Run the task in `pickled` (task, simulate); InputError when this worker is not as `expected`.

    Asked with every task, as workers may join at any time.
    """
    from distributed import get_worker

    if told := differences(expected, fingerprint(expected["data"])):
        raise refusal(str(get_worker().address), told)
    task, simulate = pickle.loads(pickled)
    return compute(task, simulate)


@cache
def _code() -> str:
    return manifest.code_hash()


@cache
def _data(iso3: str) -> str:
    try:
        return manifest.data_hash(iso3)
    except OSError:
        return "missing"


CONNECTING = 10.0
"""Seconds in which the scheduler must answer, and a first worker be there."""
PATIENCE = 60.0
"""Seconds to wait for a worker when all have gone."""
AHEAD = 2
"""Runs handed out per worker: the one it computes and the next. More would only wait elsewhere."""
_LOOK = 2.0  # seconds between two looks at the workers
_START = "dask worker {} --nthreads 1 --nworkers NUMBER"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cluster:
    """A connection to the scheduler at `address`, and what its workers must be like."""

    client: Any
    address: str
    expected: Fingerprint

    def workers(self) -> dict[str, int]:
        """Threads of each worker by its address."""
        try:
            return dict(self.client.nthreads())
        except OSError as error:
            raise self._lost() from error

    def computed(self, tasks: Sequence[Task], simulate: Simulate) -> Iterator[Computed]:
        """Run `tasks` and yield each as it finishes; a lost worker's runs are run again elsewhere.

        Raises what a run raises, InputError for a worker that has become another, WorkerLostError when the
        scheduler, or every worker, is lost or one run has ended several workers.
        """
        waiting, running = list(reversed(tasks)), dict[Any, str]()
        seen = time.monotonic()
        try:
            while waiting or running:
                count = len(self.workers())
                seen = self._patiently(count, seen)
                while waiting and len(running) < AHEAD * max(count, 1):
                    task = waiting.pop()
                    running[self._submit(task, simulate)] = task.key
                for future in self._done(running):
                    yield self._result(future, running.pop(future))
        except CancelledError as error:
            raise self._lost() from error
        finally:
            with suppress(Exception):  # of a scheduler that has gone there is nothing to call back
                self.client.cancel(list(running))

    def _lost(self) -> WorkerLostError:
        return WorkerLostError(f"the scheduler at {self.address} was lost")

    def _submit(self, task: Task, simulate: Simulate) -> Any:
        return self.client.submit(compute_there, self.expected, pickle.dumps((task, simulate)), pure=False)

    def _result(self, future: Any, key: str) -> Computed:
        from distributed import KilledWorker

        try:
            computed: Computed = future.result()
        except KilledWorker as error:
            raise WorkerLostError(
                f"{key} ended {error.allowed_failures + 1} workers one after another, most often because "
                "memory ran out (then use fewer workers a computer, or fewer --persons)"
            ) from error
        except ImportError as error:
            raise refusal("that has joined", [f"the simulator cannot be loaded there ({error})"]) from error
        return computed

    def _done(self, running: Iterable[Any]) -> set[Any]:
        """Those that have finished; none if none does so before it is time to look at the workers again."""
        from distributed import wait

        try:
            with self.client.as_current():
                return set(wait(list(running), timeout=_LOOK, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return set()

    def _patiently(self, count: int, seen: float) -> float:
        """When a worker was last seen; WorkerLostError when that is too long ago."""
        now = time.monotonic()
        if count == 0 and now - seen > PATIENCE:
            raise WorkerLostError(f"the scheduler at {self.address} has had no worker for {PATIENCE:.0f} s")
        return now if count else seen

    def __str__(self) -> str:
        return f"the cluster at {self.address}"


@contextmanager
def connected(address: str, countries: Iterable[str]) -> Iterator[Cluster]:
    """Connect to the scheduler at `address`, whose workers must have our code, versions and data.

    Raises InputError without the extra or an answer, InputErrors for every worker that is not like us.
    """
    client = _client(address)
    try:
        cluster = Cluster(client, address, fingerprint(sorted(set(countries))))
        _check(cluster)
        yield cluster
    finally:
        with suppress(Exception):
            client.close(timeout=_LOOK)


def _client(address: str) -> Any:
    try:
        import dask

        # What is wrong is told by us, once.
        dask.config.set({"logging": {"distributed": "critical", "distributed.client": "critical"}})
        from distributed import Client, Security
    except ImportError as error:
        remedy = "pip install 'labour-displacement-simulator[cluster]'"
        raise InputError(f"needs dask.distributed: {remedy}", field="--cluster") from error
    try:
        asyncio.run(_greet(address, Security().get_connection_args("client")))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ: those that matter are checked
            return Client(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # TimeoutError is an OSError
        raise InputError(
            f'no scheduler answers at "{address}" within {CONNECTING:.0f} s; give the address that '
            '"dask scheduler" prints when it starts, for example tcp://192.0.2.1:8786',
            field="--cluster",
        ) from error


async def _greet(address: str, how: Any) -> None:
    """Raise OSError or ValueError when nobody answers: a Client that has not connected cannot be closed."""
    from distributed.core import connect

    comm = await asyncio.wait_for(connect(address, timeout=CONNECTING, **how), CONNECTING)
    comm.abort()


def _check(cluster: Cluster) -> None:
    """InputError when there is no worker, or for each that is not like us; the log tells of processors."""
    start = _START.format(cluster.address)
    try:
        cluster.client.wait_for_workers(1, timeout=CONNECTING)
    except TimeoutError as error:
        message = f"no worker is connected to {cluster.address}; start some: {start}"
        raise InputError(message, field="--cluster") from error
    found = cluster.client.run(fingerprint, list(cluster.expected["data"]), on_error="return")
    threads, refused = cluster.workers(), []
    for worker, answer in sorted(found.items()):
        if isinstance(answer, Exception):
            told = [f"the simulator cannot be loaded there ({type(answer).__name__}: {answer})"]
        else:
            told = differences(cluster.expected, answer)
        if threads.get(worker, 1) > 1:
            told.append(f"it runs {threads[worker]} tasks in one process; start it with {start}")
        refused += [refusal(worker, told)] if told else []
    if refused:
        raise InputErrors(refused)
    _tell_processors(cluster, {worker: answer["cpu"] for worker, answer in found.items()})


def _tell_processors(cluster: Cluster, found: dict[str, str]) -> None:
    here = cluster.expected["cpu"]
    others = sorted({cpu for cpu in found.values() if cpu != here})
    if others:
        log.warning(
            "workers have another processor (%s) than this computer (%s): results agree to rounding, "
            "not bit for bit", ", ".join(others), here,
        )  # fmt: skip
