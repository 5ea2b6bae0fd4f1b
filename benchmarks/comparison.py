"""What the comparison of five options costs, report included: `python -m benchmarks.comparison`.

Five options × 20 seeds × 20,000 persons × 180 months in Spain, 160 runs with those shared and cash. Compiled
code and the opening states are on disk, as they are for a user's second command. By the clock at most three
minutes on two cores; where other work shares the cores, processor time tells more: at most 300 seconds. The
page is made anew at the end, which takes at most 20 seconds of processor and 7 MB.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

FAMILIES = ("adapt", "compensate", "share", "mix")
OPTIONS = (*(f"esp/{name}@borrowing" for name in FAMILIES), "esp/training_programme")
MONTHS = 180
OPENING_STATES = 10


def processor() -> float:
    """Seconds that processes begun here, and ended, have taken of processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sim(*arguments: str) -> tuple[float, float]:
    """Seconds of a command: by the clock, of processors."""
    before, began = processor(), time.perf_counter()
    command = [sys.executable, "-m", "simulator.cli.app", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began, processor() - before


@click.command(help=__doc__)
@click.option("--persons", default=20_000, show_default=True)
@click.option("--seeds", default=20, show_default=True)
@click.option("--jobs", default=2, show_default=True)
def main(persons: int, seeds: int, jobs: int) -> None:
    """Command line."""
    size = ["--persons", str(persons), "--months", str(MONTHS), "--jobs", str(jobs)]
    with tempfile.TemporaryDirectory() as place:
        sim("compare", *OPTIONS, *size, "--seeds", str(OPENING_STATES), "--out", f"{place}/warm")
        folder = Path(place) / "run"
        clock, taken = sim("compare", *OPTIONS, *size, "--seeds", str(seeds), "--out", str(folder))
        in_runs = json.loads((folder / "manifest.json").read_text("utf-8"))["run"]["seconds_in_runs"]
        page, megabytes = sim("report", str(folder))[1], (folder / "report.html").stat().st_size / 1e6
    click.echo(
        f"{len(OPTIONS)} options × {seeds} seeds × {persons:,} persons × {MONTHS} months: "
        f"{(len(OPTIONS) + 3) * seeds} runs, --jobs {jobs}, report included\n"
        f"{clock:8.1f} s by the clock (at most 180)\n{taken:8.1f} s of processors (at most 300)\n"
        f"{in_runs:8.1f} s in runs, by the clock of each\n"
        f"{page:8.1f} s of processors for the page (at most 20), {megabytes:.1f} MB (at most 7)"
    )


if __name__ == "__main__":
    main()
