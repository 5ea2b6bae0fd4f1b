"""The experiment of a finished run folder: read back to be computed again, and to check its manifest."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from simulator.core.closure import closure_of
from simulator.experiment.conduct import housed
from simulator.experiment.content import content_of_plan
from simulator.experiment.plan import Plan, Stack, comparison_of, run_of
from simulator.experiment.simulate import ShippedModel
from simulator.experiment.written import in_first_place
from simulator.findings.results import closures_of
from simulator.findings.windows import HEADLINE
from simulator.scenario.file.layers import Options
from simulator.scenario.load import load_scenario
from simulator.store import manifest

if TYPE_CHECKING:
    from simulator.scenario import Scenario

_SAME = ("code_hash", "data_hash")
_RESULTS = "results.parquet"
# Of this computer, or of the runs themselves, which only another run can check.
_NOT_FROM_SCENARIOS = ("versions", "seeds")


def scenario_again(folder: Path, *, allow_code: bool) -> "Scenario":
    """The scenario of a run folder; loading runs no code."""
    return load_scenario(folder / "scenario.yaml", options=Options(allow_code=allow_code))


def how_run(recorded: Mapping[str, Any]) -> dict[str, Any]:
    """Under which closures a run was made, over which window it is told, whether in cash, for `run_of`."""
    closures = tuple(closure_of(one["base"], one["returns"]) for one in closures_of(recorded))
    return {"closures": closures, "window": recorded.get("window", HEADLINE.name),
            "cash": "cash" in recorded["roles"]}  # fmt: skip


def comparison_again(folder: Path, recorded: Mapping[str, Any], *, allow_code: bool) -> Plan:
    """The comparison of a run folder, whose manifest's content is `recorded`; loading runs no code."""
    how = recorded["comparison"]
    scenarios = [
        load_scenario(folder / "scenarios" / f"{name}.yaml", options=Options(allow_code=allow_code))
        for name in (how["base"], *how["options"])
    ]
    comparison = comparison_of(
        scenarios, baseline=how["baseline"], precision=how["precision"], max_seeds=how["max_seeds"],
        window=how_run(recorded)["window"], cash=how_run(recorded)["cash"],
    )  # fmt: skip
    stack = how["stack"] and Stack(tuple(how["stack"]["steps"]), tuple(how["stack"]["singles"]))
    return replace(comparison, worlds=tuple(how["worlds"]), stack=stack,
                   closures=how_run(recorded)["closures"])  # fmt: skip


def plan_again(folder: Path, recorded: Mapping[str, Any], *, allow_code: bool) -> Plan:
    """What a run or comparison ran."""
    if "comparison" in recorded:
        return comparison_again(folder, recorded, allow_code=allow_code)
    return run_of(scenario_again(folder, allow_code=allow_code), **how_run(recorded))


def is_checkable(recorded: Mapping[str, Any]) -> bool:
    """Whether this simulator, with its data, is the one that wrote the manifest of a run or comparison."""
    if "sweep" in recorded:  # its results are effects alone
        return False
    country = recorded["country"]["iso3"]
    return {key: recorded.get(key) for key in _SAME} == {
        "code_hash": manifest.code_hash(),
        "data_hash": manifest.data_hash(country),
    }


def contradictions(folder: Path, recorded: Mapping[str, Any]) -> Iterator[str]:
    """Entries of a manifest's content that do not follow from the scenarios and results beside it.

    Values, units, sources and statuses of parameters, targets, what is measured: whoever changes them, and
    the hashes with them, is found here. Nothing is run.
    """
    expected = manifest.plain(_expected(folder, recorded))
    for key in sorted(expected):
        found, due = recorded.get(key), expected[key]
        if key in _NOT_FROM_SCENARIOS or found == due:
            continue
        if not (isinstance(found, dict) and isinstance(due, dict)):
            yield key
            continue
        yield from (f"{key}: {name}" for name in sorted({*found, *due}) if found.get(name) != due.get(name))


def _expected(folder: Path, recorded: Mapping[str, Any]) -> dict[str, Any]:
    plan, model = housed(plan_again(folder, recorded, allow_code=True)), ShippedModel()
    results = pl.read_parquet(folder / _RESULTS, glob=False)
    targets = model.fit(plan.base, in_first_place(results, plan))
    return content_of_plan(plan, model, bool(recorded.get("quick"))) | {"targets": targets}
