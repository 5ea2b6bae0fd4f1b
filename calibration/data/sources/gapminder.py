"""World Bank WDI and ILO modelled estimates, as compiled by Gapminder."""

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration.data.sources import extract

Counts = NDArray[np.float64]
SOURCE = "wdi-ilo-gapminder"
POPULATION = "un-wpp-gapminder"


def latest(data: Path, iso3: str, indicator: str) -> tuple[float, int]:
    """Last published value and its year."""
    rows = _series(data, iso3, indicator)
    return rows[-1][1], rows[-1][0]


def at(data: Path, iso3: str, indicator: str, year: int) -> float | None:
    """Value of one year, None when not published."""
    return dict(_series(data, iso3, indicator)).get(year)


def mean_growth(data: Path, iso3: str, indicator: str, first: int, last: int) -> float:
    """Mean yearly growth between two years."""
    values = dict(_series(data, iso3, indicator))
    return float((values[last] / values[first]) ** (1 / (last - first)) - 1)


def population(data: Path, iso3: str) -> pl.DataFrame:
    """Persons by sex (0 male, 1 female) and single age (100 = 100 and over): columns sex, age, then years."""
    table = pl.read_csv(extract(data, "population_by_age_sex_un_wpp.csv")).filter(pl.col("country") == iso3)
    return (
        table.with_columns((pl.col("gender") - 1).alias("sex"))
        .pivot(on="year", index=["sex", "age"], values="population")
        .sort("sex", "age")
    )


def pyramid(data: Path, iso3: str, year: int) -> Counts:
    """Persons by single age (100 = 100 and over) and sex [101, 2], in a year that the file gives."""
    return population(data, iso3)[str(year)].to_numpy().astype(float).reshape(2, -1).T


def persons(data: Path, iso3: str, sex: int, ages: range, year: int) -> float:
    """Persons of a sex and age range in a year, interpolated between the five-yearly columns."""
    table = population(data, iso3).filter((pl.col("sex") == sex) & pl.col("age").is_in(list(ages)))
    years = sorted(int(c) for c in table.columns if c.isdigit())
    before = max(y for y in years if y <= year)
    after = min(y for y in years if y >= year)
    start, end = (float(table[str(y)].to_numpy().sum()) for y in (before, after))
    return start if before == after else start + (end - start) * (year - before) / (after - before)


@cache
def _macro(path: Path) -> pl.DataFrame:
    return pl.read_csv(path)


def _series(data: Path, iso3: str, indicator: str) -> list[tuple[int, float]]:
    table = _macro(extract(data, "macro_labour_income_2000_2025.csv")).filter(
        (pl.col("geo") == iso3) & (pl.col("indicator") == indicator)
    )
    rows = sorted((int(t), float(v)) for t, v in table.select("time", "value").iter_rows() if v is not None)
    if not rows:
        raise ValueError(f"{iso3}: no value of {indicator}")
    return rows
