"""The few numbers that `sim run` prints, as rows, a table and English text: effects with their verdicts.

Beside each stand the worst year and the whole run; money is at first-year prices, and as a share of GDP.

And who gets it: the change of national income by receiver, in parts that add up to it. As it is earned (wages
before tax, dividends, what companies keep, the state), and after taxes and transfers. Beside both stands what
others abroad get, which is in no nation's income here.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor, isfinite, isnan, log10

import polars as pl

from simulator.findings.costing import BOOKS, PRIMARY, discounted, paired
from simulator.findings.effects import IN_CASH, Contrast, Effect, by_year, effect, policies_first
from simulator.findings.intervals import Interval, paired_interval
from simulator.findings.results import DEFLATOR, Results, at_prices, first_year, is_money, is_national
from simulator.findings.verdicts import COURSES, IN_WORDS, OUTCOMES
from simulator.findings.windows import CUMULATED, WHOLE, WORST_YEAR, Window, settled, summing, window_of

NEEDED = tuple(dict.fromkeys((*OUTCOMES, COURSES, DEFLATOR, IN_CASH, *BOOKS)))
"""What the headline and a balanced budget are told from, what it is judged beside, what measures money."""


@dataclass(frozen=True)
class Range:
    """The lowest and the highest mean with the closure of each, over `count` closures; never pooled."""

    low: float
    low_at: str
    high: float
    high_at: str
    count: int


@dataclass(frozen=True)
class HeadlineRow:
    """One indicator's paired difference in its window; `reference` is the level without.

    `comparison` is `policy` (with it less without it) or `ai`. In the indicator's own unit, money at the
    prices of the first year, or as a share of GDP (`of_gdp`); a sum of persons a month is in persons.
    `share` of the seeds is on the good side; None where no side is, or one seed bears none. `worst` is the
    same in the worst year, `worst_year` by name, and `whole` over the whole run; None for what was balanced.
    `closures` is the range over closures that were run; `nine_in_ten` that of so many of the economies drawn,
    with the chance in each; None where none are.
    """

    scenario: str
    comparison: str
    indicator: str
    label: str
    unit: str
    window: Window
    reference: float
    effect: Interval
    verdict: str
    share: float | None = None
    of_gdp: bool = False
    worst: Interval | None = None
    worst_year: str = ""
    whole: Interval | None = None
    closures: Range | None = None
    nine_in_ten: tuple[float, float] | None = None


def headline(results: Results, balances: bool | None = None) -> list[HeadlineRow]:
    """Rows of every comparison, policies before AI, in the order of `OUTCOMES`; last, what was balanced."""
    rows = [
        row_of(results, contrast, name, window_of(name, results.window), of_gdp=of_gdp)
        for contrast in policies_first(results)
        for name in OUTCOMES
        for of_gdp in _forms(results, name)
    ]
    closing = [] if balances is None else [_balanced(results, policies_first(results)[0], balances)]
    return [row for row in (*rows, *closing) if row is not None]


def _forms(results: Results, name: str) -> tuple[bool, ...]:
    """Whether a share of GDP: money of the whole country is told as both."""
    return (False, True) if is_national(results, name) else (False,)


def over_closures(found: Mapping[str, Sequence[HeadlineRow]]) -> list[HeadlineRow]:
    """Return the rows under the first closure with their range over all; `found` is by the closure's name."""

    def what(row: HeadlineRow) -> Hashable:
        return row.scenario, row.comparison, row.indicator, row.label, row.of_gdp

    means: dict[Hashable, dict[str, float]] = {}
    for closure, rows in found.items():
        for row in rows:
            means.setdefault(what(row), {})[closure] = row.effect.mean
    return [replace(row, closures=across(means[what(row)])) for row in next(iter(found.values()))]


def across(means: Mapping[str, float]) -> Range | None:
    """The range of means by closure; None where there is one closure."""
    if len(means) < 2:
        return None
    low, high = (pick(means, key=lambda name: means[name]) for pick in (min, max))
    return Range(means[low], low, means[high], high, len(means))


def row_of(
    results: Results, contrast: Contrast, name: str, window: Window, *, of_gdp: bool
) -> HeadlineRow | None:
    """Return an indicator's row, told over a window; None where the run does not hold it."""
    found = effect(results, contrast, name, window, of_gdp=of_gdp)
    if found is None:
        return None
    worst, whole = beside(results, contrast, name, of_gdp=of_gdp)
    about, window = results.metadata[name], found.window
    return HeadlineRow(
        scenario=contrast.scenario,
        comparison=contrast.comparison,
        indicator=name,
        label=about["label"] + (", whole run" if window.total else ""),
        unit=_unit(results, found),
        window=window,
        reference=found.base,
        effect=_interval(found),
        verdict=found.verdict,
        share=None if isnan(found.share) or found.n < 2 else found.share,
        of_gdp=of_gdp,
        worst=worst and _interval(worst),
        worst_year=year_name(results, worst.window) if worst else "",
        whole=whole and _interval(whole),
        nine_in_ten=found.nine_in_ten,
    )


def _unit(results: Results, found: Effect) -> str:
    """What an effect is measured in; a sum of persons a month is in persons."""
    unit = str(results.metadata[found.indicator]["unit"])
    unit = unit.replace("/month", "") if found.window.total else unit
    if found.of_gdp:
        return "share of GDP"
    return at_prices(results.content, unit) if is_money(results, found.indicator) else unit


def _interval(found: Effect) -> Interval:
    """An effect's numbers alone, so that rows of runs that found the same are equal."""
    return Interval(found.mean, found.low, found.high, found.n)


def beside(
    results: Results, contrast: Contrast, name: str, *, relative: bool = False, of_gdp: bool = False
) -> tuple[Effect | None, Effect | None]:
    """Return the effect in its worst year, None where no year is whole, and that over the whole run."""
    windows = summing(name, WORST_YEAR), window_of(name, WHOLE)
    worst, whole = (effect(results, contrast, name, one, relative=relative, of_gdp=of_gdp) for one in windows)
    return None if worst is None or worst.window.year is None else worst, whole


def year_name(results: Results, window: Window) -> str:
    """Return what a year of the run is called: the calendar year, or the months in which it lies."""
    year, month = (int(part) for part in str(results.content["horizon"]["start"]).split("-")[:2])
    if window.year is None:
        return "all"
    begins = f"{year + window.year}-{month:02d}"
    return begins[:4] if month == 1 else f"{begins} on"


def _balanced(results: Results, contrast: Contrast, balances: bool) -> HeadlineRow | None:
    """The primary balances of the run, discounted, which the budget was to leave as they are."""
    found = paired(results, contrast)
    if found is None:
        return None
    without = found[1]
    changed, reference = (discounted(one[PRIMARY], without) / without.year_of_gdp for one in found)
    return HeadlineRow(
        scenario=contrast.scenario,
        comparison=contrast.comparison,
        indicator=PRIMARY,
        label=f"{results.metadata[PRIMARY]['label']}, whole run, discounted",
        unit="share of a year's GDP",
        window=CUMULATED,
        reference=float(reference.mean()),
        effect=paired_interval(changed, reference, without.clusters),
        verdict="balances" if balances else "does_not_balance",
    )


COLUMNS = {
    **dict.fromkeys(("scenario", "comparison", "indicator", "label", "unit"), pl.String),
    **dict.fromkeys(("without", "difference", "low", "high"), pl.Float64),
    "seeds": pl.Int64,
    "verdict": pl.String,
    "of_gdp": pl.Boolean,
    "worst": pl.Float64,
    "worst_year": pl.String,
    **dict.fromkeys(("whole", "lowest", "highest"), pl.Float64),
}


def told(rows: Sequence[HeadlineRow]) -> pl.DataFrame:
    """A row for each comparison and indicator, in the indicator's unit."""
    cells = [
        {
            **{name: getattr(row, name) for name in COLUMNS if hasattr(row, name)},
            "without": row.reference,
            "difference": row.effect.mean,
            "low": row.effect.low,
            "high": row.effect.high,
            "seeds": row.effect.n,
            "verdict": str(row.verdict),
            "worst": row.worst and row.worst.mean,
            "whole": row.whole and row.whole.mean,
            "lowest": row.closures and row.closures.low,
            "highest": row.closures and row.closures.high,
        }
        for row in rows
    ]
    return pl.DataFrame(cells, schema=COLUMNS)


def yearly(results: Results) -> pl.DataFrame:
    """Paths of the same effects: a row for each comparison, indicator and whole year, without a verdict.

    `year` is the calendar year in which that of the run begins.
    """
    first = int(first_year(results.content))
    found = [
        one
        for contrast in policies_first(results)
        for name in OUTCOMES
        for of_gdp in _forms(results, name)
        for one in by_year(results, contrast, name, of_gdp=of_gdp)
    ]
    years = pl.Series("year", [first + (one.window.year or 0) for one in found], pl.Int64)
    return effects_told(results, found).drop("by", "group", "verdict").with_columns(years)


def effects_told(results: Results, effects: Sequence[Effect]) -> pl.DataFrame:
    """A row for each effect, in its unit."""
    cells = [
        {
            **{name: getattr(one, name) for name in ("indicator", "by", "group", "of_gdp", "low", "high")},
            "comparison": one.contrast.comparison,
            "label": results.metadata[one.indicator]["label"],
            "unit": _unit(results, one),
            "without": one.base,
            "difference": one.mean,
            "seeds": one.n,
            "verdict": str(one.verdict),
        }
        for one in effects
    ]
    return pl.DataFrame(cells, schema={name: COLUMNS.get(name, pl.String) for name in TOLD.split()})


TOLD = "comparison indicator label by group unit without difference low high seeds verdict of_gdp"
PERCENT, BILLION_A_YEAR = 100.0, 12e-9
"""What shares, and national amounts of a month, are printed times."""


def shown(row: HeadlineRow) -> tuple[str, str, str, str, str]:
    """Label with unit, level without, difference, interval and verdict as text, with decimals as they fit.

    As many decimals as give the half-interval two significant digits, so that no number claims more than
    the seeds tell.
    """
    factor, unit, digits = _form(row)
    mean, interval = shown_as(row.effect, factor, digits)
    level = f"{round(row.reference * factor, digits):,.{max(digits, 0)}f}"
    return f"{row.label} ({unit})", level, mean, interval, in_words(row.verdict)


def in_words(verdict: str) -> str:
    """A verdict, or whether a budget balances, as text."""
    return IN_WORDS.get(verdict, verdict.replace("_", " "))


def shown_as(effect: Interval, factor: float, digits: int) -> tuple[str, str]:
    """Difference and interval as text, times a factor, with so many decimals."""
    mean, low, high = (signed(value * factor, digits) for value in (effect.mean, effect.low, effect.high))
    return mean, f"[{low}, {high}]" if isfinite(effect.low) else "needs seeds"


def shown_beside(row: HeadlineRow) -> tuple[str, str]:
    """Worst year and whole run as text, in the unit and with the decimals of the row."""
    factor, _, digits = _form(row)
    worst = "" if row.worst is None else f"{signed(row.worst.mean * factor, digits)} ({row.worst_year})"
    return worst, "" if row.whole is None else signed(row.whole.mean * factor, digits)


def shown_range(row: HeadlineRow) -> tuple[str, str, str, str] | None:
    """Label with unit, mean under the first closure, lowest and highest with their closures, as text."""
    if row.closures is None:
        return None
    label, _, mean, *_ = shown(row)
    factor, _, digits = _form(row)
    ends = ((row.closures.low, row.closures.low_at), (row.closures.high, row.closures.high_at))
    low, high = (f"{signed(value * factor, digits)} ({closure})" for value, closure in ends)
    return label, mean, low, high


def _form(row: HeadlineRow) -> tuple[float, str, int]:
    """Factor, unit and decimals in which a row is printed; people are rounded before the point (98,000)."""
    factor, unit = _readable(row)
    half = row.effect.half * factor
    size = half if isfinite(half) and half > 0 else abs(row.effect.mean * factor) / 10
    least = -9 if row.unit == "persons" else 0
    return factor, unit, min(max(1 - floor(log10(size)), least), 2) if size > 0 else 0


def signed(value: float, digits: int) -> str:
    """A number with its sign, none where it rounds to zero."""
    text = f"{round(value, digits):+,.{max(digits, 0)}f}"
    return text if text.strip("+-0.,") else text[1:]


def _readable(row: HeadlineRow) -> tuple[float, str]:
    """Factor and unit to print in: shares in per cent, people in full, national amounts by the year."""
    if row.unit.startswith("share"):
        return PERCENT, row.unit.replace("share", "%", 1) + "; pp"
    if row.indicator == "gini":
        return PERCENT, "0-100"
    if row.unit == "persons":
        return 1.0, "people"
    if row.unit.endswith("/month") and abs(row.reference) >= 1e8:
        return BILLION_A_YEAR, "billion " + row.unit.replace("/month", "/year")
    return 1.0, row.unit


GNI = "gni"
EARNED = tuple(
    f"earned_{name}" for name in ("employees", "own_account", "dividends", "interest", "kept", "state")
)
AFTER = tuple(f"after_tax_{name}" for name in ("households", "corporations", "government"))
ABROAD = ("income_abroad", "ai_rents_abroad", "ai_profit_abroad")
GETS = (*EARNED, GNI, *AFTER, *ABROAD)
"""In the order in which they are told: the whole stands between its two ways of being shared."""
GETS_NEEDED = (*GETS, "gdp", DEFLATOR)


def who_gets(results: Results, contrast: Contrast, *, of_gdp: bool = False) -> Mapping[str, Effect]:
    """Effects by line over the run's months, the same for all; empty where the run lacks one of them."""
    window = settled(results.window)
    found = {line: effect(results, contrast, line, window, of_gdp=of_gdp) for line in GETS}
    known = {line: item for line, item in found.items() if item is not None}
    return known if len(known) == len(GETS) else {}


def gets_rows(results: Results) -> list[HeadlineRow]:
    """The same as rows of a table, policies before AI: money at first-year prices, and shares of GDP."""
    window = settled(results.window)
    found = (
        row_of(results, contrast, line, window, of_gdp=of_gdp)
        for contrast in policies_first(results)
        for line in GETS
        for of_gdp in (False, True)
    )
    return [row for row in found if row is not None]
