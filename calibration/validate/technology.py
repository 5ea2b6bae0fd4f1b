"""What a shock to technology, to the policy rate and to public purchases does, beside published models.

Each case is paired with the same economy without it, on the same seeds, population and tax rates fixed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import log
from pathlib import Path

import numpy as np

from calibration.study import USUAL, Asked, Column, Study, Table, countries, read_csv
from calibration.study.runs import Measured, Run
from simulator.core.economy import Economy
from simulator.economy.technology import move_prices_abroad
from simulator.findings.intervals import over_seeds

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


def spread_technology(economy: Economy, months: int, *, abroad: bool) -> None:
    """Hook: labour that private firms need for a unit falls to 95 %, at once or over `months`, evenly.

    What a leaner technique does beside prices comes along: what can be made is also sold, here and abroad.
    """
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


def raise_rate(economy: Economy) -> None:
    """Hook: the policy rate is a point above its usual level for two years, then follows its rule again."""
    if economy.month < TWO_YEARS:
        bank = economy.central_bank
        bank.rate = bank.usual_rate + 1.0


def buy_more(economy: Economy) -> None:
    """Hook: the state buys 1 % of GDP more for two years."""
    if economy.month < TWO_YEARS:
        economy.order("purchases_shock", 0.01 * economy.accounts_of_month["production"])


@dataclass(frozen=True)
class Case:
    """A shock, the closure it acts under, and by what its effects are divided when they are shown."""

    name: str
    before: Callable[[Economy], None] | None = None
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
)
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
    Column("country", "country"),
    Column("case", "case"),
    Column("what", "what"),
    *(Column(f"y{year}", f"year {year}", "+.2f") for year in YEARS),
    Column("error", "s.e. (year 5)", ".2f"),
)


Effects = Mapping[tuple[str, str, str, int], float]
"""Effect by country, case, series and year."""
PUBLISHED = Path(__file__).with_name("technology.csv")
"""What each says, of which countries (all without any), what the model has in its place, where it is met."""
READ: Mapping[str, Callable[[list[float]], float]] = {
    "mean": lambda years: float(np.mean(years)),
    "lowest": min,
    "highest": max,
    "growth a year": lambda years: (years[-1] - years[0]) / (len(years) - 1),
}


def value_of(row: Mapping[str, str], found: Effects, iso3: str) -> float:
    """What the model has in the place of a published row: over some years of a case, less those of another.

    Times a number, or as much as the case has to be scaled for so much GDP in its tenth year (%).
    """
    years = range(int(row["from"]), int(row["to"]) + 1)
    values = [
        READ[row["read"]]([found[iso3, case, row["series"], year] for year in years])
        for case in (row["case"], row["less"])
        if case
    ]
    scale = float(row["times"] or 1.0)
    if row["for_gdp"]:
        scale = float(row["for_gdp"]) / found[iso3, row["case"], "real_gdp", max(MEASURED)]
    return scale * (values[0] - sum(values[1:]))


def calls(asked: Asked) -> list[Run]:
    """Every case and nothing, by country and base seed."""
    return [
        run
        for case in (NOTHING, *CASES)
        for run in asked.runs(MONTHS, closure=case.closure, before=case.before, label=(case.name,))
    ]


def effect(series: str, year: int, with_it: Measured, without: Measured) -> float:
    """Mean of a year, with the shock less without (units of `SERIES`)."""
    months = slice(12 * year - 11, 12 * year + 1)

    def level(run: Measured) -> float:
        if series in ("public_balance", "current_account"):
            return PERCENT * run.mean(series, months) / run.mean("gdp", months)
        return run.mean(series, months) * (PERCENT if series == "unemployment_rate" else 1.0)

    if series in RELATIVE:
        return PERCENT * (level(with_it) / level(without) - 1.0)
    return level(with_it) - level(without)


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """Effects by country, case and series; below, each published row, met or missed."""
    runs = {(one.run.iso3, *one.run.label, one.run.seed): one for one in measured}
    rows, found = [], dict[tuple[str, str, str, int], float]()
    for iso3, case, (series, label) in product(asked.countries, CASES, SERIES.items()):
        pairs = [(runs[iso3, case.name, seed], runs[iso3, NOTHING.name, seed]) for seed in asked.base_seeds]
        by_year = {
            year: over_seeds([effect(series, year, *pair) / case.over for pair in pairs]) for year in MEASURED
        }
        found |= {(iso3, case.name, series, year): one.mean for year, one in by_year.items()}
        shown = {f"y{year}": by_year[year].mean for year in YEARS}
        rows.append({"country": iso3, "case": case.name, "what": label, **shown, "error": by_year[5].error})
    notes = [
        f"Effects of a year, mean over {asked.size}. "
        f"Technology shocks of {LESS_LABOUR:.0%} are divided by {SCALE:.0f}.",
        *verdicts(asked.countries, found),
    ]
    return Table("_".join(asked.countries), "Shocks beside published models", rows, notes)


def verdicts(asked: Sequence[str], found: Effects) -> list[str]:
    """Each published row for each country it is of, met or missed."""
    told = []
    for row in read_csv(PUBLISHED):
        for iso3 in [one for one in asked if one in (row["countries"].split() or asked)]:
            value = value_of(row, found, iso3)
            word = "met" if float(row["low"]) <= value <= float(row["high"]) else "missed"
            told.append(f"{row['key']}, {iso3}: {row['says']}. Here {value:+.2f}: {word}.")
    return told


SIZE = USUAL | {"seeds": 6, "base_seed": 9501}
STUDY = Study(of=countries(COUNTRIES), size=SIZE, columns=COLUMNS, calls=calls, table=table)
