"""Finished runs and comparisons: effects, tables and figures, as page, workbook and terminal tell them."""

from __future__ import annotations

import shutil
import weakref
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import polars as pl

from simulator.core.errors import InputError, suggestion
from simulator.experiment.places import Closed, read_closures
from simulator.findings.effects import Contrast, Effect, contrast_of, effect
from simulator.findings.headline import INDICATORS, HeadlineRow, headline
from simulator.findings.results import TOTAL, Results, totals_of
from simulator.findings.windows import window_of
from simulator.store import manifest

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_ROWS = ("scenario", "role", "world", "closure", "draw", "replicate", "month", "group", "unit", "value")
_TOLD = ("scenario", "comparison", "indicator", "label", "unit", "without", "difference", "low", "high",
         "seeds", "verdict")  # fmt: skip


class Finished:
    """A finished run folder; what it holds is read when it is first asked for."""

    _kind: ClassVar[str]

    def __init__(self, folder: Path, *, lang: str = "en", is_temporary: bool = False) -> None:
        """Of the folder at a path; a temporary one is removed with the last mention of this object."""
        self.folder = folder
        self.lang = lang
        self.manifest: dict[str, Any] = manifest.read(folder)
        self._places: dict[tuple[str, str], Results] = {}
        if is_temporary:
            weakref.finalize(self, shutil.rmtree, folder.parent, ignore_errors=True)

    @property
    def content(self) -> dict[str, Any]:
        """What went in: the hashed part of the manifest."""
        content: dict[str, Any] = self.manifest["content"]
        return content

    def results(self, world: str = "", closure: str = "") -> Results:
        """What was found in one world under one closure (label), the first of each unless named."""
        if (world, closure) not in self._places:
            table = pl.scan_parquet(self.folder / "results.parquet")
            self._places[world, closure] = Results(table, self.content, world, closure)
        return self._places[world, closure]

    def table(self, indicator: str, by: str = TOTAL[0]) -> pl.DataFrame:
        """Every value of an indicator: a row for each run (`role`, `replicate` …), month and group of `by`.

        Totals are monthly, breakdowns yearly. Raises InputError for an indicator or a breakdown that is not
        there, naming those that are.
        """
        return self._rows(indicator, by).select(_ROWS)

    def _rows(self, indicator: str, by: str, group: str = "") -> pl.DataFrame:
        table = pl.scan_parquet(self.folder / "results.parquet").with_columns(
            pl.col("indicator", "by", "group").cast(pl.String)
        )
        known = [str(entry["name"]) for entry in self.content["indicators"]]
        own = table.filter(pl.col("indicator") == indicator).collect()
        if own.is_empty():
            raise InputError(_unknown(indicator, "indicator", known), field="indicator")
        rows = own.filter(pl.col("by") == by)
        if rows.is_empty():
            raise InputError(_unknown(by, f"breakdown of {indicator}", _words(own, "by")), field="by")
        if group and group not in _words(rows, "group"):
            raise InputError(_unknown(group, f"group of {by}", _words(rows, "group")), field="group")
        return rows

    def _effect(self, results: Results, contrast: Contrast, indicator: str, part: tuple[str, str]) -> Effect:
        self._rows(indicator, *part)
        found = effect(results, contrast, indicator, window_of(indicator), by=part[0], group=part[1])
        if found is None:
            raise InputError(
                f"{indicator} was not measured on both sides of the comparison", field="indicator"
            )
        return found

    def plot(self, figure: str, world: str = "") -> Figure:
        """The report's own figure: by its name, or by the indicator that it shows; a Plotly figure.

        Raises InputError that names the figures which the run has.
        """
        from reports.page.export import figure_of  # the page is drawn by what is above the model

        return figure_of(self.folder, figure, self.lang, world)

    @property
    def report(self) -> Path:
        """The page of the run; it is written when it is not there yet."""
        page = self.folder / "report.html"
        if not page.exists():
            import reports

            reports.build(self.folder, self.lang)
        return page

    def save(self, folder: str | Path) -> Self:
        """A copy in a folder that stays, with its report; InputError when that folder exists."""
        if Path(folder).exists():
            raise InputError(f"{folder} exists; name another folder, or delete it", field="folder")
        _ = self.report
        shutil.copytree(self.folder, folder)
        return type(self)(Path(folder), lang=self.lang)

    @property
    def headline(self) -> pl.DataFrame:
        """The few numbers that the command line prints: a row for each comparison and indicator."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{self._kind} {self._named}, {self.content['seeds']} seeds, in {self.folder}>"

    @property
    def _named(self) -> str:
        return ", ".join(self.content["scenarios"])

    def _repr_html_(self) -> str:
        quick = " A quick look, not for quotation." if self.content["quick"] else ""
        head = f"{self._kind} {self._named}: {self.content['seeds']} seeds.{quick}"
        made: str = self.headline._repr_html_()
        note = "Conditional estimates, not forecasts; 95 % intervals over seeds."
        return f"<p><strong>{escape(head)}</strong></p>{made}<p>{note}</p>"


class Run(Finished):
    """A scenario beside the same world without its policies, and without further AI."""

    _kind = "Run"

    @property
    def scenario(self) -> dict[str, Any]:
        """The resolved scenario, as a scenario file holds it."""
        return dict(next(iter(self.content["scenarios"].values())))

    @cached_property
    def headline(self) -> pl.DataFrame:
        """The table that `sim run` prints: a row for each comparison and indicator, in its unit."""
        return _told(headline(_totals(self.results())))

    def effect(
        self, indicator: str, comparison: str = "", *, by: str = TOTAL[0], group: str = TOTAL[1]
    ) -> Effect:
        """Mean, 95 % interval over seeds (`low`, `high`) and verdict, as the page tells them.

        `comparison`: `policy`, with the policies less without them, or `ai`, this world less no further AI;
        the first unless there are no policies. In the indicator's own unit, mean of the last twelve months;
        flows of people are summed over the run. Raises InputError for what is not there.
        """
        asked = comparison or ("policy" if "policy" in self.content["roles"] else "ai")
        results = self.results()
        return self._effect(results, contrast_of(results, asked), indicator, (by, group))

    def extend(self, seeds: int, **how: Any) -> Run:
        """The same run on more seeds: those that it has are taken, the others computed.

        The result is that of a run of all of them at once, bit for bit. `how` as for `simulator.run`.
        """
        from simulator.face.verbs import run

        return run(self.folder, seeds=seeds, **how)


class Comparison(Finished):
    """Scenarios on the same seeds, worlds and closures, each against the baseline."""

    _kind = "Comparison"

    @property
    def scenarios(self) -> dict[str, dict[str, Any]]:
        """The resolved scenarios by name, as scenario files hold them."""
        return dict(self.content["scenarios"])

    @property
    def options(self) -> tuple[str, ...]:
        """Names of what is compared with the baseline."""
        return self.results().options

    def effect(
        self, option: str, indicator: str, comparison: str = "policy", *, world: str = "", closure: str = "",
        by: str = TOTAL[0], group: str = TOTAL[1],
    ) -> Effect:  # fmt: skip
        """An option less the baseline, as the page tells it: mean, 95 % interval over seeds, verdict.

        `world` by name and `closure` as in `0.3/0.5`: the first of each unless named. `comparison`: `ai`
        tells instead what AI does without new policies. Raises InputError for what is not there.
        """
        results = self.results(self._world(world), self._closure(closure))
        contrast = contrast_of(results, comparison, option if comparison != "ai" else "")
        return self._effect(results, contrast, indicator, (by, group))

    def _world(self, name: str) -> str:
        known = self.content["comparison"]["worlds"]
        if name and name not in known:
            raise InputError(_unknown(name, "world of the comparison", known), field="world")
        return name

    def _closure(self, short: str) -> str:
        if not short:
            return ""
        (asked,), known = read_closures(short), self._closures
        if asked.label not in known:
            told = [one.short for one in known.values()]
            raise InputError(_unknown(short, "closure of the comparison", told), field="closure")
        return asked.label

    @property
    def _closures(self) -> dict[str, Closed]:
        every = self.content["comparison"]["closures"]
        return {one["label"]: Closed(one["stabilisation"], one["foreign_response"]) for one in every}

    @cached_property
    def scorecard(self) -> pl.DataFrame:
        """Every option in every world and closure: headline rows with the place in which they hold."""
        parts = [
            _told(headline(_totals(self.results(world, label)))).with_columns(
                world=pl.lit(world), closure=pl.lit(closed.short)
            )
            for world in self.content["comparison"]["worlds"]
            for label, closed in self._closures.items()
        ]
        return pl.concat(parts)

    @property
    def headline(self) -> pl.DataFrame:
        """The scorecard."""
        return self.scorecard


def _totals(results: Results) -> Results:
    return Results(totals_of(results.results, INDICATORS), results.content, results.world, results.closure)


def _told(rows: list[HeadlineRow]) -> pl.DataFrame:
    cells = [
        (row.scenario, row.comparison, row.indicator, row.label, row.unit, row.reference, row.effect.mean,
         row.effect.low, row.effect.high, row.effect.n, str(row.verdict)) for row in rows
    ]  # fmt: skip
    return pl.DataFrame(cells, schema=list(_TOLD), orient="row")


def _words(table: pl.DataFrame, column: str) -> list[str]:
    return table[column].unique(maintain_order=True).to_list()


def _unknown(name: str, what: str, known: list[str]) -> str:
    return f'no {what} "{name}"; there is {", ".join(known)}.{suggestion(str(name), known)}'
