"""ILO: exposure to generative AI (Gmyrek et al. 2025), employment and earnings by occupation."""

from pathlib import Path

import polars as pl

from calibration.data.codes import OCCUPATIONS
from calibration.data.sources import extract

EXPOSURE = "ilo-genai-2025"
EARNINGS = "ilostat-earnings"
BY_OCCUPATION = "ilostat-occupations"
BY_MAJOR_GROUP = "ilo-modelled-occupations"
CODES = list(OCCUPATIONS)


def exposure(data: Path) -> pl.DataFrame:
    """Columns isco4 (str), mean, spread (standard deviation over tasks), gradient; one row an occupation."""
    return pl.read_csv(extract(data, "ilo_genai_exposure_isco08_4digit_2025.csv")).select(
        pl.col("ISCO_08").cast(pl.String).str.zfill(4).alias("isco4"),
        pl.col("mean25").alias("mean"),
        pl.col("sd25").alias("spread"),
        pl.col("pot").alias("gradient"),
    )


def relative_earnings(data: Path, iso3: str) -> tuple[dict[int, float], int]:
    """Hourly earnings of major groups 1-9 over the mean of all, and the year: the latest complete one."""
    table = pl.read_csv(
        extract(data, "ilo_hourly_earnings_by_isco08_sex_labour_share.csv"), infer_schema_length=None
    ).filter(pl.col("iso3c") == iso3)
    columns = [f"hourearn_isco08_{g}" for g in range(1, 10)]
    full = table.drop_nulls(["hourearn_isco08_total", *columns]).sort("year")
    if full.is_empty():
        raise ValueError(f"{iso3}: no year has earnings for all nine major groups")
    row = full.row(-1, named=True)
    return {g: row[f"hourearn_isco08_{g}"] / row["hourearn_isco08_total"] for g in range(1, 10)}, int(
        row["year"]
    )


def labour_share(data: Path, iso3: str) -> tuple[float, int]:
    """Labour income share of GDP, own-account labour included, and its last year."""
    year, share = list(labour_shares(data, iso3).items())[-1]
    return share, year


def labour_shares(data: Path, iso3: str) -> dict[int, float]:
    """Labour income share of GDP by year, own-account labour included."""
    table = pl.read_csv(
        extract(data, "ilo_hourly_earnings_by_isco08_sex_labour_share.csv"), infer_schema_length=None
    ).filter(pl.col("iso3c") == iso3)
    rows = table.drop_nulls("labor_inc_share").sort("year").select("year", "labor_inc_share").iter_rows()
    return {int(year): share / 100 for year, share in rows}


def employment_by_occupation(data: Path, iso3: str) -> tuple[dict[str, float], int]:
    """Thousand employed by ISCO-08 2-digit code, and the year; the unclassified are left out."""
    table = pl.read_csv(
        extract(data, "ilostat_employment_isco08_2digit_selected.csv"), infer_schema_length=0
    ).filter((pl.col("ref_area") == iso3) & (pl.col("sex") == "T") & pl.col("isco08_2d").is_in(CODES))
    if table.is_empty():
        raise ValueError(f"{iso3}: no employment by 2-digit occupation")
    rows = table.select("isco08_2d", "employment_thousands").iter_rows()
    return {code: float(number) for code, number in rows}, int(table["year"][0])


def employment_by_major_group(data: Path, iso3: str, year: int) -> dict[str, float]:
    """Thousand employed by major group, "6+9" for farmers and elementary workers together (modelled)."""
    table = pl.read_csv(extract(data, "ilo_modelled_employment_isco08_1digit_BRA_MEX_ZAF.csv")).filter(
        (pl.col("ref_area") == iso3) & (pl.col("sex") == "T") & (pl.col("year") == year)
    )
    rows = table.select("isco08_major", "employment_thousands").iter_rows()
    return {str(group): float(number) for group, number in rows if group != "TOTAL"}
