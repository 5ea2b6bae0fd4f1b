"""The comparison that a command line, or the manifest of a finished one, asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.cli.given.scenarios import load_all
from simulator.cli.given.words import names_in
from simulator.core.errors import InputError
from simulator.experiment.given import read_given
from simulator.experiment.places import Closed, check_worlds, read_closures
from simulator.experiment.plan import Plan, Stack, comparison_of
from simulator.experiment.reuse import Reusable, refuse_code
from simulator.experiment.stacking import stacked
from simulator.scenario import Options


def comparison_asked(
    given: Sequence[str],
    options: Options,
    *,
    stack: bool,
    worlds: str | None,
    closures: str | None,
    **how: Any,
) -> tuple[Plan, list[Reusable]]:
    """The comparison of the scenarios and run folders `given`, and the finished runs among them."""
    where = check_worlds(names_in(worlds))
    closed = read_closures(closures) if closures is not None else []
    scenarios, reused = read_given(given, options)
    if stack:
        if len(scenarios) != 1 or reused:
            raise InputError("takes one scenario file, whose provisions it adds one by one", field="--stack")
        scenarios, how["stack"] = stacked(scenarios[0])
    plan = comparison_of(scenarios, worlds=where, closures=closed, **how)
    if not options.allow_code:
        refuse_code(plan, reused)
    return plan, reused


def comparison_recorded(folder: Path, recorded: Mapping[str, Any], *, allow_code: bool) -> Plan:
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
