"""Whether an estimate fits better on seeds it has not seen.

FOLDER is that of a search by `sim calibrate`. The loss is in tolerances, at another size and other seeds.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.estimate.evaluations import measured
from calibration.estimate.moments import Moment, misses, moments_of
from calibration.study.declaration import USUAL, Asked, Study, folder
from calibration.study.runs import Array
from calibration.study.table import Column, Table, read_csv
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import load_country

COLUMNS = (
    Column("country", "country"),
    Column("ships", "loss as it ships", ".3f"),
    Column("estimate", "at the estimate", ".3f"),
    Column("difference", "difference", "+.3f"),
    Column("error", "s.e.", ".3f"),
)
ALL = "together"


def countries_in(folder: Path) -> list[str]:
    """Countries of which the folder holds draws."""
    return sorted(path.stem.removeprefix("ensemble_") for path in folder.glob("ensemble_*.csv"))


def best_draw(folder: Path, iso3: str) -> dict[str, float]:
    """Parameters of the best point of a search."""
    row = read_csv(folder / f"ensemble_{iso3}.csv")[0]
    return {name: float(value) for name, value in row.items() if name not in ("draw", "loss")}


def losses(targets: Sequence[Moment], found: Sequence[Mapping[str, float]]) -> Array:
    """Mean squared miss in tolerances, weighted, of each run."""
    weight = sum(one.weight for one in targets)
    return np.array([float((misses(list(targets), run) ** 2).sum()) / weight for run in found])


def rows_of(pairs: Mapping[str, tuple[Array, Array]], weights: Mapping[str, float]) -> list[dict[str, Any]]:
    """A row for each country, and one for all by their weights, losses paired by seed."""
    total = sum(weights.values())
    parts = [weights[one] / total * np.array(pair) for one, pair in pairs.items()]
    both = np.sum(parts, axis=0)
    rows = []
    for country, (ships, estimate) in {**pairs, ALL: (both[0], both[1])}.items():
        change = over_seeds((estimate - ships).tolist())
        rows.append({"country": country, "ships": float(np.mean(ships)), "estimate": float(np.mean(estimate)),
                     "difference": change.mean, "error": change.error})  # fmt: skip
    return rows


def calls(asked: Asked) -> list[tuple[str, Mapping[str, float], int, int]]:
    """Every base seed of each country, as it ships and at the estimate."""
    folder = asked.more["folder"]
    return [
        (iso3, values, seed, asked.persons)
        for iso3 in countries_in(folder)
        for values in ({}, best_draw(folder, iso3))
        for seed in asked.base_seeds
    ]


def table(asked: Asked, found: Sequence[Mapping[str, float]]) -> Table:
    """A row for each country and one for all."""
    pairs, weights, count = {}, {}, asked.seeds
    for k, iso3 in enumerate(countries_in(asked.more["folder"])):
        targets = moments_of(load_country(iso3))
        weights[iso3] = sum(one.weight for one in targets)
        own = found[2 * k * count : 2 * (k + 1) * count]
        pairs[iso3] = losses(targets, own[:count]), losses(targets, own[count:])
    notes = [
        f"{asked.size}; mean squared miss in tolerances, targets read in their source weighing 1, recalled "
        "ones a quarter. Negative: the estimate fits better.",
    ]
    title = f"An estimate on unseen seeds: {', '.join(pairs)}"
    return Table("-".join(pairs), title, rows_of(pairs, weights), notes)


STUDY = Study(
    of=folder("FOLDER"), size=USUAL | {"seeds": 3, "base_seed": 9201}, columns=COLUMNS,
    calls=calls, measure=measured, table=table,
)  # fmt: skip
