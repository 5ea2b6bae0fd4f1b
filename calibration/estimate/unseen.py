"""Does an estimate fit better on seeds it has not seen? `python -m calibration.estimate.unseen FOLDER`.

FOLDER is that of a search by `sim calibrate`. The loss is in tolerances, at another size and other seeds.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np

from calibration.estimate.evaluations import measured
from calibration.estimate.moments import Moment, misses, moments_of
from calibration.study import Array, over_seeds
from calibration.validate.result_table import RESULTS, Column, publish, read_csv
from simulator.core import cache
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


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--seeds", default=3, show_default=True, help="base seeds")
@click.option("--base-seed", default=9201, show_default=True, help="first of them, unseen in fitting")
@click.option("--persons", default=20_000, show_default=True, help="simulated persons")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, help="folder of the table")
def main(folder: Path, seeds: int, base_seed: int, persons: int, out: Path) -> None:
    """Command line."""
    cache.configure()
    pairs, weights = {}, {}
    for iso3 in countries_in(folder):
        targets = moments_of(load_country(iso3))
        weights[iso3] = sum(one.weight for one in targets)
        given: tuple[dict[str, float], ...] = ({}, best_draw(folder, iso3))
        span = range(base_seed, base_seed + seeds)
        ships, estimate = (
            losses(targets, [measured(iso3, values, seed, persons) for seed in span]) for values in given
        )
        pairs[iso3] = ships, estimate
    notes = [
        f"{seeds} base seeds from {base_seed}, {persons} persons; mean squared miss in tolerances, targets "
        "read in their source weighing 1, recalled ones a quarter. Negative: the estimate fits better.",
    ]
    title = f"An estimate on unseen seeds: {', '.join(pairs)}"
    publish(f"unseen_{'-'.join(pairs)}", title, COLUMNS, rows_of(pairs, weights), notes, out)


if __name__ == "__main__":
    main()
