"""One country's profile: gather sources, inputs and derivations into tables and values."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration import inputs
from calibration.data import (
    adoption,
    base_year,
    derived,
    farms,
    flows,
    jobs,
    labour_rates,
    level,
    occupations,
    population,
    targets,
    values,
    wages,
)
from calibration.data.codes import EDUCATION, OCCUPATIONS, SECTORS
from calibration.data.jobs import Jobs
from calibration.data.raking import fitted_to, shift_shares
from calibration.data.sources import evidence, ilo
from calibration.data.tabulate import Register, Row
from calibration.data.values import from_evidence
from simulator.start.people import YOUNGEST

Array = NDArray[np.float64]
OPENING = 2025
"""Year in which shipped scenarios start."""


@dataclass(frozen=True)
class Profile:
    """Everything that is written for one country; arrays follow codes.OCCUPATIONS and codes.SECTORS."""

    iso3: str
    settings: dict[str, Any]
    values: values.Values
    jobs: Jobs
    by_occupation: dict[str, Array]
    by_sector: dict[str, Array]
    labour_rates: list[Row]
    targets: list[Row]
    shared_targets: list[Row]
    flows: list[Row]
    accounts: dict[str, evidence.Evidence]
    """Published national accounts and social spending, by name; empty where none were found."""
    people: dict[int, Array]
    """Persons by single age and sex at the beginning of a year."""
    paths: dict[str, list[tuple[float, float]]]
    """Schedules by year: participation, productivity."""


def gather(iso3: str, data: Path, evidence_folder: Path, register: Register) -> Profile:
    """Read the sources and derive the profile of a country."""
    settings = inputs.read(iso3)
    cells = evidence.country_values(evidence_folder, iso3)
    people = population.by_year(data, iso3)
    base = base_year.base_of(iso3, settings.get("base_year", {}))
    known = _values(iso3, data, evidence_folder, settings, cells, base)
    first = float(known["retirement_age"]["value"])
    rates, paths = labour_rates.rows(data, iso3, register), dict[str, list[tuple[float, float]]]()
    middle = (people[OPENING] + people[OPENING + 1]) / 2.0
    if base is not None:
        rates = base_year.rates(rates, middle, int(first), base)
        paths = base_year.paths(iso3, people, rates, settings["schedules"], first)
    if "productivity_growth" in paths:
        known |= base_year.trend(paths["productivity_growth"])
    found = jobs.read(data, iso3, settings, known)
    held = found.employment.sum(axis=0)
    women = _female_total(rates, data, iso3)
    if "average_wage" not in known:
        known |= wages.from_oews(data, known, women)
    accounts = evidence.national_accounts(evidence_folder, iso3)
    spent = base_year.pensions(iso3)
    if spent is not None and "pensions" in accounts:
        told = f"{spent['definition']}, {spent['source']}, {spent['opened']}"
        accounts["pensions"] = replace(
            accounts["pensions"], text=spent["value"], year=spent["year"], provenance=told
        )
    known, parameters = level.on_national_accounts(
        known, settings["parameters"], accounts, _people(rates, middle, known),
        1.0 + base.growth if base else 1.0,
    )  # fmt: skip
    settings = {**settings, "parameters": parameters}
    scores = ilo.exposure(data)
    weights = occupations.unit_weights(scores["isco4"].to_list(), found.minor, found.units)
    by_occupation = {
        **occupations.exposure(scores, weights, {k: v["value"] for k, v in known.items()}),
        "relative_wage": found.relative_wage,
        "female_share": _female_share(women, settings, held),
        **_education(known, settings, held),
    }
    texts = evidence.targets(evidence_folder)
    own_values = {**flows.values(data, settings), **settings["values"]}
    own_values |= base_year.values(base, float(known["inflation_trend"]["value"])) if base else {}
    own = [
        *targets.country_targets(cells, own_values, known, found),
        *targets.mobility_and_adoption(known, texts, settings["borrow"]["mobility_network"]),
        *targets.displacement(iso3, texts),
        *([targets.LEVEL] if accounts else []),
    ]
    return Profile(
        iso3=iso3,
        settings=settings,
        values=known,
        jobs=found,
        by_occupation=by_occupation,
        by_sector=_sector_shares(known, settings, found.employment.sum(axis=1)),
        labour_rates=rates,
        targets=targets.rows(own, iso3, register),
        shared_targets=targets.rows(targets.generic_targets(texts), "ALL", register),
        flows=list(flows.rows(data, iso3, settings, register)),
        accounts=accounts,
        people=people,
        paths=paths,
    )


def _values(
    iso3: str,
    data: Path,
    evidence_folder: Path,
    settings: dict[str, Any],
    cells: dict[str, evidence.Evidence],
    base: base_year.Base | None,
) -> values.Values:
    """All single values; of two with one name the later wins: common, evidence, extracts, country inputs."""
    known: values.Values = {
        **inputs.read("common")["values"],
        **from_evidence(cells),
        **values.published(data, iso3, without=settings["values"]),
        **flows.values(data, settings),
        **settings["values"],
    }
    known |= base_year.values(base, float(known["inflation_trend"]["value"])) if base else {}
    lender = settings["borrow"].get("ai_adoption")
    if lender:
        known |= adoption.borrowed(lender, known)
    else:
        known |= adoption.values(data, iso3, cells, known)
    known |= derived.derive(data, iso3, known)
    if settings["jobs"] == "ilo":
        known |= farms.values(data, iso3, known)
    if "household_deposits" not in settings["values"]:
        known |= values.household_wealth(data, iso3, known["gdp_nominal"]["value"])
    return known


def _female_total(rates: list[Row], data: Path, iso3: str) -> float:
    employed = labour_rates.employment_by_sex(rates, data, iso3)
    return employed["female"] / (employed["female"] + employed["male"])


def _people(rates: list[Row], pyramid: Array, known: values.Values) -> level.People:
    """People at work and those of the legal pension age in the middle of the base year."""
    first = int(known["retirement_age"]["value"])
    return level.People(
        work=labour_rates.employed_by_the_model(rates, pyramid, first),
        retired=float(pyramid[first:].sum()),
        children=float(pyramid[:YOUNGEST].sum()),
    )


def _female_share(total: float, settings: dict[str, Any], held: Array) -> Array:
    prior = inputs.priors("female_share", settings)
    return shift_shares(np.array([prior[code] for code in OCCUPATIONS]), held, total)


def _education(known: values.Values, settings: dict[str, Any], held: Array) -> dict[str, Array]:
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


def _sector_shares(known: values.Values, settings: dict[str, Any], held: Array) -> dict[str, Array]:
    totals = {"public_share": "public_employment_share", "own_account_share": "own_account_total"}
    shares = {name: inputs.priors(name, settings) for name in totals}
    found = {
        name: shift_shares(np.array([shares[name][s] for s in SECTORS]), held, known[total]["value"])
        for name, total in totals.items()
    }
    if "own_account_agriculture" in known:  # farms as published, the others shifted to what remains
        own, elsewhere = found["own_account_share"], np.array(list(SECTORS)) != "A"
        own[~elsewhere] = known["own_account_agriculture"]["value"]
        rest = known["own_account_total"]["value"] * held.sum() - (own * held)[~elsewhere].sum()
        own[elsewhere] = shift_shares(own[elsewhere], held[elsewhere], rest / held[elsewhere].sum())
    return found
