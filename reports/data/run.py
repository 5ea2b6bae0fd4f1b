"""A finished run folder, read once: the long table as arrays, the manifest, the scenario as written.

One option of a comparison, in one world under one closure, told as a run of its own.

A finished sweep, read once: what is varied, the effects at every point, the manifest.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import polars as pl
import polars.selectors as cs

from simulator.core.errors import printable, printable_in
from simulator.findings import table
from simulator.findings.headline import NEEDED
from simulator.findings.lives import Lives
from simulator.findings.results import TOTAL, Held, Results
from simulator.findings.windows import window_named
from simulator.findings.winners import LEFT
from simulator.store import manifest
from simulator.store.tables import RESULT_COLUMNS

FORMAT = 1
OTHERS = (
    "long_term_unemployment_share vacancy_rate productivity ai_adoption_10plus ai_rents_abroad "
    "after_tax_corporations current_account employment_rate"
)
READ = (*NEEDED, LEFT, *OTHERS.split())
"""What is read of a run under closures that are not the one shown: what stands in the scorecard."""


class UnreadableRunError(ValueError):
    """A run folder that this report cannot read; the message says which file and why."""


class Made(Results):
    """What the manifests of runs and of sweeps say alike."""

    @cached_property
    def technology(self) -> str:
        """Name of the technology that takes over tasks; empty where the run does not say."""
        return str(self.content.get("parameters", {}).get("technology.name", {}).get("value", ""))

    @cached_property
    def seeds(self) -> int:
        """Number of seeds that each role was run on."""
        seeds = self.content.get("seeds", 0)
        return seeds if isinstance(seeds, int) else len(seeds)


class Run(Made):
    """What one run folder holds."""

    def __init__(
        self, folder: Path, world: str = "", closure: str = "", only: Sequence[str] = (),
        window: str | None = None, rows: pl.DataFrame | None = None,
    ) -> None:  # fmt: skip
        """Read one world and closure, the first unless named: never pooled; with `only`, those indicators.

        `window` stands in for the one over which the folder's findings are told, `rows` for the long table.
        """
        self.folder, self._told_over = folder, window
        told = json.loads(self._file("manifest.json").read_text("utf-8"))
        self.manifest: dict[str, Any] = printable_in(told)  # what is checked on reading may have been forged
        if (found := self.manifest.get("format")) != FORMAT:
            told = f"{folder.name}/manifest.json: format {found!r} is unknown; this report reads {FORMAT}"
            raise UnreadableRunError(told)
        self._only = only
        table = self._long(only) if rows is None else rows.lazy()
        over = {} if window is None else {"window": window_named(window).name}
        super().__init__(table, self.manifest["content"] | over, world, closure)
        self.scenario_text = self._scenarios()

    def under(self, closure: str) -> Self:
        """Return the run under another of its closures; what is shown of all of them is worked out once."""
        other = type(self)(self.folder, self._world, closure, window=self._told_over)
        other.settings = self.settings
        known = {one.world: one for one in self.settings if one.closure == closure}
        for one in other.worlds:
            one.knows(known[one.world])
        return other

    def _long(self, only: Sequence[str]) -> pl.LazyFrame:
        """Return the long table, or what it holds of some indicators."""
        wanted = [pl.col("indicator").cast(pl.String).is_in(only)] if only else []
        return pl.scan_parquet(self._file("results.parquet"), glob=False).filter(*wanted)

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise UnreadableRunError(f"{self.folder.name}: no {name}; is the run finished?")
        return path

    @cached_property
    def flows(self) -> pl.DataFrame:
        """Who paid whom, by kind and year, one row per role and replicate."""
        table = pl.scan_parquet(self._file("flows.parquet"), glob=False).filter(self.here).collect()
        return table.with_columns(cs.enum().cast(pl.String))  # sooner would be twice as slow

    @cached_property
    def findings(self) -> pl.DataFrame:
        """Every number that is told, a row each, with its words as text."""
        if not (self.folder / table.FINDINGS).is_file():
            _ = [self._file(f"{one}.parquet") for one in ("results", "persons")]
        return table.read(self.folder).with_columns(pl.col(pl.Enum).cast(pl.String))

    @cached_property
    def views(self) -> dict[str, Any]:
        """What views of the findings were made, by option."""
        return {}

    def _scenarios(self) -> str:
        """Text of the scenario, or of all that are compared, as YAML documents."""
        names = [self.comparison["base"], *self.comparison["options"]] if self.comparison else []
        files = [f"scenarios/{name}.yaml" for name in names] or ["scenario.yaml"]
        return printable("---\n".join(self._file(file).read_text("utf-8") for file in files))

    @cached_property
    def worlds(self) -> "tuple[Run, ...]":
        """The run in each world of its comparison; a run of one scenario is in one."""
        names = self.comparison.get("worlds", [self.world])
        how = self._closure, self._only, self._told_over
        return tuple(self if name == self.world else Run(self.folder, name, *how) for name in names)

    @cached_property
    def settings(self) -> "tuple[Run, ...]":
        """The run in each world and closure; under other closures than its own only what is told of them."""
        if len(self.closures) == 1:
            return self.worlds
        only = (*READ, *self._only)
        parts = self._long(only).collect().partition_by("closure", as_dict=True)
        rows = {str(name): own for (name,), own in parts.items()}
        found: list[Run] = []
        for one in self.worlds:
            for name in self.closures:
                other = (self.folder, one.world, name, only, self._told_over, rows.get(name))
                found.append(one if name == one.closure else Run(*other))
        return tuple(found)

    @cached_property
    def under_all(self) -> "tuple[Run, ...]":
        """The run in its world under each of its closures, the first first."""
        own = {one.closure: one for one in self.settings if one.world == self.world}
        return tuple(own[name] for name in self.closures)

    @cached_property
    def last_count(self) -> int:
        """Month of the last yearly breakdown; example households are asked when the run is over."""
        other = pl.col("by").cast(pl.String).is_in([TOTAL[0], "example_household"])
        counts = self.results.filter(~other)["month"].to_numpy()
        return int(counts.max()) if len(counts) else self.last_month

    @cached_property
    def instruments(self) -> tuple[str, ...]:
        """Names of the policy instruments that the scenario shown, or any that is compared, sets."""
        named = self.comparison.get("options", [self.scenario])
        return tuple(dict.fromkeys(one for name in named for one in self.instruments_of(name)))

    @cached_property
    def lives(self) -> Lives:
        """The panel as lives, the same person in every role."""
        persons = pl.scan_parquet(self._file("persons.parquet"), glob=False).filter(self.here)
        return Lives(self, persons)


WORLD = "world"


class Sweep(Made):
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
    def held(self) -> Held:
        """The results of the comparison that this option and its counterfactual hold."""
        every = self._comparison.held.items()
        return {name: cut for name, cut in every if name[2] in (self.counterfactual, self._option)}

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
