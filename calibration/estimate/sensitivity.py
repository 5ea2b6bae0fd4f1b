"""Which numbers move the headlines: two levels of each number, all at a time.

Each point has burn-ins of its own and, on each base seed, a run without further AI, one in `moderate`, one
in `rapid` and one with the training programme. Numbers move from half to twice what ships, within their
bounds; those of the worlds in all worlds alike, from month 1 on. The closure is not varied, as closures are
shown beside one another. In the two-level design every run tells of all numbers. What was run is kept in
`--work`, and the same command goes on from there. Study `economies` tells which of the numbers that have
priors move the jobs of the main job.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import ceil, log2
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import hadamard

from calibration.estimate.evaluations import Array, Evaluations, Space, Unknown, key_of
from calibration.study import USUAL, Asked, Column, Job, Table, country, option, publish
from calibration.study.runs import Measured, Run, measured
from calibration.validate.headline import MONTHS, PERCENT, THOUSAND, Channel, last, throw
from simulator.core.economy import STEERED
from simulator.core.errors import ExplodedError, IdentityError, InputError
from simulator.core.param import Param
from simulator.scenario.country.profile import load_country
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.world import World, load_world
from simulator.start.opening import passing_openings

WORLD = "world."
"""What names of world parameters begin with here: they are varied in all worlds alike."""
WIDER = 2.0
OF_BOUNDS = 0.1
"""Part of the bounds over which a number is varied that ships as zero."""
DATE_SHIFT = 3.0
"""Years by which a date is moved."""
NOT_VARIED = {"machine_price", "frozen", "tasks_share", "tasks_by", "tasks_incidence"}
"""Switches, and what a scenario chooses: another technology, a named share of work."""
PATTERN = "moderate"


def declared_numbers() -> dict[str, Param]:
    """Declaration of every number that can be varied."""
    own = {name: one for name, one in model_parameters().items() if name not in STEERED}
    return own | {f"{WORLD}{name}": one for name, one in World.declared().items()}


def span(declared: Param, ships: float) -> tuple[float, float]:
    """From where to where a number is varied, within its bounds (declared unit)."""
    low, high = declared.bounds
    if declared.kind == "date":
        return max(low, ships - DATE_SHIFT), min(high, ships + DATE_SHIFT)
    if ships == 0.0:
        return max(low, -OF_BOUNDS * (high - low)), min(high, OF_BOUNDS * (high - low))
    ends = sorted((ships / WIDER, ships * WIDER))
    return max(low, ends[0]), min(high, ends[1])


def factors(iso3: str) -> Space:
    """All that is varied of a country, as unknowns with their ranges."""
    world = load_world(PATTERN).values
    ships = load_country(iso3).parameters({})
    found = []
    for name, one in declared_numbers().items():
        bare = name.removeprefix(WORLD)
        if bare in NOT_VARIED or one.kind == "flag":
            continue
        value = float(world[bare]) if name.startswith(WORLD) else float(ships.get(name, one.default))
        low, high = span(one, value)
        if low < high:
            found.append(Unknown(name, "", low, high, (), value))
    return Space((iso3,), tuple(found))


def parted(values: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Numbers of the model, and of the world by their own names."""
    world = {name.removeprefix(WORLD): value for name, value in values.items() if name.startswith(WORLD)}
    return {name: value for name, value in values.items() if not name.startswith(WORLD)}, world


def in_world(name: str, given: Mapping[str, float]) -> dict[str, float]:
    """What a world holds where `PATTERN` holds `given`: dates as many years off, the rest in ratio."""
    own, pattern, declared = load_world(name).values, load_world(PATTERN).values, World.declared()
    moved = {}
    for key, value in given.items():
        low, high = declared[key].bounds
        if declared[key].kind == "date" or pattern[key] == 0.0:
            number = own[key] + value - pattern[key]
        else:
            number = own[key] * value / pattern[key]
        moved[key] = min(max(number, low), high)
    return moved


@dataclass(frozen=True)
class Effects:
    """How far each number moves each outcome [d, k], standard errors, shares of the variance."""

    size: Array
    error: Array
    shares: Array


@dataclass(frozen=True)
class Design:
    """Points of the unit cube [n, d]: each number low or high at a time with all others."""

    space: Space
    points: Array

    def effects(self, found: Array) -> Effects:
        """What the outcomes found at the points [n, k] say, by least squares; NaN where a point gave none.

        From low to high, the mean over the others' levels; shares are without what chance adds to them. A
        share may so be below zero: cut off there, what hundreds of numbers have by chance would add up.
        """
        known = np.isfinite(found).all(axis=1)
        sides, outcomes = 2.0 * self.points[known] - 1.0, found[known]
        told = np.column_stack([np.ones(len(sides)), sides])
        inverse = np.linalg.pinv(told)
        weights = inverse @ outcomes
        free = max(len(told) - np.linalg.matrix_rank(told), 1)
        noise = ((outcomes - told @ weights) ** 2).sum(axis=0) / free
        error = np.sqrt((inverse**2).sum(axis=1)[1:, None] * noise)
        moved = weights[1:] ** 2 - error**2
        return Effects(2.0 * weights[1:], 2.0 * error, moved / np.maximum(outcomes.var(axis=0), 1e-300))


def factorial_design(space: Space) -> Design:
    """Twice the next power of two of points, folded over.

    What a number does is mixed up neither with what another does, nor with what two do together.
    """
    count = len(space.unknowns) + 1  # the first column tells the halves apart and is no number's
    half = hadamard(2 ** ceil(log2(count)))[:, 1:count]
    return Design(space, 0.5 + 0.5 * np.vstack([half, -half]))


TRAINING = "training_programme"
OUTCOMES = {
    "jobs_moderate": "jobs, AI in moderate, thousand",
    "jobs_rapid": "jobs, AI in rapid, thousand",
    "jobs_training": "jobs, training, thousand",
    "gdp": "real GDP, AI in moderate, %",
    "labour_share": "labour share, AI in moderate, points",
    "balance": "public balance, AI in moderate, % of GDP",
}


def headlines(iso3: str, values: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    """The headlines of one point and base seed by name; NaN where the numbers let the economy explode."""
    own, world = parted(values)

    plain = Run(iso3, seed, persons, MONTHS, frozen_demography=False, parameters=own)

    def run(name: str, policies_of: str = "") -> Run:
        switch = Channel("sensitivity", world=in_world(name, world))
        return replace(plain, world=name, before=partial(throw, channel=switch), policies_of=policies_of)

    try:
        with passing_openings():
            none, moderate, rapid, training = measured(
                plain, run("moderate"), run("rapid"), run("moderate", f"{iso3.lower()}/{TRAINING}")
            )
    except (ExplodedError, IdentityError, InputError, ArithmeticError, ValueError, MemoryError):
        return dict.fromkeys(OUTCOMES, float("nan"))

    def gap(with_it: Measured, without: Measured, name: str) -> float:
        return last(with_it, name) - last(without, name)

    owed = last(moderate, "public_balance") / last(moderate, "gdp")
    return {
        "jobs_moderate": THOUSAND * gap(moderate, none, "employed"),
        "jobs_rapid": THOUSAND * gap(rapid, none, "employed"),
        "jobs_training": THOUSAND * gap(training, moderate, "employed"),
        "gdp": PERCENT * (last(moderate, "real_gdp") / last(none, "real_gdp") - 1.0),
        "labour_share": PERCENT * gap(moderate, none, "labour_share"),
        "balance": PERCENT * (owed - last(none, "public_balance") / last(none, "gdp")),
    }


Failed = NDArray[np.bool_]
UNSOURCED = 20
SURE = 3.7
"""Standard errors beyond which one of 250 numbers is told from nothing at 5 %, by Bonferroni."""
COLUMNS = (
    Column("rank", "rank", ".0f"),
    Column("parameter", "parameter"),
    Column("status", "status"),
    Column("source", "source"),
    Column("low", "from", ".4g"),
    Column("ships", "ships", ".4g"),
    Column("high", "to", ".4g"),
    Column("share", "share of what moves headlines, %", ".1f"),
    Column("told", "outcomes told", ".0f"),
    *(Column(key, words, ".3g") for key, words in OUTCOMES.items()),
    Column("failed", "runs that failed", ".0f"),
)


def found_by(design: Design, asked: Asked) -> tuple[Array, Failed]:
    """Headlines of each point [n, k], means over base seeds; NaN where a run failed, and where so [n]."""
    iso3, seeds = asked.country, asked.base_seeds
    runs = Evaluations(
        design.space, asked.more["work"], asked.persons, asked.base_seed, asked.jobs, measure=headlines
    )
    runs.open(resume=True)
    runs.run((point, iso3, seed) for point in design.points for seed in seeds)
    each = [[runs.known[key_of(point, iso3, seed)] for seed in seeds] for point in design.points]
    found = np.array([[np.mean([one[key] for one in own]) for key in OUTCOMES] for own in each])
    return found, ~np.isfinite(found).all(axis=1)


def rows_of(design: Design, effects: Effects, failed: Failed) -> list[dict[str, Any]]:
    """A row for each number, by its part in the outcomes (their mean), the largest first."""
    lost = ((design.points > 0.5) & failed[:, None]).sum(axis=0)
    shares = np.nanmean(effects.shares, axis=1)
    told_apart = (np.abs(effects.size) > SURE * effects.error).sum(axis=1)
    known, rows = declared_numbers(), []
    for rank, k in enumerate(np.argsort(-shares, kind="stable"), start=1):
        one = design.space.unknowns[k]
        declared, effect = known[one.parameter], dict(zip(OUTCOMES, effects.size[k], strict=True))
        about = {"rank": rank, "parameter": one.parameter, "status": declared.status}
        span = {"source": declared.source, "low": one.low, "ships": one.start, "high": one.high}
        parts = {"share": PERCENT * shares[k], "told": float(told_apart[k])}
        rows.append(about | span | parts | effect | {"failed": float(lost[k])})
    return rows


def notes_of(design: Design, effects: Effects, failed: Failed, asked: Asked) -> str:
    """What was run, and what chance does to it."""
    run = f"{len(design.points)} points, of which {failed.sum()} gave none; {asked.size}"
    rows = zip(
        OUTCOMES.values(), effects.error.mean(axis=0), PERCENT * effects.shares.sum(axis=0), strict=True
    )
    each = "; ".join(f"{words} {error:.2g} ({share:.0f} %)" for words, error, share in rows)
    return (
        "Two levels of each number at a time with all others: change of the headline from low to high; "
        f"{len(design.space.unknowns)} numbers, {run}. Standard error of an effect, and what all numbers "
        f"explain of the variance one by one: {each}. The rest is chance and what two or more do together. "
        f"Told: effects beyond {SURE} standard errors, of {len(OUTCOMES)} outcomes; chance gives one in "
        "twenty studies for each outcome."
    )


def study(asked: Asked) -> None:
    """Run all points, write the table."""
    design = factorial_design(factors(asked.country))
    found, failed = found_by(design, asked)
    effects = design.effects(found)
    rows = rows_of(design, effects, failed)
    assumed = [str(row["parameter"]) for row in rows if row["status"] == "assumed"][:UNSOURCED]
    notes = [
        notes_of(design, effects, failed, asked),
        f"First {len(assumed)} that are assumed: {', '.join(assumed)}.",
    ]
    content = Table(asked.country, f"What moves the headlines, {asked.country}", rows, notes)
    publish(asked.study, content, COLUMNS, asked.out, asked.command)


OPTIONS = (option("work", "folder of what was run", click.Path(path_type=Path), Path("runs/sensitivity")),)
SIZE = USUAL | {"seeds": 1, "base_seed": 9401, "persons": 3000, "jobs": 1}
STUDY = Job(of=country("ESP"), size=SIZE, options=OPTIONS, does=study)
