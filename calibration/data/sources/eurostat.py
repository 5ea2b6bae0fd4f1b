"""Eurostat, Labour Force Survey table lfsa_eisn2: employment by occupation and economic activity."""

from pathlib import Path

import polars as pl

from calibration.data.codes import COUNTRY_NAMES, SECTOR_OF_SECTION
from calibration.data.sources import extract

FILE = "eurostat_lfsa_eisn2_employment_isco1_nace1_2023_2024.csv"
SOURCE = "eurostat-lfs"
HALF_THRESHOLD = 0.5
"""Thousand persons put in a cell suppressed in both years: half the smallest value published."""

MAJOR_GROUPS = {
    "Armed forces occupations": 0,
    "Managers": 1,
    "Professionals": 2,
    "Technicians and associate professionals": 3,
    "Clerical support workers": 4,
    "Service and sales workers": 5,
    "Skilled agricultural, forestry and fishery workers": 6,
    "Craft and related trades workers": 7,
    "Plant and machine operators and assemblers": 8,
    "Elementary occupations": 9,
}

SECTIONS = {
    "Agriculture": "A",
    "Mining": "B",
    "Manufacturing": "C",
    "Electricity": "D",
    "Water": "E",
    "Construction": "F",
    "Wholesale": "G",
    "Transportation": "H",
    "Accommodation": "I",
    "Information": "J",
    "Financial": "K",
    "Real estate": "L",
    "Professional": "M",
    "Administrative": "N",
    "Public": "O",
    "Education": "P",
    "Human health": "Q",
    "Arts": "R",
    "Other service": "S",
    "Activities of households": "T",
    "Activities of extraterritorial": "U",
}
"""How a NACE section's title starts → its letter."""


def employment(data: Path, iso3: str) -> pl.DataFrame:
    """Thousand employed persons: columns sector, isco1 (0 = armed forces), thousand, status.

    A cell is the last year's value, else the year before's, else half the publication threshold.
    Cells of the armed forces outside public administration are taken as empty.
    """
    cells = (
        _raw(data)
        .filter(pl.col("geo") == COUNTRY_NAMES[iso3])
        .with_columns(
            pl.col("nace_r2").map_elements(_section, return_dtype=pl.String).alias("section"),
            pl.col("isco08").replace_strict(MAJOR_GROUPS, return_dtype=pl.Int64).alias("isco1"),
        )
    )
    return tidy(cells)


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """What `employment` returns, from cells of two years or more: section, isco1, year, thousand_persons."""
    wide = cells.pivot(on="year", index=["section", "isco1"], values="thousand_persons")
    years = sorted(c for c in wide.columns if c.isdigit())
    last, before = pl.col(years[-1]), pl.col(years[-2])
    floor = pl.when((pl.col("isco1") == 0) & (pl.col("section") != "O")).then(0.0).otherwise(HALF_THRESHOLD)
    return (
        wide.with_columns(
            pl.coalesce(last, before, floor).alias("thousand"),
            pl.when(last.is_not_null())
            .then(pl.lit("observed"))
            .otherwise(pl.lit("estimated"))
            .alias("status"),
            pl.col("section").replace_strict(SECTOR_OF_SECTION).alias("sector"),
        )
        .select("sector", "section", "isco1", "thousand", "status")
        .sort("sector", "section", "isco1")
    )


def _raw(data: Path) -> pl.DataFrame:
    return pl.read_csv(extract(data, FILE))


def _section(title: str) -> str:
    return next(code for start, code in SECTIONS.items() if title.startswith(start))
