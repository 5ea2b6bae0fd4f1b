"""Write a profile as tables and YAML, the only form in which it ships.

Steady states of a country: of its default parameters and of each draw, by a long burn-in each.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from calibration import inputs
from calibration.data import base_year, values
from calibration.data.codes import OCCUPATIONS, SECTORS
from calibration.data.jobs import Origin
from calibration.data.labour_rates import Network
from calibration.data.population import source as of_population
from calibration.data.profile import OPENING, Profile
from calibration.data.sources import ecb
from calibration.data.tabulate import Register, Row, merge, rounded, stamp
from calibration.study.runs import over
from calibration.study.table import made_by
from simulator.scenario.country.ensembles import countries_with_ensemble, load_ensemble

Steady = Mapping[str, Any]
YEAR = 2025.0
"""Year that shipped scenarios begin in."""
SCRIPTED = 12
"""Months of arrivals that are written: burn-in has none, what beginners spare counts the first year's."""


def find(
    iso3: str, given: Mapping[str, float], persons: int, base_seed: int
) -> tuple[str, Mapping[str, object]]:
    """Key and steady state of a country with parameters in place of its own."""
    import simulator.economy.schedule
    import simulator.parameters  # noqa: F401  (both declare parameters)
    from simulator.core.rule import resolve_parameters
    from simulator.core.streams import root_key
    from simulator.scenario.country.profile import load_country
    from simulator.scenario.world import World
    from simulator.start.burn_in import burn_in
    from simulator.start.opening import BURN_IN_REPLICATE, build_economy
    from simulator.start.steady import key_of, read_steady

    country = load_country(iso3)
    parameters = resolve_parameters(country.parameters(given), [])
    world = {**World().given, "frozen": 1.0}
    economy = build_economy(
        country, parameters, world, persons=persons, start_year=YEAR, months=SCRIPTED,
        root=root_key(base_seed, BURN_IN_REPLICATE), seed=str(base_seed),
    )  # fmt: skip
    burn_in(economy)
    return key_of(country, parameters, YEAR), read_steady(economy)


def write(iso3: str, folder: Path, persons: int, base_seed: int, jobs: int, command: str) -> Path:
    """Find the steady states of a country and write them; returns the file's path."""
    draws = load_ensemble(iso3).draws if iso3 in countries_with_ensemble() else ()
    calls = [(iso3, given, persons, base_seed + k) for k, given in enumerate(({}, *draws))]
    states = dict(over(find, calls, jobs))
    made = made_by(command) | {"persons": persons, "base_seed": base_seed}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(state)}" for key, state in states.items())
    path = folder / f"{iso3}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"made": {json.dumps(made)},\n"states": {{\n{lines}\n}}}}\n', encoding="utf-8")
    return path


Array = NDArray[np.float64]
SHARE = "share of employment"
OPTIONAL_SCHEDULES = ("pension_age", "employee_contributions")
"""How schedules begin that a country need not have."""
UNITS = {"productivity": "growth a year", "participation": "log odds"}
"""Of schedules by year, by the first word of their name."""
ASSUMED = Origin("design", 2025)

OCCUPATION_COLUMNS: dict[str, tuple[str, str, str]] = {  # unit, status, table of Jobs.origins
    "exposure": ("mean task score 0-1", "estimated", "exposure"),
    "automation": ("share of tasks", "assumed", "exposure"),
    "augmentation": ("share of tasks", "assumed", "exposure"),
    "gradient_any": (SHARE, "estimated", "exposure"),
    "gradient_4": (SHARE, "estimated", "exposure"),
    "relative_wage": ("ratio to mean hourly wage", "estimated", "relative_wage"),
    "female_share": (SHARE, "assumed", ""),
    "isced_0_2": (SHARE, "assumed", ""),
    "isced_3_4": (SHARE, "assumed", ""),
    "isced_5_8": (SHARE, "assumed", ""),
}


def occupations(found: Profile, tables: Path, register: Register) -> None:
    """occupations.csv: one row an occupation and variable."""
    rows: list[Row] = []
    for name, (unit, status, table) in OCCUPATION_COLUMNS.items():
        origin = found.jobs.origins.get(table, ASSUMED)
        for code, number in zip(OCCUPATIONS, found.by_occupation[name], strict=True):
            key = {"iso3": found.iso3, "occupation": code, "variable": name, "value": rounded(number)}
            rows.append(
                stamp(
                    key,
                    register,
                    unit=unit,
                    year=origin.year,
                    status=status,
                    source=origin.source,
                    borrowed_from=origin.borrowed_from,
                )
            )
    merge(tables / "occupations.csv", rows, found.iso3)


def sectors(found: Profile, tables: Path, register: Register) -> None:
    """sectors.csv: shares of public employers and of own-account workers."""
    rows = [
        stamp(
            {"iso3": found.iso3, "sector": sector, "variable": name, "value": rounded(number)},
            register, unit=SHARE, year=2023, status="assumed", source="design")
        for name, shares in found.by_sector.items()
        for sector, number in zip(SECTORS, shares, strict=True)
    ]  # fmt: skip
    merge(tables / "sectors.csv", rows, found.iso3)


def employment(found: Profile, tables: Path, register: Register) -> None:
    """employment.csv: thousand employed by sector and occupation; empty cells are left out."""
    origin = found.jobs.origins["employment"]
    rows = [
        stamp(
            {"iso3": found.iso3, "sector": sector, "occupation": code, "value": rounded(number)},
            register, unit=origin.unit, year=origin.year, status="estimated", source=origin.source,
            borrowed_from=origin.borrowed_from)
        for sector, line in zip(SECTORS, found.jobs.employment, strict=True)
        for code, number in zip(OCCUPATIONS, line, strict=True)
        if number > 0
    ]  # fmt: skip
    merge(tables / "employment.csv", rows, found.iso3)


def population(iso3: str, by_year: Mapping[int, Array], tables: Path, register: Register) -> None:
    """population.csv: persons by sex and age, one column a year."""
    rows = [
        stamp(
            {"iso3": iso3, "sex": sex, "age": age}
            | {str(year): rounded(people[age, sex]) for year, people in by_year.items()},
            register, unit="persons", year=2024, status="estimated", source=of_population(iso3))
        for sex in range(2)
        for age in range(101)
    ]  # fmt: skip
    merge(tables / "population.csv", rows, iso3)


def rates_and_targets(found: Profile, tables: Path) -> None:
    """labour_rates.csv and targets.csv."""
    rounded_rates = [{**row, "value": rounded(row["value"])} for row in found.labour_rates]
    merge(tables / "labour_rates.csv", rounded_rates, found.iso3)
    merge(tables / "targets.csv", found.targets, found.iso3)
    merge(tables / "targets.csv", found.shared_targets, "ALL")


def accounts(found: Profile, tables: Path, register: Register) -> None:
    """accounts.csv: what the national accounts publish, which month 0 is compared with."""
    rows = [
        stamp(
            {"iso3": found.iso3, "variable": name, "value": float(cell.text)},
            register, unit=cell.unit, year=cell.year, status=cell.status, source="published-accounts")
        | {"publication": cell.source, "provenance": cell.provenance}
        for name, cell in found.accounts.items()
    ]  # fmt: skip
    if rows:
        merge(tables / "accounts.csv", rows, found.iso3)


def flows(found: Profile, tables: Path) -> None:
    """flows.csv: job finding, separation, vacancies by year, for countries whose inputs name a survey."""
    if found.flows:
        merge(tables / "flows.csv", found.flows, found.iso3)


def wealth(found: Profile, data: Path, tables: Path, register: Register) -> None:
    """wealth.csv: share of each kind of household wealth held by each wealth group."""
    lender = found.settings["borrow"].get("wealth", "")
    owner = lender or found.iso3
    given = inputs.read(owner).get("wealth")
    held, year = (given["groups"], given["year"]) if given else ecb.wealth(data, owner)
    status, source = (given["status"], given["source"]) if given else ("observed", ecb.SOURCE)
    status = "assumed" if lender else status
    rows = []
    for kind, by_group in held.items():
        total = sum(by_group.values())
        for group, (start, end) in ecb.GROUPS.items():
            key = {"iso3": found.iso3, "kind": kind, "group": group, "from": start, "to": end}
            row = {**key, "value": rounded(by_group[group] / total)}
            rows.append(stamp(row, register, unit="share of total", year=year, status=status, source=source,
                              borrowed_from=lender))  # fmt: skip
    merge(tables / "wealth.csv", rows, found.iso3)


def schedules(found: Profile, data: Path, tables: Path, register: Register) -> None:
    """schedules.csv: step functions (income tax brackets, months of unemployment benefit, pension ages)."""
    given = found.settings["schedules"]
    more = [(name, part) for name, part in given.items() if name.startswith(OPTIONAL_SCHEDULES)]
    parts = [("income_tax", part) for part in values.parts(found.iso3, data, given)]
    rows = [
        stamp(
            {"iso3": found.iso3, "schedule": name, "threshold": rounded(threshold), "value": rounded(number)},
            register, unit=part["unit"], year=part["year"], status=part["status"], source=part["source"])
        for name, part in [*parts, ("ui_months", given["ui_months_by_contribution"]), *more]
        for threshold, number in part["steps"]
    ]  # fmt: skip
    rows += [
        stamp(
            {"iso3": found.iso3, "schedule": name, "threshold": rounded(year), "value": rounded(number)},
            register, unit=UNITS[name.split("_")[0]], year=OPENING, status="estimated",
            source=base_year.SOURCE)
        for name, path in found.paths.items()
        for year, number in path
    ]  # fmt: skip
    merge(tables / "schedules.csv", rows, found.iso3)


def mobility(network: Network, tables: Path, register: Register) -> None:
    """mobility.csv: yearly transition probability and skill distance between occupations, by network."""
    codes = list(OCCUPATIONS)
    rows = [
        stamp(
            {"network": network.name, "origin": a, "destination": b,
             "probability": rounded(network.probability[i, j]), "distance": rounded(network.distance[i, j])},
            register, unit="per year; 0-1", year="2011-2019", status="estimated", source="cps-asec-mobility",
            borrowed_from=network.borrowed_from)
        for i, a in enumerate(codes)
        for j, b in enumerate(codes)
    ]  # fmt: skip
    merge(tables / "mobility.csv", rows, network.name, column="network")


def classification(tables: Path, register: Register) -> None:
    """classification.csv: codes and titles of occupations and sectors, in the order of every array."""
    schemes = {"isco08_2d": OCCUPATIONS, "nace_group": SECTORS}
    for scheme, titles in schemes.items():
        rows = [
            stamp(
                {"scheme": scheme, "code": code, "title": title},
                register, unit="title", year=2008, status="observed", source="classification")
            for code, title in titles.items()
        ]  # fmt: skip
        merge(tables / "classification.csv", rows, scheme, column="scheme")


def country(found: Profile, folder: Path, register: Register) -> Path:
    """countries/<ISO3>.yaml."""
    head = {k: found.settings[k] for k in ("iso3", "names", "currency", "vintage", "borrow")}
    content: dict[str, Any] = {"format": 1, **head, "values": {}}
    for name in sorted(found.values):
        cell = dict(found.values[name])
        cell["source"] = register.citation(cell["source"])
        content["values"][name] = {k: rounded(v) if k == "value" else v for k, v in cell.items()}
    content["parameters"] = {
        name: {**cell, "source": register.citation(cell["source"])}
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
