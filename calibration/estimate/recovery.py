"""Are known parameters found again from simulated data? `python -m calibration.estimate.recovery ESP USA`.

A point is drawn, the model is run there on seeds of its own, and what comes out is taken for the data.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from calibration.estimate.evaluations import Evaluations, Measure, measured
from calibration.estimate.fit import MINUTE, Fit, estimate, notes, parameter_rows
from calibration.estimate.moments import Moment, moments_of
from calibration.estimate.search import keyed
from calibration.estimate.unknowns import Array, Space, space_of
from calibration.validate.result_table import RESULTS, Column, publish
from simulator.core import cache
from simulator.scenario.country.profile import load_country

DATA_SEED = 6001
CENTRAL = 0.7
"""Truths are drawn from the middle of each range."""
COLUMNS = (
    Column("parameter", "parameter"),
    Column("truth", "truth", ".4g"),
    Column("estimate", "estimate", ".4g"),
    Column("from", "2.5 %", ".4g"),
    Column("to", "97.5 %", ".4g"),
    Column("profile_from", "profile from", ".4g"),
    Column("profile_to", "to", ".4g"),
    Column("identified", "identified"),
    Column("error", "error, share of range", "+.2f"),
    Column("found", "truth in profile"),
)


def truth_of(space: Space) -> Array:
    """A point drawn from the middle of the unit cube."""
    return np.asarray(0.5 + CENTRAL * (keyed("truth", 0, 1, len(space.unknowns))[0] - 0.5))


def targets_at(
    space: Space, truth: Array, measure: Measure, seeds: Sequence[int], persons: int
) -> dict[str, list[Moment]]:
    """The calibration targets with the model's own values in place of the data."""
    found = {}
    for country in space.countries:
        runs = [measure(country, space.parameters(truth, country), seed, persons) for seed in seeds]
        found[country] = [
            replace(one, value=float(np.mean([run[one.key] for run in runs])))
            for one in moments_of(load_country(country))
        ]
    return found


def rows_of(fit: Fit, truth: Array) -> list[dict[str, Any]]:
    """Estimates beside the truth."""
    values, rows = fit.space.values(truth), parameter_rows(fit)
    for row, one, value in zip(rows, fit.space.unknowns, values, strict=True):
        inside = row["profile_from"] <= value <= row["profile_to"]
        row |= {"truth": float(value), "found": "yes" if inside else "no",
                "error": (row["estimate"] - float(value)) / (one.high - one.low)}  # fmt: skip
    return rows


@click.command(help=__doc__)
@click.argument("countries", nargs=-1, required=True)
@click.option("--evaluations", default=200, show_default=True, help="points at which the model is run")
@click.option("--budget", default=60.0, show_default=True, help="minutes after which it stops")
@click.option("--persons", default=5000, show_default=True, help="simulated persons")
@click.option("--seeds", default=1, show_default=True, help="base seeds a point, and for the data")
@click.option("--base-seed", default=5001, show_default=True, help="first of them")
@click.option("--jobs", default=1, show_default=True, help="processes")
@click.option(
    "--work", type=click.Path(path_type=Path), default=Path("runs/recovery"), help="what was evaluated"
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, help="folder of the table")
def main(
    countries: tuple[str, ...], evaluations: int, budget: float, persons: int, seeds: int, base_seed: int,
    jobs: int, work: Path, out: Path,
) -> None:  # fmt: skip
    """Command line."""
    cache.configure()
    until = time.monotonic() + MINUTE * budget
    space = space_of(countries)
    truth = truth_of(space)
    targets = targets_at(space, truth, measured, range(DATA_SEED, DATA_SEED + seeds), persons)
    asked = Evaluations(
        space, work, persons, range(base_seed, base_seed + seeds), jobs, until, targets=targets
    )
    asked.open(resume=True)
    fit = estimate(asked, evaluations)
    title = f"Recovery of known parameters from simulated data: {', '.join(countries)}"
    publish(f"recovery_{'_'.join(countries)}", title, COLUMNS, rows_of(fit, truth), notes(fit), out)


if __name__ == "__main__":
    main()
