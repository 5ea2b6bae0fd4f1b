"""`sim benchmark`: what other models and experts say of the same questions, beside what this model says."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(
    epilog=example("sim benchmark B10 --persons 5000", "sim benchmark --jobs 2 --out runs/benchmarks")
)
@click.argument("benchmark", required=False, default="", metavar="[ID]")
@options.own_size("seeds", "Base seeds.", default=2)
@options.own_size("base_seed", "First of them.", default=9301)
@options.own_size("persons", "Simulated persons.", default=10_000)
@options.jobs
@options.out("Folder for the table as CSV and Markdown; without it the table is printed only.")
def benchmark(
    benchmark: str, *, seeds: int, base_seed: int, persons: int, jobs: int, out: Path | None
) -> None:
    """Pose benchmarks B01 to B14 as their authors did: published, ours with range, agreement, mechanism.

    Without an ID all are posed: at one seed and 10,000 persons about five minutes of one processor, each
    further seed as much again; one benchmark takes a minute or less. Nothing is fitted to them.
    """
    from calibration.study.declaration import Asked
    from calibration.study.runs import measure_run, opening_of, over
    from calibration.study.table import write
    from calibration.validate.benchmarks import study
    from simulator.cli.terminal.console import progress_bar
    from simulator.core import cache

    size = f"--seeds {seeds} --base-seed {base_seed} --persons {persons}"
    command = " ".join(["uv run sim benchmark", *([benchmark.upper()] if benchmark else []), size])
    asked = Asked("benchmarks", (), seeds, base_seed, persons, jobs, command=command,
                  more={"benchmark": benchmark})  # fmt: skip
    calls = study.calls(asked)
    cache.configure()
    with progress_bar(f"benchmark {benchmark}".strip()) as advance:
        found = over(measure_run, calls, jobs, opening=opening_of,
                     told=lambda done, left: advance(done, len(calls), left))  # fmt: skip
    made = study.table(asked, found)
    study.show(made)
    if out is not None:
        write(asked.study, made, study.COLUMNS, out, command)
