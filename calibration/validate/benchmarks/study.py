"""Benchmarks B01 to B14, posed as their authors did: published, ours, and why they differ.

Other models and experts answered the questions that this model is asked. Each row is an outcome at its own
date: the published value, ours as the mean over base seeds of the shipped closure and of the stress test
(nobody reacts) with the lowest and the highest of them, whether they agree, and what lies behind it. Nothing
is fitted to them. Runs are shared: each is made once. All at one seed and 10,000 persons take about five
minutes of one processor once the code is compiled, one benchmark a minute or less.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from calibration.study.declaration import Asked, Study
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table, print_table
from calibration.validate.benchmarks.outcomes import LAID_OFF, RANK, READ
from calibration.validate.benchmarks.posed import OPTIONS, Cell, Key, run_of
from calibration.validate.headline import ENDS
from simulator.core.errors import InputError, suggestion

INSIDE, TOUCHES, NEAR, OUTSIDE = "inside", "range touches", "near", "outside"
SAME_SIGN = "same sign, other size"
SHOWN, NOT_POSED = "shown", "not posed"
FIFTH = 0.2
"""How near, of the published value; chosen here."""


def verdict(published: float | None, low: float | None, high: float | None, ours: Sequence[float]) -> str:
    """What is told of a row; `ours` are the values of seeds and closures.

    A band is met by the mean, touched by the range. Without a band the range must hold the published value;
    near, it comes within a fifth of it; the same sign is told apart from the other. Nothing is judged where
    nothing is published.
    """
    least, most = min(ours), max(ours)
    mean = sum(ours) / len(ours)
    if low is not None and high is not None:
        if low <= mean <= high:
            return INSIDE
        return TOUCHES if least <= high and low <= most else OUTSIDE
    if published is None:
        return SHOWN
    if least <= published <= most:
        return INSIDE
    if least - FIFTH * abs(published) <= published <= most + FIFTH * abs(published):
        return NEAR
    return SAME_SIGN if mean * published > 0.0 else OUTSIDE


PUBLISHED, EXERCISES = (Path(__file__).with_name(f"{name}.csv") for name in ("published", "exercises"))
POSTS = "posts abolished"
FORM = ".4g"
COLUMNS = (
    Column("benchmark", "id"),
    Column("author", "who"),
    Column("outcome", "outcome"),
    Column("unit", "unit"),
    Column("countries", "country"),
    Column("world", "world"),
    Column("case", "with"),
    Column("year", "in"),
    Column("published", "published", FORM),
    Column("band", "their band"),
    Column("ours", "ours", FORM),
    Column("least", "lowest", FORM),
    Column("most", "highest", FORM),
    Column("laid_off", "laid off for AI, %", ".2f"),
    Column("verdict", "verdict"),
    Column("reason", "mechanism"),
    Column("provenance", "provenance"),
)
SHOWN_COLUMNS = ("benchmark", "outcome", "countries", "world", "case", "year", "published", "band", "ours",
                 "least", "most", "laid_off", "verdict")  # fmt: skip
"""What `sim benchmark` prints of a row."""


@dataclass(frozen=True)
class Row:
    """A published value, and where ours is read."""

    benchmark: str
    outcome: str
    unit: str
    countries: tuple[str, ...]
    world: str
    case: str
    year: int
    published: float | None
    low: float | None
    high: float | None
    provenance: str
    reason: str

    @property
    def is_posed(self) -> bool:
        """Whether the model can be asked."""
        return self.case != NOT_POSED

    def cells(self) -> list[Cell]:
        """What is read; a rank is read from all that is ranked."""
        cases = OPTIONS if self.outcome == RANK else (self.case,)
        return [Cell(iso3, self.world, case) for iso3 in self.countries for case in cases]


def published() -> list[Row]:
    """Every published value."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return [_row(entry) for entry in csv.DictReader(file)]


def _row(entry: Mapping[str, str]) -> Row:
    value, low, high = (float(entry[key]) if entry[key] else None for key in ("published", "low", "high"))
    return Row(
        entry["benchmark"], entry["outcome"], entry["unit"], tuple(entry["countries"].split()),
        entry["world"], entry["case"], int(entry["year"]), value, low, high, entry["provenance"],
        entry["reason"],
    )  # fmt: skip


def exercises() -> dict[str, dict[str, str]]:
    """Author of each benchmark, and how it is posed, by id."""
    with EXERCISES.open(encoding="utf-8", newline="") as file:
        return {entry["benchmark"]: entry for entry in csv.DictReader(file)}


def rows_asked(only: str) -> list[Row]:
    """Rows of one benchmark, or of all; InputError for an unknown one."""
    known = list(exercises())
    if only and only.upper() not in known:
        hint = suggestion(only.upper(), known)
        raise InputError(
            f"no such benchmark; allowed: {known[0]} to {known[-1]}, without one all.{hint}", field=only
        )
    return [row for row in published() if only.upper() in ("", row.benchmark)]


def keys(rows: Sequence[Row], seeds: Sequence[int]) -> list[Key]:
    """Every run that the rows need, once."""
    each = [one for row in rows if row.is_posed for cell in row.cells() for one in (cell, cell.base())]
    cells = dict.fromkeys(each)
    return [(cell, closure, seed) for cell in cells for closure in ENDS for seed in seeds]


def calls(asked: Asked) -> list[tuple[Run]]:
    """The runs of what was asked for."""
    needed = keys(rows_asked(asked.more["benchmark"]), asked.base_seeds)
    return [(run_of(*key, asked.persons),) for key in needed]


def value(row: Row, runs: Mapping[Key, Measured], closure: str, seed: int) -> float:
    """Ours under one closure and base seed, mean over the countries."""
    if row.outcome == RANK:
        jobs = {cell.case: read(cell, "jobs", row.year, runs, closure, seed) for cell in row.cells()}
        return 1.0 + sum(other > jobs[row.case] for other in jobs.values())
    return float(np.mean([read(cell, row.outcome, row.year, runs, closure, seed) for cell in row.cells()]))


def read(cell: Cell, outcome: str, year: int, runs: Mapping[Key, Measured], closure: str, seed: int) -> float:
    """One outcome of one cell beside what it is paired with."""
    return READ[outcome](runs[cell, closure, seed], runs[cell.base(), closure, seed], year)


def told(row: Row, runs: Mapping[Key, Measured], seeds: Sequence[int]) -> dict[str, Any]:
    """A row of the table."""
    band = "" if row.low is None or row.high is None else f"{row.low:g} to {row.high:g}"
    found: dict[str, Any] = {
        "benchmark": row.benchmark, "author": exercises()[row.benchmark]["author"], "outcome": row.outcome,
        "unit": row.unit, "countries": " ".join(row.countries), "world": row.world, "case": row.case,
        "year": row.year, "published": row.published, "band": band, "verdict": NOT_POSED,
        "reason": row.reason, "provenance": row.provenance,
    }  # fmt: skip
    if not row.is_posed:
        return found | {"case": ""}
    ours = [value(row, runs, closure, seed) for closure in ENDS for seed in seeds]
    found |= {"ours": float(np.mean(ours)), "least": min(ours), "most": max(ours),
              "verdict": verdict(row.published, row.low, row.high, ours)}  # fmt: skip
    if row.outcome == POSTS:
        each = [LAID_OFF(runs[cell, closure, seed], runs[cell.base(), closure, seed], row.year)
                for cell in row.cells() for closure in ENDS for seed in seeds]  # fmt: skip
        found["laid_off"] = float(np.mean(each))
    return found


def how_posed(only: str) -> list[str]:
    """Of one benchmark or all: whose, and how it is posed."""
    asked = [(key, one) for key, one in exercises().items() if only in ("", key)]
    return [f"{key}: {one['author']}; {one['posed']}." for key, one in asked]


def show(made: Table) -> None:
    """Print what fits a terminal; the mechanisms stand below, each once."""
    columns = [column for column in COLUMNS if column.key in SHOWN_COLUMNS]
    print_table(made.title, columns, made.rows, made.notes)
    mechanisms = dict.fromkeys(f"{row['benchmark']}: {row['reason']}" for row in made.rows)
    click.echo("\n" + "\n".join(mechanisms))


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each published value."""
    runs: dict[Key, Measured] = {one.run.label: one for one in measured}
    only = asked.more["benchmark"].upper()
    rows = [told(row, runs, asked.base_seeds) for row in rows_asked(only)]
    notes = [
        f"{asked.size}; ours: mean over seeds and closures {' and '.join(ENDS)}, lowest "
        "and highest of them. A policy is compared with the same world without it, all else with the world "
        "without further AI. Money is at consumer prices of month 0.",
        "Verdict: inside, the mean lies in the author's band, or without one the range holds the value; "
        "range touches, it meets the band; near, without a band it comes within a fifth of the value (chosen "
        "here); same sign, other size; outside; shown, no number is published.",
        "Nothing is fitted to them. 'Jobs at stake' and 'displaced' of others are posts abolished here: most "
        "are not filled again, and few people are laid off.",
        *how_posed(only),
    ]
    return Table(only, "Benchmarks: what others say of the same questions", rows, notes)


STUDY = Study(
    of=click.Argument(["benchmark"], required=False, default=lambda: "", metavar="[ID]"),
    size={"seeds": 2, "base_seed": 9301, "persons": 10_000, "jobs": 2},
    columns=COLUMNS, calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
