"""What a finished folder holds: tables and figures, as page, workbook and terminal tell them."""

from __future__ import annotations

import shutil
import weakref
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import polars as pl

from simulator.core.closure import caveats
from simulator.core.errors import InputError, suggestion
from simulator.findings import costing
from simulator.findings.effects import Contrast, Effect, effect
from simulator.findings.headline import NEEDED, gets_rows, told
from simulator.findings.results import TOTAL, Results, totals_of
from simulator.findings.windows import summing, window_named, window_of
from simulator.store import manifest

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_ROWS = ("scenario", "role", "world", "closure", "draw", "replicate", "month", "group", "unit", "value")


class Finished:
    """A finished run folder; what it holds is read when it is first asked for.

    Tables are of polars: `.to_pandas()` makes one of pandas, with the extra `[pandas]`.
    """

    _kind: ClassVar[str]

    def __init__(
        self, folder: Path, *, lang: str = "en", window: str | None = None, is_temporary: bool = False,
        allow_code: bool = False,
    ) -> None:  # fmt: skip
        """Of the folder at a path; a temporary one is removed with the last mention of this object.

        With `allow_code` its page may be drawn by figures of its own. `window` stands in for the one over
        which the folder's findings are told.
        """
        self.folder = folder
        self.lang, self.allow_code = lang, allow_code
        # What went in: the part of the manifest that is hashed.
        self.content: dict[str, Any] = self.manifest["content"]
        if window is not None:
            self.content |= {"window": window_named(window, "window").name}
        self._places: dict[tuple[str, str], Results] = {}
        if is_temporary:
            weakref.finalize(self, shutil.rmtree, folder.parent, ignore_errors=True)

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest as it stands: the page's hash comes in when the page is written."""
        return manifest.read(self.folder)

    def results(self, world: str = "", closure: str = "") -> Results:
        """What was found in one world under one closure (label), the first of each unless named."""
        if (world, closure) not in self._places:
            table = pl.scan_parquet(self.folder / "results.parquet", glob=False)
            self._places[world, closure] = Results(table, self.content, world, closure)
        return self._places[world, closure]

    def table(self, indicator: str, by: str = TOTAL[0]) -> pl.DataFrame:
        """Every value of an indicator: a row for each run (`role`, `replicate` …), month and group of `by`.

        Totals are monthly, breakdowns yearly. Raises InputError for an indicator or a breakdown that is not
        there, naming those that are.
        """
        return self._rows(indicator, by).select(_ROWS)

    def _rows(self, indicator: str, by: str, group: str = "") -> pl.DataFrame:
        table = pl.scan_parquet(self.folder / "results.parquet", glob=False).with_columns(
            pl.col("indicator", "by", "group").cast(pl.String)
        )
        known = [str(entry["name"]) for entry in self.content["indicators"]]
        own = table.filter(pl.col("indicator") == indicator).collect()
        if own.is_empty():
            raise InputError(unknown(indicator, "indicator", known), field="indicator")
        rows = own.filter(pl.col("by") == by)
        if rows.is_empty():
            raise InputError(unknown(by, f"breakdown of {indicator}", _words(own, "by")), field="by")
        if group and group not in _words(rows, "group"):
            raise InputError(unknown(group, f"group of {by}", _words(rows, "group")), field="group")
        return rows

    def effect_of(
        self, results: Results, contrast: Contrast, indicator: str, part: tuple[str, str], window: str | None
    ) -> Effect:
        """An effect on all or on `part` (breakdown, group); InputError for what is not there."""
        asked = window_of(indicator, results.window)
        if window is not None:
            asked = summing(indicator, window_named(window, "window"))
        self._rows(indicator, *part)
        found = effect(results, contrast, indicator, asked, by=part[0], group=part[1])
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

        asked = self.content.get("window")
        return figure_of(self.folder, figure, self.lang, world, asked, allow_code=self.allow_code)

    @property
    def report(self) -> Path:
        """The page of the run; it is written when it is not there yet."""
        page = self.folder / "report.html"
        if not page.exists():
            import reports

            reports.build(self.folder, self.lang, allow_code=self.allow_code)
        return page

    def save(self, folder: str | Path) -> Self:
        """A copy in a folder that stays, with its report; InputError when that folder exists."""
        if Path(folder).exists():
            raise InputError(f"{folder} exists; name another folder, or delete it", field="folder")
        _ = self.report
        shutil.copytree(self.folder, folder)
        return type(self)(Path(folder), lang=self.lang)

    @cached_property
    def who_gets(self) -> pl.DataFrame:
        """Who gets what is gained: a row for each comparison and receiver, in money and as a share of GDP.

        The lines `earned_…` add up to that of `gni`, and so do the lines `after_tax_…`.
        """
        return told(gets_rows(self.results()))

    def costing(self, world: str = "", closure: str = "") -> pl.DataFrame:
        """What it costs the state by year, as page and workbook tell it; world and closure as of `results`.

        A row for each comparison, `measure` (money at the prices of the first year, `real`, of each year,
        `nominal`, or a share of GDP, `of_gdp`), item and year. Items bear the sign with which they move the
        public balance and add up to its change, the `item` `public_balance`.
        """
        return costing.frame(self.results(world, closure))

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
        worlds = self.content.get("comparison", {}).get("worlds", [self.content["world"]])
        notes = [note, *caveats(self.content["country"]["iso3"], worlds).values()]
        return f"<p><strong>{escape(head)}</strong></p>{made}<p>{' '.join(notes)}</p>"


def totals(results: Results) -> Results:
    """The same place with what the headline tells alone."""
    return Results(totals_of(results.results, NEEDED), results.content, results.world, results.closure)


def _words(table: pl.DataFrame, column: str) -> list[str]:
    return table[column].unique(maintain_order=True).to_list()


def unknown(name: str, what: str, known: list[str]) -> str:
    """Says that there is no such thing, and what there is."""
    return f'no {what} "{name}"; there is {", ".join(known)}.{suggestion(str(name), known)}'
