"""Held-out tests of a country, once each, with parameters frozen before.

A hash of every parameter, value, world and technology of a country is written down before its tests are run.

What a test gave the first time stays: in `results/heldout_first.csv`, closed since, or for tests written
later in `heldout_second.csv`. A later run of the same test, after the model was improved for reasons in the
literature and fitted again on calibration targets, goes to `heldout_seen.csv`.
"""

import csv
import time
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import click
import numpy as np

from calibration.study import (
    USUAL,
    Asked,
    Column,
    Job,
    country,
    made_by,
    markdown,
    option,
    plain,
    print_table,
    read_csv,
    write_csv,
)
from calibration.study.runs import ALTERED, Told, over
from calibration.validate import experiments
from calibration.validate.experiments.trial import (
    Findings,
    Trial,
    in_economy,
    not_run,
    passed,
    profile_of,
    rows_of,
)
from simulator.core.closure import CLOSURES
from simulator.core.errors import InputError
from simulator.scenario.country.technology import ROOMS, Technology, load_technology, technology_names
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.world import load_world, world_names
from simulator.store.manifest import hash_of

FROZEN = Path(__file__).parent / "experiments" / "frozen.csv"
DIGITS = 16


def frozen_hashes() -> dict[str, dict[str, str]]:
    """Country → the line of `frozen.csv` that was written last."""
    return {row["country"]: row for row in read_csv(FROZEN)}


def check_frozen(iso3: str) -> str:
    """The country's hash; InputError when its parameters are not those that were frozen."""
    now, line = parameters_hash(iso3), frozen_hashes().get(iso3)
    if line is None or line["parameters"] != now:
        what = "have not been frozen" if line is None else f"are not those frozen on {line['date']}"
        remedy = f"freeze them before any test is run: python -m calibration.study heldout {iso3} --freeze"
        raise InputError(f"parameters of {iso3} {what}; {remedy}", field="country")
    return now


def parameters_hash(iso3: str) -> str:
    """Hash of the country's parameters and values, worlds, technologies and closures, as in this code."""
    country = profile_of(iso3)
    given = country.parameters({})
    declared = {name: given.get(name, one.default) for name, one in model_parameters().items()}
    known: dict[str, Any] = {
        "parameters": declared,
        "values": country.values,
        "worlds": {name: load_world(name).values for name in world_names()},
        "technologies": {name: _values_of(load_technology(name)) for name in technology_names()},
        "closures": {name: one.returns for name, one in CLOSURES.items()},
    }
    return hash_of(known)[:DIGITS]


def _values_of(technology: Technology) -> dict[str, Any]:
    rooms = {room: {key: one.value for key, one in getattr(technology, room).items()} for room in ROOMS}
    return rooms | {"sectors": technology.sectors}


def freeze(iso3: str) -> str:
    """Write the country's hash of today, and return it."""
    now = parameters_hash(iso3)
    with FROZEN.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow([iso3, now, time.strftime("%Y-%m-%d", time.gmtime())])
    return now


FIRST, SECOND, SEEN, DRAWN = "heldout_first", "heldout_second", "heldout_seen", "heldout_draws"
COMMON = (
    Column("test", "test"),
    Column("statistic", "statistic"),
    Column("unit", "unit"),
    Column("published", "published", ".3g"),
    Column("band", "band"),
)
COLUMNS = (
    *COMMON,
    Column("simulated", "model", ".3f"),
    Column("interval", "95 %"),
    Column("rule", "rule"),
    Column("verdict", "verdict"),
)
WHAT = ("test", "country", "name", "statistic", "unit", "published", "low", "high", "rule", "provenance")
FOUND = ("simulated", "from", "to", "seeds", "persons", "verdict")
MADE = ("date", "version", "parameters", "command")
KEYS = (*WHAT, *FOUND, *MADE)
DRAWN_KEYS = (
    *("test", "statistic", "unit", "published", "low", "high", "rule", "passed", "draws"),
    *("least", "middle", "most", "seeds", "persons", "date", "version", "command"),
)
DRAWN_COLUMNS = (
    *COMMON,
    Column("rule", "rule"),
    Column("passes", "economies in which it passes"),
    Column("least", "lowest", ".3f"),
    Column("middle", "median", ".3f"),
    Column("most", "highest", ".3f"),
)
NUMBERS = ("published", "low", "high", "simulated", "least", "middle", "most")
DRAWN_NOTE = (
    "Each economy draws the numbers that have priors, and those of the labour market, anew. Intervals that "
    "rules ask for (above, zero, within) are made of what seeds differ by within all economies."
)
TABLES = {
    SECOND: ("Held-out tests written later, first run", KEYS, COLUMNS),
    SEEN: ("Held-out tests, seen: run again after the model was changed", KEYS, COLUMNS),
    DRAWN: ("Held-out tests in several economies", DRAWN_KEYS, DRAWN_COLUMNS),
}
"""Title, columns as they are kept and as they are shown."""
Rows = list[dict[str, Any]]


def trials(country: str | None = None) -> dict[str, Trial]:
    """Tests that can be run, on a country when one is named, by their number."""
    names = sorted(one.name for one in iter_modules(experiments.__path__) if one.name.startswith("v"))
    modules = (vars(import_module(f"calibration.validate.experiments.{name}")) for name in names)
    found = (one for held in modules for one in held.values() if isinstance(one, Trial))
    return {one.id: one for one in found if country in (None, one.country)}


def chosen(country: str, tests: Sequence[str]) -> list[Trial]:
    """The tests asked for, all of the country without names; InputError tells which there are."""
    known = trials(country)
    absent = [name for name in tests if name not in known]
    if absent or not known:
        why = {one.id: f"a test of {one.country}" for one in trials().values()}
        why |= {row["test"]: row["why"] for row in not_run()}
        told = "; ".join(f"{name}: {why.get(name, 'no such test')}" for name in absent)
        tested = ", ".join(sorted({one.country for one in trials().values()}))
        none = f"no test can be run on this country; allowed: {tested}"
        allowed = f"allowed: {', '.join(known)}" if known else none
        raise InputError(f"{told or country}; {allowed}", field="test" if known else "country")
    return [known[name] for name in tests or known]


def compute(
    trial: Trial, seeds: int, base_seed: int, persons: int, jobs: int, frozen: str, told: Told | None = None
) -> Rows:
    """Rows of one test, stamped with its size and the hash of the parameters it was run with."""
    found = over(trial.run, [(base_seed + k, persons) for k in range(seeds)], jobs, told=told)
    stamp = {"persons": persons, "parameters": frozen}
    return [row | stamp for row in rows_of(trial, found)]


def found_in(trial: Trial, draw: int, seed: int, persons: int) -> Findings:
    """What one base seed gives in one economy."""
    token = ALTERED.set(partial(in_economy, draw=draw))
    try:
        return trial.run(seed, persons)
    finally:
        ALTERED.reset(token)


def over_draws(trial: Trial, asked: Asked) -> list[dict[str, Any]]:
    """A row for the test and one a judged statistic: in how many economies it passes, what it is there."""
    draws = range(1, asked.more["draws"] + 1)
    calls = [(trial, k, seed, asked.persons) for k in draws for seed in asked.base_seeds]
    found = over(found_in, calls, asked.jobs)
    groups = [found[place : place + asked.seeds] for place in range(0, len(found), asked.seeds)]
    each = [rows_of(trial, own, groups) for own in groups]
    told = []
    for place, row in enumerate(each[0]):
        if row["verdict"] == "–":
            continue
        own = [rows[place] for rows in each]
        values = np.array([one["simulated"] for one in own])
        told.append(
            {key: row[key] for key in ("test", "statistic", "unit", "published", "low", "high", "rule")}
            | {"passed": sum(one["verdict"] == "PASS" for one in own), "draws": len(each)}
            | {"least": values.min(), "middle": float(np.median(values)), "most": values.max()}
        )
    whole = {"test": trial.id, "statistic": f"all of {trial.name}", "draws": len(each)}
    return [whole | {"passed": sum(passed(rows) == "PASS" for rows in each)}, *told]


def run_draws(asked: Asked) -> None:
    """Run the tests in several economies, and keep what they gave beside those of other countries."""
    for trial in chosen(asked.country, asked.more["tests"]):
        made = made_by(asked.command) | {"seeds": str(asked.seeds), "persons": str(asked.persons)}
        written = keep(asked.out, DRAWN, [row | made for row in over_draws(trial, asked)])
        own = [shown(row) for row in written if row["test"] == trial.id]
        print_table(f"{trial.id} {trial.name}", DRAWN_COLUMNS, own, [DRAWN_NOTE])


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of any of the tables with its numbers as such, its band and its interval in words."""
    known = {key: row[key] for key in NUMBERS if row.get(key) not in (None, "")}
    number = {key: float(known[key]) if key in known else None for key in NUMBERS}
    low, high = (f"{number[end]:g}" if end in known else "" for end in ("low", "high"))
    told = {**row, **number, "band": "–" if {low, high} <= {"", "-inf", "inf"} else f"{low} to {high}"}
    if "passed" in row:
        return told | {"passes": f"{row['passed']} of {row['draws']}"}
    return told | {"interval": f"{float(row['from']):.3f} to {float(row['to']):.3f}"}


def show(trial: Trial, rows: Rows) -> None:
    """Print the rows of one test."""
    print_table(f"{trial.id} {trial.name}", COLUMNS, list(map(shown, rows)), [])


def keep(folder: Path, name: str, rows: Rows) -> Rows:
    """Put the rows of a test into a table, in place of its earlier ones; return all that stands there."""
    title, keys, columns = TABLES[name]
    path = folder / f"{name}.csv"
    own = [{key: plain(row.get(key)) for key in keys} for row in rows]
    kept = [row for row in read_csv(path) if row["test"] != rows[0]["test"]]
    written = sorted([*kept, *own], key=lambda row: str(row["test"]))
    write_csv(path, keys, written, {})
    told = [DRAWN_NOTE] if name == DRAWN else notes(written)
    path.with_suffix(".md").write_text(
        markdown(title, columns, list(map(shown, written)), told, {}), encoding="utf-8"
    )
    return written


def record(rows: Rows, folder: Path, command: str) -> str:
    """Add the rows of a test that was never run to the second table, of any other to that headed *seen*.

    Each row tells date, version and `command`.
    """
    run = {row["test"] for name in (FIRST, SECOND) for row in read_csv(folder / f"{name}.csv")}
    name, made = SEEN if rows[0]["test"] in run else SECOND, made_by(command)
    keep(folder, name, [row | made for row in rows])
    return name


def notes(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """How to read the table, what each test departs in, and what was not run."""
    tests = list(dict.fromkeys(row["test"] for row in rows))
    lines = [
        "inside: the estimate lies in the band; above / not above: its 95 % interval does; within: the whole "
        "interval lies in the band; zero: the interval holds zero; shown: not judged. A test passes when "
        "each judged statistic does."
    ]
    for test in tests:
        own = [row for row in rows if row["test"] == test]
        trial = trials(own[0]["country"])[test]
        first = own[0]
        lines.append(
            f"{test} {trial.name}: {passed(own)}. {trial.country}, {first['seeds']} base seeds, "
            f"{first['persons']} persons, {first['date']}, {first['version']}, "
            f"parameters {first['parameters']}. "
            f"Switch: {trial.switch}. Estimand: {trial.estimand}. Departs: {trial.departs}."
        )
    absent = "; ".join(
        f"{row['test']} ({row['quasi-experiment']}, {row['country']}): {row['why']}" for row in not_run()
    )
    return [*lines, f"Not run: {absent}."] if absent else lines


def run(asked: Asked) -> None:
    """Freeze the parameters, or run the tests one after another, or in several draws; print and record."""
    if asked.more["freeze"]:
        click.echo(f"frozen: {asked.country} {freeze(asked.country)}")
        return
    if asked.more["draws"]:
        run_draws(asked)
        return
    trials, frozen = chosen(asked.country, asked.more["tests"]), check_frozen(asked.country)
    for trial in trials:
        rows = compute(trial, asked.seeds, asked.base_seed, asked.persons, asked.jobs, frozen)
        show(trial, rows)
        click.echo(f"written: {record(rows, asked.out, asked.command)}")


TESTS = click.Option(["--test", "tests"], multiple=True, metavar="V..", help="only these tests")
FREEZE = click.Option(["--freeze"], is_flag=True, help="write the hash of today's parameters, run nothing")
DRAWS = option(
    "draws", "economies to run the tests in, drawn from priors; 0: what ships", click.IntRange(0, 100), 0
)
OPTIONS = (TESTS, FREEZE, DRAWS)
STUDY = Job(of=country("USA"), size=USUAL | {"base_seed": 8001}, options=OPTIONS, does=run)
