"""People of a country: by age, in the labour force, and from the base year 2025 on as officials see them.

Projections by single age and sex are national, or the United Nations'. Spain's are of INE, every year,
Germany's of Destatis for the ends of 2030 and 2040. All others are the United Nations', scaled to official
totals: of all ages, and of 20 to 64 where published. Between the dates of a source people are followed by
cohort: a year's births stay together.

Survey rates by age and sex keep their pattern. Log odds are added to all of them alike, such that employment
and unemployment of 2025 are the official ones. Participation of later years moves by age group with official
paths where one is known. Productivity grows by what is left of potential growth when people are taken off,
and comes to one rate everywhere.

Official values stand in inputs/official.csv. A row is there whose definition is the model's own: people of
the labour force survey, general government in national accounts, public pensions gross. `use` says whether
it sets a number of the profile (`input`), judges the model within `bound`, or is shown. A script picked rows
and bounds before the first run of the baseline that they judge.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import brentq

from calibration.data.occupations import with_odds
from calibration.data.sources import PERCENT, PROJECTIONS, WDI, Counts, persons, pyramids
from calibration.data.tabulate import Row, stamp
from calibration.data.values import GDP, LABOUR_FORCE, Values, value
from calibration.inputs import FOLDER
from calibration.study import read_csv
from simulator.agents.person import legal_ages, reached
from simulator.core.time import MONTHS_PER_YEAR
from simulator.scenario.country.profile import AGE_GROUPS, SEXES
from simulator.start.people import PARTICIPATION, age_group, along_ages, shifted, stretched

Array = NDArray[np.float64]
UNITS = {"unemployment_rate": "share of labour force", "participation_rate": "share of population"}
BOUNDS = {"15-24": (15, 24), "25-54": (25, 54), "55-64": (55, 64), "65+": (65, 100)}
PUBLISHED = {"15-24": "15_24", "25-54": "25_54", "55-64": "55_64", "65+": "65plus"}
"""Age groups as the series name them."""
Cells = dict[str, tuple[float, str, str]]
"""Share, status and note by age group."""


def labour_rates(data: Path, iso3: str, past: int | None = None) -> list[Row]:
    """Rows of labour_rates.csv: variable, age_group, sex, value; of a `past` year, else of the latest."""
    result: list[Row] = []
    for sex in SEXES:
        year = past or WDI.latest(data, iso3, f"{sex}s_aged_15_24_unemployment_rate_percent")[1]
        for variable, cells in zip(UNITS, _rates(data, iso3, sex, year), strict=True):
            for group, (share, status, note) in cells.items():
                key = {"iso3": iso3, "variable": variable, "age_group": group, "sex": sex}
                row = stamp(
                    {**key, "value": float(share)},
                    unit=UNITS[variable],
                    year=year,
                    status=status,
                    source=WDI.source,
                )
                result.append({**row, "note": note})
    return result


def _rates(data: Path, iso3: str, sex: str, year: int) -> tuple[Cells, Cells]:
    """Unemployment and participation of a sex; ValueError where a rate that others are made from lacks."""

    def published(ages: str, what: str) -> float | None:
        share = WDI.years(data, iso3, f"{sex}s_aged_{ages}_{what}_percent").get(year)
        return None if share is None else share / 100

    def rate(ages: str, what: str) -> float:
        share = published(ages, what)
        if share is None:
            raise ValueError(f"{iso3}: no {what} of {sex}s aged {ages} in {year}")
        return share

    def people(first: int, last: int) -> float:
        return persons(data, iso3, SEXES.index(sex), first, last, year)

    jobless: Cells = {}
    for group, ages in PUBLISHED.items():
        own = published(ages, "unemployment_rate")
        jobless[group] = (own, "observed", "") if own is not None else (
            rate("25_54", "unemployment_rate"), "estimated", "not published: the rate at 25-54"
        )  # fmt: skip
    what = "labour_force_participation_rate"
    youth = rate("15_24", "employment_rate") / (1 - jobless["15-24"][0])
    prime = rate("25_54", what)
    older = rate("15_64", what) * people(15, 64) - youth * people(15, 24) - prime * people(25, 54)
    return jobless, {
        "15-24": (youth, "estimated", "derived: employment rate over one minus the unemployment rate"),
        "25-54": (prime, "observed", ""),
        "55-64": (
            older / people(55, 64), "estimated",
            "derived: 15-64 less 15-24 and 25-54, weighted by population"),
        "65+": (rate("65plus", what), "observed", ""),
    }  # fmt: skip


def by_group(rates: list[Row], variable: str) -> Array:
    """A variable's shares by age group and sex [4, 2]."""
    cells = {(r["age_group"], r["sex"]): r["value"] for r in rates if r["variable"] == variable}
    return np.array([[cells[group, sex] for sex in SEXES] for group in AGE_GROUPS])


def labour_force(rates: list[Row], data: Path, iso3: str) -> Array:
    """Persons in the labour force by age group and sex [4, 2], from the rates and people of their year."""
    year = int(rates[0]["year"])
    people = [
        [persons(data, iso3, sex, *BOUNDS[group], year) for sex in range(len(SEXES))] for group in AGE_GROUPS
    ]
    return by_group(rates, "participation_rate") * people


def female_share(rates: list[Row], data: Path, iso3: str) -> float:
    """Women among the employed that the rates and the population of their year imply."""
    work = labour_force(rates, data, iso3) * (1 - by_group(rates, "unemployment_rate"))
    men, women = (sum(of_sex) for of_sex in work.T)
    return float(women / (women + men))


def employed_by_the_model(rates: list[Row], people: Array, pension: int) -> float:
    """Persons at work as the model places them: by single age, none from the pension age on."""
    taking_part = along_ages(by_group(rates, "participation_rate"), pension, people) * people
    jobless = by_group(rates, "unemployment_rate")[age_group(np.arange(len(people)))]
    return float((taking_part * (1.0 - jobless)).sum())


# ---- the base year and the path from it on -----------------------------------------------------------

People = Mapping[int, Array]
"""Persons by single age and sex at the beginning of a year."""
Steps = list[tuple[float, float]]
"""A schedule by year."""
YEAR, LAST = 2025, 2045
INPUT = "input"
FORECASTER = "IMF"
"""Whose numbers stand back where the country's own statisticians have some of the same year."""
UNION = ("Ageing Report", "European Commission")
"""Whose numbers stand behind those of a country's own bodies, before the forecaster's."""
SOURCE = "official"
ANNUAL = ("mean of four", "annual mean", "labour force survey")
"""Definitions of a rate of the year that come before a forecaster's."""
BY_AGE = {"25-54": range(25, 55), "55-64": range(55, 65), "65+": range(65, 75)}
"""Age groups whose participation officials project, and the ages that their number is of."""
WINDOWS = ((2025, 2030), (2030, 2035))
"""Years over which potential growth less that of people gives productivity."""
LONG_RUN, CONVERGED = 0.012, 2050
"""Growth of productivity to which the Ageing Report lets all members come: 0.8 of efficiency over a labour
share of two thirds (2024 Ageing Report; recalled, high)."""


@dataclass(frozen=True)
class Base:
    """What officials say of 2025: persons at work, rates as shares."""

    employment: float
    unemployment: float
    balance: float
    growth: float
    current: float
    debt: float
    note: str


@cache
def official(iso3: str) -> tuple[Mapping[str, str], ...]:
    """Rows of the table of official values: the country's own bodies, the Union's, then the IMF's."""
    rows = [row for row in read_csv(FOLDER / "official.csv") if row["iso3"] == iso3]
    return tuple(sorted(rows, key=lambda row: [one in row["source"] for one in (FORECASTER, *UNION)]))


def of_years(iso3: str, indicator: str) -> dict[int, float]:
    """Official shares or rates of single years; of several of a year the country's own."""
    rows = [row for row in official(iso3) if row["indicator"] == indicator and row["year"].isdigit()]
    found = {int(row["year"]): PERCENT * float(row["value"]) for row in reversed(rows)}
    return dict(sorted(found.items()))


def base_of(iso3: str, given: Mapping[str, Any]) -> Base | None:
    """Official values of 2025, the country's inputs before the table; none where there are none."""

    def first(indicator: str, wanted: Sequence[str] = ()) -> Mapping[str, str] | None:
        rows = [row for row in official(iso3) if (row["year"], row["indicator"]) == (str(YEAR), indicator)]
        annual = [row for row in rows if any(word in row["definition"] for word in wanted)]
        forecast = [row for row in rows if row["source"].startswith(FORECASTER)]
        return next(iter([*annual, *forecast, *rows]), None)

    earlier = (row for row in reversed(official(iso3)) if row["indicator"] == "employment")
    work, jobless = first("employment") or next(earlier, None), first("unemployment_rate", ANNUAL)
    accounts = [
        first(name) for name in ("public_balance", "real_gdp_growth", "current_account", "public_debt")
    ]
    if work is None or jobless is None or not all(accounts):
        return None
    told = given.get("employment")
    persons = float(told["value"]) if told else 1e6 * float(work["value"])
    note = told["note"] if told else f"{work['definition']}, {work['source']}"
    note = f"employment: {note}; unemployment: {jobless['definition']}, {jobless['source']}"
    rate, net, real, current, debt = (PERCENT * float(row["value"]) for row in (jobless, *accounts) if row)
    return Base(persons, rate, net, real, current, debt, note)


def pensions(iso3: str) -> Mapping[str, str] | None:
    """The last official row of pension spending up to the base year, of the definition of those judged."""
    rows = [row for row in official(iso3) if row["indicator"] == "pensions" and row["use"] == INPUT]
    return max(rows, key=lambda row: int(row["year"]), default=None)


def base_values(base: Base, inflation: float) -> Values:
    """Single values of the profile that are those of the base year, at trend inflation (a year).

    Debt is that of month 0, half a year before the middle of the year of whose GDP officials' shares are.
    """
    opening = (base.debt + base.balance) * ((1.0 + base.growth) * (1.0 + inflation)) ** 0.5
    status = "assumed" if "recalled" in base.note else "observed"  # a number that rests on somebody's memory
    where = YEAR, SOURCE
    ended = "at the year's end, less its deficit"
    return {
        "unemployment_rate": value(base.unemployment, LABOUR_FORCE, "share", *where, status, base.note),
        "public_balance": value(base.balance, GDP, "share", *where, note="net lending of general government"),
        "current_account": value(base.current, GDP, "share", *where, note="balance"),
        "public_debt": value(opening, "annual GDP", "number", *where, "estimated", ended),
    }


def rates(rows: list[Row], people: Array, pension: int, base: Base) -> list[Row]:
    """Rows of labour rates with log odds added, such that as many work in mid-2025 as officials count."""
    active, jobless = by_group(rows, "participation_rate"), by_group(rows, "unemployment_rate")
    wanted = base.employment / (1.0 - base.unemployment)

    def force(by: float) -> Array:
        return along_ages(with_odds(active, by), pension, people) * people

    more = _root(lambda by: force(by).sum() / wanted - 1.0)
    found, group = force(more), age_group(np.arange(len(people)))

    def missing(by: float) -> float:
        return float((found * with_odds(jobless, by)[group]).sum() / found.sum()) / base.unemployment - 1.0

    shifts = {"participation_rate": more, "unemployment_rate": _root(missing)}

    def moved(row: Row) -> Row:
        by = shifts[row["variable"]]
        note = "; ".join(filter(None, (row["note"], f"log odds {by:+.8f} for the official total of {YEAR}")))
        return {**row, "value": float(with_odds(row["value"], by)), "status": "estimated", "note": note}

    return [moved(row) for row in rows]


def paths(
    iso3: str, people: People, rows: list[Row], law: Mapping[str, Any], first: float
) -> dict[str, Steps]:
    """Schedules by year: log odds of participation by age group, and growth of productivity.

    `law` holds the steps of pension ages, `first` the pension age of the base year (years).
    """
    names = ("pension_age_by_birth", "pension_age_by_date")
    steps = {name: np.array(law.get(name, {}).get("steps", []), dtype=float).reshape(-1, 2) for name in names}
    now = along_ages(by_group(rows, "participation_rate"), int(first), people[YEAR])

    def profile(year: int) -> Array:
        ages = legal_ages(SimpleNamespace(**steps), round(MONTHS_PER_YEAR * first), float(year))
        return stretched(now, first, reached(ages))

    found = _participation(iso3, people, profile)

    def force(year: int) -> float:
        points = [np.array(found.get(PARTICIPATION + one, [(YEAR, 0.0)])) for one in AGE_GROUPS]
        by = np.array([np.interp(year, *of_group.T) for of_group in points])
        return float((shifted(profile(year), by) * people[year]).sum())

    growth = _productivity(iso3, force)
    return {**found, **({"productivity_growth": growth} if growth else {})}


def _participation(iso3: str, people: People, profile: Callable[[int], Array]) -> dict[str, Steps]:
    """Log odds by age group and year: first of the groups that officials project, then of everyone alike."""

    def needed(rate: float, year: int, ages: range, own: Array) -> float:
        """Log odds beyond `own` of each group (shape 4) that make participation of these ages the rate."""
        return _root(lambda by: _mean(shifted(profile(year), own + by), people[year], ages) - rate)

    groups = {group: [(float(YEAR), 0.0)] for group in AGE_GROUPS}
    for group, ages in BY_AGE.items():
        name = group.replace("-", "_").replace("65+", "65_74")
        told = sorted(of_years(iso3, f"participation_{name}").items())
        if len(told) > 1:
            (start, low), (end, high) = told[0], told[-1]
            at = min(end, LAST)
            rate = _mean(profile(YEAR), people[YEAR], ages) + (high - low) * (at - YEAR) / (end - start)
            groups[group].append((float(at), needed(rate, at, ages, np.zeros(len(AGE_GROUPS)))))
    found: dict[str, Steps] = {}
    for name, ages in (("participation_rate", range(16, 101)), ("participation_16_74", range(16, 75))):
        for year, rate in sorted(of_years(iso3, name).items()):
            if YEAR < year <= LAST:
                own = np.array([np.interp(year, *np.array(points).T) for points in groups.values()])
                by = needed(rate, year, ages, own)
                for group, mine in zip(AGE_GROUPS, own, strict=True):
                    found.setdefault(group, [(float(YEAR), 0.0)]).append((float(year), float(mine + by)))
    found = found or {group: points for group, points in groups.items() if len(points) > 1}
    return {PARTICIPATION + group: points for group, points in found.items()}


def _productivity(iso3: str, force: Callable[[int], float]) -> Steps:
    """Growth of output per head on trend by year: potential growth less that of people, then the long run.

    Without an official potential the last year of the medium term stands for it.
    """
    potential = {year: rate for year, rate in of_years(iso3, "potential_growth").items() if year >= YEAR}
    if not potential:
        means = [
            PERCENT * float(row["value"])
            for row in official(iso3)
            if (row["indicator"], row["use"]) == ("real_gdp_growth", INPUT)
            and row["year"] in ("2026-2036", "2030")
        ]
        potential = {YEAR: means[0]} if means else {}
    if not potential:
        return []
    found = []
    for start, end in WINDOWS if len(potential) > 1 else WINDOWS[:1]:
        years = np.arange(start, end) + 0.5
        grows = float(np.interp(years, list(potential), list(potential.values())).mean())
        people = log(force(end) / force(start)) / (end - start)
        found.append(((start + end) / 2.0, grows - people))
    return [(float(YEAR), found[0][1]), *found, (float(CONVERGED), LONG_RUN)]


def _mean(profile: Array, people: Array, ages: range) -> float:
    here = list(ages)
    return float((profile[here] * people[here]).sum() / people[here].sum())


def _root(miss: Callable[[float], float]) -> float:
    return float(brentq(miss, -4.0, 4.0))


# ---- people by age at the beginning of each year -----------------------------------------------------

Dated = Sequence[tuple[float, Counts]]
"""Dates in years, and persons by single age (100 and over last) and sex (101 x 2)."""
SOURCES = {"ESP": "ine-projection", "DEU": "destatis-projection"}
"""Of national projections; elsewhere the United Nations'."""
PAST, FIRST = (2015, 2020), 2025
AGES = np.arange(101)
COLUMNS, LATEST = ("iso3", "sex", "age", "source"), 2150
WORKING = (AGES >= 20) & (AGES < 65)
MILLION = 1e6


def by_year(data: Path, iso3: str) -> dict[int, Counts]:
    """Persons by age and sex at the beginning of 2015, 2020 and each year from 2025 on.

    Raises
    ------
    ValueError
        Ages are missing in a national projection, or people are fewer than none.
    """
    united = [(year + 0.5, people) for year, people in pyramids(data, iso3).items()]
    national = read(PROJECTIONS.path(data), iso3)
    knots = _joined(united, national, iso3) if national else _scaled(united, iso3)
    return {
        year: at(united if year in PAST else knots, float(year)) for year in (*PAST, *range(FIRST, LAST + 1))
    }


def at(knots: Dated, when: float) -> Counts:
    """People at a date: cohorts of the dates before and after, by how near each is."""
    dates = [date for date, _ in knots]
    after = min(max(int(np.searchsorted(dates, when)), 1), len(dates) - 1)
    (start, old), (end, new) = knots[after - 1], knots[after]
    if when >= end:
        return new
    near = (when - start) / (end - start)
    found = np.empty_like(old)
    for x in range(2):
        before, then = (  # people of a cohort at both dates, by the age that they have now
            np.interp(AGES + years, AGES, people[:, x])
            for people, years in ((old, start - when), (new, end - when))
        )
        found[:, x] = np.where(AGES < when - start, then, (1.0 - near) * before + near * then)
        oldest = AGES > 100 - (end - start)  # the last row is of many cohorts
        found[oldest, x] = ((1.0 - near) * old + near * new)[oldest, x]
    return found


def read(path: Path, iso3: str) -> Dated:
    """A national projection: columns iso3, sex (0 men, 1 women), age, source, and one a year.

    A source that names 31 December is of the end of its years. Without rows of the country: nothing.

    Raises
    ------
    ValueError
        A year that is none, ages that are missing, people fewer than none.
    """
    table = pl.read_csv(path).filter(pl.col("iso3") == iso3)
    if table.is_empty():
        return []
    shift = 1.0 if "31 December" in table["source"][0] else 0.0
    knots = []
    for name in table.columns:
        if name in COLUMNS or table[name].null_count() == len(table):
            continue
        where = f"{path.name}: {iso3} {name}"
        if not (name.isdigit() and FIRST - 5 <= int(name) <= LATEST):
            raise ValueError(
                f"{where}: no year; allowed: {FIRST - 5} to {LATEST}. Correct the head of the column"
            )
        people = np.full((101, 2), np.nan)
        people[table["age"], table["sex"]] = table[name].cast(pl.Float64).to_numpy()
        if np.isnan(people[:100]).any():
            age, sex = np.argwhere(np.isnan(people[:100]))[0]
            told = f"no people of age {age}, sex {sex}; allowed: all ages 0 to 99 of both sexes"
            raise ValueError(f"{where}: {told}. Add the row or remove the year")
        if (people < 0.0).any():
            age, sex = np.argwhere(people < 0.0)[0]
            told = f"{people[age, sex]:g} people of age {age}, sex {sex}; allowed: 0 or more"
            raise ValueError(f"{where}: {told}. Correct the number")
        people[100] = np.nan_to_num(people[100])
        knots.append((int(name) + shift, people))
    return knots


def renewed(path: Path, iso3: str, shipped: dict[int, Counts]) -> dict[int, Counts]:
    """The shipped people by year, with those of a newer projection wherever it has them."""
    knots = read(path, iso3)
    if not knots:
        raise ValueError(f"{path.name}: no rows of {iso3}; allowed: at least one year of all its ages")
    first, last = knots[0][0], knots[-1][0]

    def people(year: int) -> Counts:
        if not first <= year <= last:
            return shipped[year]
        return at(knots, float(year)) if len(knots) > 1 else knots[0][1]

    return {year: people(year) for year in shipped}


def _joined(united: Dated, national: Dated, iso3: str) -> Dated:
    """The national projection; before it today's people, after it as the United Nations' people grow."""
    today = [knot for knot in _scaled(united, iso3) if FIRST - 5 < knot[0] < FIRST + 1]
    growth = at(united, LAST + 0.5) / np.maximum(at(united, LAST - 4.5), 1.0)
    end, people = national[-1]
    later = [(end + 5.0, people * growth)] if end < LAST else []
    return [*(today if national[0][0] > FIRST else []), *national, *later]


def _scaled(united: Dated, iso3: str) -> Dated:
    """The United Nations' people at official numbers: of all ages, of 20 to 64 where those are known too."""
    everyone, working = (_totals(iso3, name) for name in ("population", "population_20_64"))
    found = []
    for date, people in united:
        scaled = people.copy()
        all_ages = _factor(everyone, united, np.ones(101, bool), date)
        if working:
            wanted = all_ages * people.sum()
            scaled[WORKING] *= _factor(working, united, WORKING, date)
            scaled[~WORKING] *= (wanted - scaled[WORKING].sum()) / people[~WORKING].sum()
        else:
            scaled *= all_ages
        found.append((date, scaled))
    return found


def _factor(totals: dict[float, float], united: Dated, ages: NDArray[np.bool_], date: float) -> float:
    """Official over counted people of these ages: between official dates, or as at the nearest."""
    if not totals:
        return 1.0
    ratio = [total / at(united, when)[ages].sum() for when, total in totals.items()]
    return float(np.interp(date, list(totals), ratio))


def _totals(iso3: str, indicator: str) -> dict[float, float]:
    """Official persons by date, in the order of dates; of several of a year the country's own."""
    found = dict[float, float]()
    for row in (row for row in reversed(official(iso3)) if row["indicator"] == indicator):
        shift = 0.5 if row["source"].startswith(FORECASTER) else 1.0 if "end of" in row["definition"] else 0.0
        year = int(row["year"])
        found = {date: total for date, total in found.items() if int(date) != year}
        found[year + shift] = MILLION * float(row["value"])
    return dict(sorted(found.items()))
