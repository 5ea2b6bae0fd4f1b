"""What runs on a worker of a cluster: who it is, and one task at a time, if it is as the first process is.

Functions and classes are named, not sent: a worker runs the code that is installed beside it, or nothing.
"""

import pickle
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from simulator.core.errors import InputError
from simulator.experiment.tasks import Computed, compute
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
