"""Nesta, Mapping Career Causeways: employment by 3-digit occupation and skill-based transition matrix."""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration.data.codes import OCCUPATIONS
from calibration.data.sources import extract

SOURCE = "nesta-causeways"
YEAR = "2018"
PREFIX = {"FRA": "fra", "ITA": "ita", "GBR": "uk"}
"""Countries that have files, and how these begin."""


def employment_by_minor_group(data: Path, countries: list[str]) -> dict[str, float]:
    """Thousand employed by ISCO-08 3-digit code, summed over `countries` of `PREFIX`."""
    total: dict[str, float] = {}
    for iso3 in countries:
        path = extract(data, f"nesta/{PREFIX[iso3]}_breakdown_by_isco_w_risk.csv")
        for code, value in pl.read_csv(path, infer_schema_length=0).select("isco_code", YEAR).iter_rows():
            number = 0.0 if value in (None, "x", "") else float(value)
            total[code] = total.get(code, 0.0) + number
    return total


def education_of_employed(data: Path, iso3: str) -> dict[str, float]:
    """Shares of employment with low, medium and high education (ISCED 0-2, 3-4, 5-8)."""
    table = pl.read_csv(extract(data, f"nesta/{PREFIX[iso3]}_combined_breakdown_k_hatlev1d.csv"))
    held = {
        level: sum(table.filter(pl.col("HATLEV1D") == code)[YEAR].to_list())
        for level, code in (("low", "L"), ("medium", "M"), ("high", "H"))
    }
    return {level: number / sum(held.values()) for level, number in held.items()}


def transition_shares(data: Path, minor_weights: dict[str, float]) -> NDArray[np.float64]:
    """Share of viable moves from occupation i that end in j, [40, 40], rows sum to 1.

    Occupation → sub-sector of skills → sub-sector → occupation. ESCO occupations carry the employment of
    their 3-digit group in equal parts. A row is NaN where ESCO has no occupation (subsistence farmers).
    """
    names, between = _between_subsectors(data)
    members = pl.read_csv(extract(data, "nesta/mcc_skills_based_sectors_All_ESCO.csv"), infer_schema_length=0)
    codes = [str(c).zfill(4) for c in members["isco_code"]]
    per_group: dict[str, int] = {}
    for code in codes:
        per_group[code[:3]] = per_group.get(code[:3], 0) + 1
    row_of = {name: i for i, name in enumerate(names)}
    occupations = list(OCCUPATIONS)
    mass = np.zeros((len(occupations), len(names)))
    for code, subsector in zip(codes, members["sub_sector"], strict=True):
        if code[:2] in OCCUPATIONS and subsector.strip() in row_of:
            weight = max(minor_weights.get(code[:3], 0.0), 1e-3) / per_group[code[:3]]
            mass[occupations.index(code[:2]), row_of[subsector.strip()]] += weight
    with np.errstate(invalid="ignore"):
        profile = mass / mass.sum(axis=1, keepdims=True)
        holders = mass / mass.sum(axis=0, keepdims=True)
    return np.asarray(profile @ between @ np.nan_to_num(holders).T)


def _between_subsectors(data: Path) -> tuple[list[str], NDArray[np.float64]]:
    table = pl.read_csv(extract(data, "nesta/mcc_transitions_Matrix_subsectors.csv"), encoding="utf8-lossy")
    columns = [c.strip() for c in table.columns[1:]]
    rows = [str(r).strip() for r in table.get_column(table.columns[0])]
    values = table.select(table.columns[1:]).to_numpy().astype(float)
    ordered = values[[rows.index(c) for c in columns]]
    return columns, _fill_unreported(ordered)


def _fill_unreported(moves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows that sum to 1. Nesta reports moves out of sub-sectors that hold risky occupations only.

    The others stay with the mean diagonal of the reported ones and leave in proportion to their inflow.
    """
    reported = moves.sum(axis=1) > 0
    stay = np.mean(np.diag(moves)[reported])
    filled = moves.copy()
    for row in np.flatnonzero(~reported):
        inflow = moves[:, row]
        filled[row] = (1 - stay) * inflow / max(inflow.sum(), 1e-300)
        filled[row, row] = stay
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))
