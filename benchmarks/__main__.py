"""The speed tables: `python -m benchmarks` prints them, `--write` puts them into README.md and docs/speed.md.

Above them stand the day and the code; `--check` measures nothing and says there whether that is older code.

Every measurement runs in a process of its own. A warm case finds compiled code and burn-in on disk, as the
second run of a user does; the cold case finds an empty cache folder. Runs are timed by the clock, parts of a
month by processor time, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Any

from benchmarks import tables
from benchmarks.tables import Case, Found

CALLED = """import importlib, json, sys
module, function, *numbers = sys.argv[1:]
print(json.dumps(getattr(importlib.import_module(module), function)(*map(int, numbers))))"""


def measure(module: str, function: str, *numbers: int, cache: str | None = None) -> dict[str, Any]:
    """What a function of `benchmarks.<module>` finds, called with `numbers` in a process of its own.

    `cache` names a folder for compiled code and opening states, in place of the user's.
    """
    command = [sys.executable, "-c", CALLED, f"benchmarks.{module}", function, *map(str, numbers)]
    return read(command, cache=cache)


def read(command: Sequence[str], *, cache: str | None = None) -> dict[str, Any]:
    """The JSON on the last line of a command's output."""
    environment = os.environ | ({"XDG_CACHE_HOME": cache} if cache else {})
    environment.pop("NUMBA_CACHE_DIR", None)
    ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


CASES = (
    Case(20_000, 180, cold=True),
    Case(20_000, 180, limit="2 s"),
    Case(10_000, 120),
    Case(100_000, 120),
    Case(1_000_000, 120, limit="60 s, 2 GB, 200 ns"),
)
LABOUR_STEPS = (
    "separate_workers", "change_participation", "worker_search", "search_and_match", "measure_slack",
)  # fmt: skip
MONTH = 3
"""The month whose labour market is timed."""
PERIODS = 40


def run(case: Case) -> Found:
    """Seconds, peak megabytes and nanoseconds per person and month of a case."""
    if case.cold:
        with tempfile.TemporaryDirectory() as cache:
            return measure("run", "whole", case.persons, case.months, cache=cache)
    measure("run", "whole", case.persons, case.months)  # leaves the opening state and compiled code
    return measure("run", "warm", case.persons, case.months)


def compiling(case: Case) -> Found:
    """Seconds of compiling in a cold run."""
    with tempfile.TemporaryDirectory() as cache:
        return measure("start", "compiled", case.persons, case.months, cache=cache)


def bamengine(households: int) -> Found | None:
    """Cost of bamengine per household and period; None where it cannot be installed."""
    uv = os.environ.get("UV", "uv")
    command = [uv, "run", "--quiet", "--isolated", "--only-group", "bench", "python", "benchmarks/bam.py"]
    try:
        return read([*command, str(households), str(PERIODS)])
    except (OSError, subprocess.CalledProcessError):
        return None


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into the pages")
    parser.add_argument("--largest", type=int, default=1_000_000, help="leave out larger populations")
    parser.add_argument("--check", action="store_true", help="only mark tables of older code in the pages")
    options = parser.parse_args()
    if options.check:
        for page in tables.PAGES:
            print(f"{page}: {'of older code' if tables.mark(page) else 'of this code'}")
        return
    cases = [(case, run(case)) for case in CASES if case.persons <= options.largest]
    middle, largest = sorted({case for case, _ in cases if not case.cold}, key=lambda case: case.persons)[-2:]
    steps = {case.persons: measure("run", "steps", case.persons, case.months)
             for case in (largest, middle)}  # fmt: skip
    labour = {
        case.persons: measure("labour", "measure", case.persons, case.months, MONTH)
        for case in (middle, largest)
    }
    ours = {
        "whole": sum(steps[middle.persons].values()),
        "labour": sum(cost for name, cost in steps[middle.persons].items() if name.startswith(LABOUR_STEPS)),
    }
    compared = tables.ratios(labour, ours, bamengine(middle.persons), middle.persons)
    begun = tables.start(measure("start", "loading"), compiling(cases[0][0]), cases[0][1], cases[1][1])
    share = tables.shares(steps[largest.persons], largest.persons, largest.months)
    memory = measure("memory", "measure", largest.persons, largest.months)
    readme = "\n\n".join([tables.sizes(cases), compared, begun])
    detail = "\n\n".join([share, tables.limit(memory, sum(steps[largest.persons].values()))])
    print(readme, detail, sep="\n\n")
    if options.write:
        tables.write("README.md", readme)
        tables.write("docs/speed.md", detail)


if __name__ == "__main__":
    main()
