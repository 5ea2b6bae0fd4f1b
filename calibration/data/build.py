"""A country's tables and profile from raw extracts.

`--projection` names a file with a newer projection of its people, and says what changes.

`--data` names the folder of the agencies' raw extracts (DATA.md says where they are published),
`--evidence` that of the project's evidence tables.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

import simulator.economy.schedule  # noqa: F401 (declares parameters)
from calibration import inputs
from calibration.data import population, surveys, targets, values
from calibration.data.jobs import METHODS, Jobs, Network, Origin, network
from calibration.data.occupations import (
    CODES,
    EDUCATION,
    OCCUPATIONS,
    SECTORS,
    exposure,
    fitted_to,
    shift_shares,
    unit_weights,
)
from calibration.data.sources import POPULATION, Evidence, Extract
from calibration.data.sources import evidence as evidence_of
from calibration.data.tabulate import TABLES, Row, citation, merge, rounded, stamp
from calibration.data.values import Values
from calibration.study import Asked, Job, country, extracts, option, read_csv
from simulator.scenario.country.profile import load_country
from simulator.start.people import YOUNGEST

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

OPENING = 2025
"""Year in which shipped scenarios start."""


@dataclass(frozen=True)
class Profile:
    """Everything that is written for one country; arrays follow codes of occupations and of sectors."""

    iso3: str
    settings: dict[str, Any]
    values: Values
    jobs: Jobs
    by_occupation: dict[str, Array]
    by_sector: dict[str, Array]
    labour_rates: list[Row]
    targets: list[Row]
    shared_targets: list[Row]
    accounts: dict[str, Evidence]
    """Published national accounts and social spending, by name; empty where none were found."""
    people: dict[int, Array]
    """Persons by single age and sex at the beginning of a year."""
    paths: dict[str, population.Steps]
    """Schedules by year: participation, productivity."""


def gather(iso3: str, data: Path, evidence: Path) -> Profile:
    """Read the sources and derive the profile of a country."""
    settings = inputs.read(iso3)
    cells = evidence_of(evidence, "country_values", iso3)
    base = population.base_of(iso3, settings.get("base_year", {}))
    known = _values(iso3, data, settings, cells, base)
    people = population.by_year(data, iso3)
    middle = (people[OPENING] + people[OPENING + 1]) / 2.0
    first = float(known["retirement_age"]["value"])
    rates, paths = population.labour_rates(data, iso3), dict[str, population.Steps]()
    if base is not None:
        rates = population.rates(rates, middle, int(first), base)
        paths = population.paths(iso3, people, rates, settings["schedules"], first)
    if "productivity_growth" in paths:
        note = "potential growth less that of people, 2025 to 2030; its path is in schedules.csv"
        told = "per year", "growth", population.YEAR, population.SOURCE, "estimated", note
        known["productivity_growth"] = values.value(paths["productivity_growth"][0][1], *told)
    found = METHODS[settings["jobs"]](data, iso3, settings, known)
    women = population.female_share(rates, data, iso3)
    if "average_wage" not in known:
        known |= values.wage_of_oews(data, known, women)
    accounts = _accounts(iso3, evidence, settings.get("accounts", {}))
    counted = values.People(
        work=population.employed_by_the_model(rates, middle, int(first)),
        retired=float(middle[int(first) :].sum()),
        children=float(middle[:YOUNGEST].sum()),
    )
    growth = 1.0 + base.growth if base else 1.0
    known, parameters = values.on_national_accounts(known, settings["parameters"], accounts, counted, growth)
    cited = read_csv(Extract("evidence", "calibration_targets.csv").path(evidence))
    texts = {row["id"]: row["value"] for row in cited}
    own_values = {**values.flows(data, settings), **settings["values"], **_of_base_year(base, known)}
    own = [
        *targets.country_targets(cells, own_values, known, found),
        *targets.mobility_and_adoption(known, texts, settings["borrow"]["mobility_network"]),
        *targets.displacement(iso3, texts),
        *([targets.LEVEL] if accounts else []),
    ]
    return Profile(
        iso3=iso3,
        settings={**settings, "parameters": parameters},
        values=known,
        jobs=found,
        by_occupation=_by_occupation(data, known, settings, found, women),
        by_sector=_by_sector(known, settings, found.employment.sum(axis=1)),
        labour_rates=rates,
        targets=targets.rows(own, iso3),
        shared_targets=targets.rows(targets.generic_targets(texts), "ALL"),
        accounts=accounts,
        people=people,
        paths=paths,
    )


def _values(
    iso3: str,
    data: Path,
    settings: dict[str, Any],
    cells: dict[str, Evidence],
    base: population.Base | None,
) -> Values:
    """All single values; of two with one name the later wins: common, evidence, extracts, country inputs."""
    known: Values = {
        **inputs.read("common")["values"],
        **values.from_evidence(cells),
        **values.published(data, iso3, without=settings["values"]),
        **values.flows(data, settings),
        **settings["values"],
    }
    known |= _of_base_year(base, known)
    lender = settings["borrow"].get("ai_adoption")
    known |= values.lent_adoption(lender, known) if lender else values.adoption(data, iso3, cells, known)
    known |= values.derived(data, iso3, known)
    if settings["jobs"] == "ilo":
        known |= values.farms(data, iso3, known)
    if "household_deposits" not in settings["values"]:
        known |= values.household_wealth(data, iso3, known["gdp_nominal"]["value"])
    return known


def _of_base_year(base: population.Base | None, known: Values) -> Values:
    return population.base_values(base, float(known["inflation_trend"]["value"])) if base else {}


def _accounts(iso3: str, evidence: Path, given: dict[str, Any]) -> dict[str, Evidence]:
    """National accounts, those of the inputs first, with officials' pension spending where known."""
    accounts = evidence_of(evidence, "national_accounts_2024", iso3)
    for name, cell in given.items():
        texts = {key: str(cell.get(key, "")) for key in ("year", "unit", "provenance")}
        accounts[name] = Evidence(str(cell["value"]), source=str(cell["publication"]), note="", **texts)
    spent = population.pensions(iso3)
    if spent is not None and "pensions" in accounts:
        told = f"{spent['definition']}, {spent['source']}, {spent['opened']}"
        pensions = replace(accounts["pensions"], text=spent["value"], year=spent["year"], provenance=told)
        accounts["pensions"] = pensions
    return accounts


def _by_occupation(
    data: Path, known: Values, settings: dict[str, Any], found: Jobs, women: float
) -> dict[str, Array]:
    """Exposure, wages, women and education of the 40 occupations, each [O]."""
    scores, held = surveys.exposure(data), found.employment.sum(axis=0)
    weights = unit_weights(scores["isco4"].to_list(), found.minor, found.units)
    numbers = {name: cell["value"] for name, cell in known.items()}
    prior = inputs.priors("female_share", settings)
    return {
        **exposure(scores, weights, numbers),
        "relative_wage": found.relative_wage,
        "female_share": shift_shares(np.array([prior[code] for code in OCCUPATIONS]), held, women),
        **_education(known, settings, held),
    }


def _education(known: Values, settings: dict[str, Any], held: Array) -> dict[str, Array]:
    """Workers of each occupation by education: prior of the skill level raked to the country's margin."""
    levels = ("low", "medium", "high")
    margin = np.array([known[f"education_employed_{level}"]["value"] for level in levels])
    by_level = [inputs.priors(f"education_{level}", settings) for level in levels]
    prior = np.array([[shares[code[0]] for shares in by_level] for code in OCCUPATIONS], dtype=float)
    weights = held / held.sum()
    fitted = fitted_to(prior * np.maximum(weights, 1e-9)[:, None], weights, margin / margin.sum())
    safe = np.where(weights > 0, weights, 1.0)[:, None]
    shares = np.where(weights[:, None] > 0, fitted / safe, prior)
    return {name: shares[:, k] for k, name in enumerate(EDUCATION)}


def _by_sector(known: Values, settings: dict[str, Any], held: Array) -> dict[str, Array]:
    """Shares of public employers and of own-account workers by sector [S]."""
    found = {}
    for name, total in (
        ("public_share", "public_employment_share"),
        ("own_account_share", "own_account_total"),
    ):
        prior = inputs.priors(name, settings)
        found[name] = shift_shares(np.array([prior[s] for s in SECTORS]), held, known[total]["value"])
    if "own_account_agriculture" in known:  # farms as published, the others shifted to what remains
        own, elsewhere = found["own_account_share"], np.array(list(SECTORS)) != "A"
        own[~elsewhere] = known["own_account_agriculture"]["value"]
        rest = known["own_account_total"]["value"] * held.sum() - (own * held)[~elsewhere].sum()
        own[elsewhere] = shift_shares(own[elsewhere], held[elsewhere], rest / held[elsewhere].sum())
    return found


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
    where: Row = {"year": origin.year, "source": origin.source, "borrowed_from": origin.borrowed_from}
    return stamp(key, unit=unit, status=status, **where)


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
    source = population.SOURCES.get(iso3, POPULATION.source)
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
    told = {"year": OPENING, "status": "estimated", "source": population.SOURCE}
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
