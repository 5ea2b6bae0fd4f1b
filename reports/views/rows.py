"""Rows of `findings.parquet` by name, and how a number of them is written: digits, unit, range."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from typing import Any

import polars as pl

from reports.data.run import Run
from reports.text import Text
from simulator.findings.windows import settled

KEY = ("contrast", "kind", "indicator", "by", "group", "window", "measure")
type Row = Mapping[str, Any]
NO_BREAK = "\u00a0"


class View:
    """The findings of one run, or of one option of a comparison, in one world under one closure."""

    def __init__(self, run: Run, option: str = "") -> None:
        self.run, self.content, self.words = run, run.content, run.findings
        told = pl.col("contrast").replace({"option": "policy"})
        shown = [option or run.scenario, run.comparison.get("base", run.counterfactual), ""]
        self.table = self.words.filter(
            pl.col("scenario").is_in(shown) | (pl.col("contrast") == "level"), pl.col("contrast") != "pair"
        ).with_columns(contrast=told)
        here = self.table.filter(world=run.world, closure=run.closure)
        self._rows = {tuple(row[name] for name in KEY): row for row in here.iter_rows(named=True)}
        self.window = settled(run.window).name

    def row(
        self,
        contrast: str,
        indicator: str,
        window: str = "",
        *,
        by: str = "total",
        group: str = "all",
        measure: str = "own",
        kind: str = "effect",
    ) -> Row | None:
        """Return one row, of the window that is told unless another is named; None where there is none."""
        return self._rows.get((contrast, kind, indicator, by, group, window or self.window, measure))

    @cached_property
    def _groups(self) -> Mapping[tuple[str, str, str], list[Row]]:
        found: dict[tuple[str, str, str], list[Row]] = {}
        for (contrast, kind, indicator, by, _, window, measure), row in self._rows.items():
            if (kind, window, measure) == ("effect", self.window, "own"):
                found.setdefault((contrast, indicator, by), []).append(row)
        return found

    @cached_property
    def _years(self) -> Mapping[tuple[str, ...], list[Row]]:
        found: dict[tuple[str, ...], list[Row]] = {}
        for (contrast, kind, indicator, by, group, window, measure), row in self._rows.items():
            if row["year"] and window != "worst_year":
                found.setdefault((contrast, kind, indicator, by, group, measure), []).append(row)
        return {name: sorted(rows, key=lambda row: row["year"]) for name, rows in found.items()}

    def groups(self, contrast: str, indicator: str, by: str) -> list[Row]:
        """Return the rows of all groups of a breakdown, in their order."""
        return self._groups.get((contrast, indicator, by), [])

    def years(
        self, contrast: str, indicator: str, kind: str = "effect",
        *, by: str = "total", group: str = "all", measure: str = "own",
    ) -> list[Row]:  # fmt: skip
        """Return the rows of every year, the first first."""
        return self._years.get((contrast, kind, indicator, by, group, measure), [])

    def costs(self, contrast: str) -> list[tuple[str, str]]:
        """Return the items of the budget that a contrast has by year, each with the part it belongs to."""
        names = [name for name in self._years if name[:2] == (contrast, "cost")]
        return list(dict.fromkeys((self._years[name][0]["part"], name[2]) for name in names))

    def of(self, option: str) -> "View":
        """Return the same of one option of the comparison."""
        return view_of(self.run, option)

    @cached_property
    def _pairs(self) -> Mapping[tuple[str, str, str], Row]:
        here = self.words.filter(
            contrast="pair", world=self.run.world, closure=self.run.closure, by="total", measure="own"
        )
        told = here.filter(pl.col("window").is_in([self.window, f"{self.window}_sum"]))
        return {
            (row["indicator"], row["scenario"], row["against"]): row for row in told.iter_rows(named=True)
        }

    def pair(self, indicator: str, one: str, other: str) -> Row | None:
        """Return the difference between two options, whichever stands first; None where there is none."""
        return self._pairs.get((indicator, one, other)) or self._pairs.get((indicator, other, one))

    def elsewhere(self, contrast: str, indicator: str) -> Iterator[Row]:
        """Yield the row in each world under each closure that was run, the one that is told first."""
        same = pl.col("window").is_in([self.window])
        found = self.table.filter(
            same, contrast=contrast, kind="effect", indicator=indicator, by="total", measure="own"
        )
        here = self.run.world, self.run.closure
        yield from sorted(found.to_dicts(), key=lambda row: (row["world"], row["closure"]) != here)

    @cached_property
    def span(self) -> tuple[int, int]:
        """First and last year of the window that is told."""
        years = settled(self.run.window).years(self.content["horizon"]["start"], self.run.last_month)
        first = int(self.content["horizon"]["start"][:4])
        return (first, first) if years is None else (years.first, years.last)

    @cached_property
    def start(self) -> int:
        """First year in which the policy pays anything; the first of the run where it pays nothing."""
        paid = (row["year"] for row in self.years("policy", "outlay", kind="cost") if row["mean"])
        return min(paid, default=int(self.content["horizon"]["start"][:4]))

    @property
    def currency(self) -> str:
        """The code of the country's currency."""
        return str(self.content["country"].get("currency", "EUR"))


def view_of(run: Run, option: str = "") -> View:
    """Return the findings of a run, or of one of its options, which every language reads alike."""
    known: dict[str, View] = run.views
    if option not in known:
        known[option] = View(run, option)
    return known[option]


@dataclass(frozen=True)
class Form:
    """How numbers of one sort are written: times a factor, with so many decimals (−3: to thousands)."""

    factor: float = 1.0
    digits: int = 0
    signed: bool = True

    def show(self, text: Text, value: float | None, *, signed: bool | None = None) -> str:
        """Return a number; what is no number as the language says it."""
        number = float("nan") if value is None else value * self.factor
        return text.number(number, self.digits, signed=self.signed if signed is None else signed)

    def range(self, text: Text, row: Row, *, signed: bool | None = None) -> str:
        """Return "low to high"; empty where there is no interval, and one end where the other is infinite."""
        low, high = row["low"], row["high"]
        if low is None or high is None or not (isfinite(low) or isfinite(high)):
            return ""
        if not isfinite(high):
            return text("view.least", low=self.show(text, low, signed=signed))
        if not isfinite(low):
            return text("view.most", high=self.show(text, high, signed=signed))
        ends = (self.show(text, one, signed=signed) for one in (low, high))
        return text("view.range", **dict(zip(("low", "high"), ends, strict=True)))


JOBS = Form(digits=-3)
THOUSANDS = Form(1e-3)
PEOPLE = Form(digits=-3)
EUROS = Form()
BILLIONS = Form(1e-9, 1)
BILLIONS_A_YEAR = Form(12e-9, 1)
PER_1000 = Form(1000.0, 1)
PERCENT = Form(100.0, 0, signed=False)
POINTS_OF_100 = Form(100.0, 1)
ONE_DECIMAL = Form(1.0, 1)


@dataclass(frozen=True)
class Cell:
    """A number in a table: its text, its range in small type, what traces it, its tone, its place."""

    text: str
    about: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    is_head: bool = False
    tone: str = ""
    place: str = ""


def traced(row: Row, form: Form, stat: str = "mean") -> dict[str, str]:
    """Return the attributes that name the row a number stands in, and the number as it is counted there."""
    name = "|".join(str(row[one]) for one in ("scenario", *KEY))
    told = {"value": f"{row[stat] * form.factor:.10g}", "finding": name, "factor": f"{form.factor:.10g}"}
    return told if stat == "mean" else told | {"stat": stat}


def cell(text: Text, row: Row | None, form: Form, *, tone: bool = False) -> Cell:
    """Return mean and range of a row; a dash where the run does not hold it."""
    if row is None:
        return Cell("–")
    said = tone_of(row) if tone else ""
    return Cell(form.show(text, row["mean"]), form.range(text, row), traced(row, form), tone=said)


def head(words: str, about: str = "") -> Cell:
    """Return a cell that names its row."""
    return Cell(words, about, is_head=True)


def tone_of(row: Row) -> str:
    """Whether a difference is clearly `good` or `bad`; empty where it is neither."""
    return {"better": "good", "worse": "bad"}.get(row["verdict"] or "", "")


def is_open(row: Row | None) -> bool:
    """Whether zero lies in the interval, or there is none."""
    return row is None or row["low"] is None or row["low"] <= 0.0 <= row["high"]


def word(text: Text, row: Row | None) -> str:
    """Return what may be said of a difference in one word or two, the same everywhere."""
    if row is None or not row["verdict"]:
        return ""
    known = {"unclear": "not_clear", "single_run": "one_run"}.get(row["verdict"])
    if known is None and "not_judged" in row["verdict"]:
        known = "not_judged"
    if known is None and is_open(row):
        known = "no_change"
    if known is None:
        up = row["mean"] > 0.0
        if row["better"] == "none":
            known = "more" if up else "less"
        else:
            known = "gain" if up == (row["better"] == "higher") else "loss"
        known = known if row["verdict"] in ("better", "worse", "higher", "lower") else f"small_{known}"
    return text(f"view.word.{known}")


@dataclass(frozen=True)
class Grid:
    """A table: heads, rows of cells; which rows are sums, which columns are wide, which are words."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    sums: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()
    text: frozenset[int] = frozenset()
