"""Which numbers move the headlines: two levels of each number, all at a time; then Sobol over the first.

Sobol's shares are of an emulator: differences between single runs hold chance, and want many runs.

Each point has burn-ins of its own and, on each base seed, a run without further AI, one in `moderate`, one
in `rapid` and one with the training programme. Numbers move from half to twice what ships, within their
bounds; those of the worlds in all worlds alike, from month 1 on. The closure is not varied, as closures are
shown beside one another. In the two-level design every run tells of all numbers. What was run is kept in
`--work`, and the same command goes on from there, with more points of Sobol's net too.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from calibration.estimate.evaluations import SEED, Array, Evaluations, Space, Unknown, key_of, net
from calibration.study import USUAL, Asked, Column, Job, Table, country, option, publish, read_csv
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


LENGTHS = (0.3, 1000.0)
"""Of a Gaussian process over the unit cube: a number that does nothing has the longest."""
FOLDS = 10
BASE = 512
"""Of Saltelli's points, on the emulator."""
LEAST = 0.1
"""Of the variance at points left out that has to be foretold: below, shares are chance's own."""


def split(problem: dict[str, Any], points: Array, outcome: Array) -> tuple[Array, Array, Array, float]:
    """Sobol's shares of an outcome [n] found at points of the unit cube [n, d].

    In all and errors of these, alone [d]; the part of the variance that is foretold at points left out.
    """
    whole = _learnt(points, outcome)
    alone, total = _shares(problem, whole)
    fold = np.arange(len(points)) % FOLDS
    foretold, moved = np.zeros_like(outcome), []
    for k in range(FOLDS):
        rest = _learnt(points[fold != k], outcome[fold != k], whole.kernel_)
        foretold[fold == k] = rest.predict(points[fold == k])
        moved.append(_shares(problem, rest)[1])
    error = np.sqrt((FOLDS - 1) * np.var(moved, axis=0))
    return total, error, alone, float(1.0 - np.mean((outcome - foretold) ** 2) / outcome.var())


def _learnt(points: Array, outcome: Array, kernel: Any = None) -> Any:
    """A Gaussian process fitted by its likelihood, from a kernel found before if there is one."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    first = ConstantKernel(1.0) * RBF(np.full(points.shape[1], 3.0), LENGTHS) + WhiteKernel(0.5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a length at its end: the number does nothing
        return GaussianProcessRegressor(kernel or first, normalize_y=True).fit(points, outcome)


def _shares(problem: dict[str, Any], emulator: Any) -> tuple[Array, Array]:
    """First and total share of each number in the emulator's variance; zeros where it is flat."""
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sample

    found = emulator.predict(sample.sample(problem, BASE, calc_second_order=False, seed=SEED))
    if np.ptp(found) < 1e-9 * max(np.abs(found).max(), 1.0):
        return np.zeros(problem["num_vars"]), np.zeros(problem["num_vars"])
    of = analysis.analyze(problem, found, calc_second_order=False, num_resamples=2, seed=SEED)
    return np.asarray(of["S1"]), np.asarray(of["ST"])


FACTORIAL, SOBOL = "factorial", "sobol"


@dataclass(frozen=True)
class Effects:
    """How far each number moves each outcome over its range [d, k]; standard errors, zero where unknown.

    `shares` is the part that a number has in an outcome's variance, else in all effects [d, k]; `alone` the
    part of the variance that it moves without the others, where that is known. `predicted` is what an
    emulator foretells of the variance [k], where there is one; where that is too little the rest is NaN.
    """

    size: Array
    error: Array
    shares: Array
    alone: Array | None = None
    predicted: Array | None = None


@dataclass(frozen=True)
class Design:
    """Points of the unit cube [n, d]."""

    space: Space
    points: Array
    method: str

    def effects(self, found: Array) -> Effects:
        """What the outcomes found at the points [n, k] say; NaN where a point gave none."""
        return self._by_least_squares(found) if self.method == FACTORIAL else self._by_emulator(found)

    def _by_emulator(self, found: Array) -> Effects:
        """Total shares of the variance that the numbers make, chance apart, and what each makes alone."""
        known, names = np.isfinite(found).all(axis=1), [one.parameter for one in self.space.unknowns]
        problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
        parts = [split(problem, self.points[known], outcome) for outcome in found[known].T]
        *shares, predicted = map(np.array, zip(*parts, strict=True))
        size, error, alone = (np.where(predicted >= LEAST, one.T, np.nan) for one in shares)
        return Effects(size, error, size / np.maximum(size.sum(axis=0), 1e-300), alone, predicted)

    def _by_least_squares(self, found: Array) -> Effects:
        """From low to high, the mean over the others' levels; shares are without what chance adds to them.

        A share may so be below zero: cut off there, what hundreds of numbers have by chance would add up.
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
    """Each number low or high at a time with all others, twice the next power of two of points, folded over.

    What a number does is mixed up neither with what another does, nor with what two do together.
    """
    from SALib.sample import ff

    count = len(space.unknowns) + 1  # the first column tells the halves apart and is no number's
    names = [f"x{k}" for k in range(count)]
    points = ff.sample({"num_vars": count, "names": names, "bounds": [[0.0, 1.0]] * count}, seed=SEED)
    return Design(space, points[:, 1:count], FACTORIAL)


def sobol_design(space: Space, count: int) -> Design:
    """A Sobol net of `count` points, a power of two; fewer are the first of more."""
    return Design(space, net("sobol", count, len(space.unknowns)), SOBOL)


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
FIRST = 30
"""Numbers among which Sobol splits the variance."""
LEAST_POINTS = 16
"""Below, tenths of the points that are left out would be empty."""
SURE = 3.7
"""Standard errors beyond which one of 250 numbers is told from nothing at 5 %, by Bonferroni."""
WHAT = {
    FACTORIAL: "Two levels of each number at a time with all others: change of the headline from low to high",
    SOBOL: "Sobol: total share of the variance that these numbers make in the headline, by an emulator",
}
TOLD = Column("told", "outcomes told", ".0f")
ALONE = Column("alone", "of the variance, without the others, %", ".1f")
OF_ONE = {FACTORIAL: TOLD, SOBOL: ALONE}
"""Columns of one design: two levels tell effects from chance, Sobol what is alone from what is together."""
COLUMNS = (
    Column("rank", "rank", ".0f"),
    Column("parameter", "parameter"),
    Column("status", "status"),
    Column("source", "source"),
    Column("low", "from", ".4g"),
    Column("ships", "ships", ".4g"),
    Column("high", "to", ".4g"),
    Column("share", "share of what moves headlines, %", ".1f"),
    TOLD,
    ALONE,
    *(Column(key, words, ".3g") for key, words in OUTCOMES.items()),
    Column("failed", "runs that failed", ".0f"),
)


def found_by(design: Design, asked: Asked, folder: Path) -> tuple[Array, Failed]:
    """Headlines of each point [n, k], means over base seeds; NaN where a run failed, and where so [n]."""
    iso3, seeds = asked.country, asked.base_seeds
    runs = Evaluations(design.space, folder, asked.persons, asked.base_seed, asked.jobs, measure=headlines)
    runs.open(resume=True)
    runs.run((point, iso3, seed) for point in design.points for seed in seeds)
    each = [[runs.known[key_of(point, iso3, seed)] for seed in seeds] for point in design.points]
    found = np.array([[np.mean([one[key] for one in own]) for key in OUTCOMES] for own in each])
    return found, ~np.isfinite(found).all(axis=1)


def rows_of(design: Design, effects: Effects, failed: Failed) -> list[dict[str, Any]]:
    """A row for each number, by its part in the outcomes (their mean), the largest first."""
    lost = ((design.points > 0.5) & failed[:, None]).sum(axis=0)
    shares = np.nanmean(effects.shares, axis=1)
    alone = shares if effects.alone is None else np.nanmean(effects.alone, axis=1)
    told_apart = (np.abs(effects.size) > SURE * effects.error).sum(axis=1)
    known, rows = declared_numbers(), []
    for rank, k in enumerate(np.argsort(-shares, kind="stable"), start=1):
        one = design.space.unknowns[k]
        declared, effect = known[one.parameter], dict(zip(OUTCOMES, effects.size[k], strict=True))
        about = {"rank": rank, "parameter": one.parameter, "status": declared.status}
        span = {"source": declared.source, "low": one.low, "ships": one.start, "high": one.high}
        parts = {"share": PERCENT * shares[k], "told": float(told_apart[k]), "alone": PERCENT * alone[k]}
        rows.append(about | span | parts | effect | {"failed": float(lost[k])})
    return rows


def notes_of(design: Design, effects: Effects, failed: Failed, asked: Asked) -> list[str]:
    """What was run, and what chance does to it, or how far an emulator is to be believed."""
    run = f"{len(design.points)} points, of which {failed.sum()} gave none; {asked.size}"
    what = f"{WHAT[design.method]}; {len(design.space.unknowns)} numbers, {run}."
    if effects.predicted is None:
        each = each_outcome(
            "{:.2g} ({:.0f} %)", effects.error.mean(axis=0), PERCENT * effects.shares.sum(axis=0)
        )
        return [
            f"{what} Standard error of an effect, and what all numbers explain of the variance one by one: "
            f"{each}. The rest is chance and what two or more do together. Told: effects beyond {SURE} "
            f"standard errors, of {len(OUTCOMES)} outcomes; chance gives one in twenty studies for "
            "each outcome."
        ]
    each = each_outcome("{:.0f} % (± {:.2g})", PERCENT * effects.predicted, effects.error.max(axis=0))
    return [
        what,
        "What it foretells of the variance at points left out, a tenth at a time, and the largest standard "
        f"error of a share (jackknife; too little for shares: nan): {each}. The rest is chance, and what was "
        "not learnt. Shares of all numbers add up to more than one where they act together.",
    ]


def each_outcome(form: str, *numbers: Array) -> str:
    """Numbers of the outcomes, in words."""
    rows = zip(OUTCOMES.values(), *numbers, strict=True)
    return "; ".join(f"{words} {form.format(*own)}" for words, *own in rows)


def published(design: Design, asked: Asked, whose: str = "") -> None:
    """Run a design, write its table; `whose` numbers it varies, if not all."""
    found, failed = found_by(design, asked, asked.more["work"] / design.method)
    effects = design.effects(found)
    rows = rows_of(design, effects, failed)
    assumed = [str(row["parameter"]) for row in rows if row["status"] == "assumed"][:UNSOURCED]
    notes = [
        " ".join(filter(None, (*notes_of(design, effects, failed, asked), whose))),
        f"First {len(assumed)} that are assumed: {', '.join(assumed)}.",
    ]
    of = f"{asked.country}_{design.method}"
    content = Table(of, f"What moves the headlines, {asked.country}", rows, notes)
    columns = [one for one in COLUMNS if one not in OF_ONE.values() or one is OF_ONE.get(design.method)]
    publish(asked.study, content, columns, asked.out, asked.command)


def first_of(space: Space, count: int, screened: Path) -> Space:
    """The numbers that the table of the screening ranks first; InputError where there is none."""
    rows = read_csv(screened)
    if not rows:
        raise InputError(
            f"{screened.name} is not there; screen all numbers first, without --sobol", field="--sobol"
        )
    first = {row["parameter"] for row in rows[:count]}
    return Space(space.countries, tuple(one for one in space.unknowns if one.parameter in first))


def study(asked: Asked) -> None:
    """Screen all numbers; or split the variance among those that the screening ranked first."""
    more, space = asked.more, factors(asked.country)
    if (points := more["sobol"]) and (points < LEAST_POINTS or points & (points - 1)):
        raise InputError(
            f"{points} is no power of two from {LEAST_POINTS} on, as a Sobol net wants; "
            "256 told shares to three points",
            field="--sobol",
        )
    if more["sobol"]:
        screened = asked.out / f"{asked.study}_{asked.country}_{FACTORIAL}.csv"
        space = first_of(space, FIRST, screened)
        published(sobol_design(space, more["sobol"]), asked, f"Numbers: the first of {screened.name}.")
    else:
        published(factorial_design(space), asked)


OPTIONS = (
    option(
        "sobol",
        "points, a power of two, from which an emulator learns how the first numbers share the "
        "variance; 0 screens all numbers",
        click.IntRange(0),
        0,
    ),
    option("work", "folder of what was run", click.Path(path_type=Path), Path("runs/sensitivity")),
)
SIZE = USUAL | {"seeds": 1, "base_seed": 9401, "persons": 3000, "jobs": 1}
STUDY = Job(of=country("ESP"), size=SIZE, options=OPTIONS, does=study)
