"""The README's speed table: `python -m benchmarks` prints it, `--write` puts it into the README.

Every case runs in a process of its own, so that its peak memory is its own. A warm case finds compiled
code and burn-in on disk, as the second run of a user does; the cold case finds an empty cache folder.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
SCENARIO, ROLE = "esp/training_programme", "policy"
MARKS = re.compile(r"(<!-- speed: begin[^>]*-->\n).*?(<!-- speed: end -->)", re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One run of `persons` over `months`, with what it should cost at most."""

    persons: int
    months: int
    cold: bool = False
    limit: str = ""


CASES = (
    Case(20_000, 180, cold=True),
    Case(20_000, 180, limit="2 s"),
    Case(10_000, 120),
    Case(100_000, 120),
    Case(1_000_000, 120, limit="60 s, 2 GB"),
)


def measure(persons: int, months: int, *, warm: bool) -> dict[str, float]:
    """Seconds and peak megabytes of one run in this process, compiled code loaded before if `warm`."""
    from simulator.scenario import Options, load_scenario
    from simulator.shipped_model import ShippedModel

    simulate = ShippedModel().simulate

    if warm:
        simulate(load_scenario(SCENARIO, options=Options(persons=2_000, months=1)), role=ROLE, replicate=0)
    scenario = load_scenario(SCENARIO, options=Options(persons=persons, months=months))
    begin = time.perf_counter()
    simulate(scenario, role=ROLE, replicate=0)
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def in_a_process(persons: int, months: int, *, warm: bool, cache: str | None = None) -> dict[str, float]:
    """What `measure` gives in a fresh process, with a cache folder of its own if one is named."""
    command = [sys.executable, "-m", "benchmarks", "--measure", str(persons), str(months)]
    environment = os.environ | ({"XDG_CACHE_HOME": cache} if cache else {})
    environment.pop("NUMBA_CACHE_DIR", None)
    ran = subprocess.run(
        command + (["--warm"] if warm else []), env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def run(case: Case) -> dict[str, float]:
    """Seconds, peak megabytes and nanoseconds per person and month of a case."""
    if case.cold:
        with tempfile.TemporaryDirectory() as cache:
            found = in_a_process(case.persons, case.months, warm=False, cache=cache)
    else:
        in_a_process(case.persons, case.months, warm=False)  # leaves the opening state and compiled code
        found = in_a_process(case.persons, case.months, warm=True)
    return found | {"nanoseconds": found["seconds"] / (case.persons * case.months) * 1e9}


def table(found: list[tuple[Case, dict[str, float]]]) -> str:
    """The speed table in Markdown, with the ratio that shows whether cost grows with population."""
    lines = [
        "| persons | months | start | seconds | peak memory | ns per person-month | at most |",
        "|---:|---:|---|---:|---:|---:|---|",
    ]
    for case, cost in found:
        lines.append(
            f"| {case.persons:,} | {case.months} | {'cold' if case.cold else 'warm'} | {cost['seconds']:.1f} "
            f"| {cost['megabytes']:,.0f} MB | {cost['nanoseconds']:.0f} | {case.limit} |"
        )
    warm = {case.persons: cost["nanoseconds"] for case, cost in found if not case.cold}
    ratio = warm[max(warm)] / warm[min(warm)]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    note = (
        f"Cost per person-month at {max(warm):,} ÷ at {min(warm):,} persons: {ratio:.2f} (at most 1.5). "
        f"One run on one core; {machine}. Cold: nothing compiled and no burn-in on disk."
    )
    return "\n".join([*lines, "", note])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    parser.add_argument("--largest", type=int, default=1_000_000, help="leave out larger populations")
    parser.add_argument("--measure", nargs=2, type=int, metavar=("PERSONS", "MONTHS"), help=argparse.SUPPRESS)
    parser.add_argument("--warm", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(*options.measure, warm=options.warm)))
        return
    text = table([(case, run(case)) for case in CASES if case.persons <= options.largest])
    print(text)
    if options.write:
        page = README.read_text(encoding="utf-8")
        README.write_text(MARKS.sub(lambda m: f"{m[1]}{text}\n{m[2]}", page), encoding="utf-8")


if __name__ == "__main__":
    main()
