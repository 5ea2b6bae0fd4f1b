"""Scenarios and run folders as they are named at the command line: all their faults are shown at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulator.core.errors import InputError, InputErrors
from simulator.scenario import Options, Scenario, load_scenario

_NO_RUN = (
    "is a folder, but not that of one run; name a run folder, a scenario, or a file in the scenarios/ of a "
    "comparison"
)


def load_all(paths: Iterable[str], options: Options, *, apart: bool = True) -> list[Scenario]:
    """Load every scenario, or raise InputErrors with the errors of all of them.

    `apart`: two may not go by one name, as their results could not be told apart.
    """
    scenarios: list[Scenario] = []
    faults: list[InputError] = []
    for path in paths:
        try:
            scenarios.append(load_scenario(path, options=options))
        except InputErrors as error:
            faults += error.errors
    names = [scenario.name for scenario in scenarios] if apart else []
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(InputError(f'two scenarios are called "{name}"; give one of them another "name:"'))
    if faults:
        raise InputErrors(faults)
    return scenarios


def files_of(given: Iterable[str]) -> list[str]:
    """The files that names of scenarios and run folders stand for: of a folder, its resolved scenario."""
    files: list[str] = []
    faults: list[InputError] = []
    for one in given:
        folder = Path(one)
        is_run = (folder / "scenario.yaml").is_file() and (folder / "manifest.json").is_file()
        if folder.is_dir() and not is_run:
            faults.append(InputError(_NO_RUN, where=one))
        files.append(str(folder / "scenario.yaml") if is_run else one)
    if faults:
        raise InputErrors(faults)
    return files
