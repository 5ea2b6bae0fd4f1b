"""A real scheduler and real workers on this computer, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.processes import ROOT, wait_for

QUIET = ("--host", "127.0.0.1", "--no-dashboard")


@dataclass
class Scheduler:
    """A scheduler at `address`, and the workers that were started for it."""

    folder: Path
    address: str
    process: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, *options: str, package: Path = ROOT) -> subprocess.Popen[bytes]:
        """Start a worker that loads the simulator from `package`."""
        command = ("worker", self.address, *QUIET, "--no-nanny", "--nthreads", "1", *options)
        self.workers.append(_dask(self.folder, *command, package=package))
        return self.workers[-1]


@contextmanager
def scheduler(folder: Path, *, workers: int = 0) -> Iterator[Scheduler]:
    """A scheduler on a free port; what it started is killed at the end."""
    told = folder / "scheduler.json"
    process = _dask(folder, "scheduler", *QUIET, "--port", "0", "--scheduler-file", str(told))
    made = Scheduler(folder, "", process)
    try:
        wait_for(lambda: told.exists() and _address(told) != "", 60)
        made.address = _address(told)
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        for one in (*made.workers, process):
            with suppress(ProcessLookupError):
                os.kill(one.pid, signal.SIGKILL)
            one.wait(30)


def _dask(folder: Path, *command: str, package: Path = ROOT) -> subprocess.Popen[bytes]:
    program = "import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; main()"
    with (folder / "dask.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-c", program, *command], cwd=folder, stdout=log, stderr=log,
            env=os.environ | {"PYTHONPATH": str(package)}, start_new_session=True,
        )  # fmt: skip


def _address(told: Path) -> str:
    with suppress(ValueError):
        return str(json.loads(told.read_text())["address"])
    return ""
