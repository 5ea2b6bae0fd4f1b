"""How long a run takes on this computer: remembered from earlier runs, in the user's cache.

It stands alone because `sim explain` asks, which loads no model.
"""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import inf
from math import log as ln
from pathlib import Path
from typing import Any

from simulator.core import files
from simulator.core.cache import folder as cache_folder


def cores() -> int:
    """Cores that this process may use."""
    count = getattr(os, "process_cpu_count", os.cpu_count)()  # the former since Python 3.13
    return int(count or 1)


BYTES, BYTES_PER_PERSON = 400e6, 4e3
"""Memory of a process, and of each person in it: the run, and the copy from which others go on."""
WORTH = 10.0
"""Seconds of work for which another process is started: to load the model takes it some three."""


def processes(persons: int, months: int, runs: int) -> int:
    """Processes for so many runs where none were asked for: a core each, as far as memory and work reach."""
    fitting = _memory() // (BYTES + BYTES_PER_PERSON * persons)
    return int(max(min(cores(), fitting, runs * reckoned(persons, months) // WORTH), 1))


def _memory() -> float:
    """Bytes that are free for use; infinite where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return 1024.0 * next(float(line.split()[1]) for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration):
        return inf


REMEMBERED = 20
"""Timings that are remembered: the last of each size."""
# Processor seconds of a run, measured in November 2026 on a shared machine: a part for each run, for
# each month and for each person-month. A remembered run says how much faster or slower this computer is.
SECONDS_PER_RUN = 0.05
SECONDS_PER_MONTH = 5.5e-3
SECONDS_PER_PERSON_MONTH = 1.5e-7
# Loading, compiling from the cache, tables and report: what a command takes beside its runs.
SECONDS_AROUND = 12.0


@dataclass(frozen=True)
class Timing:
    """What an experiment took here: median seconds of one run over `runs` runs of this size.

    `around` are the seconds of the whole command that no run accounts for: loading, tables, report.
    """

    persons: int
    months: int
    seconds: float
    runs: int
    jobs: int
    date: str
    around: float = SECONDS_AROUND


@dataclass(frozen=True)
class Estimate:
    """Seconds that one run will take, those of the command beside its runs, and on what that rests."""

    seconds: float
    around: float
    basis: str

    def whole(self, runs: int, jobs: int) -> float:
        """Seconds of a command with so many runs; processes beyond the processors gain nothing."""
        return self.around + runs * self.seconds / max(min(jobs, runs, cores()), 1)


def reckoned(persons: int, months: int) -> float:
    """Seconds of one run as declared, on no computer in particular."""
    return SECONDS_PER_RUN + months * (SECONDS_PER_MONTH + persons * SECONDS_PER_PERSON_MONTH)


def remember(document: Mapping[str, Any], after: float = 0.0) -> None:
    """Keep what the runs of a manifest took, and the seconds `after` it was written, for the report.

    A cache that cannot be written is none. What a cluster took tells nothing of this computer.
    """
    content, run = document["content"], document["run"]
    if not isinstance(run["jobs"], int):
        return
    months, runs = content["horizon"]["months"], content["seeds"] * len(content["roles"])
    side_by_side = max(min(run["jobs"], runs, cores()), 1)
    around = max(run.get("seconds", 0.0) - runs * run["seconds_per_run"] / side_by_side, 0.0) + after
    took, size = run["seconds_per_run"], (content["persons"], months)
    made = Timing(*size, took, runs, run["jobs"], time.strftime("%Y-%m-%d"), round(around, 2))
    others = [one for one in remembered() if (one.persons, one.months) != size]
    told = json.dumps([asdict(one) for one in [*others, made][-REMEMBERED:]], indent=1)
    try:
        files.write_whole(_timings(), told + "\n")
    except OSError:
        return


def remembered() -> list[Timing]:
    """Timings of earlier runs here, oldest first; none when the file is missing or not ours."""
    try:
        return [Timing(**entry) for entry in json.loads(_timings().read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def estimate(persons: int, months: int) -> Estimate:
    """What a run of this size will take: what is declared, at the pace of the remembered one nearest in size.

    What large and small runs share (the opening state, the work of a month whatever its people) is thus not
    scaled with size.
    """
    known = remembered()
    if not known:
        basis = (
            "reckoned from what runs took elsewhere, as nothing was run on this computer yet: "
            "it may well be three times as long"
        )
        return Estimate(reckoned(persons, months), SECONDS_AROUND, basis)
    near = min(known, key=lambda one: ln(one.persons / persons) ** 2 + ln(one.months / months) ** 2)
    measured = (
        f"measured here on {near.date}: {near.seconds:.2g} s a run of {near.persons:,} persons × "
        f"{near.months} months, median of {near.runs} with --jobs {near.jobs}"
    )
    scale = reckoned(persons, months) / reckoned(near.persons, near.months)
    scaled = "" if scale == 1.0 else ", scaled by a run's fixed part, its months and its person-months"
    return Estimate(near.seconds * scale, near.around, measured + scaled)


def _timings() -> Path:
    return cache_folder() / "timings.json"
