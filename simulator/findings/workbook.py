"""tables.xlsx: notes, the headline, yearly means over seeds a sheet a topic, sources. No formulas.

It speaks the language of the run: reports give the words, English stands without them.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
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
from simulator.findings.effects import Effect
from simulator.findings.headline import HeadlineRow, Range
from simulator.findings.intervals import Interval
from simulator.findings.money import at_prices
from simulator.findings.verdicts import IN_WORDS
from simulator.findings.windows import Window, year_of
from simulator.findings.winners import Cell


class Words(Protocol):
    """Texts of one language; `reports.text.Text` is one."""

    def either(self, name: str, otherwise: str) -> str:
        """Return the message of this id, or else a text of the run in this language."""

    def declared(self, english: str) -> str:
        """Return a text that the code declares in English in this language."""

    def renamed(self, told: str) -> str:
        """Return what is said of AI with the name of the run's technology."""


class English:
    """What stands where no report is written: the texts of the code as they are."""

    def either(self, name: str, otherwise: str) -> str:
        """Return the text of the run: there are no messages."""
        return otherwise

    def declared(self, english: str) -> str:
        """Return the text itself."""
        return english

    def renamed(self, told: str) -> str:
        """Return it as it is."""
        return told


OPENING, EVERYBODY, AT_PRICES = "opening state", "everybody", "at prices of"
PERIODS = {
    "last60": "mean of the last 60 months",
    "last12": "mean of the last 12 months",
    "whole": "mean of the whole run",
    "worst": "mean of the least favourable year",
    "whole_sum": "sum over the run",
}
MEASURES = {False: "difference", True: "share of GDP"}
BREAKDOWNS = {
    "total": EVERYBODY,
    "income_decile": "income decile",
    "exposure_quintile": "fifth by exposure to AI",
    "age_group": "age",
    "generation": "generation",
    "sex": "sex",
    "education": "education",
    "occupation": "occupation",
    "firm_size": "size of firm",
    "months_since_displacement": "months since the layoff by AI",
    "six_months_after": "status six months after the layoff by AI",
    "example_household": "example household",
    "at_layoff": "fifth of exposure and age at the layoff by AI",
    "one_year_after": "fifth of exposure and age, a year after the layoff by AI",
    "three_years_after": "fifth of exposure and age, three years after the layoff by AI",
    "five_years_after": "fifth of exposure and age, five years after the layoff by AI",
}
PARTS = {
    "outlay": "Gross outlay", "levies": "Levies", "taxes": "Taxes", "contributions": "Contributions",
    "benefits": "Benefits", "other": "Public wages and purchases", "interest": "Interest",
    "net": "Change of the public balance",
}  # fmt: skip
PRICES = {"real": "at prices of the first year", "nominal": "at current prices", "of_gdp": "share of GDP"}
WAYS = {"gain": "gain more than 5 %", "loss": "lose more than 5 %"}
BALANCING = {"balances": "balanced", "does_not_balance": "not balanced"}


def scenario_name(words: Words, content: Mapping[str, Any], named: str) -> str:
    """Return the title of a scenario, with its world and closure where its name holds them."""
    name, opening, place = named.partition(" [")
    title = str(content["scenarios"].get(name, {}).get("title") or name)
    places = ", ".join(words.either(f"world.{one}", one) for one in place.removesuffix("]").split(", "))
    return words.declared(title) + (f" [{places}]" if opening else "")


def indicator_name(words: Words, label: str) -> str:
    """Return what an indicator is called, on a page and in a workbook: its own title in their language."""
    return words.renamed(words.declared(label))


def unit_name(words: Words, unit: str) -> str:
    """Return a unit; the year of its prices stands apart ("EUR/month at prices of 2025")."""
    money, of, rest = unit.partition(" of 2")
    if not of or not rest[:3].isdigit():
        return words.declared(unit)
    return f"{words.declared(money + rest[3:])} {words.declared(AT_PRICES)} 2{rest[:3]}"


def group_name(words: Words, by: str, group: str) -> str:
    """Return a group of a breakdown, everybody where there is none."""
    if by == "total":
        return words.either("group.everyone", words.declared(EVERYBODY))
    return words.either(f"group.{by}.{group}", group)


def breakdown_name(words: Words, by: str) -> str:
    """Return by what people are told apart."""
    return words.declared(BREAKDOWNS.get(by, by))


def period_name(words: Words, window: Window) -> str:
    """Return the stretch of time over which a difference is told."""
    return words.declared(PERIODS.get(window.name, window.name))


def year_name(words: Words, start: str, year: int) -> int | str:
    """Return a year of the run as the calendar has it, or from which month on; 0 is the opening state."""
    if year == 0:
        return words.declared(OPENING)
    first, month = (int(part) for part in start.split("-")[:2])
    return first + year - 1 if month == 1 else f"{first + year - 1}-{month:02d}"


def verdict_name(words: Words, verdict: str) -> str:
    """Return a verdict, as the page has it."""
    told = words.declared(BALANCING.get(verdict, IN_WORDS.get(verdict, verdict)))
    return words.either(f"verdict.{verdict}", told)


LOW, HIGH = "Lower bound", "Upper bound"
STATS = {"mean": "Mean", "low": LOW, "high": HIGH}
HEADLINE = (
    "Scenario", "Comparison", "Indicator", "Unit", "Measure", "Period", "Without", "Difference", LOW, HIGH,
    "Seeds", "Verdict", "Least favourable year", "Difference, least favourable year",
    "Lower bound, least favourable year", "Upper bound, least favourable year", "Difference, whole run",
    "Lower bound, whole run", "Upper bound, whole run",
    "Lowest over closures", "Closure of the lowest", "Highest over closures", "Closure of the highest",
)  # fmt: skip
HEADLINE_CODES = ("scenario", "comparison", "indicator", "unit", "measure", "window", "verdict")
DECILES_HEADS = (
    "Scenario", "Comparison", "Indicator", "Unit", "Group", "Period", "Without", "Difference", LOW, HIGH,
    "Seeds", "Verdict",
)  # fmt: skip
DECILES_CODES = ("scenario", "comparison", "indicator", "unit", "by", "group", "window", "verdict")
WINNERS_HEADS = (
    "Scenario", "Comparison", "People by", "Group", "People", "Direction", "Share", "By chance alone",
    "Difference to chance", LOW, HIGH,
)  # fmt: skip
WINNERS_CODES = ("scenario", "comparison", "by", "group", "direction")
COSTING_HEADS = ("Scenario", "Comparison", "Measure", "Unit", "Part", "Item", "Statistic")
COSTING_CODES = ("scenario", "comparison", "measure", "unit", "part", "item", "stat")
MEANS = ("Scenario", "Indicator", "Unit", "People by", "Group", "Year")
KEYS = ["scenario", "indicator", "unit", "by", "group", "year"]
INDICATOR = KEYS.index("indicator")
"""Place of the indicator in a row of means."""


class Rows:
    """Rows in words, with their codes at the end, where a number's format is found as well."""

    def __init__(self, content: Mapping[str, Any], words: Words) -> None:
        self.content, self.words = content, words
        self.labels = {one["name"]: str(one.get("label", "")) for one in content["indicators"]}
        self.units = {one["name"]: str(one.get("unit", "")) for one in content["indicators"]}
        self.start = str(content["horizon"]["start"])

    def headline(self, row: HeadlineRow) -> tuple[Any, ...]:
        """Return a difference with what stands beside it."""
        effect, words = row.effect, self.words
        measure = MEASURES[row.of_gdp]
        return (
            scenario_name(words, self.content, row.scenario), self._comparison(row.comparison),
            self._indicator(row.indicator), unit_name(words, row.unit), words.declared(measure),
            period_name(words, row.window), row.reference, *_bounds(effect), effect.n,
            verdict_name(words, row.verdict), row.worst_year, *_bounds(row.worst), *_bounds(row.whole),
            *_ends(row.closures),
            row.scenario, row.comparison, row.indicator, row.unit, measure, row.window.name, row.verdict,
        )  # fmt: skip

    def decile(self, found: Effect) -> tuple[Any, ...]:
        """Return the difference in a part of the income of a decile."""
        words, contrast, name = self.words, found.contrast, found.indicator
        unit = at_prices(self.content, self.units[name])
        return (
            scenario_name(words, self.content, contrast.scenario), self._comparison(contrast.comparison),
            self._indicator(name), unit_name(words, unit), group_name(words, found.by, found.group),
            period_name(words, found.window), found.base, *_bounds(found), found.n,
            verdict_name(words, found.verdict),
            contrast.scenario, contrast.comparison, name, unit, found.by, found.group, found.window.name,
            found.verdict,
        )  # fmt: skip

    def costed(self, found: Costing) -> Iterator[tuple[Any, ...]]:
        """Return a row an item, years in columns, then what they add up to with its interval."""
        words, contrast, measure = self.words, found.contrast, found.measure
        unit = "share" if measure == OF_GDP else self.units[BALANCE].partition("/")[0]
        net = found.interval(found.net)
        rows = [(row.part, row.item, "mean", row.amounts.mean(axis=0).tolist()) for row in found.rows]
        rows += [(NET, BALANCE, stat, [_known(getattr(one, stat)) for one in net]) for stat in STATS]
        for part, item, stat, values in rows:
            yield (
                scenario_name(words, self.content, contrast.scenario), self._comparison(contrast.comparison),
                words.either(f"costing.{measure}", PRICES[measure]), unit_name(words, unit),
                words.either(f"costing.part.{part}", PARTS[part]), self._indicator(item),
                words.declared(STATS[stat]), *values,
                contrast.scenario, contrast.comparison, measure, unit, part, item, stat,
            )  # fmt: skip

    def means(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the means of a year, one a role."""
        keys, values, words = row[: len(KEYS)], row[len(KEYS) :], self.words
        scenario, indicator, unit, by, group, year = keys
        told = (
            scenario_name(words, self.content, scenario), self._indicator(indicator), unit_name(words, unit),
            breakdown_name(words, by), group_name(words, by, str(group)), year_name(words, self.start, year),
        )  # fmt: skip
        return *told, *values, *keys

    def winners(self, cell: Cell) -> tuple[Any, ...]:
        """Return who gains or loses in a group: gross, by chance, net."""
        contrast, share, words = cell.contrast, cell.share, self.words
        return (
            scenario_name(words, self.content, contrast.scenario), self._comparison(contrast.comparison),
            breakdown_name(words, cell.by), group_name(words, cell.by, cell.group), cell.people,
            words.either(f"winners.{cell.way}", words.declared(WAYS[cell.way])),
            share.gross, share.chance, *map(_known, (share.net, share.low, share.high)),
            contrast.scenario, contrast.comparison, cell.by, cell.group, cell.way,
        )  # fmt: skip

    def _indicator(self, name: str) -> str:
        return indicator_name(self.words, self.labels.get(name, name))

    def _comparison(self, name: str) -> str:
        return self.words.either(f"contrast.{name}", name)


def _bounds(found: Interval | None) -> tuple[float | None, ...]:
    return (None,) * 3 if found is None else (found.mean, _known(found.low), _known(found.high))


def _ends(found: Range | None) -> tuple[Any, ...]:
    return (None,) * 4 if found is None else (found.low, found.low_at, found.high, found.high_at)


def _known(value: float) -> float | None:
    """A bound, or an empty cell where the seeds bear none."""
    return value if isfinite(value) else None


NOTES = ("What", "Note")
DESCRIBED = ("Indicator", "Unit", "Description, in English", "indicator")
SOURCES = ("Parameter", "Value", "Unit", "Status", "Source", "parameter")
README, RESULTS, COSTING, GETS, DECILES, GROUPS, WINNERS, INDICATORS, PARAMETERS = (
    "Read me", "Main results", "Costing by year", "Who gets it", "Income by decile", "By group",
    "Winners and losers", "Indicators", "Parameters",
)  # fmt: skip
SHEETS = {
    RESULTS: "What the policy does (same world, with and without it) and what AI does (without the policy, "
    "less no further AI), each over the period that the row names. The bounds are those of the 95 % interval "
    "over seeds. Money is at prices of the first year, by the run's own consumer price level (VAT included), "
    "or a share of the GDP without the change. Least favourable year: of the years in which anything differs "
    "that in which the mean difference is worst, or farthest from zero where no side is good; its interval "
    "does not count that it was picked. Lowest and highest: over the closures that were run, never pooled.",
    COSTING: "What a change costs the state in each year: three blocks, at prices of the first year, at "
    "those of each year, and as shares of the GDP without the change. Minus is what weighs on the public "
    "balance. The items add up to the change of that balance, in every seed. The first year has no opening "
    "month.",
    GETS: "The change of national income by receiver: the six lines of what is earned add up to it, and so "
    "do the three after taxes and transfers, in every seed. What is paid abroad is no part of it.",
    DECILES: "Income per adult and month by income decile of month 0 (equivalised disposable income): market "
    "income, pensions, benefits and what policies pay, less taxes, are what is left, in every seed.",
    GROUPS: "The same by group. Groups are those of month 0, so that no policy moves people between them.",
    WINNERS: "Shares of people whose real income, averaged over seeds, would rise or fall by more than 5 %: "
    "the share that chance alone makes in each direction, and the difference of the two with its 95 % "
    "interval. Below zero there are fewer than by chance: where incomes rise for all, fewer lose.",
    INDICATORS: "Every indicator in its words and unit.",
    PARAMETERS: "Every parameter: value, status (observed, estimated, calibrated, assumed), source.",
}
TOPIC = (
    "Means over the months of a year and over seeds, a column a run; before the first year, the opening "
    "state."
)
READ = (
    "Conditional estimates, not forecasts. Levels of money are at current prices, but for indicators called "
    "real, which are at prices of month 0; so is all money among the main results."
)
ROUNDED = (
    "Numbers have six significant digits at most. The columns in small letters at the end hold codes, for "
    "programs; they are the same in every language."
)
QUICK = "A quick look: few persons, few seeds. Not for quotation."
CITE = "Give the version of the simulator and the run id in report.html and manifest.json."
FACTS = (
    "Scenario", "Question", "Country", "Data of", "Currency", "First month", "Months", "Seeds",
    "Simulated persons", "World of AI",
)  # fmt: skip
_PARTS = ("about", "unit", "status", "source")
TOLD = ("How to read it", "Rounding", "Left out", "How to cite", "Sheet")


def notes(content: Mapping[str, Any], topics: tuple[str, ...], words: Words) -> Iterator[tuple[Any, ...]]:
    """Rows of the first sheet: what was run, how its numbers are to be read, a line a sheet."""
    country, horizon, say = content["country"], content["horizon"], words.declared
    title = say(str(content["title"])) or ", ".join(content["scenarios"])
    worlds = content.get("comparison", {}).get("worlds", [content["world"]])
    values = (
        title, say(str(content["question"])), country["name"], country["vintage"], country["currency"],
        horizon["start"], horizon["months"], content["seeds"], content["persons"],
        ", ".join(words.either(f"world.{one}", one) for one in worlds),
    )  # fmt: skip
    yield from zip(map(say, FACTS), values, strict=True)
    if content["quick"]:
        yield say(TOLD[0]), say(QUICK)
    yield say(TOLD[0]), say(READ)
    yield say(TOLD[1]), say(ROUNDED)
    for name, line in caveats(country.get("iso3", ""), worlds).items():
        yield say(TOLD[2]), words.either(f"caveat.{name}", line)
    yield say(TOLD[3]), say(CITE)
    for sheet in (RESULTS, COSTING, GETS, DECILES, *topics, GROUPS, WINNERS, INDICATORS, PARAMETERS):
        yield f"{say(TOLD[4])} {say(sheet)}", say(SHEETS.get(sheet, TOPIC))


def measures(content: Mapping[str, Any], words: Words) -> Iterator[tuple[str, ...]]:
    """Rows of the sheet of indicators."""
    for one in content["indicators"]:
        name, label = str(one["name"]), str(one.get("label", ""))
        unit = unit_name(words, str(one.get("unit", "")))
        yield indicator_name(words, label), unit, str(one.get("about", "")), name


def sources(content: Mapping[str, Any], words: Words) -> Iterator[tuple[Any, ...]]:
    """Rows of the sheet of parameters: every one that the run used."""
    for name, one in content["parameters"].items():
        about, unit, status, source = (str(one.get(key, "")) for key in _PARTS)
        yield (
            about, one["value"], words.declared(unit),
            words.either(f"status.{status}", status), source, name,
        )  # fmt: skip


# A spreadsheet that bears the date of its writing would differ between two equal runs.
_CREATED = datetime(2025, 1, 1)
_BUDGET = ("revenue_", "spending_", "public_", "primary_balance", "debt_")
_JOBS = (
    "population", "labour_force", "employ", "own_account", "informal", "unemploy", "long_term",
    "in_training", "inactive", "retired", "participation", "vacancy", "job_finding", "separation", "hires",
    "quits", "layoffs", "displaced", "hours", "posts_", "mean_wage", "real_wage",
)  # fmt: skip
_DISTRIBUTION = (
    "gini", "arop", "people_in_poverty", "children_in_poverty",
    "s80s20", "palma", "disposable_income", "real_disposable_income", "market_income",
    "pensions_received", "benefits_received", "policies_received", "taxes_paid", "net_income",
)  # fmt: skip


def write_spreadsheet(
    path: Path,
    results: pl.DataFrame,
    headline: Sequence[HeadlineRow],
    costed: Sequence[Costing],
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
        years = (
            [year_name(words, told.start, year + 1) for year in range(len(costed[0].years))] if costed else []
        )
        sheets.add(say(COSTING), (*map(say, COSTING_HEADS), *map(str, years), *COSTING_CODES),
                   (row for one in costed for row in told.costed(one)))  # fmt: skip
        sheets.add(say(GETS), (*map(say, HEADLINE), *HEADLINE_CODES), map(told.headline, gets))
        sheets.add(say(DECILES), (*map(say, DECILES_HEADS), *DECILES_CODES), map(told.decile, deciles))
        for topic, chosen in TOPICS.items():
            rows = (told.means(row) for row in totals if chosen(row[INDICATOR]))
            sheets.add(say(topic), heads, rows)
        sheets.add(say(GROUPS), heads, map(told.means, groups))
        sheets.add(say(WINNERS), (*map(say, WINNERS_HEADS), *WINNERS_CODES), map(told.winners, winners))
        sheets.add(say(INDICATORS), (*map(say, DESCRIBED[:-1]), DESCRIBED[-1]), measures(content, words))
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
