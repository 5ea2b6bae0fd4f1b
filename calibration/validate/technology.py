"""What a shock to technology, to the policy rate and to public purchases does, beside published models.

Each case is paired with the same economy without it, on the same seeds, population and tax rates fixed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import log
from typing import TYPE_CHECKING

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from simulator.findings.intervals import over_seeds

if TYPE_CHECKING:
    from simulator.core.economy import Economy

COUNTRIES = ("ESP", "USA", "DEU", "FRA", "ITA", "BRA", "TUR", "ZAF", "ALB")
YEARS = (1, 2, 3, 4, 5, 10)
"""Those that are shown."""
MEASURED = range(1, 11)
MONTHS = 12 * max(MEASURED) + 1
LESS_LABOUR = 0.05
SHOWN_FOR = 0.01
"""Size to which the technology shock is scaled when it is shown."""
TWO_YEARS, TEN_YEARS = 24, 120
ALONE = "country_alone"
PERCENT = 100.0


def spread_technology(economy: "Economy", months: int, *, abroad: bool) -> None:
    """Hook: labour that private firms need for a unit falls to 95 %, at once or over `months`, evenly.

    What a leaner technique does beside prices comes along: what can be made is also sold, here and abroad.
    """
    from simulator.economy.technology import move_prices_abroad

    month = economy.month + 1
    gained = -log(1.0 - LESS_LABOUR) * min(1.0, month / months)
    if month <= months:
        private = (economy.firms.public == 0)[economy.posts.firm]
        step = (1.0 - LESS_LABOUR) ** (1.0 / months)
        economy.posts.requirement[private] *= step
        economy.aggregates.technique_norm /= step
    if abroad:
        economy.world.saving = economy.world.saving_start + np.expm1(gained)
        move_prices_abroad(economy, gained)


def raise_rate(economy: "Economy") -> None:
    """Hook: the policy rate is a point above its usual level for two years, then follows its rule again."""
    if economy.month < TWO_YEARS:
        bank = economy.central_bank
        bank.rate = bank.usual_rate + 1.0


def buy_more(economy: "Economy") -> None:
    """Hook: the state buys 1 % of GDP more for two years."""
    if economy.month < TWO_YEARS:
        economy.order("purchases_shock", 0.01 * economy.accounts_of_month["production"])


@dataclass(frozen=True)
class Case:
    """A shock, the closure it acts under, and by what its effects are divided when they are shown."""

    name: str
    before: Callable[["Economy"], None] | None = None
    closure: str = "as_they_are"
    over: float = 1.0


SCALE = LESS_LABOUR / SHOWN_FOR
once, ramp = (partial(spread_technology, months=months) for months in (1, TEN_YEARS))
CASES = (
    Case("1 % technology at once, country alone", partial(once, abroad=False), ALONE, SCALE),
    Case("1 % technology at once, area", partial(once, abroad=True), over=SCALE),
    Case("1 % technology in ten years, country alone", partial(ramp, abroad=False), ALONE, SCALE),
    Case("1 % technology in ten years, area", partial(ramp, abroad=True), over=SCALE),
    Case("policy rate +1 point for two years", raise_rate),
    Case("purchases +1 % of GDP for two years", buy_more, ALONE),
)  # fmt: skip
NOTHING = Case("nothing")
SERIES = {
    "employed": "jobs, %",
    "unemployment_rate": "unemployment, points",
    "real_gdp": "real GDP, %",
    "net_prices": "prices, %",
    "policy_rate": "rate, points",
    "public_balance": "balance, % of GDP",
    "current_account": "current account, % of GDP",
}
RELATIVE = ("employed", "real_gdp", "net_prices")
COLUMNS = (
    Column("country", "country"), Column("case", "case"), Column("what", "what"),
    *(Column(f"y{year}", f"year {year}", "+.2f") for year in YEARS), Column("error", "s.e. (year 5)", ".2f"),
)  # fmt: skip


Effects = Callable[[Case, str, int], float]
"""Effect of a case on a series in a year, of one country."""


@dataclass(frozen=True)
class Row:
    """A published row: what it says, what the model has in its place, and from where to where it is met."""

    key: str
    says: str
    value: Callable[[Effects], float]
    low: float
    high: float
    of: tuple[str, ...] = ()
    """Countries it is of; all without any."""


AT_ONCE_ALONE, AT_ONCE, RAMP_ALONE, RAMP, RATE, PURCHASES = CASES
EURO_AREA = ("ESP", "DEU", "FRA", "ITA")
LATER = range(2, 11)


def lowest(at: Effects, case: Case) -> float:
    """Employment in its worst year."""
    return min(at(case, "employed", year) for year in MEASURED)


def scale(at: Effects, case: Case, gdp: float) -> float:
    """By what a case has to be multiplied for so much GDP in its tenth year (%)."""
    return gdp / at(case, "real_gdp", max(MEASURED))


ROWS = (
    Row("T03", "employment, +1 % output, year 5: -0.02 (-0.2 to 0.2)",
        lambda at: scale(at, AT_ONCE, 1.0) * at(AT_ONCE, "employed", 5), -0.2, 0.2, EURO_AREA),
    Row("T05", "employment, Spain alone, 1 % technology, year 1: -0.70 (-1.1 to -0.2)",
        lambda at: at(AT_ONCE_ALONE, "employed", 1), -1.1, -0.2, ("ESP",)),
    Row("T05", "the same in year 5: back, +0.4",
        lambda at: at(AT_ONCE_ALONE, "employed", 5), -0.1, 0.6, ("ESP",)),
    Row("T06", "employment, whole area, year 1: +0.35 (-0.3 to 0.5)",
        lambda at: at(AT_ONCE, "employed", 1), -0.3, 0.5, ("ESP",)),
    Row("T08", "worst employment, ten years, GDP +4.6 %, alone: -0.53 (-0.8 to 0)",
        lambda at: scale(at, RAMP_ALONE, 4.6) * lowest(at, RAMP_ALONE), -0.8, 0.0, ("ESP",)),
    Row("T08", "the same in the whole area: -0.05 (-0.3 to 0.1)",
        lambda at: scale(at, RAMP, 4.6) * lowest(at, RAMP), -0.3, 0.1, ("ESP",)),
    Row("T10", "inflation a year when GDP rises 5 % in ten years: -0.05 (-0.15 to 0)",
        lambda at: scale(at, RAMP, 5.0) * (at(RAMP, "net_prices", 10) - at(RAMP, "net_prices", 1)) / 9.0,
        -0.15, 0.0, EURO_AREA),
    Row("T10", "policy rate meanwhile: -0.10 (-0.3 to 0)",
        lambda at: scale(at, RAMP, 5.0) * float(np.mean([at(RAMP, "policy_rate", year) for year in LATER])),
        -0.3, 0.0, EURO_AREA),
    Row("T13", "unemployment at its peak, productivity +15 % in ten years: +0.5 (0 to 1)",
        lambda at: 15.0 * max(at(RAMP, "unemployment_rate", year) for year in MEASURED), 0.0, 1.0, ("USA",)),
    Row("T18", "output two years after +1 point: -0.4 (-0.9 to -0.3)",
        lambda at: at(RATE, "real_gdp", 2), -0.9, -0.3, EURO_AREA),
    Row("T18", "prices four years after it: -0.4 (-0.5 to -0.1)",
        lambda at: at(RATE, "net_prices", 4), -0.5, -0.1, EURO_AREA),
    Row("T19", "output, purchases of 1 % of GDP, year 1: 0.7 (0.5 to 0.9)",
        lambda at: at(PURCHASES, "real_gdp", 1), 0.5, 0.9, ("ESP", "USA")),
    Row("T19", "the same at its peak: 1.0 to 1.2 (0.7 to 1.3)",
        lambda at: max(at(PURCHASES, "real_gdp", year) for year in MEASURED), 0.7, 1.3, ("ESP", "USA")),
    Row("T19", "the same in year 10: 0", lambda at: at(PURCHASES, "real_gdp", 10), -0.3, 0.3, ("ESP", "USA")),
    Row("T23", "unemployment rises at first", lambda at: at(AT_ONCE, "unemployment_rate", 1), 0.0, 5.0),
    Row("alone", "alone is worse than the area, lowest employment",
        lambda at: lowest(at, AT_ONCE_ALONE) - lowest(at, AT_ONCE), -5.0, 0.0),
)  # fmt: skip


def run_of(iso3: str, case: Case, asked: Asked, seed: int) -> Run:
    """The run of a case, a country and a base seed."""
    return Run(iso3, seed, asked.persons, MONTHS, closure=case.closure, before=case.before,
               label=(iso3, case.name, seed))  # fmt: skip


def calls(asked: Asked) -> list[tuple[Run]]:
    """Every case and nothing, by country and base seed."""
    return [(run_of(iso3, case, asked, seed),) for iso3 in asked.countries
            for case in (NOTHING, *CASES) for seed in asked.base_seeds]  # fmt: skip


def effect(series: str, year: int, with_it: Measured, without: Measured) -> float:
    """Mean of a year, with the shock less without (units of `SERIES`)."""

    def mean(run: Measured, name: str) -> float:
        return float(run.totals[name][12 * year - 11 : 12 * year + 1].mean())

    def level(run: Measured) -> float:
        if series in ("public_balance", "current_account"):
            return PERCENT * mean(run, series) / mean(run, "gdp")
        return mean(run, series) * (PERCENT if series == "unemployment_rate" else 1.0)

    if series in RELATIVE:
        return PERCENT * (level(with_it) / level(without) - 1.0)
    return level(with_it) - level(without)


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """Effects by country, case and series; below, each published row, met or missed."""
    runs = {one.run.label: one for one in measured}
    rows, found = [], dict[tuple[str, str, str, int], float]()
    for iso3 in asked.countries:
        for case in CASES:
            for series, label in SERIES.items():
                pairs = [
                    (runs[iso3, case.name, seed], runs[iso3, NOTHING.name, seed]) for seed in asked.base_seeds
                ]
                by_year = {year: over_seeds([effect(series, year, *pair) / case.over for pair in pairs])
                           for year in MEASURED}  # fmt: skip
                found |= {(iso3, case.name, series, year): one.mean for year, one in by_year.items()}
                rows.append({"country": iso3, "case": case.name, "what": label, "error": by_year[5].error,
                             **{f"y{year}": by_year[year].mean for year in YEARS}})  # fmt: skip
    notes = [
        f"Effects of a year, mean over {asked.size}. "
        f"Technology shocks of {LESS_LABOUR:.0%} are divided by {SCALE:.0f}.",
        *verdicts(asked.countries, found),
    ]
    return Table("_".join(asked.countries), "Shocks beside published models", rows, notes)


def verdicts(asked: Sequence[str], found: Mapping[tuple[str, str, str, int], float]) -> list[str]:
    """Each published row for each country it is of, met or missed."""
    told = []
    for row in ROWS:
        for iso3 in asked if not row.of else [one for one in asked if one in row.of]:
            value = row.value(partial(_at, found, iso3))
            word = "met" if row.low <= value <= row.high else "missed"
            told.append(f"{row.key}, {iso3}: {row.says}. Here {value:+.2f}: {word}.")
    return told


def _at(
    found: Mapping[tuple[str, str, str, int], float], iso3: str, case: Case, series: str, year: int
) -> float:
    return found[iso3, case.name, series, year]


STUDY = Study(
    of=countries(COUNTRIES), size=USUAL | {"seeds": 6, "base_seed": 9501}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
