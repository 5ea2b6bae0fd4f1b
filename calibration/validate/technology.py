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
from calibration.study.runs import CONSTANT, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from simulator.findings.estimates import over_seeds

if TYPE_CHECKING:
    from simulator.core.economy import Economy

COUNTRIES = ("ESP", "USA", "DEU", "FRA", "ITA", "BRA", "TUR", "ZAF", "ALB")
YEARS = (1, 2, 3, 4, 5, 10)
MONTHS = 12 * max(YEARS) + 1
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
CASES = (
    Case("1 % technology at once, country alone", partial(spread_technology, months=1, abroad=False),
         ALONE, SCALE),
    Case("1 % technology at once, area", partial(spread_technology, months=1, abroad=True), over=SCALE),
    Case("1 % technology in ten years, country alone",
         partial(spread_technology, months=TEN_YEARS, abroad=False), ALONE, SCALE),
    Case("1 % technology in ten years, area",
         partial(spread_technology, months=TEN_YEARS, abroad=True), over=SCALE),
    Case("policy rate +1 point for two years", raise_rate),
    Case("purchases +1 % of GDP for two years", buy_more),
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


@dataclass(frozen=True)
class Row:
    """A published row that the model is held against: met where `test` holds of the effects found."""

    key: str
    says: str
    case: str
    series: str
    year: int
    low: float
    high: float
    of: tuple[str, ...] = ()
    """Countries it is of; all without any."""


ROWS = (
    Row("T05", "employment, 1 % technology in Spain alone, year 1: -1.1 to -0.2", CASES[0].name, "employed",
        1, -1.1, -0.2, ("ESP",)),
    Row("T05", "the same in year 5: back, +0.4", CASES[0].name, "employed", 5, -0.1, 0.6, ("ESP",)),
    Row("T06", "employment, whole area, year 1: -0.3 to 0.5", CASES[1].name, "employed", 1, -0.3, 0.5),
    Row("T06", "the same in year 5: +0.6, at least not below -0.1", CASES[1].name, "employed", 5, -0.1, 0.8),
    Row("T18", "output two years after +1 point: -0.9 to -0.1", CASES[4].name, "real_gdp", 2, -0.9, -0.1),
    Row("T18", "prices four years after it: -0.5 to -0.3", CASES[4].name, "net_prices", 4, -0.5, -0.3),
    Row("T19", "output, purchases of 1 % of GDP, year 1: 0.7 (0.5 to 0.9)", CASES[5].name, "real_gdp",
        1, 0.5, 0.9),
    Row("T19", "the same in year 2: 1.0 to 1.2 (0.7 to 1.3)", CASES[5].name, "real_gdp", 2, 0.7, 1.3),
    Row("T19", "the same in year 10: 0", CASES[5].name, "real_gdp", 10, -0.3, 0.3),
)  # fmt: skip


def run_of(iso3: str, case: Case, asked: Asked, seed: int) -> Run:
    """The run of a case, a country and a base seed."""
    return Run(iso3, seed, asked.persons, MONTHS, closure=case.closure, taxes=CONSTANT, before=case.before,
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
            found = (
                mean(run, "exports") - mean(run, "imports")
                if series == "current_account"
                else mean(run, series)
            )
            return PERCENT * found / mean(run, "gdp")
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
                pairs = [(runs[iso3, case.name, seed], runs[iso3, NOTHING.name, seed])
                         for seed in asked.base_seeds]  # fmt: skip
                by_year = {year: over_seeds([effect(series, year, *pair) / case.over for pair in pairs])
                           for year in YEARS}  # fmt: skip
                found |= {(iso3, case.name, series, year): one.mean for year, one in by_year.items()}
                rows.append({"country": iso3, "case": case.name, "what": label, "error": by_year[5].error,
                             **{f"y{year}": one.mean for year, one in by_year.items()}})  # fmt: skip
    notes = [
        f"Effects of a year, mean over {asked.size}; technology shocks are divided by {SCALE:.0f}.",
        *verdicts(asked.countries, found),
    ]
    return Table("_".join(asked.countries), "Shocks beside published models", rows, notes)


def verdicts(asked: Sequence[str], found: Mapping[tuple[str, str, str, int], float]) -> list[str]:
    """Each published row for each country it is of."""
    told = []
    for row in ROWS:
        for iso3 in asked:
            if row.of and iso3 not in row.of:
                continue
            value = found[iso3, row.case, row.series, row.year]
            word = "met" if row.low <= value <= row.high else "missed"
            told.append(f"{row.key}, {iso3}: {row.says}. Here {value:+.2f}: {word}.")
    for iso3 in asked:
        alone, area = (min(found[iso3, case.name, "employed", year] for year in YEARS) for case in CASES[:2])
        word = "met" if alone <= area else "missed"
        told.append(f"Alone is worse than the area, {iso3}: lowest {alone:+.2f} and {area:+.2f}: {word}.")
    return told


STUDY = Study(
    of=countries(COUNTRIES), size=USUAL | {"seeds": 6, "base_seed": 9501}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
