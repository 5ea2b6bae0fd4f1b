"""Scenarios and run folders as they are named at the command line: all their faults are shown at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from simulator.core.errors import InputError, InputErrors
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.file.paths import names_folder
from simulator.scenario.several import load_several, refuse_namesakes
from simulator.store.manifest import scenario_of_run


def load_all(paths: Iterable[str], options: Options, *, apart: bool = True) -> list[Scenario]:
    """Load every scenario, or raise InputErrors with the errors of all of them.

    `apart`: two may not go by one name, as their results could not be told apart.
    """
    scenarios = load_several(partial(load_scenario, path, options=options) for path in paths)
    if apart:
        refuse_namesakes(scenarios)
    return scenarios


def files_of(given: Iterable[str]) -> list[str]:
    """The files that names of scenarios and run folders stand for: of a folder, its resolved scenario."""
    files: list[str] = []
    faults: list[InputError] = []
    for one in given:
        try:
            files.append(str(scenario_of_run(Path(one))) if names_folder(one) else one)
        except InputError as error:
            faults.append(error)
    if faults:
        raise InputErrors(faults)
    return files
