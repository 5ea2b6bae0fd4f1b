"""The agencies' raw extracts: a source is a record that reads its file. Nothing here knows the model.

Those of whole countries stand here; surveys of jobs and occupations in `surveys`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration import inputs
from calibration.study import read_csv
from simulator.core.errors import InputError

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Extract:
    """A raw extract: the id of its source in sources.csv, and its file in the folder of extracts."""

    source: str
    file: str
    text: bool = False
    """Whether all columns are read as text: codes begin with zero, empty cells say "x"."""

    def path(self, data: Path) -> Path:
        """Where it lies; InputError says which file is missing and where it was sought."""
        path = data / self.file
        if not path.is_file():
            raise InputError(f"no {self.file} in {data}: DATA.md says where it is published")
        return path

    def table(self, data: Path, **equal: Any) -> pl.DataFrame:
        """Rows whose columns hold the values that are named; InputError where there are none."""
        rows = _read(self.path(data), self.text).filter(**equal)
        if rows.is_empty():
            sought = ", ".join(f'{column} "{value}"' for column, value in equal.items())
            raise InputError(f"no rows of {sought}: add them", where=self.file)
        return rows


@cache
def _read(path: Path, text: bool) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema_length=0 if text else None)


@dataclass(frozen=True)
class Series(Extract):
    """Yearly series by country and indicator; its columns of country and year have names of their own."""

    scale: float = 1.0
    """What turns its numbers into shares."""
    country: str = "country"
    year: str = "year"

    def years(self, data: Path, iso3: str, indicator: str) -> dict[int, float]:
        """Published values in the order of years; InputError without any."""
        rows = self.table(data, **{self.country: iso3, "indicator": indicator}).drop_nulls("value")
        if rows.is_empty():
            raise InputError(f"no value of {indicator} for {iso3}: add one", where=self.file)
        return {int(y): float(v) for y, v in rows.sort(self.year).select(self.year, "value").iter_rows()}

    def latest(self, data: Path, iso3: str, indicator: str) -> tuple[float, int]:
        """Last published value and its year."""
        year, value = list(self.years(data, iso3, indicator).items())[-1]
        return value, year


PERCENT = 0.01
WDI = Series("wdi-ilo-gapminder", "macro_labour_income_2000_2025.csv", False, PERCENT, "geo", "time")
"""World Bank WDI and ILO modelled estimates, as compiled by Gapminder."""
PENN = Series("pwt-10", "pwt_10_national_accounts.csv")
OUTLOOK = Series("imf-weo-2019", "imf_weo_2019_fiscal_accounts_2008_2018.csv", scale=PERCENT)
REVENUE = Extract("ictd-grd", "ictd_government_revenue_2021.csv")
POPULATION = Extract("un-wpp-gapminder", "population_by_age_sex_un_wpp.csv")
PROJECTIONS = Extract("official", "population_projection_national.csv")
OECD_LABOUR = Extract("oecd-labour", "oecd_labour_minimum_wage_hours.csv")
WEDGES = Extract("oecd-taxing-wages", "oecd_marginal_tax_wedge.csv", text=True)
BURDENS = Extract("oecd-taxing-wages", "taxburdenlabor_Table1.csv")
EARNINGS = Extract("ilostat-earnings", "ilo_hourly_earnings_by_isco08_sex_labour_share.csv")
WEALTH = Extract("ecb-dwa", "ecb_distributional_wealth_accounts_latest.csv")
CITED = Extract("eurostat-ai", "cited_published_figures.csv", text=True)

ISO2 = {"ESP": "ES", "FRA": "FR", "DEU": "DE", "ITA": "IT"}
"""Codes of the European Union's agencies for the countries whose wealth the central bank publishes."""


def called(iso3: str) -> str:
    """The country's English name in its inputs, by which agencies' files know it."""
    return str(inputs.read(iso3)["names"]["en"])


@cache
def pyramids(data: Path, iso3: str) -> dict[int, Counts]:
    """Persons by single age (100: and over) and sex [101, 2], in the years of the United Nations' file."""
    rows = POPULATION.table(data, country=iso3).sort("year", "gender", "age")
    return {
        int(year): rows.filter(year=year)["population"].to_numpy().astype(float).reshape(2, -1).T
        for year in rows["year"].unique().sort()
    }


def persons(data: Path, iso3: str, sex: int, first: int, last: int, year: int) -> float:
    """Persons of a sex and of the ages from `first` to `last`, between the five-yearly counts."""
    found = pyramids(data, iso3)
    before, after = max(y for y in found if y <= year), min(y for y in found if y >= year)
    start, end = (float(found[y][first : last + 1, sex].sum()) for y in (before, after))
    return start if before == after else start + (end - start) * (year - before) / (after - before)


def revenue(data: Path, iso3: str, item: str) -> tuple[float, int]:
    """Revenue of general government as a share of GDP, and its year; `item` starts the column's title."""
    name = "Turkey" if iso3 == "TUR" else called(iso3)
    table = REVENUE.table(data, Entity=name)
    column = next(one for one in table.columns if one.startswith(item))
    row = table.drop_nulls(column).sort("Year").row(-1, named=True)
    return row[column] / 100, int(row["Year"])


def part_time(data: Path, iso3: str) -> tuple[dict[str, float], int]:
    """Part-time share of employment by sex in the latest year that has both."""
    columns = {"male": "pt_emp_male_te", "female": "pt_emp_fem_te"}
    rows = OECD_LABOUR.table(data, iso3c=iso3).drop_nulls(list(columns.values()))
    row = rows.sort("year").row(-1, named=True)
    return {sex: row[column] / 100 for sex, column in columns.items()}, int(row["year"])


def labour_shares(data: Path, iso3: str) -> dict[int, float]:
    """Labour income share of GDP by year, own-account labour included."""
    rows = EARNINGS.table(data, iso3c=iso3).drop_nulls("labor_inc_share").sort("year")
    return {int(year): share / 100 for year, share in rows.select("year", "labor_inc_share").iter_rows()}


WEALTH_GROUPS = ("B50", "D06", "D07", "D08", "D09", "D10")
"""The poorest half of households, then tenths."""


def wealth(data: Path, iso3: str) -> tuple[dict[str, dict[str, float]], int]:
    """Million euro by instrument (deposits, business, net_wealth, debt) and group, and the year."""
    table = WEALTH.table(data, REF_AREA=ISO2[iso3], UNIT_MEASURE="EUR")
    rows = {row["DWA_GRP"]: row for row in table.iter_rows(named=True)}
    columns = {"deposits": "DEP", "business": "BW", "net_wealth": "TW_NET", "debt": "DEBT"}
    held = {name: {g: abs(rows[g][column]) for g in WEALTH_GROUPS} for name, column in columns.items()}
    return held, int(next(iter(rows.values()))["TIME_PERIOD"][:4])


@dataclass(frozen=True)
class Evidence:
    """One cell: its text, year, source, provenance ('read: …', 'recalled, …', 'derived') and note."""

    text: str
    year: str
    unit: str
    source: str
    provenance: str
    note: str

    @property
    def status(self) -> str:
        """Parameter status that the provenance allows."""
        return {"read": "observed", "derived": "estimated"}.get(self.provenance[:7].split(":")[0], "assumed")


def evidence(folder: Path, name: str, iso3: str) -> dict[str, Evidence]:
    """Cells of a country by variable in one of the project's evidence tables; none without a row.

    `country_values`: from the literature. `national_accounts_2024`: GDP, compensation of employees, social
    spending by function. A note about another country is left out.
    """
    rows = read_csv(Extract("evidence", f"{name}.csv").path(folder))
    others = {row["iso3"] for row in rows} - {iso3}
    columns = ("value", "year", "unit", "source", "provenance", "note")
    own = [row for row in rows if row["iso3"] == iso3]
    for row in own:
        if not row["note"] or any(code in row["note"] for code in others):
            row["note"] = ""
    return {row["variable"]: Evidence(*(row[column] for column in columns)) for row in own}
