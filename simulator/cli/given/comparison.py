"""The comparison that a command line, or the manifest of a finished one, asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.cli.given.scenarios import files_of, load_all
from simulator.cli.given.words import names_in
from simulator.core.errors import InputError, suggestion
from simulator.experiment.places import Closed, read_closures
from simulator.experiment.plan import Comparison, Stack, comparison_of
from simulator.experiment.reuse import Reusable
from simulator.experiment.stacking import stacked
from simulator.scenario import Options
from simulator.scenario.shipped_worlds import world_names


def comparison_asked(
    given: Sequence[str],
    options: Options,
    *,
    stack: bool,
    worlds: str | None,
    closures: str | None,
    **how: Any,
) -> tuple[Comparison, list[Reusable]]:
    """The comparison of the scenarios and run folders `given`, and the finished runs among them."""
    places = {
        "worlds": _worlds(worlds),
        "closures": read_closures(closures) if closures is not None else [],
        **how,
    }
    folders = {place: Path(one) for place, one in enumerate(given) if Path(one).is_dir()}
    scenarios = load_all(files_of(given), options)
    if not stack:
        reused = [Reusable(folder, scenarios[place]) for place, folder in folders.items()]
        return comparison_of(scenarios, **places), reused
    if len(scenarios) != 1 or folders:
        raise InputError("takes one scenario file, whose provisions it adds one by one", field="--stack")
    steps, made = stacked(scenarios[0])
    return comparison_of(steps, stack=made, **places), []


def comparison_recorded(folder: Path, recorded: Mapping[str, Any], *, allow_code: bool) -> Comparison:
    """The comparison of a run folder, from the scenarios in it and the content of its manifest."""
    how = recorded["comparison"]
    names = [how["base"], *how["options"]]
    files = [str(folder / "scenarios" / f"{name}.yaml") for name in names]
    comparison = comparison_of(
        load_all(files, Options(allow_code=allow_code)),
        baseline=how["baseline"],
        precision=how["precision"],
        max_seeds=how["max_seeds"],
    )
    stack = how["stack"] and Stack(tuple(how["stack"]["steps"]), tuple(how["stack"]["singles"]))
    closures = [{key: value for key, value in one.items() if key != "label"} for one in how["closures"]]
    return replace(comparison, worlds=tuple(how["worlds"]), stack=stack,
                   closures=tuple(Closed(**one) for one in closures))  # fmt: skip


def _worlds(given: str | None) -> list[str]:
    """The names in `moderate,rapid`; InputError for one that there is not."""
    names = names_in(given)
    known = [name for name in world_names() if name != "none"]  # nothing happens in it: it is the reference
    for name in names:
        if name not in known:
            told = f'no world "{name}"; allowed: {", ".join(known)}.{suggestion(name, known)}'
            raise InputError(told, field="--worlds")
    return names
