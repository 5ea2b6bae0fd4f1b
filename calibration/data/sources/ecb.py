"""European Central Bank, Distributional Wealth Accounts: household wealth by wealth group."""

from pathlib import Path

import polars as pl

from calibration.data.codes import ISO2
from calibration.data.sources import extract

SOURCE = "ecb-dwa"
GROUPS = {"B50": (0.0, 0.5), "D06": (0.5, 0.6), "D07": (0.6, 0.7), "D08": (0.7, 0.8), "D09": (0.8, 0.9),
          "D10": (0.9, 1.0)}  # fmt: skip
"""Code of a group and the range of households it holds, poorest first."""


def wealth(data: Path, iso3: str) -> tuple[dict[str, dict[str, float]], int]:
    """Million euro by instrument (deposits, business, net_wealth, debt) and group, and the year."""
    table = pl.read_csv(extract(data, "ecb_distributional_wealth_accounts_latest.csv")).filter(
        (pl.col("REF_AREA") == ISO2[iso3]) & (pl.col("UNIT_MEASURE") == "EUR")
    )
    rows = {row["DWA_GRP"]: row for row in table.iter_rows(named=True)}
    columns = {"deposits": "DEP", "business": "BW", "net_wealth": "TW_NET", "debt": "DEBT"}
    held = {name: {g: abs(rows[g][column]) for g in GROUPS} for name, column in columns.items()}
    return held, int(next(iter(rows.values()))["TIME_PERIOD"][:4])
