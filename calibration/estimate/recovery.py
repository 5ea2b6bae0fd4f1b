"""Whether known parameters are found again from simulated data.

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
from calibration.study.declaration import USUAL, Asked, Job, countries
from calibration.study.table import Column, Table, publish
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


def recover(asked: Asked) -> None:
    """Draw a truth, make data of it, estimate, and show both."""
    until = time.monotonic() + MINUTE * asked.more["budget"]
    space = space_of(asked.countries)
    truth = truth_of(space)
    data_seeds = range(DATA_SEED, DATA_SEED + asked.seeds)
    evaluations = Evaluations(
        space, asked.more["work"], asked.persons, asked.base_seeds, asked.jobs, until,
        targets=targets_at(space, truth, measured, data_seeds, asked.persons),
    )  # fmt: skip
    evaluations.open(resume=True)
    fit = estimate(evaluations, asked.more["evaluations"])
    title = f"Recovery of known parameters from simulated data: {', '.join(asked.countries)}"
    found = Table("_".join(asked.countries), title, rows_of(fit, truth), notes(fit))
    publish(asked.study, found, COLUMNS, asked.out, asked.command)


OPTIONS = (
    click.Option(["--evaluations"], type=click.IntRange(1), default=200, show_default=True,
                 help="points at which the model is run"),
    click.Option(["--budget"], type=click.FloatRange(0.0, min_open=True), default=60.0, show_default=True,
                 help="minutes after which it stops"),
    click.Option(["--work"], type=click.Path(path_type=Path), default=Path("runs/recovery"),
                 show_default=True, help="folder of what was evaluated"),
)  # fmt: skip
STUDY = Job(
    of=countries(), size=USUAL | {"seeds": 1, "base_seed": 5001, "persons": 5000}, options=OPTIONS,
    does=recover,
)  # fmt: skip
