"""`sim diff`: the parameters in which two scenarios differ."""

from __future__ import annotations

from pathlib import Path

from simulator.cli.console import console, print_table
from simulator.core.errors import InputError, InputErrors
from simulator.policies import discover
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.explain.differences import differences


def diff_scenarios(first: str, second: str) -> None:
    """Print a row for each parameter that differs; a run folder stands for its resolved scenario."""
    scenarios: list[Scenario] = []
    faults: list[InputError] = []
    for given in (first, second):
        try:
            # Rule files are read, to compare them; loading a scenario runs none.
            scenarios.append(load_scenario(_file(given), options=Options(allow_code=True)))
        except InputErrors as error:
            faults += error.errors
    if faults:
        raise InputErrors(faults)
    found = differences(scenarios[0], scenarios[1], discover())
    if not found:
        console.print("No parameter differs.")
        return
    rows = [(one.name, one.first, one.second, one.unit, one.about) for one in found]
    print_table(("parameter", first, second, "unit", "what it is"), rows, whole=(0,))
    count = len(found)
    console.print(f"{count} parameter{'s differ' if count > 1 else ' differs'}.")


def _file(given: str) -> str:
    folder = Path(given)
    if not folder.is_dir():
        return given
    if not (folder / "manifest.json").is_file():
        raise InputErrors([InputError("is a folder, but no run folder; name a scenario file", where=given)])
    if not (folder / "scenario.yaml").is_file():
        raise InputErrors([InputError("compares several; name one of its scenarios/….yaml", where=given)])
    return str(folder / "scenario.yaml")
