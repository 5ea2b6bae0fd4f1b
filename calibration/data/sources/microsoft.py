"""Tomlinson et al. 2025, "Working with AI": how far an occupation is what people ask an assistant to do."""

from pathlib import Path

import polars as pl

from calibration.data.sources import extract

EXPOSURE = "microsoft-ai-applicability"
YEAR = 2025


def exposure(data: Path) -> dict[str, float]:
    """AI applicability score by SOC 2018 code."""
    table = pl.read_csv(extract(data, "microsoft_ai_applicability_soc2018.csv"))
    return dict(table.select("SOC Code", "ai_applicability_score").iter_rows())
