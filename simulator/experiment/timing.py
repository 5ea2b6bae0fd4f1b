"""How long a run takes on this computer: remembered from earlier runs, in the user's cache."""

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import exp, log
from os import cpu_count
from pathlib import Path
from typing import Any

from simulator.core.cache import folder
from simulator.core.files import write_whole

KEPT = 20
# Processor seconds of a run, measured in November 2026 on a shared machine: a part for each run, for
# each month and for each person-month. A remembered run says how much faster or slower this computer is.
SECONDS_PER_RUN = 0.05
SECONDS_PER_MONTH = 5.5e-3
SECONDS_PER_PERSON_MONTH = 1.5e-7
# Loading, compiling from the cache, tables and report: what a command takes beside its runs.
SECONDS_AROUND = 12.0
_SCALED = ", scaled by a run's fixed part, its months and its person-months"
_NEAR = 0.05  # squared distance in logarithms at which a remembered size weighs half as much as the same size


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

    @property
    def pace(self) -> float:
        """Seconds a run for each second that was reckoned."""
        return max(self.seconds, 1e-3) / reckoned(self.persons, self.months)

    def weight(self, persons: int, months: int) -> float:
        """How much it tells of another size: the nearer, the more."""
        distance = log(self.persons / persons) ** 2 + log(self.months / months) ** 2
        return 1.0 / (distance + _NEAR)


@dataclass(frozen=True)
class Estimate:
    """Seconds that one run will take, those of the command beside its runs, and on what that rests."""

    seconds: float
    around: float
    basis: str

    def whole(self, runs: int, jobs: int) -> float:
        """Seconds of a command with so many runs; processes beyond the processors gain nothing."""
        return self.around + runs * self.seconds / max(min(jobs, runs, cpu_count() or 1), 1)


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
    side_by_side = max(min(run["jobs"], runs, cpu_count() or 1), 1)
    around = max(run.get("seconds", 0.0) - runs * run["seconds_per_run"] / side_by_side, 0.0) + after
    made = Timing(content["persons"], months, run["seconds_per_run"], runs, run["jobs"],
                  time.strftime("%Y-%m-%d"), round(around, 2))  # fmt: skip
    others = [one for one in stored() if (one.persons, one.months) != (made.persons, made.months)]
    try:
        write_whole(_path(), json.dumps([asdict(one) for one in [*others, made][-KEPT:]], indent=1) + "\n")
    except OSError:
        return


def stored() -> list[Timing]:
    """Remembered timings, oldest first; none when the file is missing or not ours."""
    try:
        return [Timing(**entry) for entry in json.loads(_path().read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def estimate(persons: int, months: int) -> Estimate:
    """What a run of this size will take: what is declared, at the pace of the runs remembered here.

    The pace is a mean of theirs in logarithms, in which those near in size count most. What large and small
    runs share (the opening state, the work of a month whatever its people) is thus not scaled with size.
    """
    known = stored()
    if not known:
        basis = (
            "reckoned from what runs took elsewhere, as nothing was run on this computer yet: "
            "it may well be three times as long"
        )
        return Estimate(reckoned(persons, months), SECONDS_AROUND, basis)
    weights = {one: one.weight(persons, months) for one in known}
    logs = sum(weight * log(one.pace) for one, weight in weights.items()) / sum(weights.values())
    nearest = max(known, key=lambda one: weights[one])
    measured = (
        f"measured here on {nearest.date}: {nearest.seconds:.2g} s a run of {nearest.persons:,} persons × "
        f"{nearest.months} months, median of {nearest.runs} with --jobs {nearest.jobs}"
    )
    is_same = (nearest.persons, nearest.months) == (persons, months)
    if is_same:
        return Estimate(nearest.seconds, nearest.around, measured)
    return Estimate(reckoned(persons, months) * exp(logs), nearest.around, measured + _SCALED)


def _path() -> Path:
    return folder() / "timings.json"
