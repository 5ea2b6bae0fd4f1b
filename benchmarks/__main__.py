"""The speed tables: `python -m benchmarks` prints them, `--write` puts them into README.md and docs/speed.md.

Above them stand the day and the code.

Every measurement runs in a process of its own. A warm case finds compiled code and burn-in on disk, as the
second run of a user does; the cold case finds an empty cache folder. Runs are timed by the clock, parts of a
month and starts by processor time, which other work on the machine disturbs less.
"""

import argparse
import os
import platform
import re
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import cold
from benchmarks.run import measure, read
from calibration.study import piped
from simulator.store.manifest import code_hash

ROOT = Path(__file__).resolve().parents[1]
Found = dict[str, Any]


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
    Case(1_000_000, 120, limit="60 s, 2 GB, 200 ns"),
)
LABOUR = ("separate_", "change_participation", "worker_search", "search_and_match", "measure_slack")
"""How the names of the labour market's steps start."""
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


def bamengine(households: int) -> Found | None:
    """Cost of bamengine per household and period; None where it cannot be installed."""
    uv = os.environ.get("UV", "uv")
    command = [uv, "run", "--quiet", "--isolated", "--only-group", "bench", "python", "benchmarks/bam.py"]
    try:
        return read([*command, str(households), str(PERIODS)])
    except (OSError, subprocess.CalledProcessError):
        return None


def sizes(found: list[tuple[Case, Found]]) -> str:
    """Seconds, memory and cost per person-month by size, with the ratio that shows whether cost grows."""
    cells = []
    for case, cost in found:
        size = [f"{case.persons:,}", f"{case.months}", "cold" if case.cold else "warm"]
        took = [f"{cost['seconds']:.1f}", f"{cost['megabytes']:,.0f} MB", f"{cost['nanoseconds']:.0f}"]
        cells.append([*size, *took, case.limit])
    warm = {case.persons: cost["nanoseconds"] for case, cost in found if not case.cold}
    ratio = warm[max(warm)] / warm[min(warm)]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    note = (
        f"Cost per person-month at {max(warm):,} ÷ at {min(warm):,} persons: {ratio:.2f} (at most 1.5). "
        f"One run on one core; {machine}. Cold: nothing compiled and no burn-in on disk."
    )
    heads = ("persons", "months", "start", "seconds", "peak memory", "ns per person-month", "at most")
    return "\n".join([*piped(heads, cells), "", note])


def ratios(labour: dict[int, Found], ours: Found, other: Found | None, persons: int) -> str:
    """The labour market over its plain-object twin, and both models over bamengine."""
    lines = [
        "| measured in the same run | persons | ours, ns | theirs, ns | ratio | at least |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for people, cost in labour.items():
        lines.append(
            f"| search and matching of a month ÷ the same on plain Mesa objects | {people:,} | "
            f"{cost['compiled']:.0f} | {cost['plain']:,.0f} | {cost['plain'] / cost['compiled']:.0f} | 100 |"
        )
    if other is None:
        return "\n".join([*lines, "| bamengine | | | | could not be installed | 5 |"])
    for part, name in (("labour", "the labour market"), ("whole", "the whole model")):
        lines.append(
            f"| {name}: a month of ours ÷ a quarter of bamengine {other['version']} | {persons:,} "
            f"| {ours[part]:.0f} | {other[part]:.0f} | {other[part] / ours[part]:.1f} | 5 |"
        )
    return "\n".join(lines)


def shares(steps: Found, persons: int, months: int) -> str:
    """Cost of each step of the month, dearest first; what is below half a per cent in one line."""
    total = sum(steps.values())
    large = sorted((cost, name) for name, cost in steps.items() if cost >= 0.005 * total)
    small = total - sum(cost for cost, _ in large)
    told = [*((name, cost) for cost, name in reversed(large)), ("all others", small), ("together", total)]
    cells = [[name, f"{cost:.1f}", f"{cost / total:.1%}"] for name, cost in told]
    heads = (f"step of the month ({persons:,} persons, {months} months)", "ns per person-month", "share")
    return "\n".join(piped(heads, cells))


def start(found: Found, cold: Found, warm: Found) -> str:
    """Start-up and compile times."""
    slowest = ", ".join(f"{name} {cost:.1f} s" for name, cost in found["slowest"])
    return (
        f"`sim --help` {found['help']:.2f} s (at most 0.5); importing {len(found['modules'])} modules "
        f"{found['imports']:.1f} s; cold less warm {cold['seconds'] - warm['seconds']:.1f} s (at most 25), "
        f"of which compiling {found['compiling']:.1f} s (slowest: {slowest})."
    )


def write(page: str, name: str, text: str) -> None:
    """Put text between the marks of this name in a page, under the day and the code that it is of."""
    stamp = f"Measured on {datetime.now(UTC).date()}, code {code_hash()[:12]}."
    marks = re.compile(rf"(<!-- {name}: begin[^>]*-->\n)(.*?)(\n<!-- {name}: end -->)", re.DOTALL)
    path = ROOT / page
    before = path.read_text(encoding="utf-8")
    path.write_text(marks.sub(lambda m: f"{m[1]}{stamp}\n\n{text}{m[3]}", before), encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into the pages")
    parser.add_argument("--largest", type=int, default=1_000_000, help="leave out larger populations")
    options = parser.parse_args()
    cases = [(case, run(case)) for case in CASES if case.persons <= options.largest]
    middle, largest = sorted({case for case, _ in cases if not case.cold}, key=lambda case: case.persons)[-2:]
    steps, labour = (
        {case.persons: measure(*what, case.persons, case.months, *more) for case in (middle, largest)}
        for what, more in ((("run", "steps"), ()), (("labour", "measure"), (MONTH,)))
    )
    cost = steps[middle.persons]
    of_labour = sum(took for name, took in cost.items() if name.startswith(LABOUR))
    ours = {"whole": sum(cost.values()), "labour": of_labour}
    compared = ratios(labour, ours, bamengine(middle.persons), middle.persons)
    begun = start(cold.started(), cases[0][1], cases[1][1])
    share = shares(steps[largest.persons], largest.persons, largest.months)
    readme = "\n\n".join([sizes(cases), compared, begun])
    print(readme, share, sep="\n\n")
    if options.write:
        write("README.md", "speed", readme)
        write("docs/speed.md", "measured", share)


if __name__ == "__main__":
    main()
