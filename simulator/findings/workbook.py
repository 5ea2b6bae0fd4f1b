"""tables.xlsx: notes, the headline, yearly means over seeds a sheet a topic, sources. No formulas.

It speaks the language of the run: reports give the words, English stands without them. A column of names
stands in words, and once more in codes at the end, which are the same in every language.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import polars as pl
import xlsxwriter

from simulator.core.closure import caveats
from simulator.core.errors import printable
from simulator.core.files import write_whole
from simulator.findings.costing import BALANCE, NET, OF_GDP, Costing
from simulator.findings.effects import Contrast, Effect
from simulator.findings.headline import HeadlineRow
from simulator.findings.intervals import Interval
from simulator.findings.results import at_prices
from simulator.findings.verdicts import IN_WORDS
from simulator.findings.windows import Window, year_of
from simulator.findings.winners import Cell


class Words(Protocol):
    """Texts of one language: here those of the code, as they are; `reports.text.Text` has others."""

    def either(self, name: str, otherwise: str) -> str:
        """Return the message of this id, or else a text of the run in this language."""
        return otherwise

    def declared(self, english: str) -> str:
        """Return a text that the code declares in English in this language."""
        return english

    def renamed(self, told: str) -> str:
        """Return what is said of AI with the name of the run's technology."""
        return told


class English(Words):
    """What stands where no report is written."""


OPENING, EVERYBODY, AT_PRICES = "opening state", "everybody", "at prices of"
MEASURES = {False: "difference", True: "share of GDP"}


@cache
def texts(kind: str) -> dict[str, str]:
    """English texts of one kind, by name, in the order in which they stand: `workbook.csv` holds them."""
    with Path(__file__).with_name("workbook.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["text"] for row in csv.DictReader(file) if row["kind"] == kind}


KEYS = ["scenario", "indicator", "unit", "by", "group", "year"]
"""Columns that tell yearly means apart."""
CODES = {*KEYS, "comparison", "measure", "part", "item", "stat", "direction", "window", "verdict"}
"""Columns in words, whose codes stand at the end."""
OF_DIFFERENCE = "window without difference low high seeds verdict"
OF_HEADLINE = (
    f"scenario comparison indicator unit measure {OF_DIFFERENCE} worst_year worst_difference worst_low "
    "worst_high whole_difference whole_low whole_high lowest lowest_at highest highest_at"
)
OF_COSTING = "scenario comparison measure unit part item stat"
OF_DECILES = f"scenario comparison indicator unit by group {OF_DIFFERENCE}"
OF_WINNERS = "scenario comparison by group people direction gross chance net low high"


class Told:
    """Codes of a run in the words of a language."""

    def __init__(self, content: Mapping[str, Any], words: Words) -> None:
        self.content, self.words = content, words
        self.labels = {one["name"]: str(one.get("label", "")) for one in content["indicators"]}
        self.units = {one["name"]: str(one.get("unit", "")) for one in content["indicators"]}
        self.start, self.last = str(content["horizon"]["start"]), int(content["horizon"]["months"]) - 1

    def tell(self, column: str, row: Mapping[str, Any]) -> Any:
        """Return what a row holds in a column: a code in words, anything else as it is, if anything."""
        words = self.words
        value: Any = row.get(column)
        match column:
            case "scenario":
                return self._scenario(value)
            case "comparison":
                return words.either(f"contrast.{value}", value)
            case "indicator" | "item":
                return indicator_name(words, self.labels.get(value, value))
            case "unit":
                return unit_name(words, value)
            case "measure" if value in texts("price"):
                return words.either(f"costing.{value}", texts("price")[value])
            case "part":
                return words.either(f"costing.part.{value}", texts("part")[value])
            case "measure" | "stat":
                return words.declared(texts("statistic").get(value, value))
            case "by":
                return words.declared(texts("breakdown").get(value, value))
            case "group" if row["by"] == "total":
                return words.either("group.everyone", words.declared(EVERYBODY))
            case "group":
                return words.either(f"group.{row['by']}.{value}", value)
            case "direction":
                return words.either(f"winners.{value}", words.declared(texts("direction")[value]))
            case "window":
                window: Window = row["period"]
                return window.words(self.start, self.last, words.declared)
            case "year":
                return self.year(value)
            case "verdict":
                said = words.declared(texts("balance").get(value, IN_WORDS.get(value, value)))
                return words.either(f"verdict.{value}", said)
        return value

    def _scenario(self, named: str) -> str:
        """The title of a scenario, with its world and closure where its name holds them."""
        name, opening, place = named.partition(" [")
        title = str(self.content["scenarios"].get(name, {}).get("title") or name)
        places = ", ".join(
            self.words.either(f"world.{one}", one) for one in place.removesuffix("]").split(", ")
        )
        return self.words.declared(title) + (f" [{places}]" if opening else "")

    def year(self, year: int) -> int | str:
        """A year of the run as the calendar has it, or from which month on; 0 is the opening state."""
        if year == 0:
            return self.words.declared(OPENING)
        first, month = (int(part) for part in self.start.split("-")[:2])
        return first + year - 1 if month == 1 else f"{first + year - 1}-{month:02d}"


def indicator_name(words: Words, label: str) -> str:
    """Return what an indicator is called, on a page and in a workbook: its own title in their language."""
    return words.renamed(words.declared(label))


def unit_name(words: Words, unit: str) -> str:
    """Return a unit; the year of its prices stands apart ("EUR/month at prices of 2025")."""
    money, of, rest = unit.partition(" of 2")
    if not of or not rest[:3].isdigit():
        return words.declared(unit)
    return f"{words.declared(money + rest[3:])} {words.declared(AT_PRICES)} 2{rest[:3]}"


Row = Mapping[str, Any]
"""What stands in a row, by column; more than the sheet shows."""


def of_headline(row: HeadlineRow) -> Row:
    """A difference with what stands beside it."""
    beside = {"": row.effect, "worst_": row.worst, "whole_": row.whole}
    bounds = {
        f"{of}{name}": value for of, one in beside.items() if one for name, value in _bounds(one).items()
    }
    ends = row.closures
    range_ = ends and {
        "lowest": ends.low,
        "lowest_at": ends.low_at,
        "highest": ends.high,
        "highest_at": ends.high_at,
    }
    told = {"measure": MEASURES[row.of_gdp], **_over(row.window), "without": row.reference}
    return {**vars(row), **told, "seeds": row.effect.n, **bounds, **(range_ or {})}


def _over(window: Window) -> Row:
    return {"period": window, "window": window.name}


def _bounds(found: Interval) -> Row:
    return {"difference": found.mean, "low": found.low, "high": found.high}


def of_effect(found: Effect, unit: str) -> Row:
    """The difference in a part of the income of a decile."""
    told = {**_over(found.window), "without": found.base, "seeds": found.n, "unit": unit}
    return {**vars(found), **_compared(found.contrast), **_bounds(found), **told}


def of_costing(found: Costing, currency: str) -> Iterator[Row]:
    """A row an item, years in columns, then what they add up to with its interval."""
    net = found.interval(found.net)
    rows = [(row.part, row.item, "mean", row.amounts.mean(axis=0).tolist()) for row in found.rows]
    rows += [(NET, BALANCE, stat, [getattr(one, stat) for one in net]) for stat in texts("statistic")]
    unit = "share" if found.measure == OF_GDP else currency
    for part, item, stat, values in rows:
        told = {"measure": found.measure, "unit": unit, "part": part, "item": item, "stat": stat}
        years = {str(year): value for year, value in enumerate(values, start=1)}
        yield {**_compared(found.contrast), **told, **years}


def of_winners(cell: Cell) -> Row:
    """Who gains or loses in a group: gross, by chance, net."""
    return {**vars(cell), **_compared(cell.contrast), "direction": cell.way, **vars(cell.share)}


def _compared(contrast: Contrast) -> Row:
    return {"scenario": contrast.scenario, "comparison": contrast.comparison}


NOTES = ("What", "Note")
DESCRIBED = ("Indicator", "Unit", "Description, in English", "indicator")
SOURCES = ("Parameter", "Value", "Unit", "Status", "Source", "parameter")
README, RESULTS, COSTING, GETS = "Read me", "Main results", "Costing by year", "Who gets it"
DECILES, GROUPS, WINNERS = "Income by decile", "By group", "Winners and losers"
INDICATORS, PARAMETERS = "Indicators", "Parameters"


def notes(content: Mapping[str, Any], words: Words) -> Iterator[tuple[Any, ...]]:
    """Rows of the first sheet: what was run, how its numbers are to be read, a line a sheet."""
    country, horizon, say = content["country"], content["horizon"], words.declared
    worlds = content.get("comparison", {}).get("worlds", [content["world"]])
    said = {
        **{name: country[name] for name in ("name", "vintage", "currency")},
        **horizon,
        **{name: content[name] for name in ("seeds", "persons")},
        "title": say(str(content["title"])) or ", ".join(content["scenarios"]),
        "question": say(str(content["question"])),
        "world": ", ".join(words.either(f"world.{one}", one) for one in worlds),
    }
    yield from ((say(fact), said[name]) for name, fact in texts("fact").items())
    about, note = texts("noted"), texts("note")
    if content["quick"]:
        yield say(about["read"]), say(note["quick"])
    for name in ("read", "rounded"):
        yield say(about[name]), say(note[name])
    for name, line in caveats(country.get("iso3", ""), worlds).items():
        yield say(about["left_out"]), words.either(f"caveat.{name}", line)
    yield say(about["cite"]), say(note["cite"])
    for sheet, what in texts("sheet").items():
        yield f"{say(about['sheet'])} {say(sheet)}", say(what)


def measures(content: Mapping[str, Any], words: Words) -> Iterator[tuple[str, ...]]:
    """Rows of the sheet of indicators."""
    for one in content["indicators"]:
        unit = unit_name(words, str(one.get("unit", "")))
        yield indicator_name(words, str(one.get("label", ""))), unit, str(one.get("about", "")), one["name"]


def sources(content: Mapping[str, Any], words: Words) -> Iterator[tuple[Any, ...]]:
    """Rows of the sheet of parameters: every one that the run used."""
    for name, one in content["parameters"].items():
        about, unit, status, source = (str(one.get(key, "")) for key in ("about", "unit", "status", "source"))
        said = words.either(f"status.{status}", status)
        yield about, one["value"], words.declared(unit), said, source, name


TOPICS = ("Jobs", "Public budget", "Distribution", "Economy")
BEGINNINGS = {
    "Jobs": "population labour_force employ own_account informal unemploy long_term in_training inactive "
    "retired participation vacancy job_finding separation hires quits layoffs displaced hours posts_ "
    "mean_wage real_wage",
    "Public budget": "revenue_ spending_ public_ primary_balance debt_",
}
"""How the names of a topic's indicators begin."""
DISTRIBUTION = (
    "gini arop people_in_poverty children_in_poverty s80s20 palma disposable_income real_disposable_income "
    "market_income pensions_received benefits_received policies_received taxes_paid net_income"
)
"""The names of a topic's indicators."""


def topic_of(indicator: str) -> str:
    """The sheet on which an indicator's yearly means stand."""
    for topic, beginnings in BEGINNINGS.items():
        if indicator.startswith(tuple(beginnings.split())):
            return topic
    return "Distribution" if indicator in DISTRIBUTION.split() else "Economy"


# A spreadsheet that bears the date of its writing would differ between two equal runs.
_CREATED = datetime(2025, 1, 1)


def write_spreadsheet(
    path: Path,
    results: pl.DataFrame,
    headline: Iterable[HeadlineRow],
    costed: Sequence[Costing],
    gets: Iterable[HeadlineRow],
    deciles: Iterable[Effect],
    winners: Iterable[Cell],
    content: Mapping[str, Any],
    words: Words,
) -> None:
    """Write the workbook; `results` is the long table of the whole experiment, `content` the manifest's."""
    told, say = Told(content, words), words.declared
    means = _moved(yearly_means(results))
    roles = {role: words.either(f"role.{role}", role) for role in means.columns[len(KEYS) :]}
    topics: dict[str, list[Row]] = {name: [] for name in (*TOPICS, GROUPS)}
    for row in means.iter_rows(named=True):
        topics[topic_of(row["indicator"]) if row["by"] == "total" else GROUPS].append(row)
    years = (
        {str(year + 1): str(told.year(year + 1)) for year in range(len(costed[0].years))} if costed else {}
    )
    currency = told.units[BALANCE].partition("/")[0] if costed else ""
    # Text is written as text: a title that starts with = or http must not become a formula or a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    buffer = io.BytesIO()  # so that a full disk is an OSError like any other
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _CREATED})
        sheets = _Sheets(book, told)
        sheets.write(README, map(say, NOTES), notes(content, words))
        sheets.add(RESULTS, OF_HEADLINE, map(of_headline, headline))
        sheets.add(COSTING, OF_COSTING, (row for one in costed for row in of_costing(one, currency)), years)
        sheets.add(GETS, OF_HEADLINE, map(of_headline, gets))
        units = {name: at_prices(content, unit) for name, unit in told.units.items()}
        sheets.add(DECILES, OF_DECILES, (of_effect(one, units[one.indicator]) for one in deciles))
        for name, rows in topics.items():
            sheets.add(name, " ".join(KEYS), rows, roles)
        sheets.add(WINNERS, OF_WINNERS, map(of_winners, winners))
        sheets.write(INDICATORS, (*map(say, DESCRIBED[:-1]), DESCRIBED[-1]), measures(content, words))
        sheets.write(PARAMETERS, (*map(say, SOURCES[:-1]), SOURCES[-1]), sources(content, words))
    write_whole(path, buffer.getvalue())


_AT_A_TIME = 1 << 18  # rows


def yearly_means(results: pl.DataFrame) -> pl.DataFrame:
    """Mean over the months of a year and over seeds: one row a measure and year, one column a role.

    Year 1 holds months 1 to 12; the opening state, month 0, is year 0. Sums are NumPy's, in table order, part
    by part: together millions of rows would take several times their memory.
    """
    table = results.with_columns(year=pl.Series(year_of(results["month"].to_numpy()), dtype=pl.Int16))
    keys = [*KEYS, "role"]
    parts = [one.select(*keys, "value") for one in table.iter_slices(_AT_A_TIME)]
    found = pl.concat([one.select(keys).unique(maintain_order=True) for one in parts])
    cells = found.unique(maintain_order=True).with_row_index("cell")
    sums, counts = np.zeros(len(cells)), np.zeros(len(cells))
    for one in parts:
        cell = one.join(cells, on=keys, how="left", maintain_order="left")["cell"].to_numpy()
        np.add.at(sums, cell, one["value"].to_numpy())
        counts += np.bincount(cell, minlength=len(cells))
    means = cells.with_columns(value=pl.Series(sums / counts))
    return means.drop("cell").pivot("role", index=KEYS, values="value", maintain_order=True)


def _moved(means: pl.DataFrame) -> pl.DataFrame:
    """Without what is zero in every run and year: instruments that no scenario has."""
    roles = [name for name in means.columns if name not in KEYS]
    some = pl.any_horizontal((pl.col(name) != 0.0).fill_null(value=False) for name in roles)
    return means.filter(some.any().over("scenario", "indicator", "by"))


class _Sheets:
    """Adds sheets to a workbook: columns as wide as their words, numbers in the format of their unit."""

    def __init__(self, book: Any, told: Told) -> None:
        self.book, self.told = book, told
        self.head = book.add_format({"bold": True, "bottom": 1})
        # Excel would read text that begins like a formula as one as soon as somebody edits the cell.
        self.text = book.add_format({"quote_prefix": True})
        kinds = (COUNT, SHARES, FINE, CENTS, GENERAL)
        self.numbers = {kind: book.add_format({"num_format": kind}) for kind in kinds}

    def add(
        self, name: str, columns: str, rows: Iterable[Row], more: Mapping[str, str] | None = None
    ) -> None:
        """Add a sheet of columns in words, `more` with heads of their own, and the codes at the end."""
        named, more = columns.split(), more or {}
        codes = [one for one in named if one in CODES]
        told = [one for one in named if not (one == "by" and columns == OF_DECILES)]
        heads = (*(self.told.words.declared(texts("head")[one]) for one in told), *more.values(), *codes)
        cells = (
            (*(self.told.tell(one, row) for one in told), *(row[one] for one in (*more, *codes)))
            for row in rows
        )
        self.write(name, heads, cells)

    def write(self, name: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add a sheet with a head that stays in sight; the codes at the end tell the format of a row."""
        heads = list(columns)
        sheet = self.book.add_worksheet(self.told.words.declared(name))
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
                elif value is not None and isfinite(value):
                    # More than six significant digits say nothing, and are taken for precision.
                    is_count = of_row == SHARES and abs(value) > LARGEST_SHARE
                    form = self.numbers[COUNT if is_count else of_row]
                    sheet.write_number(index, column, float(f"{value:.{DIGITS}g}"), form)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, max(width, NARROWEST) + 2)


WIDEST, NARROWEST = 60, 12  # characters
COUNT, SHARES, FINE, CENTS, GENERAL = "#,##0", "0.00%", "0.0000", "#,##0.00", "General"
_FORMATS = {
    **dict.fromkeys(("EUR", "USD", "persons"), COUNT),
    "share": SHARES,
    "ratio": FINE,
    "index": FINE,
    "hours": CENTS,
}
DIGITS = 6  # significant ones of a number
LARGEST_SHARE = 1000.0  # debt is a share of GDP, people are counted beside shares of them
_RISKY = ("=", "+", "-", "@")


def number_format(unit: str) -> str:
    """Excel's format of a number in `unit`: by its first word; a wage of an hour has cents."""
    first = unit.partition(" ")[0].partition("/")[0]
    return CENTS if "/hour" in unit else _FORMATS.get(first, GENERAL)
