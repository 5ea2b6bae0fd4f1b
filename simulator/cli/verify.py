"""`sim verify`: whether a run folder is what was computed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(epilog=example("sim verify runs/levy"))
@options.run_folder
def verify(run_folder: Path) -> None:
    """Recompute the hashes of a run folder's files; exit code 3 when one is not as it was computed."""
    from simulator.cli.terminal.console import console
    from simulator.store import manifest

    document = manifest.read(run_folder)
    problems = manifest.verify(run_folder)
    if problems:
        raise manifest.DiffersError(f"{run_folder} is not as it was computed:\n" + listed(problems))
    files = ", ".join(sorted(manifest.recorded_files(document)))
    run_id = document["content"]["run_id"]
    console.print(f"{run_folder}: run {run_id}, all hashes agree ({files}).", soft_wrap=True)
    console.print("Not hashed: report.html, which is drawn from these files, and run.log.")


def listed(problems: Mapping[str, str]) -> str:
    """What is wrong with files, a line each."""
    return "\n".join(f"  {name} {what}" for name, what in problems.items())
