"""ILO: exposure to generative AI by 4-digit occupation (Gmyrek et al. 2025), earnings by major group."""

from pathlib import Path

import polars as pl

from calibration.sources import extract

EXPOSURE = "ilo-genai-2025"
EARNINGS = "ilostat-earnings"


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
    table = pl.read_csv(
        extract(data, "ilo_hourly_earnings_by_isco08_sex_labour_share.csv"), infer_schema_length=None
    ).filter(pl.col("iso3c") == iso3)
    row = table.drop_nulls("labor_inc_share").sort("year").row(-1, named=True)
    return row["labor_inc_share"] / 100, int(row["year"])
