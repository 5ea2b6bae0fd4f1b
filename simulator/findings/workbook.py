"""tables.xlsx: notes, the headline, yearly means over seeds a sheet a topic, sources. No formulas."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import xlsxwriter

from simulator.core.files import write_whole
from simulator.core.printable import printable
from simulator.findings.envelope import Range
from simulator.findings.headline import HeadlineRow
from simulator.findings.intervals import Interval
from simulator.findings.windows import year_of
from simulator.findings.winners import Cell
from simulator.findings.workbook_notes import MEASURES, NOTES, SOURCES, measures, notes, sources

# A spreadsheet that bears the date of its writing would differ between two equal runs.
_CREATED = datetime(2025, 1, 1)
_BUDGET = ("revenue_", "spending_", "public_", "primary_balance", "debt_")
_JOBS = (
    "population", "labour_force", "employ", "own_account", "informal", "unemploy", "long_term",
    "in_training", "inactive", "retired", "participation", "vacancy", "job_finding", "separation", "hires",
    "quits", "layoffs", "displaced", "hours", "posts_", "mean_wage", "real_wage",
)  # fmt: skip
_DISTRIBUTION = ("gini", "arop", "s80s20", "palma", "disposable_income", "real_disposable_income")


def write_spreadsheet(
    path: Path,
    results: pl.DataFrame,
    headline: Sequence[HeadlineRow],
    gets: Iterable[HeadlineRow],
    winners: Iterable[Cell],
    content: Mapping[str, Any],
) -> None:
    """Write the workbook; `results` is the long table of the whole experiment, `content` the manifest's."""
    means = yearly_means(results)
    totals = means.filter(pl.col("by") == "total").rows()
    groups = means.filter(pl.col("by") != "total").rows()
    # Text is written as text: a title that starts with = or http must not become a formula or a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True,
               "in_memory": True}  # fmt: skip
    buffer = io.BytesIO()  # so that a full disk is an OSError like any other
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _CREATED})
        sheets = _Sheets(book)
        sheets.add("notes", NOTES, notes(content, list(_TOPICS)))
        sheets.add("headline", _HEADLINE, map(_headline_cells, headline))
        sheets.add("who_gets", _HEADLINE, map(_headline_cells, gets))
        for topic, chosen in _TOPICS.items():
            sheets.add(topic, means.columns, (row for row in totals if chosen(row[_INDICATOR])))
        sheets.add("groups", means.columns, groups)
        sheets.add("winners", _WINNERS, map(_winners_cells, winners))
        sheets.add("measures", MEASURES, measures(content))
        sheets.add("sources", SOURCES, sources(content))
    write_whole(path, buffer.getvalue())


def yearly_means(results: pl.DataFrame) -> pl.DataFrame:
    """Mean over the months of a year and over seeds: one row a measure and year, one column a role.

    Year 1 holds months 1 to 12; the opening state, month 0, is year 0. Sums are NumPy's, in table order.
    """
    table = results.with_columns(year=pl.Series(year_of(results["month"].to_numpy()), dtype=pl.Int16))
    keys = [*_KEYS, "role"]
    cells = table.select(keys).unique(maintain_order=True).with_row_index("cell")
    cell = table.select(keys).join(cells, on=keys, how="left", maintain_order="left")["cell"].to_numpy()
    sums = np.bincount(cell, weights=table["value"].to_numpy(), minlength=len(cells))
    means = cells.with_columns(value=pl.Series(sums / np.bincount(cell, minlength=len(cells))))
    return means.drop("cell").pivot("role", index=_KEYS, values="value", maintain_order=True)


_HEADLINE = (
    "scenario", "comparison", "indicator", "label", "unit", "measure", "window", "without", "difference",
    "low", "high", "seeds", "verdict", "worst_year", "worst", "worst_low", "worst_high", "whole", "whole_low",
    "whole_high", "lowest", "lowest_closure", "highest", "highest_closure",
)  # fmt: skip
_WINNERS = (
    "scenario", "comparison", "by", "group", "people", "direction", "gross", "chance", "net", "low", "high",
)  # fmt: skip
_KEYS = ["scenario", "indicator", "unit", "by", "group", "year"]
_INDICATOR = _KEYS.index("indicator")


def _headline_cells(row: HeadlineRow) -> tuple[Any, ...]:
    effect = row.effect
    return (
        row.scenario, row.comparison, row.indicator, row.label, row.unit,
        "share of GDP" if row.of_gdp else "difference", row.window.name, row.reference,
        effect.mean, _known(effect.low), _known(effect.high), effect.n, row.verdict,
        row.worst_year, *_bounds(row.worst), *_bounds(row.whole), *_ends(row.closures),
    )  # fmt: skip


def _bounds(found: Interval | None) -> tuple[float | None, ...]:
    return (None,) * 3 if found is None else (found.mean, _known(found.low), _known(found.high))


def _ends(found: Range | None) -> tuple[Any, ...]:
    return (None,) * 4 if found is None else (found.low, found.low_at, found.high, found.high_at)


def _winners_cells(cell: Cell) -> tuple[Any, ...]:
    contrast, share = cell.contrast, cell.share
    return (
        contrast.scenario, contrast.comparison, cell.by, cell.group, cell.people, cell.way,
        share.gross, share.chance, _known(share.net), _known(share.low), _known(share.high),
    )  # fmt: skip


def _known(value: float) -> float | None:
    """A bound, or an empty cell where the seeds bear none."""
    return value if isfinite(value) else None


def _is_budget(name: str) -> bool:
    return name.startswith(_BUDGET)


def _is_jobs(name: str) -> bool:
    return name.startswith(_JOBS)


def _is_distribution(name: str) -> bool:
    return name in _DISTRIBUTION


def _is_economy(name: str) -> bool:
    return not (_is_budget(name) or _is_jobs(name) or _is_distribution(name))


_TOPICS: dict[str, Callable[[str], bool]] = {
    "jobs": _is_jobs,
    "budget": _is_budget,
    "distribution": _is_distribution,
    "economy": _is_economy,
}


class _Sheets:
    """Adds sheets to a workbook: columns as wide as their words, numbers in the format of their unit."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1})
        # Excel would read text that begins like a formula as one as soon as somebody edits the cell.
        self.text = book.add_format({"quote_prefix": True})
        kinds = (COUNT, SHARES, FINE, CENTS, GENERAL)
        self.numbers = {kind: book.add_format({"num_format": kind}) for kind in kinds}

    def add(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add a sheet with a head that stays in sight."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, self.head)
        widths = [len(column) for column in columns]
        unit = columns.index("unit") if "unit" in columns else None
        for index, row in enumerate(rows, start=1):
            of_row = SHARES if name == "winners" else number_format("" if unit is None else str(row[unit]))
            of_row = GENERAL if name == "sources" else of_row  # as small as a parameter may be
            for column, value in enumerate(row):
                if isinstance(value, str):
                    value = printable(value)
                    sheet.write_string(index, column, value, self.text if value[:1] in _RISKY else None)
                    widths[column] = max(widths[column], min(len(value), WIDEST))
                elif value is not None:
                    form = COUNT if columns[column] in _COUNTED else of_row
                    sheet.write_number(index, column, value, self.numbers[form])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, max(width, NARROWEST) + 2)


WIDEST, NARROWEST = 60, 12  # characters
COUNT, SHARES, FINE, CENTS, GENERAL = "#,##0", "0.00%", "0.0000", "#,##0.00", "General"
_FORMATS = {"EUR": COUNT, "USD": COUNT, "persons": COUNT, "share": SHARES, "ratio": FINE, "index": FINE,
            "hours": CENTS}  # fmt: skip
_COUNTED = ("year", "seeds", "people")
_RISKY = ("=", "+", "-", "@")


def number_format(unit: str) -> str:
    """Excel's format of a number in `unit`: by its first word; a wage of an hour has cents."""
    first = unit.partition(" ")[0].partition("/")[0]
    return CENTS if "/hour" in unit else _FORMATS.get(first, GENERAL)
