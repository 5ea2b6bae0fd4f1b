"""Draws of parameters that ship, a file for each country, and month 0 with each of them.

`posterior` writes the draws of the countries that it estimates. With `--ranges` a country gets draws from the
ranges of the unknowns, as before any data. The table shows what ships and every draw; none is left out.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from calibration.estimate.evaluations import FAILURES
from calibration.estimate.search import net
from calibration.estimate.unknowns import Array, Space, whole_space_of
from calibration.study.declaration import Asked, Job, countries
from calibration.study.runs import Run, measure_run, over
from calibration.study.table import RESULTS, Column, Table, check_committed, made_by, publish, write_csv
from calibration.validate.fit import FROZEN, rows_of
from calibration.validate.stationarity import parameters_hash
from calibration.validate.watch import Watch
from simulator.core.errors import IdentityError
from simulator.findings.official import simulated
from simulator.scenario.country.ensembles import RANGES, load_ensemble
from simulator.scenario.country.profile import load_country
from simulator.start.opening import passing_openings

ENSEMBLES = RESULTS.parent / "ensembles"
COUNT = 9
"""Draws of a country: with what ships, one for each of the ten month 0s of a run on its defaults."""
MONTHS = 13
SHOWN = {"C01": "unemployment", "C33": "gdp"}
COLUMNS = (
    Column("country", "country"),
    Column("draw", "draw"),
    Column("unemployment", "unemployment", ".4f"),
    Column("unemployment_off", "off target, tolerances", "+.1f"),
    Column("gdp", "GDP, of published", ".3f"),
    Column("gdp_off", "off target, tolerances", "+.1f"),
    Column("outcome", "identities"),
)


def write_draws(space: Space, points: Array, country: str, folder: Path, command: str, kind: str) -> None:
    """Write points of the unit cube as the draws of a country."""
    rows = [{"draw": k, **space.parameters(point, country)} for k, point in enumerate(points, 1)]
    made = made_by(command) | {"parameters": parameters_hash(country), "kind": kind,
                               "size": f"{len(rows)} draws"}  # fmt: skip
    write_csv(folder / f"{country}.csv", list(rows[0]), rows, made)


def from_ranges(country: str, folder: Path, command: str) -> None:
    """Write draws spread evenly over the ranges of all unknowns, structural ones as well."""
    space = whole_space_of(country)
    points = net("ranges", COUNT, len(space.unknowns))
    write_draws(space, points, country, folder, command, RANGES)


def month_0(iso3: str, draw: int, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, Any]:
    """A row of the table: the first year with these parameters, against its targets."""
    row: dict[str, Any] = {"country": iso3, "draw": str(draw) if draw else "ships", "outcome": "hold"}
    try:
        with passing_openings():
            run = Run(iso3, seed, persons, MONTHS, measure=Watch(), label=(FROZEN,), parameters=parameters)
            levels = rows_of([measure_run(run)])
    except FAILURES as error:
        return row | {"outcome": "broken" if isinstance(error, IdentityError) else f"failed: {error}"}
    for target in load_country(iso3).targets:
        name, value = SHOWN.get(target["id"]), simulated(target, levels)
        if name and value is not None and target["by"] == "total":
            low, high = target["tolerance"]
            row |= {name: value, f"{name}_off": (value - target["value"]) / ((high - low) / 2.0)}
    return row


def rows_for(asked: Asked) -> list[dict[str, Any]]:
    """What ships and every draw of each country."""
    calls: list[Sequence[Any]] = []
    for country in asked.countries:
        values: list[Mapping[str, float]] = [{}, *load_ensemble(country).draws]
        calls += [(country, k, own, asked.base_seed, asked.persons) for k, own in enumerate(values)]
    return over(month_0, [tuple(call) for call in calls], asked.jobs)


def study(asked: Asked) -> None:
    """Draw from ranges if asked to, then run all draws and show month 0."""
    if asked.more["ranges"]:
        check_committed("draws of parameters")
        for country in asked.countries:
            from_ranges(country, ENSEMBLES, asked.command)
    rows = rows_for(asked)
    kinds = (f"{country}: {load_ensemble(country).kind}" for country in asked.countries)
    notes = [
        f"{asked.persons} persons, base seed {asked.base_seed}, the first year without AI or policy, ages "
        f"frozen. Draws: {', '.join(kinds)}.",
        "At this size chance moves unemployment as well: compare with what ships.",
    ]
    title = f"Month 0 with every draw of parameters: {', '.join(asked.countries)}"
    found = Table("_".join(asked.countries), title, rows, notes)
    publish(asked.study, found, COLUMNS, asked.out, asked.command)


OPTIONS = (click.Option(["--ranges"], is_flag=True, help="first draw anew from the ranges of the unknowns"),)
STUDY = Job(
    of=countries(("ESP", "USA", "FRA", "DEU", "ITA")),
    size={"base_seed": 7501, "persons": 5000, "jobs": 1},
    options=OPTIONS,
    does=study,
)  # fmt: skip
