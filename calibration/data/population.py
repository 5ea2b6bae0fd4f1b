"""People by single age and sex at the beginning of each year: national projections, or the United Nations'.

Spain's are of INE, single ages every year. Germany's are of Destatis for the ends of 2030 and 2040. All
others are the United Nations', scaled to official totals: of all ages, and of 20 to 64 where published.
Between the dates of a source people are followed by cohort: a year's births stay together.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration.data.base_year import FORECASTER, official
from calibration.data.sources import POPULATION, PROJECTIONS, Counts, pyramids

Dated = Sequence[tuple[float, Counts]]
"""Dates in years, and persons by single age (100 and over last) and sex (101 x 2)."""
SOURCES = {"ESP": "ine-projection", "DEU": "destatis-projection"}
PAST, FIRST, LAST = (2015, 2020), 2025, 2045
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


def source(iso3: str) -> str:
    """Id of the source of a country's projection."""
    return SOURCES.get(iso3, POPULATION.source)


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
