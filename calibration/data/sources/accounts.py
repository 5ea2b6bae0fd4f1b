"""National and public accounts: Penn World Table 10, IMF World Economic Outlook, ICTD revenue."""

from pathlib import Path

import polars as pl

from calibration.data.codes import COUNTRY_NAMES
from calibration.data.sources import extract

PWT = "pwt-10"
WEO = "imf-weo-2019"
ICTD = "ictd-grd"
ICTD_NAMES = {**COUNTRY_NAMES, "TUR": "Turkey"}


def penn(data: Path, iso3: str, indicator: str) -> tuple[float, int]:
    """Latest value of a Penn World Table series and its year."""
    return _last(pl.read_csv(extract(data, "pwt_10_national_accounts.csv")), iso3, indicator)


def outlook(data: Path, iso3: str, indicator: str) -> tuple[float, int]:
    """Latest actual of a World Economic Outlook series and its year."""
    return _last(pl.read_csv(extract(data, "imf_weo_2019_fiscal_accounts_2008_2018.csv")), iso3, indicator)


def revenue(data: Path, iso3: str, item: str) -> tuple[float, int]:
    """Revenue of general government as a share of GDP; `item` starts the column's title."""
    table = pl.read_csv(extract(data, "ictd_government_revenue_2021.csv")).filter(
        pl.col("Entity") == ICTD_NAMES[iso3]
    )
    column = next(c for c in table.columns if c.startswith(item))
    row = table.drop_nulls(column).sort("Year").row(-1, named=True)
    return row[column] / 100, int(row["Year"])


def _last(table: pl.DataFrame, iso3: str, indicator: str) -> tuple[float, int]:
    rows = table.filter((pl.col("country") == iso3) & (pl.col("indicator") == indicator)).drop_nulls("value")
    if rows.is_empty():
        raise ValueError(f"{iso3}: no value of {indicator}")
    row = rows.sort("year").row(-1, named=True)
    return float(row["value"]), int(row["year"])
