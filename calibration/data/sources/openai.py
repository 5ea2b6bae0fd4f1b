"""Eloundou et al. 2024, "GPTs are GPTs": exposure of occupations to large language models."""

from pathlib import Path

import polars as pl

from calibration.data.sources import extract

EXPOSURE = "gpts-are-gpts"
YEAR = 2023


def exposure(data: Path) -> dict[str, float]:
    """Score by SOC 2018 code: share of tasks exposed, those that need further software counted half.

    Ratings by people; an O*NET occupation counts once in the mean of its SOC code.
    """
    table = pl.read_csv(extract(data, "gpts_are_gpts_exposure_onet_soc.csv"))
    scores: dict[str, list[float]] = {}
    for code, score in table.select("O*NET-SOC Code", "human_rating_beta").iter_rows():
        scores.setdefault(code[:7], []).append(score)
    return {soc: sum(found) / len(found) for soc, found in scores.items()}
