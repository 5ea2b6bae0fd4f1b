"""Which numbers move the headlines: two levels of each number, all at a time; then Sobol over the first.

Sobol's shares are of an emulator: differences between single runs hold chance, and want many runs.

Each point has burn-ins of its own and, on each base seed, a run without further AI, one in `moderate`, one
in `rapid` and one with the training programme. Numbers move from half to twice what ships, within their
bounds; those of the worlds in all worlds alike, from month 1 on. The closure is not varied, as closures are
shown beside one another. In the two-level design every run tells of all numbers. What was run is kept in
`--work`, and the same command goes on from there, with more points of Sobol's net too.
"""

from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from calibration.estimate.designs import FACTORIAL, SOBOL, Design, Effects, factorial_design, sobol_design
from calibration.estimate.evaluations import Evaluations
from calibration.estimate.factors import declared_numbers, factors
from calibration.estimate.headlines import OUTCOMES, headlines
from calibration.estimate.unknowns import Array, Space
from calibration.study.declaration import USUAL, Asked, Job, country
from calibration.study.table import Column, Table, publish, read_csv
from calibration.validate.headline import PERCENT
from simulator.core.errors import InputError

Failed = NDArray[np.bool_]
UNSOURCED = 20
LEAST_POINTS = 16
"""Below, tenths of the points that are left out would be empty."""
RANGE = (0.05, 0.95)
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
    evaluations = Evaluations(
        design.space, folder, asked.persons, asked.base_seeds, asked.jobs, measure=headlines,
        targets={asked.country: []}, progress=told,
    )  # fmt: skip
    evaluations.open(resume=True)
    evaluations(design.points)
    each = [evaluations.moments(point, asked.country, asked.base_seeds) for point in design.points]
    found = np.array([[one[key] for key in OUTCOMES] for one in each])
    return found, ~np.isfinite(found).all(axis=1)


def told(done: int, known: int) -> None:
    """One line for each run that ends."""
    click.echo(f"{done} runs, {known} known", err=True)


def rows_of(design: Design, effects: Effects, failed: Failed) -> list[dict[str, Any]]:
    """A row for each number, by its part in the outcomes (their mean), the largest first."""
    lost = design.lost(failed)
    shares = np.nanmean(effects.shares, axis=1)
    alone = shares if effects.alone is None else np.nanmean(effects.alone, axis=1)
    told_apart = (np.abs(effects.size) > SURE * effects.error).sum(axis=1)
    known, rows = declared_numbers(), []
    for rank, k in enumerate(np.argsort(-shares, kind="stable"), start=1):
        one = design.space.unknowns[k]
        declared = known[one.parameter]
        rows.append({
            "rank": rank, "parameter": one.parameter, "status": declared.status, "source": declared.source,
            "low": one.low, "ships": one.start, "high": one.high, "share": PERCENT * shares[k],
            "told": float(told_apart[k]), "alone": PERCENT * alone[k], "failed": float(lost[k]),
            **dict(zip(OUTCOMES, effects.size[k], strict=True)),
        })  # fmt: skip
    return rows


def notes_of(design: Design, effects: Effects, failed: Failed, asked: Asked) -> list[str]:
    """What was run, and what chance does to it."""
    run = f"{len(design.points)} points, of which {failed.sum()} gave none; {asked.size}"
    what = f"{WHAT[design.method]}; {len(design.space.unknowns)} numbers, {run}."
    if effects.predicted is not None:
        return [what, *notes_of_emulator(effects.predicted, effects.error)]
    errors = zip(OUTCOMES.values(), effects.error.mean(axis=0), effects.shares.sum(axis=0), strict=True)
    each = "; ".join(f"{words} {error:.2g} ({PERCENT * part:.0f} %)" for words, error, part in errors)
    return [
        f"{what} Standard error of an effect, and what all numbers explain of the variance one by one: "
        f"{each}. The rest is chance and what two or more do together. Told: effects beyond {SURE} standard "
        f"errors, of {len(OUTCOMES)} outcomes; chance gives one in twenty studies for each outcome."
    ]


def notes_of_emulator(predicted: Array, error: Array) -> list[str]:
    """How far an emulator is to be believed."""
    each = "; ".join(
        f"{words} {PERCENT * part:.0f} %"
        + (" (too little: no shares)" if np.isnan(typical) else f" (± {typical:.2g})")
        for words, part, typical in zip(OUTCOMES.values(), predicted, error.max(axis=0), strict=True)
    )
    return [
        "What it foretells of the variance at points left out, a tenth at a time, and the largest standard "
        f"error of a share (jackknife): {each}. The rest is chance, and what was not learnt. Shares of all "
        "numbers add up to more than one where they act together."
    ]


def ranges_of(found: Array) -> str:
    """Where the outcomes of all points lie, with every number at an end or anywhere in its range."""
    low, high = np.quantile(found, RANGE, axis=0)
    falls = PERCENT * (found < 0.0).mean(axis=0)
    each = "; ".join(
        f"{words} {least:+.3g} to {most:+.3g} (below zero in {share:.0f} %)"
        for words, least, most, share in zip(OUTCOMES.values(), low, high, falls, strict=True)
    )
    return f"Nine tenths of the {len(found)} points lie within, chance included: {each}."


def published(design: Design, asked: Asked, whose: str = "") -> None:
    """Run a design, write its table; `whose` numbers it varies, if not all."""
    found, failed = found_by(design, asked, asked.more["work"] / design.method)
    effects = design.effects(found)
    rows = rows_of(design, effects, failed)
    assumed = [str(row["parameter"]) for row in rows if row["status"] == "assumed"][:UNSOURCED]
    notes = [
        " ".join(filter(None, (*notes_of(design, effects, failed, asked), whose))),
        ranges_of(found[~failed]),
        f"First {len(assumed)} that are assumed: {', '.join(assumed)}.",
    ]
    of = "_".join(filter(None, (asked.country, design.method, asked.more["only"])))
    content = Table(of, f"What moves the headlines, {asked.country}", rows, notes)
    columns = [one for one in COLUMNS if one not in OF_ONE.values() or one is OF_ONE.get(design.method)]
    publish(asked.study, content, columns, asked.out, asked.command)


def first_of(space: Space, count: int, screened: Path) -> Space:
    """The numbers that the table of the screening ranks first; InputError where there is none."""
    rows = read_csv(screened)
    if not rows:
        raise InputError(f"{screened.name} is not there; screen all numbers first, without --sobol",
                         field="--sobol")  # fmt: skip
    first = {row["parameter"] for row in rows[:count]}
    return Space(space.countries, tuple(one for one in space.unknowns if one.parameter in first))


def study(asked: Asked) -> None:
    """Screen all numbers; or split the variance among those that the screening ranked first."""
    more, space = asked.more, factors(asked.country, asked.more["only"])
    if (points := more["sobol"]) and (points < LEAST_POINTS or points & (points - 1)):
        raise InputError(f"{points} is no power of two from {LEAST_POINTS} on, as a Sobol net wants; "
                         "256 told shares to three points", field="--sobol")  # fmt: skip
    if more["sobol"]:
        of = "_".join(filter(None, (asked.study, asked.country, FACTORIAL, more["only"])))
        screened = asked.out / f"{of}.csv"
        space = first_of(space, more["first"], screened)
        published(sobol_design(space, more["sobol"]), asked, f"Numbers: the first of {screened.name}.")
    else:
        published(factorial_design(space), asked)


OPTIONS = (
    click.Option(["--sobol"], type=click.IntRange(0), default=0, show_default=True,
                 help="points, a power of two, from which an emulator learns how the first numbers share "
                 "the variance; 0 screens all numbers"),
    click.Option(["--first"], type=click.IntRange(2), default=30, show_default=True,
                 help="numbers among which Sobol splits the variance"),
    click.Option(["--only"], default="", metavar="TEXT", help="numbers whose names hold this"),
    click.Option(["--work"], type=click.Path(path_type=Path), default=Path("runs/sensitivity"),
                 show_default=True, help="folder of what was run"),
)  # fmt: skip
STUDY = Job(
    of=country("ESP"), size=USUAL | {"seeds": 1, "base_seed": 9401, "persons": 3000, "jobs": 1},
    options=OPTIONS, does=study,
)  # fmt: skip
