"""How long a run takes on this computer: remembered from earlier runs, in the user's cache."""

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from typing import Any

from simulator.core.cache import folder
from simulator.core.files import write_whole

KEPT = 20
# Until something was run here: straight line through the README's speed table (one core, warm).
SECONDS_PER_RUN = 0.3
SECONDS_PER_PERSON_MONTH = 3.2e-7


@dataclass(frozen=True)
class Timing:
    """What one run of an experiment took: median seconds over `runs` runs of this size."""

    persons: int
    months: int
    seconds: float
    runs: int
    jobs: int
    date: str

    @property
    def size(self) -> int:
        """Person-months."""
        return self.persons * self.months


@dataclass(frozen=True)
class Estimate:
    """Seconds that one run will take, and in words what that rests on."""

    seconds: float
    basis: str


def remember(document: Mapping[str, Any]) -> None:
    """Keep what the runs of a manifest took; a cache that cannot be written is none.

    What a cluster took tells nothing of this computer.
    """
    content, run = document["content"], document["run"]
    if not isinstance(run["jobs"], int):
        return
    months, runs = content["horizon"]["months"], content["seeds"] * len(content["roles"])
    today = time.strftime("%Y-%m-%d")
    made = Timing(content["persons"], months, run["seconds_per_run"], runs, run["jobs"], today)
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
    """What a run of this size will take: from the timing nearest in size, in proportion to person-months."""
    size, known = persons * months, stored()
    if not known:
        seconds = SECONDS_PER_RUN + size * SECONDS_PER_PERSON_MONTH
        basis = (
            "reckoned from the speed table in the README, as nothing was run on this computer yet: "
            "it may well be three times as long"
        )
        return Estimate(seconds, basis)
    nearest = min(known, key=lambda one: abs(log(one.size / size)))
    seconds = nearest.seconds * size / nearest.size
    measured = (
        f"measured here on {nearest.date}: {nearest.seconds:.2g} s a run of {nearest.persons:,} persons × "
        f"{nearest.months} months, median of {nearest.runs} with --jobs {nearest.jobs}"
    )
    scaled = "" if nearest.size == size else ", in proportion to person-months"
    return Estimate(seconds, measured + scaled)


def _path() -> Path:
    return folder() / "timings.json"
