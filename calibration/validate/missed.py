"""What moves the targets that are missed: one thing is changed at a time.

Each target is measured as its own study measures it, on what ships and with a change, on the same base seeds.
Month 0 is made anew with a parameter; a rule that is changed acts from month 0 on. A change says where a miss
comes from. None is a proposal: most lie outside what is published, or spoil another target.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click
import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import HORIZON, REPLAYED, Run, measure_run
from calibration.study.table import Column, Table
from calibration.validate import benefit_elasticity, displacement, shocks
from calibration.validate.backtest import model as backtest
from calibration.validate.backtest.data import read
from calibration.validate.backtest.forecasts import no_change, rmse
from calibration.validate.changes import (
    ALL_REPLACED,
    CYCLE,
    DISPLACED,
    LOW_PAID,
    SHIPS,
    SLOW_OPENINGS,
    WAGES,
    Change,
)
from calibration.validate.watch import FROM_JOBS, LAST_PAY, LONG_LAST_PAY, MOBILITY, SPAN, Watch
from simulator.core.errors import InputError
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import load_country

Found = dict[str, float]
"""Values of one base seed by target, as its identifier and what of it is told."""
SERIES = {"unemployment_rate": "unemployment", "participation_rate_15_64": "participation"}


@dataclass(frozen=True)
class Missed:
    """Targets of a country that one measure tells, and what is changed beside what ships."""

    country: str
    measure: Callable[[str, int, int, Change], Found]
    changes: tuple[Change, ...]
    times: float = 1.0
    """Persons over those asked for: few are displaced, and a back-test takes seventeen runs."""


def benefits(country: str, seed: int, persons: int, change: Change) -> Found:
    """C17: elasticity of time without work."""
    found = benefit_elasticity.follow(country, seed, persons)
    moved = benefit_elasticity.groups(found)["benefit rises"]
    return {"C17 elasticity to benefits": benefit_elasticity.elasticity(found, moved)}


def displaced(country: str, seed: int, persons: int, change: Change) -> Found:
    """C18 to C20: what a displacement costs, in all and in some years, and who works again."""
    found = displacement.measure(country, seed, persons)
    return {
        "C18 present value, years of pay": found["present value"],
        "lost in year 1": found["year 1"],
        "C19 lost in year 5": found["year 5"],
        "lost in year 10": found["year 10"],
        **{f"C20 at work, {group}": found[f"at work, {group}"] for group in displacement.AGE_GROUPS},
    }


def jobless(country: str, seed: int, persons: int, change: Change) -> Found:
    """C16 and C35 in the first year; C21 and C34 over it."""
    year = measure_run(Run(country, seed, persons, SPAN + 1, taxes=REPLAYED, measure=Watch(),
                           frozen_demography=False))  # fmt: skip
    means = {
        "C16 long-term unemployed": "long_term_unemployment_share",
        "C35 last wage of the unemployed": LAST_PAY,
        "C35 of those out for nine months": LONG_LAST_PAY,
    }
    ends = {"C21 change of major group": MOBILITY, "C34 own account from jobs": FROM_JOBS}
    found = {told: float(np.mean(year.totals[name][:SPAN])) for told, name in means.items()}
    return found | {told: float(year.totals[name][SPAN]) for told, name in ends.items()}


def cycle(country: str, seed: int, persons: int, change: Change) -> Found:
    """C12 and C13 under demand shocks, and how employment and own account follow output."""
    found = measure_run(Run(country, seed, persons, HORIZON, shock=shocks.shocks(seed)))
    return {
        "C13 Okun": shocks.yearly("okun_coefficient", found)[0],
        "C12 Beveridge": shocks.beveridge(found)[0],
        "employment by output": shocks.yearly("employment", found)[0],
        "own account by output": shocks.yearly("own_account", found)[0],
    }


def forecast(country: str, seed: int, persons: int, change: Change) -> Found:
    """Root mean squared errors of the back-test (points), and that of no change."""
    data = read(country)
    told, alone = backtest.measured(data, backtest.Given(country, seed, persons, change.frozen_ages))
    found = {}
    for name, words in SERIES.items():
        known = {year: v for year, v in data.series(name).items() if data.opening < year <= data.last}
        still = no_change(data.series(name), data.opening, list(known))
        for whose, one in (
            ("cycle given", told[name]),
            ("cycle not given", alone[name]),
            ("no change", still),
        ):
            found[f"error of {words}, {whose}"] = 100.0 * rmse(one, known)
    return found


AGES = Change("the population keeps its ages", frozen_ages=True)
MISSED = (
    Missed("DEU", benefits, (
        ALL_REPLACED,
        Change("search answers twice as much", {"search_elasticity": 2.0}),
    )),
    Missed("ESP", cycle, CYCLE),
    Missed("USA", cycle, (*CYCLE, SLOW_OPENINGS)),
    Missed("USA", displaced, DISPLACED, times=4.0),
    *(Missed(country, jobless, WAGES) for country in ("USA", "DEU", "ITA", "DNK")),
    *(Missed(country, forecast, (AGES,), times=0.5) for country in ("USA", "DEU", "ESP")),
    *(Missed(country, jobless, LOW_PAID) for country in ("TUR", "ZAF", "ALB", "BRA")),
)  # fmt: skip
COLUMNS = (
    Column("target", "target"),
    Column("range", "asked"),
    Column("changed", "changed"),
    Column("value", "found", ".3f"),
    Column("error", "s.e. of seeds", ".3f"),
    Column("difference", "from what ships", "+.3f"),
    Column("difference_error", "s.e. of seeds", ".3f"),
)
ASKED = {
    "C12": "beveridge_slope",
    "C13": "okun_coefficient",
    "C16": "long_term_unemployment_share",
    "C17": "duration_elasticity_benefit_level",
    "C18 present": "displacement_loss",
    "C19": "displacement_loss_year_5",
    "C21": MOBILITY,
    "C34": FROM_JOBS,
    "C35 last": LAST_PAY,
    "C35 of": LONG_LAST_PAY,
}
"""How what is told of a target begins → its name in a country's profile."""


def calls(asked: Asked) -> list[tuple[Missed, int, int, Change]]:
    """What ships and each change, on each base seed; InputError for a country or measure not looked at."""
    of_country = [one for one in MISSED if one.country == asked.country]
    if not of_country:
        known = ", ".join(dict.fromkeys(one.country for one in MISSED))
        raise InputError(
            f"no missed target of {asked.country} is taken apart; name one of {known}", field="country"
        )
    only = asked.more["only"]
    named = [one for one in of_country if only in ("", one.measure.__name__)]
    if not named:
        known = ", ".join(one.measure.__name__ for one in of_country)
        raise InputError(f"'{only}' is no measure of {asked.country}; allowed: {known}", field="--only")
    return [
        (one, seed, asked.persons, change)
        for one in named for change in (SHIPS, *one.changes) for seed in asked.base_seeds
    ]  # fmt: skip


def measure(missed: Missed, seed: int, persons: int, change: Change) -> tuple[Change, Found]:
    """What one base seed gives with a change."""
    with change.made():
        return change, missed.measure(missed.country, seed, int(missed.times * persons), change)


def _sizes(country: str) -> str:
    """What is measured on more people or fewer."""
    other = {one.measure.__name__: one.times for one in MISSED if one.country == country and one.times != 1.0}
    return "".join(f", {name}: {times:g} times as many" for name, times in other.items())


def table(asked: Asked, found: Sequence[tuple[Change, Found]]) -> Table:
    """A row for each target and change, what ships first."""
    by_change: dict[str, dict[str, list[float]]] = {}
    for change, values in found:
        for name, value in values.items():
            by_change.setdefault(name, {}).setdefault(change.says, []).append(value)
    rows = [row for name, runs in by_change.items() for row in _rows(asked.country, name, runs)]
    told = {change.says: change.told for change, _ in found if change.told}
    notes = [
        f"{asked.size}{_sizes(asked.country)}. Month 0 is made anew with a parameter; a changed rule acts "
        "from month 0 on. Differences are of the same base seeds.",
        "Errors: root mean square over the years after 2015, points. With ages kept, the trend of "
        "participation is off too, and what beginners spare others.",
        f"Changes: {'; '.join(f'{says} ({what})' for says, what in told.items())}.",
    ]
    of = "_".join(filter(None, (asked.country, asked.more["only"])))
    return Table(of, f"What moves the targets that are missed, {asked.country}", rows, notes)


def _rows(country: str, name: str, runs: Mapping[str, Sequence[float]]) -> list[dict[str, Any]]:
    targets = {one["target"]: one for one in load_country(country).targets}
    wanted = next((known for begins, known in ASKED.items() if name.startswith(begins)), "")
    asked = "{:g} to {:g}".format(*targets[wanted]["tolerance"]) if wanted in targets else "–"
    rows = []
    for says, found in runs.items():
        estimate = over_seeds(found)
        row = {
            "target": name,
            "range": asked,
            "changed": says,
            "value": estimate.mean,
            "error": estimate.error,
        }
        if says != SHIPS.says:
            moved = over_seeds([one - other for one, other in zip(found, runs[SHIPS.says], strict=True)])
            row |= {"difference": moved.mean, "difference_error": moved.error}
        rows.append(row)
    return rows


ONLY = click.Option(["--only"], default="", metavar="MEASURE", help="one of a country's measures alone")
STUDY = Study(
    of=country("USA"), size={**USUAL, "seeds": 3}, options=(ONLY,), columns=COLUMNS, calls=calls,
    measure=measure, table=table,
)  # fmt: skip
