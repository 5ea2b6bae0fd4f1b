"""`simulator.sweep` and what it returns: a scenario at many values of what is varied."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from simulator.core.closure import caveats
from simulator.experiment.content import Source
from simulator.experiment.plan import check_worlds
from simulator.experiment.sweeping import EFFECTS, WORLD, Axis, axes_of, design_of
from simulator.experiment.sweeping import sweep as sweep_design
from simulator.face.asked import SIZES, in_python, made_at
from simulator.findings.windows import window_named
from simulator.scenario import Options
from simulator.store import manifest

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


class Sweep:
    """One scenario at many points: effect, interval and verdict of every outcome at each."""

    def __init__(self, folder: Path, *, lang: str = "en", is_temporary: bool = False) -> None:
        """Of the folder at a path; a temporary one is removed with the last mention of this object."""
        self.folder, self.lang = folder, lang
        self.content: dict[str, Any] = manifest.read(folder)["content"]
        if is_temporary:
            weakref.finalize(self, shutil.rmtree, folder.parent, ignore_errors=True)

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest as it stands."""
        return manifest.read(self.folder)

    @cached_property
    def effects(self) -> pl.DataFrame:
        """A row for each point, comparison (`policy`, `ai`) and outcome, beside what is varied.

        `difference` with its 95 % interval (`low`, `high`) and `verdict`, in the outcome's unit; money at the
        prices of the first year, or as a share of GDP (`of_gdp`). `without` is the level compared with.
        """
        return pl.read_parquet(self.folder / EFFECTS[0], glob=False)

    @property
    def points(self) -> dict[str, dict[str, Any]]:
        """What is varied at each point, by its name; its scenario stands in `points/` of the folder."""
        return dict(self.content["points"])

    def plot(self, indicator: str, comparison: str = "") -> Figure:
        """The page's figure of one outcome, of the policies if there are any: a Plotly figure."""
        from plotly.graph_objects import Figure

        from reports.page.sweep import figure_of  # the page is drawn by what is above the model

        asked = comparison or self.content["sweep"]["comparisons"][0]
        return Figure(figure_of(self.folder, indicator, asked, self.lang))

    @property
    def report(self) -> Path:
        """The page of the sweep; it is written when it is not there yet."""
        page = self.folder / manifest.REPORT
        if not page.exists():
            from reports.page.sweep import build

            build(self.folder, self.lang)
        return page

    def __repr__(self) -> str:
        return f"<Sweep {self._told}, {self.content['seeds']} seeds, in {self.folder}>"

    @property
    def _told(self) -> str:
        swept = self.content["sweep"]
        names = ", ".join(axis["name"] for axis in swept["axes"])
        return f"{swept['base']} over {names}: {len(self.points)} points"

    def _repr_html_(self) -> str:
        quick = " A quick look, not for quotation." if self.content["quick"] else ""
        note = "Conditional estimates, not forecasts; 95 % intervals over seeds."
        worlds = self.effects[WORLD].unique(maintain_order=True).to_list()
        notes = [note, *caveats(self.content["country"]["iso3"], worlds).values()]
        made: str = self.effects._repr_html_()
        return f"<p><strong>{escape(self._told)}.{quick}</strong></p>{made}<p>{' '.join(notes)}</p>"


@in_python(*SIZES)
def sweep(
    scenario: Source, over: Mapping[str, Any], *, latin: int | None = None, worlds: Sequence[str] = (),
    window: str | None = None, out: str | Path | None = None, jobs: int = 1, lang: str = "en",
    allow_code: bool = False, **sizes: Any,
) -> Sweep:  # fmt: skip
    """Run a scenario at every combination of values, or at points drawn from ranges.

    Runs that points share are computed once, also those of earlier sweeps; the same sweep with the same `out`
    goes on where it was stopped.

    Parameters
    ----------
    scenario
        As for `run`.
    over
        By name what is varied: `automation_levy.rate` of a policy that the scenario has,
        `world.frontier_growth`, `closure.returns`, or a parameter of the model. A list holds values; a
        pair `(low, high)` is a range, from which `latin` points are drawn as a Latin hypercube. Lists and
        ranges together: every combination of listed values at every draw.
    worlds
        Names of worlds: every point in each of them.
    window
        Over which effects are told: `last60`, `last12`, `whole` or `worst_year`.
    out
        The folder, with its table and page. Without it a temporary one, removed with the result.
    sizes
        `seeds`, `persons`, `months`, `base_seed` for all points.

    Raises
    ------
    InputErrors
        All that is wrong with the scenario and the values; nothing was run.
    """
    axes = [*axes_of(over), *([Axis(WORLD, tuple(check_worlds(list(worlds))))] if worlds else [])]
    options = Options(**sizes, allow_code=allow_code)
    told = window_named(window, "window").name
    design = design_of(scenario, axes, latin=latin, options=options, window=told)
    made = made_at(out, "sweep")
    sweep_design(design, made, jobs=jobs, finish=None if out is None else _report(lang))
    return Sweep(made, lang=lang, is_temporary=out is None)


def _report(lang: str) -> Any:
    from reports.page.sweep import build

    return lambda partial: build(partial, lang)
