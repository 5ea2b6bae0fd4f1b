"""What is known of the 40 occupations: employment by sector, wages, exposure to AI, moves and distances."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration.data.codes import ARMED_FORCES_GO_TO, OCCUPATIONS, SECTORS
from calibration.data.raking import fitted_to

Array = NDArray[np.float64]
CODES = list(OCCUPATIONS)
MAJOR = np.array([int(code[0]) for code in CODES])


def split_shares(minor: Mapping[str, float]) -> Array:
    """Share of each occupation in its major group [O], from employment by 3-digit code."""
    totals = np.array([sum(v for k, v in minor.items() if k.startswith(code)) for code in CODES])
    groups = np.array([totals[MAJOR == g].sum() for g in MAJOR])
    return np.asarray(totals / groups)


def employment(cells: pl.DataFrame, shares: Array, prior: Mapping[tuple[str, str], float]) -> Array:
    """Thousand employed by sector and occupation [S, O].

    Within each major group the prior is raked to the survey's sector totals and to the group's split.
    """
    result = np.zeros((len(SECTORS), len(CODES)))
    for group in range(1, 10):
        members = np.flatnonzero(MAJOR == group)
        by_sector = np.array([_sum(cells, sector, group) for sector in SECTORS])
        seed = np.array([[prior.get((s, CODES[o]), 0.0) for o in members] for s in SECTORS])
        result[:, members] = fitted_to(seed, by_sector, shares[members] * by_sector.sum())
    soldiers = np.array([_sum(cells, sector, 0) for sector in SECTORS])
    result[:, CODES.index(ARMED_FORCES_GO_TO)] += soldiers
    return result


def relative_wages(
    by_group: Mapping[int, float], within: Mapping[str, tuple[float, float]], jobs: Array
) -> Array:
    """Hourly wage over the employment-weighted mean [O].

    Major groups keep their published ratios to each other; inside a group, wages vary as in `within`
    (employment, wage). An occupation absent from `within` gets its group's mean.
    """
    wages = np.array([within[c][1] if c in within else np.nan for c in CODES])
    result = np.zeros(len(CODES))
    for group in range(1, 10):
        members = MAJOR == group
        local = np.where(np.isnan(wages[members]), np.nanmean(wages[members]), wages[members])
        result[members] = by_group[group] * local / np.average(local, weights=jobs[members])
    return np.asarray(result / np.average(result, weights=jobs))


def exposure(scores: pl.DataFrame, weights: Array, parameters: Mapping[str, float]) -> dict[str, Array]:
    """Mean score, automatable and augmentable task shares, and share in each ILO gradient, all [O].

    Share of tasks exposed e = logistic of (mean - threshold) over the spread of task scores; share of those
    automated a = logistic of (mean - centre)/width - (spread - centre)/width. Computed at 4 digits,
    averaged with employment `weights` of the scored occupations.
    """
    mean = scores["mean"].to_numpy()
    spread = np.maximum(scores["spread"].to_numpy(), parameters["exposure_spread_floor"])
    exposed = _logistic((mean - parameters["exposure_threshold"]) / (spread * np.sqrt(3) / np.pi))
    automated = _logistic(
        (mean - parameters["automation_mean_centre"]) / parameters["automation_mean_width"]
        - (spread - parameters["automation_spread_centre"]) / parameters["automation_spread_width"]
    )
    columns = {
        "exposure": mean,
        "automation": exposed * automated,
        "augmentation": exposed * (1 - automated),
        "gradient_any": scores["gradient"].str.starts_with("Exposed").cast(pl.Float64).to_numpy(),
        "gradient_4": (scores["gradient"] == "Exposed: Gradient 4").cast(pl.Float64).to_numpy(),
    }
    codes = scores["isco4"].to_list()
    groups = [np.array([c[:2] == o for c in codes]) for o in CODES]
    return {k: np.array([np.average(v[g], weights=weights[g]) for g in groups]) for k, v in columns.items()}


def unit_weights(codes: Sequence[str], minor: Mapping[str, float], units: Mapping[str, float]) -> Array:
    """Employment of 4-digit codes; where `units` is empty, their 3-digit group's in equal parts."""
    if units:
        return np.array([max(units.get(code, 0.0), 1e-3) for code in codes])
    peers = {m: sum(c[:3] == m for c in codes) for m in {c[:3] for c in codes}}
    return np.array([max(minor.get(c[:3], 0.0), 1e-3) / peers[c[:3]] for c in codes])


def _logistic(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)))


def _sum(cells: pl.DataFrame, sector: str, group: int) -> float:
    chosen = cells.filter((pl.col("sector") == sector) & (pl.col("isco1") == group))
    return float(chosen["thousand"].to_numpy().sum())
