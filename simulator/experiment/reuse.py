"""Takes the runs of a finished run folder into a comparison, instead of computing them again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from simulator.core.errors import InputError
from simulator.experiment.tasks import Task
from simulator.scenario.financing import Balancing
from simulator.store import manifest
from simulator.store.folder import RunFolder
from simulator.store.seeds import encoded, store
from simulator.store.tables import TABLES

if TYPE_CHECKING:
    from simulator.scenario import Scenario

_MUST_AGREE = {
    "code_hash": "the simulator's code",
    "data_hash": "the country's data",
    "plugins": "a rule file",
    "versions": "a package's version",
}
_SETTING = (
    "country", "horizon", "population", "technology", "closure", "shock", "policies", "financing", "rules",
    "parameters",
)  # fmt: skip


@dataclass(frozen=True)
class Reusable:
    """A finished run folder and the scenario that it holds, as it is compared."""

    folder: Path
    scenario: "Scenario"


def adopt(reusable: Reusable, tasks: Sequence[Task], into: RunFolder, content: Mapping[str, Any]) -> None:
    """Store those of `tasks` that the folder holds, under their names in the comparison.

    Raises InputError when the folder was changed, or was computed by other code, data, rules or versions.
    """
    folder = reusable.folder
    document = manifest.read(folder)
    recorded = document["content"]["scenarios"][reusable.scenario.name]
    _check(folder, document["content"], content)
    _check_scenario(reusable, recorded)
    tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in TABLES}
    run = document["run"]
    note = {"seconds": run["seconds_per_run"], "identity_max": run["identity_max"]}
    there = into.stored()
    for task in tasks:
        is_mine = task.role != "policy" or task.scenario.name == reusable.scenario.name
        world = manifest.plain(task.scenario.to_dict()["world"])
        is_here = task.role == "no_ai" or world == recorded["world"]
        is_here &= manifest.plain(task.scenario.closure) == recorded["closure"]
        if not (is_mine and is_here) or task.key in there:
            continue
        parts = {name: _part(table, task) for name, table in tables.items()}
        if all(len(part) for part in parts.values()):
            store(into.partial, task.key, encoded(parts), note)


def _check(folder: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    remedy = f"run it again: sim compare {folder / 'scenario.yaml'} with the others"
    if problems := "; ".join(f"{name} {what}" for name, what in manifest.verify(folder).items()):
        raise InputError(f"{folder} cannot be reused: {problems}; {remedy}")
    plain = manifest.plain(now)
    changed = [what for key, what in _MUST_AGREE.items() if before.get(key) != plain.get(key)]
    if changed:
        raise InputError(f"{folder} cannot be reused: {', '.join(changed)} has changed since; {remedy}")


def _check_scenario(reusable: Reusable, recorded: Mapping[str, Any]) -> None:
    """The scenario as it is compared must be the one that was run, but for its world and number of seeds."""
    scenario = reusable.scenario
    asked = scenario.at_rate(None) if isinstance(scenario.financing, Balancing) else scenario
    now = manifest.plain(asked.to_dict())
    pairs = {name: (recorded.get(name), now[name]) for name in _SETTING}
    pairs["base_seed"] = (recorded["runs"]["base_seed"], now["runs"]["base_seed"])
    changed = [f"{name} was {was!r}, is {now!r}" for name, (was, now) in pairs.items() if was != now]
    if changed:
        raise InputError(
            f"{reusable.folder} cannot be reused: {'; '.join(changed)}; "
            f"name its {reusable.folder / 'scenario.yaml'} instead to run it again"
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
