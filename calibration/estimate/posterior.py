"""What the data say of the parameters, learnt from one reference table; and whether the intervals cover.

The model is run once at each of some points of the whole cube; the posterior of any data then costs nothing.
Coverage: each point is left out, its moments are taken for the data, and it is told how often the 90 %
intervals hold its parameters. Draws go to the folder of draws, what ships first. What was run is kept in
`--work`, and the same command goes on from there.
"""

import time
from pathlib import Path
from typing import Any

import click
import numpy as np
from scipy.special import ndtri

from calibration.estimate.amortised import draws, learn
from calibration.estimate.evaluations import Evaluations
from calibration.estimate.fit import MINUTE
from calibration.estimate.reference import Reference, fill, points_of, table_of
from calibration.estimate.search import keyed
from calibration.estimate.shipped_draws import COUNT, ENSEMBLES, write_draws
from calibration.estimate.unknowns import Array, space_of
from calibration.study.declaration import USUAL, Asked, Job, countries
from calibration.study.table import Column, Table, check_committed, publish
from simulator.scenario.country.ensembles import POSTERIOR

PERCENT = 100.0
TAILS = (0.05, 0.95)
COLUMNS = (
    Column("parameter", "parameter"),
    Column("low", "range from", ".4g"),
    Column("high", "to", ".4g"),
    Column("ships", "ships", ".4g"),
    Column("median", "median", ".4g"),
    Column("from", "5 %", ".4g"),
    Column("to", "95 %", ".4g"),
    Column("narrowed", "width, of the range's 90 %", ".2f"),
    Column("coverage", "coverage of 90 %, %", ".0f"),
    Column("error", "error left out, of range", ".2f"),
    Column("middle", "of the middle", ".2f"),
)


def strayed(misses: Array, number: int) -> Array:
    """Misses [n, m] of data that stray by a tolerance."""
    return np.asarray(misses + ndtri(keyed("tolerance", number, *misses.shape)))


def inside(drawn: Array, truth: Array) -> Array:
    """Whether each unknown of a truth [d] is within the 90 % of what was drawn [n, d]."""
    low, high = np.quantile(drawn, TAILS, axis=0)
    return np.asarray((low <= truth) & (truth <= high))


def left_out(table: Reference, *, strays: bool) -> tuple[Array, Array]:
    """For each point taken as data, left out: is each unknown in the 90 % [n, d]; errors of the mean [n, d].

    `strays`: data stray from the model by a tolerance, as the posterior takes them to.
    """
    data = np.concatenate(list(table.misses.values()), axis=1)
    data = strayed(data, 1) if strays else data
    held, errors = [], []
    for k, truth in enumerate(table.points):
        drawn = draws(learn(table.without(k)), data[k], k)
        held.append(inside(drawn, truth))
        errors.append(drawn.mean(axis=0) - truth)
    return np.array(held), np.array(errors)


def rows_of(table: Reference, drawn: Array, held: Array, errors: Array) -> list[dict[str, Any]]:
    """A row for each unknown."""
    low, high = np.quantile(drawn, TAILS, axis=0)
    median, space = np.quantile(drawn, 0.5, axis=0), table.space
    values = {name: space.values(point) for name, point in
              (("ships", space.start), ("median", median), ("from", low), ("to", high))}  # fmt: skip
    return [
        {
            "parameter": one.label, "low": one.low, "high": one.high,
            **{name: float(own[k]) for name, own in values.items()},
            "narrowed": float((high - low)[k] / (TAILS[1] - TAILS[0])),
            "coverage": PERCENT * float(held[:, k].mean()),
            "error": float(np.sqrt((errors[:, k] ** 2).mean())),
            "middle": float(np.sqrt(((table.points[:, k] - 0.5) ** 2).mean())),
        }
        for k, one in enumerate(space.unknowns)
    ]  # fmt: skip


def notes_of(table: Reference, held: Array, held_exact: Array, asked: Asked) -> list[str]:
    """How the table was made, and coverage of all."""
    chance = PERCENT * np.sqrt(held.mean(axis=1).var(ddof=1) / len(held))
    count, more = len(table.points), asked.more
    return [
        f"{count} points of {more['points']}, {asked.persons} persons, each on a base seed of its own from "
        f"{asked.base_seed}, in {len(table.misses)} countries; {table.failed} more failed.",
        f"Coverage of all 90 % intervals, each point left out in turn: {PERCENT * held.mean():.1f} % (s.e. "
        f"{chance:.1f}, points as clusters); {PERCENT * held_exact.mean():.1f} % where the data do not stray "
        "by a tolerance.",
        "Error: root mean square, share of the range; “of the middle”: of guessing the middle of the range.",
    ]


def study(asked: Asked) -> None:
    """Fill the table as far as the time goes; posterior, coverage, draws."""
    more, space = asked.more, space_of(asked.countries)
    if more["ensembles"].resolve() == ENSEMBLES.resolve():
        check_committed("draws of parameters")
    evaluations = Evaluations(
        space, more["work"], asked.persons, [asked.base_seed], asked.jobs,
        time.monotonic() + MINUTE * more["budget"], progress=told,
    )  # fmt: skip
    evaluations.open(resume=True)
    points = points_of(space, more["points"])
    fill(evaluations, points, asked.base_seed)
    table = table_of(evaluations, points, asked.base_seed)
    picture = learn(table)
    drawn = draws(picture, np.zeros(len(picture.levels)))
    held, errors = left_out(table, strays=True)
    held_exact, _ = left_out(table, strays=False)
    rows = rows_of(table, drawn, held, errors)
    notes = notes_of(table, held, held_exact, asked)
    title = f"Posterior of parameters and its coverage: {', '.join(asked.countries)}"
    found = Table("_".join(asked.countries), title, rows, notes)
    publish(asked.study, found, COLUMNS, asked.out, asked.command)
    for country in space.countries:
        write_draws(space, drawn[-COUNT:], country, more["ensembles"], asked.command, POSTERIOR)


def told(done: int, known: int) -> None:
    """One line for each run that ends."""
    click.echo(f"{done} runs, {known} known", err=True)


OPTIONS = (
    click.Option(["--points"], type=click.IntRange(4), default=32, show_default=True,
                 help="points of the table; a larger one goes on from a smaller"),
    click.Option(["--budget"], type=click.FloatRange(0.0, min_open=True), default=60.0, show_default=True,
                 help="minutes after which no more is run"),
    click.Option(["--work"], type=click.Path(path_type=Path), default=Path("runs/posterior"),
                 show_default=True, help="folder of what was run"),
    click.Option(["--ensembles"], type=click.Path(path_type=Path), default=ENSEMBLES,
                 help="folder of the draws"),
)  # fmt: skip
STUDY = Job(
    of=countries(("ESP", "USA", "FRA", "DEU", "ITA")),
    size=USUAL | {"seeds": 1, "base_seed": 7001, "persons": 5000, "jobs": 1}, options=OPTIONS, does=study,
)  # fmt: skip
