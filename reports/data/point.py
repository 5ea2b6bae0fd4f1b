"""One option of a comparison, in one world under one closure, told as a run of its own.

A finished sweep, read once: what is varied, the effects at every point, the manifest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from reports.data.run import Run
from simulator.core.errors import printable_in
from simulator.findings.results import Results, SeriesTable
from simulator.store import manifest
from simulator.store.tables import RESULT_COLUMNS

WORLD = "world"


class Sweep(Results):
    """What one sweep's folder holds; there are no runs in it, only effects."""

    def __init__(self, folder: Path) -> None:
        """Read the table of effects and the manifest of the folder at a path."""
        self.folder = folder
        self.manifest: dict[str, Any] = printable_in(manifest.read(folder))
        super().__init__(pl.DataFrame(schema=RESULT_COLUMNS), self.manifest["content"])
        self.effects = pl.read_parquet(folder / "effects.parquet", glob=False)
        self.sweep: dict[str, Any] = self.content["sweep"]

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """Names of what is varied."""
        return tuple(str(axis["name"]) for axis in self.sweep["axes"])

    @cached_property
    def is_drawn(self) -> bool:
        """Whether points are draws from ranges, not a grid of values."""
        return self.sweep["latin"] is not None

    @property
    def comparisons(self) -> tuple[str, ...]:
        """What effects are told: `policy`, `ai`."""
        return tuple(self.sweep["comparisons"])

    @cached_property
    def worlds(self) -> tuple[str, ...]:
        """Worlds of the points, in their order."""
        return tuple(self.effects[WORLD].unique(maintain_order=True).to_list())

    @cached_property
    def last_month(self) -> int:
        """Last month of the runs, counted from the start."""
        return int(self.content["horizon"]["months"]) - 1

    @cached_property
    def seeds(self) -> int:
        """Number of seeds that each role was run on."""
        return int(self.content["seeds"])

    @cached_property
    def technology(self) -> str:
        """Name of the technology that takes over tasks."""
        return str(self.content["parameters"].get("technology.name", {}).get("value", ""))

    def rows(self, comparison: str, indicator: str) -> pl.DataFrame:
        """The effect on an indicator at every point, in its own unit."""
        one = (pl.col("comparison") == comparison) & (pl.col("indicator") == indicator) & ~pl.col("of_gdp")
        return self.effects.filter(one)


class Point(Run):
    """An option beside the runs without policies; or these alone, which tell what AI does."""

    def __init__(self, run: Run, option: str) -> None:
        """Of a comparison of policies, in the world and under the closure that `run` shows."""
        self._comparison, self._option = run, option
        self.folder, self.manifest = run.folder, run.manifest
        self._only, self._told_over = run._only, run._told_over
        base = str(run.comparison["base"])
        own = pl.col("scenario").cast(pl.String).is_in([base, option])
        Results.__init__(self, run.results.filter(own), _content(run, option), run.world, run.closure)
        self.comparison, self.counterfactual = {}, base
        self.scenario_text = run.scenario_text

    @cached_property
    def _held(self) -> SeriesTable:
        return self._comparison._held.of_scenarios(self.counterfactual, self._option)

    @cached_property
    def settings(self) -> tuple[Run, ...]:
        """The option in this world under each closure."""
        here = (one for one in self._comparison.settings if one.world == self.world)
        return tuple(self if one.closure == self.closure else Point(one, self._option) for one in here)


def _content(run: Run, option: str) -> Mapping[str, Any]:
    """Return the manifest's content with the option's own balanced budget, where it has one."""
    several = [run.world] if len(run.worlds) > 1 else []
    several += [run.closure] if len(run.closures) > 1 else []
    own = run.content.get("balanced", {}).get(f"{option} [{', '.join(several)}]" if several else option)
    content = {name: told for name, told in run.content.items() if name != "balanced"}
    return content | ({"balancing": own} if own else {})
