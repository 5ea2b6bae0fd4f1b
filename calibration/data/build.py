"""A country's tables and profile from raw extracts.

`--projection` names a file with a newer projection of its people, and says what changes.

`--data` names the folder of the agencies' raw extracts (DATA.md says where they are published),
`--evidence` that of the project's evidence tables.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

import simulator.economy.schedule  # noqa: F401 (declares parameters)
from calibration.data import base_year, population, surveys, values
from calibration.data.jobs import Network, Origin, network
from calibration.data.occupations import CODES, SECTORS
from calibration.data.profile import OPENING, Profile, gather
from calibration.data.tabulate import TABLES, Row, citation, merge, rounded, stamp
from calibration.study import Asked, Job, country, extracts, option
from simulator.scenario.country.profile import load_country

Array = NDArray[np.float64]
HERE = Path(__file__).parents[1]
SHARE = "share of employment"
OPTIONAL_SCHEDULES = ("pension_age", "employee_contributions")
"""How schedules begin that a country need not have."""
UNITS = {"productivity": "growth a year", "participation": "log odds"}
"""Of schedules by year, by the first word of their name."""
ASSUMED = Origin("design", 2025)
TASKS = "share of tasks"
OCCUPATION_COLUMNS = {
    "exposure": ("mean task score 0-1", "estimated", "exposure"),
    "automation": (TASKS, "assumed", "exposure"),
    "augmentation": (TASKS, "assumed", "exposure"),
    "gradient_any": (SHARE, "estimated", "exposure"),
    "gradient_4": (SHARE, "estimated", "exposure"),
    "relative_wage": ("ratio to mean hourly wage", "estimated", "relative_wage"),
    "female_share": (SHARE, "assumed", ""),
    "isced_0_2": (SHARE, "assumed", ""),
    "isced_3_4": (SHARE, "assumed", ""),
    "isced_5_8": (SHARE, "assumed", ""),
}
"""Unit, status, table of Jobs.origins."""


def build(iso3: str, data: Path, evidence: Path, out: Path) -> Path:
    """Write tables and profile of a country below `out`; return the profile's path."""
    tables = out / "tables"
    for folder in (out / "countries", tables):
        folder.mkdir(parents=True, exist_ok=True)
    if tables.resolve() != TABLES.resolve():
        shutil.copyfile(TABLES / "classification.csv", tables / "classification.csv")
    found = gather(iso3, data, evidence)
    moves = network(found.settings["borrow"]["mobility_network"], data, found.jobs.minor)
    rates = [{**row, "value": rounded(row["value"])} for row in found.labour_rates]
    written: list[tuple[str, Iterable[Row], str, str]] = [
        ("occupations", occupations(found), iso3, "iso3"),
        ("sectors", sectors(found), iso3, "iso3"),
        ("employment", employment(found), iso3, "iso3"),
        ("population", people_by_age(iso3, found.people), iso3, "iso3"),
        ("labour_rates", rates, iso3, "iso3"),
        ("targets", found.targets, iso3, "iso3"),
        ("targets", found.shared_targets, "ALL", "iso3"),
        ("accounts", accounts(found), iso3, "iso3"),
        ("flows", flows(iso3, found.settings, data), iso3, "iso3"),
        ("schedules", schedules(found, data), iso3, "iso3"),
        ("mobility", mobility(moves), moves.name, "network"),
        *(("exposure", scores(measure, data), measure, "measure") for measure in surveys.MEASURES),
    ]
    for name, rows, owner, column in written:
        if some := list(rows):  # a country may have no accounts, no survey of flows
            merge(tables / f"{name}.csv", some, owner, column)
    return profile(found, out / "countries")


def occupations(found: Profile) -> Iterator[Row]:
    """occupations.csv: one row an occupation and variable."""
    for name, (unit, status, table) in OCCUPATION_COLUMNS.items():
        origin = found.jobs.origins.get(table, ASSUMED)
        for code, number in zip(CODES, found.by_occupation[name], strict=True):
            key = {"iso3": found.iso3, "occupation": code, "variable": name, "value": rounded(number)}
            yield _from(origin, key, unit, status)


def _from(origin: Origin, key: Row, unit: str, status: str) -> Row:
    return stamp(
        key,
        unit=unit,
        year=origin.year,
        status=status,
        source=origin.source,
        borrowed_from=origin.borrowed_from,
    )


def sectors(found: Profile) -> Iterator[Row]:
    """sectors.csv: shares of public employers and of own-account workers."""
    for name, shares in found.by_sector.items():
        for sector, number in zip(SECTORS, shares, strict=True):
            key = {"iso3": found.iso3, "sector": sector, "variable": name, "value": rounded(number)}
            yield stamp(key, unit=SHARE, year=2023, status="assumed", source="design")


def employment(found: Profile) -> Iterator[Row]:
    """employment.csv: thousand employed by sector and occupation; empty cells are left out."""
    origin = found.jobs.origins["employment"]
    for sector, line in zip(SECTORS, found.jobs.employment, strict=True):
        for code, number in zip(CODES, line, strict=True):
            if number > 0:
                key = {"iso3": found.iso3, "sector": sector, "occupation": code, "value": rounded(number)}
                yield _from(origin, key, origin.unit, "estimated")


def people_by_age(iso3: str, by_year: Mapping[int, Array]) -> Iterator[Row]:
    """population.csv: persons by sex and age, one column a year."""
    source = population.source(iso3)
    for sex in range(2):
        for age in range(101):
            counts = {str(year): rounded(people[age, sex]) for year, people in by_year.items()}
            key = {"iso3": iso3, "sex": sex, "age": age} | counts
            yield stamp(key, unit="persons", year=2024, status="estimated", source=source)


def accounts(found: Profile) -> Iterator[Row]:
    """accounts.csv: what the national accounts publish, which month 0 is compared with."""
    for name, cell in found.accounts.items():
        key = {"iso3": found.iso3, "variable": name, "value": float(cell.text)}
        row = stamp(key, unit=cell.unit, year=cell.year, status=cell.status, source="published-accounts")
        yield row | {"publication": cell.source, "provenance": cell.provenance}


def flows(iso3: str, settings: Mapping[str, Any], data: Path) -> Iterator[Row]:
    """flows.csv: job finding, separation, vacancies by year, for countries whose inputs name a survey."""
    for name, years in (surveys.us_flows(data) if "flows" in settings else {}).items():
        for year, rate in years.items():
            key = {"iso3": iso3, "variable": name, "value": rounded(rate)}
            source = surveys.US_MONTHS.source
            yield stamp(key, unit=surveys.FLOW_UNITS[name], year=year, status="estimated", source=source)


def schedules(found: Profile, data: Path) -> Iterator[Row]:
    """schedules.csv: step functions (income tax brackets, months of unemployment benefit, pension ages)."""
    given = found.settings["schedules"]
    parts = [("income_tax", part) for part in values.income_tax(found.iso3, data, given)]
    parts += [("ui_months", given["ui_months_by_contribution"])]
    parts += [(name, part) for name, part in given.items() if name.startswith(OPTIONAL_SCHEDULES)]
    told = {"year": OPENING, "status": "estimated", "source": base_year.SOURCE}
    for name, path in found.paths.items():
        parts.append((name, {"unit": UNITS[name.split("_")[0]], "steps": path, **told}))
    for name, part in parts:
        where = {what: part[what] for what in ("unit", "year", "status", "source")}
        for threshold, number in part["steps"]:
            key = {"iso3": found.iso3, "schedule": name}
            yield stamp({**key, "threshold": rounded(threshold), "value": rounded(number)}, **where)


def mobility(moves: Network) -> Iterator[Row]:
    """mobility.csv: yearly transition probability and skill distance between occupations, by network."""
    where = {"unit": "per year; 0-1", "year": "2011-2019", "status": "estimated"}
    where |= {"source": surveys.MOVES.source, "borrowed_from": moves.borrowed_from}
    for i, a in enumerate(CODES):
        for j, b in enumerate(CODES):
            chance, apart = rounded(moves.probability[i, j]), rounded(moves.distance[i, j])
            key = {"network": moves.name, "origin": a, "destination": b}
            yield stamp({**key, "probability": chance, "distance": apart}, **where)


def scores(measure: str, data: Path) -> Iterator[Row]:
    """exposure.csv: mean score of the 40 occupations by another measure than the ILO's.

    Weighted by United States employees; an occupation without any takes the mean of its major group.
    """
    source = surveys.MEASURES[measure]
    found = source.by_occupation(data)
    for code in CODES:
        peers = [score for other, score in found.items() if other[0] == code[0]]
        key = {"measure": measure, "occupation": code, "value": rounded(found.get(code, fmean(peers)))}
        status = "estimated" if code in found else "assumed"
        yield _from(Origin(source.source, source.year, "weights USA"), key, source.unit, status)


def profile(found: Profile, folder: Path) -> Path:
    """countries/<ISO3>.yaml."""
    head = {k: found.settings[k] for k in ("iso3", "names", "currency", "vintage", "borrow")}
    content: dict[str, Any] = {"format": 1, **head, "values": {}}
    for name, cell in sorted(found.values.items()):
        told = {**cell, "source": citation(cell["source"])}
        content["values"][name] = {k: rounded(v) if k == "value" else v for k, v in told.items()}
    content["parameters"] = {
        name: {**cell, "source": citation(cell["source"])}
        for name, cell in found.settings["parameters"].items()
    }
    path = folder / f"{found.iso3}.yaml"
    yaml = YAML()
    yaml.width = 4096
    yaml.default_flow_style = False
    with path.open("w", encoding="utf-8") as file:
        command = f"python -m calibration.study build {found.iso3}"
        file.write(f"# Written by `{command}`; edit calibration/inputs instead.\n")
        yaml.dump(content, file)
    return path


def project(iso3: str, newer: Path, out: Path) -> list[str]:
    """Take the people of a newer projection into population.csv; return what changed, in words.

    Raises
    ------
    click.UsageError
        A year that is none, ages that are missing, people fewer than none.
    """
    shipped = load_country(iso3, out)
    before = {year: shipped.people_in(float(year)) for year in shipped.population_years}
    try:
        after = population.renewed(newer, iso3, before)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    merge(out / "tables" / "population.csv", people_by_age(iso3, after), iso3)

    def change(year: int, ages: Any) -> str:
        return " -> ".join(f"{people[year][ages].sum() / 1e6:.2f}" for people in (before, after))

    return [
        f"{iso3} {year}: {change(year, ...)} million people, {change(year, population.WORKING)} of 20 to 64"
        for year in after
        if year % 5 == 0 and not np.array_equal(before[year], after[year])
    ] or [f"{iso3}: nothing changed"]


def run(asked: Asked) -> None:
    """Build what was asked for, and say where the profile is and what of its people changed."""
    iso3, data, newer = asked.country, asked.more["data"], asked.more["projection"]
    if data is None and newer is None:
        raise click.UsageError("nothing to build from; name --data or --projection")
    if data is not None:
        evidence = asked.more["evidence"] or data.parent / "evidence"
        click.echo(build(iso3, data, evidence, asked.out))
    for line in project(iso3, newer, asked.out) if newer is not None else []:
        click.echo(line)


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EVIDENCE = option("evidence", "folder of evidence tables; default: beside that of extracts", FOLDER, None)
PROJECTION = option(
    "projection", "a newer one: columns iso3, sex, age, source and one a year; says what changed", FILE, None
)
STUDY = Job(of=country(), options=(extracts(required=False), EVIDENCE, PROJECTION), out=HERE, does=run)
