"""EUROMOD: progressivity of taxes and benefits by household type, as its connector ships it."""

from pathlib import Path

import polars as pl

from calibration.data.codes import ISO2
from calibration.data.sources import extract

SOURCE = "euromod-slopes"


def slopes(data: Path, iso3: str) -> list[tuple[int, dict[str, float | str]]]:
    """Latest policy year and, by household type, τ, λ and their standard errors; none outside the EU."""
    table = pl.read_csv(extract(data, "euromod_tax_benefit_function_2022_2025.csv"))
    own = table.filter(pl.col("system").str.starts_with(f"{ISO2.get(iso3, '')}_")).sort("system")
    if own.is_empty():
        return []
    latest = own["system"][-1]
    rows = own.filter(pl.col("system") == latest).iter_rows(named=True)
    return [
        (int(latest[3:]), {
            "household_type": row["household_type"], "tau": row["tau"], "se_tau": row["se_tau"],
            "level": row["lambda"], "se_level": row["se_lambda"], "gini_gross": row["gini_gross"],
        })
        for row in rows
    ]  # fmt: skip
