"""A finished run folder, read once: the long table as arrays, the manifest, the scenario as written."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self, cast

import polars as pl
import polars.selectors as cs

from reports.data.order import ordered
from reports.data.series import Series
from simulator.store.tables import closure_label

FORMAT = 1
TOTAL = ("total", "all")
DECISIVE = ("employed", "public_balance")  # what options are compared by in every world and closure


class UnreadableRunError(ValueError):
    """A run folder that this report cannot read; the message says which file and why."""


class Run:
    """What one run folder holds. Roles are `no_ai`, `no_policy`, `policy`, `placebo`."""

    def __init__(self, folder: Path, world: str = "", closure: str = "", only: Sequence[str] = ()) -> None:
        """Read one world and closure, the first unless named: never pooled; with `only`, those indicators."""
        self.folder = folder
        self.manifest: dict[str, Any] = json.loads(self._file("manifest.json").read_text("utf-8"))
        if (found := self.manifest.get("format")) != FORMAT:
            told = f"{folder.name}/manifest.json: format {found!r} is unknown; this report reads {FORMAT}"
            raise UnreadableRunError(told)
        self.content: dict[str, Any] = self.manifest["content"]
        self.comparison: dict[str, Any] = self.content.get("comparison", {})
        self._world, self._closure, self._only = world, closure, only
        self.scenario_text = self._scenarios()
        wanted = [pl.col("indicator").cast(pl.String).is_in(only)] if only else []
        self.results = self._scan("results", *wanted).collect()  # millions of rows: enums are not made text
        self.series = cache(self._series)
        self._once: dict[Hashable, Any] = {}

    def once[T](self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was worked out under this key before: all languages show the same numbers."""
        if key not in self._once:
            self._once[key] = make()
        return cast(T, self._once[key])

    def under(self, closure: str) -> Self:
        """Return the run under another of its closures; what is shown of all of them is worked out once."""
        other = type(self)(self.folder, self._world, closure)
        other.settings = self.settings
        return other

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise UnreadableRunError(f"{self.folder.name}: no {name}; is the run finished?")
        return path

    def persons(self, *wanted: pl.Expr) -> pl.DataFrame:
        """Rows of the sample panel (one per role, replicate, person and year) that meet these conditions."""
        return self._table("persons", *wanted)

    @cached_property
    def flows(self) -> pl.DataFrame:
        """Who paid whom, by kind and year, one row per role and replicate."""
        return self._table("flows")

    def _scenarios(self) -> str:
        """Text of the scenario, or of all that are compared, as YAML documents."""
        names = [self.comparison["base"], *self.comparison["options"]] if self.comparison else []
        files = [f"scenarios/{name}.yaml" for name in names] or ["scenario.yaml"]
        return "---\n".join(self._file(file).read_text("utf-8") for file in files)

    def _table(self, name: str, *wanted: pl.Expr) -> pl.DataFrame:
        return self._scan(name, *wanted).with_columns(cs.enum().cast(pl.String)).collect()

    def _scan(self, name: str, *wanted: pl.Expr) -> pl.LazyFrame:
        table = pl.scan_parquet(self._file(f"{name}.parquet"))
        # Enums refuse a comparison with a word that is not one of theirs; text does not.
        word, role = (pl.col(name).cast(pl.String) for name in ("world", "role"))
        if self.comparison:
            table = table.filter((word == self.world) | (role == "no_ai"))
            table = table.filter(pl.col("closure").cast(pl.String) == self.closure)
        return table.filter(*wanted)

    @cached_property
    def closures(self) -> tuple[str, ...]:
        """Closures that were run, as the results name them; a run of one scenario has one."""
        several = [one["label"] for one in self.comparison.get("closures", [])]
        return tuple(several) or (closure_label(self.content.get("closure", {})),)

    @cached_property
    def closure(self) -> str:
        """The closure of this run: the first unless another was named."""
        return self._closure or self.closures[0]

    @cached_property
    def worlds(self) -> tuple[Run, ...]:
        """The run in each world of its comparison; a run of one scenario is in one."""
        names = self.comparison.get("worlds", [self.world])
        return tuple(self if name == self.world else Run(self.folder, name, self._closure, self._only)
                     for name in names)  # fmt: skip

    @cached_property
    def settings(self) -> tuple[Run, ...]:
        """The run in each world and closure; under other closures than its own only what decides."""
        return tuple(one if name == one.closure else Run(self.folder, one.world, name, DECISIVE)
                     for one in self.worlds for name in self.closures)  # fmt: skip

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios that ran here, in order of appearance."""
        return tuple(self.results["scenario"].unique(maintain_order=True).to_list())

    @cached_property
    def scenario(self) -> str:
        """The scenario that the single-scenario figures describe: the first one with a policy.

        Of a comparison it is the one without policies.
        """
        if self.comparison:
            return str(self.comparison["base"])
        with_policy = (key[2] for key in self._frames if key[1] == "policy")
        return str(next(with_policy, self.scenarios[0]))

    @cached_property
    def world(self) -> str:
        """Name of the world of AI that the scenario assumes."""
        world = self._world or self.content.get("world", "")
        return str(world.get("name", "")) if isinstance(world, Mapping) else str(world)

    @cached_property
    def technology(self) -> str:
        """Name of the technology that takes over tasks; empty where the run does not say."""
        return str(self.content.get("parameters", {}).get("technology.name", {}).get("value", ""))

    @cached_property
    def seeds(self) -> int:
        """Number of seeds that each role was run on."""
        seeds = self.content.get("seeds", 0)
        return seeds if isinstance(seeds, int) else len(seeds)

    @cached_property
    def last_month(self) -> int:
        """Last month of the results, counted from the start; month 0 is the opening state."""
        return int(self.results["month"].to_numpy().max())

    @cached_property
    def last_count(self) -> int:
        """Month of the last yearly breakdown."""
        counts = self.results.filter(pl.col("by") != TOTAL[0])["month"].to_numpy()
        return int(counts.max()) if len(counts) else self.last_month

    @cached_property
    def last_panel(self) -> int:
        """Last month in which the panel of persons was asked."""
        months = pl.scan_parquet(self._file("persons.parquet")).select(pl.col("month").max()).collect()
        return int(months.item() or 0)

    @cached_property
    def instruments(self) -> tuple[str, ...]:
        """Names of the policy instruments that the scenario shown, or any that is compared, sets."""
        scenarios = self.content.get("scenarios", {})
        own = [scenarios.get(name, {}) for name in self.comparison.get("options", [self.scenario])]
        return tuple(dict.fromkeys(name for one in own for item in one.get("policies", []) for name in item))

    @cached_property
    def options(self) -> tuple[str, ...]:
        """Names of what is compared with the baseline; none in a run of one scenario."""
        if not self.comparison:
            return ()
        names = (self.comparison["base"], *self.comparison["options"])
        return tuple(name for name in names if name != self.comparison["baseline"])

    def role_of(self, name: str) -> str:
        """Return the role in which an option of a comparison ran."""
        return "no_policy" if name == self.comparison["base"] else "policy"

    @cached_property
    def metadata(self) -> dict[str, dict[str, Any]]:
        """Indicator metadata of the manifest by indicator name."""
        return {row["name"]: row for row in self.content.get("indicators", [])}

    @cached_property
    def _frames(self) -> dict[tuple[Any, ...], pl.DataFrame]:
        columns = ["indicator", "role", "scenario", "by", "group"]
        return self.results.partition_by(columns, as_dict=True)

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator in the results, sorted."""
        return tuple(sorted({str(key[0]) for key in self._frames}))

    def has(self, role: str, scenario: str = "") -> bool:
        """Tell whether a scenario was run in this role."""
        name = scenario or self.scenario
        return (role, name) in self._ran

    @cached_property
    def _ran(self) -> set[tuple[str, str]]:
        return {(str(key[1]), str(key[2])) for key in self._frames}

    def groups(self, indicator: str, by: str) -> tuple[str, ...]:
        """Return the groups in which an indicator is broken down, in their order, late arrivals last."""
        return ordered({str(key[4]) for key in self._frames
                        if (key[0], key[2], key[3]) == (indicator, self.scenario, by)})  # fmt: skip

    def _series(self, indicator: str, role: str, by: str = "total", group: str = "all",
                scenario: str = "") -> Series | None:  # fmt: skip
        """Return one series, or None when the run does not hold it."""
        rows = self._frames.get((indicator, role, scenario or self.scenario, by, group))
        return None if rows is None else Series.of(rows)
