"""`sim verify`: whether a run folder is what was computed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(epilog=example("sim verify runs/levy"))
@options.run_folder
def verify(run_folder: Path) -> None:
    """Check a run folder: every hash, and what its manifest says; exit code 3 when something was changed."""
    from simulator.cli.terminal.console import console
    from simulator.experiment.again import contradictions, is_checkable
    from simulator.store import manifest

    document = manifest.read(run_folder)
    content, problems = document["content"], manifest.verify(run_folder)
    is_checked = not problems and is_checkable(content)
    if is_checked:
        what = "does not follow from the scenario, the data and the results"
        problems = {f"manifest.json, {entry}:": what for entry in contradictions(run_folder, content)}
    if problems:
        raise manifest.DiffersError(f"{run_folder} is not as it was computed:\n" + listed(problems))
    recorded = manifest.recorded_files(document)
    say = partial(console.print, soft_wrap=True)
    say(f"{run_folder}: run {content['run_id']}, all hashes agree ({', '.join(sorted(recorded))}).")
    if is_checked:
        say("Parameters, their sources and the targets are those that the scenario and the data give.")
    elif "sweep" in content:
        say("Not checked: parameters and their sources, which are checked of runs and comparisons.")
    else:
        say("Not checked: parameters and their sources, as the simulator's code or data are not the run's.")
    unknown = {path.name for path in run_folder.iterdir() if path.is_file()} - {*recorded, "manifest.json"}
    say(f"Not hashed: {', '.join(sorted(unknown)) or 'nothing'}.")
    if not manifest.is_sealed(document):
        say("The folder was written before the manifest covered how the run went.")


def listed(problems: Mapping[str, str]) -> str:
    """What is wrong with files, a line each."""
    return "\n".join(f"  {name} {what}" for name, what in problems.items())
