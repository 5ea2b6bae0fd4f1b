"""What the comparison of five options costs, report included: `python -m benchmarks.comparison`.

Five options × 20 seeds × 20,000 persons × 180 months in Spain, 160 runs with those shared and cash. Compiled
code and the opening states are on disk, as they are for a user's second command. By the clock at most three
minutes on two cores; where other work shares the cores, processor time tells more: at most 300 seconds.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

OPTIONS = (
    "esp/adapt@borrowing", "esp/compensate@borrowing", "esp/share@borrowing", "esp/mix@borrowing",
    "esp/training_programme",
)  # fmt: skip
MONTHS = 180
OPENING_STATES = 10
CLOCK, PROCESSOR = 180.0, 300.0
"""Most seconds, by the clock on two cores and of all processors together."""


def compare(folder: Path, *, persons: int, seeds: int, jobs: int) -> dict[str, float]:
    """Seconds of one comparison: by the clock, of processors, of them in runs (by the clock of each)."""
    before, began = processor(), time.perf_counter()
    size = ["--persons", str(persons), "--months", str(MONTHS), "--seeds", str(seeds), "--jobs", str(jobs)]
    command = [sys.executable, "-m", "simulator.cli.app", "compare", *OPTIONS, *size, "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    run = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["run"]
    report = (folder / "report.html").stat().st_size
    return {
        "clock": time.perf_counter() - began,
        "processor": processor() - before,
        "in_runs": run["seconds_in_runs"],
        "megabytes": report / 1e6,
    }


def processor() -> float:
    """Seconds that processes begun here, and ended, have taken of processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@click.command(help=__doc__)
@click.option("--persons", default=20_000, show_default=True)
@click.option("--seeds", default=20, show_default=True)
@click.option("--jobs", default=2, show_default=True)
def main(persons: int, seeds: int, jobs: int) -> None:
    """Command line."""
    with tempfile.TemporaryDirectory() as place:
        compare(Path(place) / "warm", persons=persons, seeds=OPENING_STATES, jobs=jobs)
        found = compare(Path(place) / "run", persons=persons, seeds=seeds, jobs=jobs)
    told = {
        "by the clock": (found["clock"], CLOCK),
        "of processors": (found["processor"], PROCESSOR),
        "in runs, by the clock of each": (found["in_runs"], None),
    }
    runs = (len(OPTIONS) + 3) * seeds
    size = f"{len(OPTIONS)} options × {seeds} seeds × {persons:,} persons × {MONTHS} months"
    click.echo(f"{size}: {runs} runs, --jobs {jobs}, report included")
    for what, (seconds, limit) in told.items():
        click.echo(f"{seconds:8.1f} s {what}" + (f" (at most {limit:.0f})" if limit else ""))
    click.echo(f"report {found['megabytes']:.1f} MB")


if __name__ == "__main__":
    main()
