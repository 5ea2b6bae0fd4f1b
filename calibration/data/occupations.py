"""The 40 occupations and 13 sectors: codes, employment, wages, exposure to AI, moves and distances.

Margins and means that are known are met by the least change of a prior.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit

from calibration.data.tabulate import TABLES
from calibration.study import read_csv
from simulator.core.kernels import rake

Array = NDArray[np.float64]
_TITLES = read_csv(TABLES / "classification.csv")
OCCUPATIONS = {row["code"]: row["title"] for row in _TITLES if row["scheme"] == "isco08_2d"}
"""ISCO-08 sub-major groups without the armed forces (01-03), whose employment is folded into 54."""
SECTORS = {row["code"]: row["title"] for row in _TITLES if row["scheme"] == "nace_group"}
"""Groups of NACE Rev. 2 sections."""
CODES = list(OCCUPATIONS)
MAJOR = np.array([int(code[0]) for code in CODES])
ARMED_FORCES_GO_TO = "54"
SECTOR_OF_SECTION = {
    section: sector
    for sector in SECTORS
    for section in "ABCDEFGHIJKLMNOPQRSTU"
    if sector[0] <= section <= sector[-1]
}
_NAICS = "A 11|B-E 21 22 31|F 23|G 42 44|H 48|I 72|J 51|K 52|L-N 53 54 55 56|O 99|P 61|Q 62|R-U 71 81"
SECTOR_OF_NAICS = {code: sector for sector, *codes in map(str.split, _NAICS.split("|")) for code in codes}
"""First two digits of NAICS as OEWS publishes them (31 = 31-33, 44 = 44-45, 48 = 48-49, 99 = government)."""
EDUCATION = ("isced_0_2", "isced_3_4", "isced_5_8")


def fitted_to(prior: Array, rows: Array, columns: Array) -> Array:
    """Scale `prior` [R, C] so that it sums to `rows` [R] and `columns` [C], within 1e-12 of the total.

    Cells where both margins are positive get a small floor first, so that a margin whose prior row is
    empty can still be met. Raises ValueError when the margins disagree or no fit is found.
    """
    if not np.isclose(rows.sum(), columns.sum(), rtol=1e-9):
        raise ValueError(f"margins disagree: rows sum to {rows.sum():.6g}, columns to {columns.sum():.6g}")
    total = max(rows.sum(), 1e-300)
    independent = np.outer(rows, columns) / total
    fitted = prior / max(prior.sum(), 1e-300) * total
    fitted = np.where(independent > 0, np.maximum(fitted, 1e-6 * independent), 0.0)
    for _ in range(5000):
        fitted = rake(fitted, rows, columns, rounds=1)
        if np.abs(fitted.sum(axis=1) - rows).max() <= 1e-12 * total:
            return fitted
    raise ValueError("raking did not converge in 5000 rounds")


def with_odds(share: Array | float, by: float) -> Array:
    """Shares with log odds added."""
    return np.asarray(expit(logit(share) + by))


def shift_shares(prior: Array, weights: Array, target: float) -> Array:
    """Move shares `prior` [N] by one common logit shift so that their `weights` [N] mean is `target`.

    Shares stay strictly between 0 and 1. Raises ValueError when the target lies outside (0, 1).
    """
    if not 0 < target < 1:
        raise ValueError(f"target share {target} must lie between 0 and 1")
    inside = np.clip(prior, 1e-9, 1 - 1e-9)
    by = brentq(lambda by: np.average(with_odds(inside, by), weights=weights) - target, -40, 40, xtol=1e-14)
    return with_odds(inside, by)


def split_shares(minor: Mapping[str, float]) -> Array:
    """Share of each occupation in its major group [O], from employment by 3-digit code."""
    totals = np.array([sum(v for k, v in minor.items() if k.startswith(code)) for code in CODES])
    groups = np.array([totals[MAJOR == g].sum() for g in MAJOR])
    return np.asarray(totals / groups)


def employment(
    cells: Mapping[tuple[str, int], float], shares: Array, prior: Mapping[tuple[str, str], float]
) -> Array:
    """Thousand employed by sector and occupation [S, O], from cells by sector and major group.

    Within each major group the prior is raked to the survey's sector totals and to the group's split.
    """
    table = np.array([[cells.get((sector, group), 0.0) for group in range(10)] for sector in SECTORS])
    result = np.zeros((len(SECTORS), len(CODES)))
    for group in range(1, 10):
        members = np.flatnonzero(MAJOR == group)
        seed = np.array([[prior.get((s, CODES[o]), 0.0) for o in members] for s in SECTORS])
        by_sector = table[:, group].copy()
        result[:, members] = fitted_to(seed, by_sector, shares[members] * by_sector.sum())
    result[:, CODES.index(ARMED_FORCES_GO_TO)] += table[:, 0]
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
    exposed = expit((mean - parameters["exposure_threshold"]) / (spread * np.sqrt(3) / np.pi))
    automated = expit(
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
    groups = [code[:3] for code in codes]
    return np.array([max(minor.get(group, 0.0), 1e-3) / groups.count(group) for group in groups])


def probabilities(moves: Array) -> Array:
    """Row-stochastic matrix [O, O] from persons who moved; an empty row is that of its major group."""
    filled = moves.copy()
    for row in np.flatnonzero(moves.sum(axis=1) == 0):
        filled[row] = filled[MAJOR == MAJOR[row]].sum(axis=0)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def complete(shares: Array) -> Array:
    """Rows without data (NaN) take the mean of their major group's rows, then sum to 1."""
    filled = shares.copy()
    for row in np.flatnonzero(np.isnan(shares).any(axis=1)):
        filled[row] = np.nanmean(shares[MAJOR == MAJOR[row]], axis=0)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def blend(observed: Array, skills: Array, weight: float) -> Array:
    """Keep the observed probability of staying; mix the destinations of movers with `weight` on skills."""
    stay = np.diag(observed)
    mixed = (1 - weight) * _destinations(observed) + weight * _destinations(skills)
    return np.asarray((1 - stay)[:, None] * mixed + np.diag(stay))


def distance(observed: Array, skills: Array) -> Array:
    """Skill distance in 0-1 [O, O], symmetric, zero on the diagonal.

    Lift L_ij = how much likelier j is for a mover from i than for any mover, geometric mean of both
    directions; similarity L/(1+L), averaged over observed moves and skill overlap; 1 - similarity is
    scaled so that the farthest pair is 1.
    """

    def similarity(destinations: Array) -> Array:
        lift = destinations / np.maximum(destinations.mean(axis=0), 1e-12)
        both = np.sqrt(lift * lift.T)
        return np.asarray(both / (1 + both))

    raw = 1 - np.mean([similarity(_destinations(moves)) for moves in (observed, skills)], axis=0)
    off = ~np.eye(len(CODES), dtype=bool)
    return np.where(off, raw / raw[off].max(), 0.0)


def _destinations(matrix: Array) -> Array:
    movers = matrix - np.diag(np.diag(matrix))
    return np.asarray(movers / movers.sum(axis=1, keepdims=True))
