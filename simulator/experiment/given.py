"""What a run or a comparison is given: scenarios, and finished run folders to take runs from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError
from simulator.experiment.reuse import Reusable
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.file.paths import names_folder
from simulator.scenario.financing import Balancing
from simulator.scenario.scenario import SOLVED
from simulator.scenario.several import load_several, refuse_namesakes
from simulator.store import manifest

type Source = "str | Path | Mapping[str, Any]"
"""A shipped name, a scenario file, a finished run folder, or what a file would hold."""


def read_given(given: Sequence[Source], options: Options) -> tuple[list[Scenario], list[Reusable]]:
    """Every scenario, and those of them that were run already, with their folders.

    Finished runs of one name are told apart by the names of their folders. Their rule files are read, and
    not yet run. Raises InputErrors with the errors of all of them.
    """
    folders = {
        place: Path(one)
        for place, one in enumerate(given)
        if not isinstance(one, Mapping) and names_folder(one)
    }
    for folder in folders.values():
        if sum(other.resolve() == folder.resolve() for other in folders.values()) > 1:
            raise InputError(f"{folder} is given twice; give each run folder once")
    loads = [
        partial(_finished, folders[place], options) if place in folders
        else partial(load_scenario, one, options=options)
        for place, one in enumerate(given)
    ]  # fmt: skip
    scenarios = _told_apart(load_several(loads), folders)
    refuse_namesakes(scenarios)
    return scenarios, [Reusable(folder, scenarios[place]) for place, folder in folders.items()]


def _finished(folder: Path, options: Options) -> Scenario:
    """The scenario of a run folder; a rate that other seeds solved is sought anew."""
    scenario = load_scenario(manifest.scenario_of_run(folder), options=replace(options, allow_code=True))
    is_solved = scenario.provenance.get("financing.rate") == SOLVED
    if isinstance(scenario.financing, Balancing) and is_solved:
        before = manifest.read(folder)["content"]["seeds"]
        scenario = scenario if scenario.seeds == before else scenario.at_rate(None)
    return scenario


def _told_apart(scenarios: list[Scenario], folders: Mapping[int, Path]) -> list[Scenario]:
    names = [scenario.name for scenario in scenarios]
    for place, folder in folders.items():
        if names.count(names[place]) > 1:
            names[place] = _free(folder, names)
    return [replace(one, name=name) for one, name in zip(scenarios, names, strict=True)]


def _free(folder: Path, taken: Sequence[str]) -> str:
    """A name made of the folder's that nobody bears."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", folder.resolve().name).strip("_-")[:50] or "run"
    numbered = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 2)))
    return next(name for name in numbered if name not in taken)
