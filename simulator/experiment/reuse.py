"""Takes the runs of finished run folders into an experiment, instead of computing them again.

What a run or a comparison is given: scenarios, and finished run folders to take runs from.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import polars as pl

from simulator.core.errors import InputError, InputErrors
from simulator.experiment.plan import Plan, is_balanced
from simulator.experiment.tasks import Task
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.file.paths import names_folder
from simulator.scenario.file.wording import runs_code
from simulator.scenario.financing import Balancing
from simulator.scenario.load import load_several, refuse_namesakes
from simulator.scenario.scenario import SOLVED
from simulator.store import manifest
from simulator.store.folder import RunFolder, encoded, store
from simulator.store.tables import TABLES

_MUST_AGREE = {
    "code_hash": "the simulator's code",
    "data_hash": "the country's data",
    "versions": "a package's version",
}
_SETTING = (
    "country", "horizon", "population", "technology", "closure", "shock", "law", "policies", "financing",
    "rules", "instruments", "parameters",
)  # fmt: skip


@dataclass(frozen=True)
class Reusable:
    """A finished run folder and the scenario that it holds, as it is run or compared now."""

    folder: Path
    scenario: "Scenario"

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """The folder's manifest."""
        return manifest.read(self.folder)

    @property
    def recorded(self) -> Mapping[str, Any]:
        """The scenario as it was run; it may have borne another name."""
        found: Mapping[str, Any] = next(iter(self.document["content"]["scenarios"].values()))
        return found

    @property
    def is_quick(self) -> bool:
        """Whether it was a quick look: what is made of it is one as well."""
        return bool(self.document["content"].get("quick"))

    def holds(self, task: Task, plan: Plan) -> bool:
        """Whether a task of `plan` was run in the folder.

        What options share bears another name there; the rate of a budget yet to balance is solved anew.
        """
        is_shared = task.role not in ("policy", "cash") and not plan.variants
        is_mine = is_shared or task.scenario.name == self.scenario.name
        world = manifest.plain(task.scenario.to_dict()["world"])
        is_here = task.role == "no_ai" or world == self.recorded["world"]
        is_here &= task.scenario.closure.plain() == self.recorded["closure"]
        content, paid = self.document["content"], task.scenario.financing
        was_run = task.role in content["roles"] and task.replicate < content["seeds"]
        is_sought = isinstance(paid, Balancing) and paid.rate is None
        return is_mine and is_here and was_run and not is_sought


def refuse_code(plan: Plan, reused: Sequence[Reusable]) -> None:
    """InputErrors for each scenario of which something would be run by a rule file that was not allowed."""
    missing = [task for task in plan.tasks() if not any(one.holds(task, plan) for one in reused)]
    ruled = {task.scenario.name: task.scenario for task in missing if task.scenario.names_code}
    # What a budget needs is measured by runs that borrow, which no finished folder holds.
    ruled |= {one.name: one for one in plan.scenarios if one.names_code and is_balanced(one)}
    # The page is drawn anew, whatever was run before.
    ruled |= {one.name: one for one in plan.scenarios if one.figures}
    if ruled or (plan.precision is not None and any(one.names_code for one in plan.scenarios)):
        raise InputErrors(
            InputError(runs_code(one.rule_sources), where=name, field="rules" if one.rules else "instruments")
            for name, one in (ruled or {one.name: one for one in plan.scenarios if one.names_code}).items()
        )


def adopt(reusable: Reusable, plan: Plan, into: RunFolder, content: Mapping[str, Any]) -> None:
    """Store those tasks of `plan` that the folder holds, under their names in it.

    Raises InputError when the folder was changed, or was computed by other code, data, rules or versions.
    """
    folder, run = reusable.folder, reusable.document["run"]
    _check(reusable, content)
    _check_scenario(reusable, reusable.recorded)
    tables = {name: pl.read_parquet(folder / f"{name}.parquet", glob=False) for name in TABLES}
    note = {"seconds": run["seconds_per_run"], "identity_max": run["identity_max"]}
    there = into.stored()
    for task in plan.tasks():
        if task.key in there or not reusable.holds(task, plan):
            continue
        parts = {name: _part(table, task) for name, table in tables.items()}
        if all(len(part) for part in parts.values()):
            store(into.partial, task.key, encoded(parts), note)


def _check(reusable: Reusable, now: Mapping[str, Any]) -> None:
    folder, before = reusable.folder, reusable.document["content"]
    remedy = _remedy(folder)
    if problems := "; ".join(f"{name} {what}" for name, what in manifest.verify(folder).items()):
        raise InputError(f"{folder} cannot be reused: {problems}; {remedy}")
    plain = manifest.plain(now)
    changed = [what for key, what in _MUST_AGREE.items() if before.get(key) != plain.get(key)]
    rules = sorted(map(manifest.hash_of, reusable.scenario.rule_sources.values()))
    changed += ["a rule file"] if rules != sorted(before.get("plugins", {}).values()) else []
    if changed:
        raise InputError(f"{folder} cannot be reused: {', '.join(changed)} has changed since; {remedy}")


def _remedy(folder: Path) -> str:
    return f"name its {folder / 'scenario.yaml'} instead to run it again"


def _check_scenario(reusable: Reusable, recorded: Mapping[str, Any]) -> None:
    """The scenario as it is compared must be the one that was run, but for its world and number of seeds."""
    scenario = reusable.scenario
    asked = scenario.at_rate(None) if isinstance(scenario.financing, Balancing) else scenario
    now = manifest.plain(asked.to_dict())
    pairs = {name: (recorded.get(name), now.get(name)) for name in _SETTING}
    for name in ("base_seed", "opening_states"):
        pairs[name] = (recorded["runs"].get(name), now["runs"][name])
    changed = [f"{name} was {was!r}, is {now!r}" for name, (was, now) in pairs.items() if was != now]
    if changed:
        raise InputError(
            f"{reusable.folder} cannot be reused: {'; '.join(changed)}; {_remedy(reusable.folder)}"
        )


def _part(table: pl.DataFrame, task: Task) -> pl.DataFrame:
    """The rows of one run, labelled as the task is; words stand in the order that they have in the folder."""
    label = task.label
    role, world, closure = (pl.col(name).cast(pl.String) for name in ("role", "world", "closure"))
    here = (role == label.role) & (world == label.world) & (closure == label.closure)
    rows = table.filter(here & (pl.col("replicate") == label.replicate))
    rows = rows.with_columns(scenario=pl.lit(label.scenario, dtype=pl.Enum([label.scenario])))
    if "draw" in table.columns:
        rows = rows.with_columns(draw=pl.lit(label.draw, dtype=table.schema["draw"]))
    words = {name: kind for name, kind in rows.schema.items() if isinstance(kind, pl.Enum)}
    return rows.with_columns(
        rows[name].cast(pl.Enum(_used(rows[name], kind))) for name, kind in words.items()
    )


def _used(column: pl.Series, kind: pl.Enum) -> list[str]:
    found = set(column.unique().to_list())
    return [word for word in kind.categories.to_list() if word in found]


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
