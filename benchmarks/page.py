"""What the page of five options under five closures costs: `uv run python -m benchmarks.page [RUN]`.

At most 20 seconds of processor and 7 MB were asked for. RUN is a finished comparison of them, whose page is
made anew; without it one is computed first, of 4,000 persons and four seeds. More persons ask for no more of
a page, as its panel holds 4,000 of them at most; more seeds ask for a little.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click

from benchmarks.comparison import OPTIONS, processor

PERSONS, SEEDS = 4_000, 4
PROCESSOR, MEGABYTES = 20.0, 7.0
"""Most seconds of all processors together, and most of the file."""
SIM = (sys.executable, "-m", "simulator.cli.app")


def report(run: Path) -> tuple[float, float]:
    """Seconds of processors that the page of a finished run takes, and its megabytes."""
    before = processor()
    subprocess.run([*SIM, "report", str(run)], check=True, stdout=subprocess.DEVNULL)
    return processor() - before, (run / "report.html").stat().st_size / 1e6


def _compared(folder: Path) -> Path:
    size = ["--persons", str(PERSONS), "--seeds", str(SEEDS), "--closures", "all", "--out", str(folder)]
    subprocess.run([*SIM, "compare", *OPTIONS, *size], check=True, stdout=subprocess.DEVNULL)
    return folder


@click.command(help=__doc__)
@click.argument("run", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(run: Path | None) -> None:
    """Command line."""
    with tempfile.TemporaryDirectory() as place:
        seconds, size = report(run or _compared(Path(place) / "run"))
    click.echo(f"{seconds:6.1f} s of processors (at most {PROCESSOR:.0f})")
    click.echo(f"{size:6.1f} MB (at most {MEGABYTES:.0f})")


if __name__ == "__main__":
    main()
