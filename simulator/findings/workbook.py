"""tables.xlsx: notes, the headline, yearly means over seeds a sheet a topic, sources. No formulas."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import xlsxwriter

from simulator.core.files import write_whole
from simulator.core.printable import printable
from simulator.findings.effects import Effect
from simulator.findings.headline import HeadlineRow
from simulator.findings.windows import year_of
from simulator.findings.winners import Cell
from simulator.findings.words import Words
from simulator.findings.workbook_notes import (
    DECILES,
    GETS,
    GROUPS,
    INDICATORS,
    MEASURES,
    NOTES,
    PARAMETERS,
    README,
    RESULTS,
    SOURCES,
    WINNERS,
    measures,
    notes,
    sources,
)
from simulator.findings.workbook_rows import (
    DECILES_CODES,
    DECILES_HEADS,
    HEADLINE,
    HEADLINE_CODES,
    INDICATOR,
    KEYS,
    MEANS,
    WINNERS_CODES,
    WINNERS_HEADS,
    Rows,
)

# A spreadsheet that bears the date of its writing would differ between two equal runs.
_CREATED = datetime(2025, 1, 1)
_BUDGET = ("revenue_", "spending_", "public_", "primary_balance", "debt_")
_JOBS = (
    "population", "labour_force", "employ", "own_account", "informal", "unemploy", "long_term",
    "in_training", "inactive", "retired", "participation", "vacancy", "job_finding", "separation", "hires",
    "quits", "layoffs", "displaced", "hours", "posts_", "mean_wage", "real_wage",
)  # fmt: skip
_DISTRIBUTION = (
    "gini", "arop", "s80s20", "palma", "disposable_income", "real_disposable_income", "market_income",
    "pensions_received", "benefits_received", "policies_received", "taxes_paid", "net_income",
)  # fmt: skip


def write_spreadsheet(
    path: Path,
    results: pl.DataFrame,
    headline: Sequence[HeadlineRow],
    gets: Iterable[HeadlineRow],
    deciles: Iterable[Effect],
    winners: Iterable[Cell],
    content: Mapping[str, Any],
    words: Words,
) -> None:
    """Write the workbook; `results` is the long table of the whole experiment, `content` the manifest's."""
    means, say = _moved(yearly_means(results)), words.declared
    roles = means.columns[len(KEYS) :]
    heads = (*map(say, MEANS), *(words.either(f"role.{role}", role) for role in roles), *KEYS)
    totals, groups = (means.filter(one).rows() for one in (pl.col("by") == "total", pl.col("by") != "total"))
    # Text is written as text: a title that starts with = or http must not become a formula or a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True,
               "in_memory": True}  # fmt: skip
    buffer = io.BytesIO()  # so that a full disk is an OSError like any other
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _CREATED})
        sheets, told = _Sheets(book), Rows(content, words)
        sheets.add(say(README), map(say, NOTES), notes(content, tuple(TOPICS), words))
        sheets.add(say(RESULTS), (*map(say, HEADLINE), *HEADLINE_CODES), map(told.headline, headline))
        sheets.add(say(GETS), (*map(say, HEADLINE), *HEADLINE_CODES), map(told.headline, gets))
        sheets.add(say(DECILES), (*map(say, DECILES_HEADS), *DECILES_CODES), map(told.decile, deciles))
        for topic, chosen in TOPICS.items():
            rows = (told.means(row) for row in totals if chosen(row[INDICATOR]))
            sheets.add(say(topic), heads, rows)
        sheets.add(say(GROUPS), heads, map(told.means, groups))
        sheets.add(say(WINNERS), (*map(say, WINNERS_HEADS), *WINNERS_CODES), map(told.winners, winners))
        sheets.add(say(INDICATORS), (*map(say, MEASURES[:-1]), MEASURES[-1]), measures(content, words))
        sheets.add(say(PARAMETERS), (*map(say, SOURCES[:-1]), SOURCES[-1]), sources(content, words))
    write_whole(path, buffer.getvalue())


def yearly_means(results: pl.DataFrame) -> pl.DataFrame:
    """Mean over the months of a year and over seeds: one row a measure and year, one column a role.

    Year 1 holds months 1 to 12; the opening state, month 0, is year 0. Sums are NumPy's, in table order.
    """
    table = results.with_columns(year=pl.Series(year_of(results["month"].to_numpy()), dtype=pl.Int16))
    keys = [*KEYS, "role"]
    cells = table.select(keys).unique(maintain_order=True).with_row_index("cell")
    cell = table.select(keys).join(cells, on=keys, how="left", maintain_order="left")["cell"].to_numpy()
    sums = np.bincount(cell, weights=table["value"].to_numpy(), minlength=len(cells))
    means = cells.with_columns(value=pl.Series(sums / np.bincount(cell, minlength=len(cells))))
    return means.drop("cell").pivot("role", index=KEYS, values="value", maintain_order=True)


def _moved(means: pl.DataFrame) -> pl.DataFrame:
    """Without what is zero in every run and year: instruments that no scenario has."""
    roles = [name for name in means.columns if name not in KEYS]
    some = pl.any_horizontal((pl.col(name) != 0.0).fill_null(value=False) for name in roles)
    return means.filter(some.any().over("scenario", "indicator", "by"))


def _is_budget(name: str) -> bool:
    return name.startswith(_BUDGET)


def _is_jobs(name: str) -> bool:
    return name.startswith(_JOBS)


def _is_distribution(name: str) -> bool:
    return name in _DISTRIBUTION


def _is_economy(name: str) -> bool:
    return not (_is_budget(name) or _is_jobs(name) or _is_distribution(name))


TOPICS: dict[str, Callable[[str], bool]] = {
    "Jobs": _is_jobs,
    "Public budget": _is_budget,
    "Distribution": _is_distribution,
    "Economy": _is_economy,
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

    def add(self, name: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add a sheet with a head that stays in sight; the codes at the end tell the format of a row."""
        heads = list(columns)
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, heads, self.head)
        widths = [min(len(head), WIDEST) for head in heads]
        unit = heads.index("unit") if "unit" in heads else None
        other = SHARES if "direction" in heads else GENERAL
        for index, row in enumerate(rows, start=1):
            of_row = other if unit is None else number_format(str(row[unit]))
            for column, value in enumerate(row):
                if isinstance(value, str):
                    value = printable(value)
                    sheet.write_string(index, column, value, self.text if value[:1] in _RISKY else None)
                    widths[column] = max(widths[column], min(len(value), WIDEST))
                elif isinstance(value, int):
                    sheet.write_number(index, column, value, self.numbers[GENERAL])
                elif value is not None:
                    sheet.write_number(index, column, shortened(value), self.numbers[_form(value, of_row)])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, max(width, NARROWEST) + 2)


def shortened(value: float) -> float:
    """A number with six significant digits: more of them say nothing, and are taken for precision."""
    return float(f"{value:.{DIGITS}g}")


def _form(value: float, of_row: str) -> str:
    """Excel's format of a number: people beside shares are counted."""
    return COUNT if of_row == SHARES and abs(value) > LARGEST_SHARE else of_row


WIDEST, NARROWEST = 60, 12  # characters
COUNT, SHARES, FINE, CENTS, GENERAL = "#,##0", "0.00%", "0.0000", "#,##0.00", "General"
_FORMATS = {"EUR": COUNT, "USD": COUNT, "persons": COUNT, "share": SHARES, "ratio": FINE, "index": FINE,
            "hours": CENTS}  # fmt: skip
DIGITS = 6  # significant ones of a number
LARGEST_SHARE = 1000.0  # debt is a share of GDP, people are counted beside shares of them
_RISKY = ("=", "+", "-", "@")


def number_format(unit: str) -> str:
    """Excel's format of a number in `unit`: by its first word; a wage of an hour has cents."""
    first = unit.partition(" ")[0].partition("/")[0]
    return CENTS if "/hour" in unit else _FORMATS.get(first, GENERAL)
