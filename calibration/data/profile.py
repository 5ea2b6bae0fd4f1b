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
    jobs,
    labour_rates,
    level,
    occupations,
    population,
    sources,
    surveys,
    targets,
    values,
)
from calibration.data.occupations import EDUCATION, OCCUPATIONS, SECTORS, fitted_to, shift_shares
from calibration.data.tabulate import Row
from calibration.data.values import Values
from simulator.start.people import YOUNGEST

Array = NDArray[np.float64]
OPENING = 2025
"""Year in which shipped scenarios start."""


@dataclass(frozen=True)
class Profile:
    """Everything that is written for one country; arrays follow codes of occupations and of sectors."""

    iso3: str
    settings: dict[str, Any]
    values: Values
    jobs: jobs.Jobs
    by_occupation: dict[str, Array]
    by_sector: dict[str, Array]
    labour_rates: list[Row]
    targets: list[Row]
    shared_targets: list[Row]
    accounts: dict[str, sources.Evidence]
    """Published national accounts and social spending, by name; empty where none were found."""
    people: dict[int, Array]
    """Persons by single age and sex at the beginning of a year."""
    paths: dict[str, base_year.Steps]
    """Schedules by year: participation, productivity."""


def gather(iso3: str, data: Path, evidence: Path) -> Profile:
    """Read the sources and derive the profile of a country."""
    settings = inputs.read(iso3)
    cells = sources.evidence(evidence, "country_values", iso3)
    base = base_year.base_of(iso3, settings.get("base_year", {}))
    known = _values(iso3, data, settings, cells, base)
    people = population.by_year(data, iso3)
    middle = (people[OPENING] + people[OPENING + 1]) / 2.0
    first = float(known["retirement_age"]["value"])
    rates, paths = labour_rates.rows(data, iso3), dict[str, base_year.Steps]()
    if base is not None:
        rates = base_year.rates(rates, middle, int(first), base)
        paths = base_year.paths(iso3, people, rates, settings["schedules"], first)
    if "productivity_growth" in paths:
        known |= base_year.trend(paths["productivity_growth"])
    found = jobs.read(data, iso3, settings, known)
    women = labour_rates.female_share(rates, data, iso3)
    if "average_wage" not in known:
        known |= values.wage_of_oews(data, known, women)
    accounts = _accounts(iso3, evidence, settings.get("accounts", {}))
    counted = level.People(
        work=labour_rates.employed_by_the_model(rates, middle, int(first)),
        retired=float(middle[int(first) :].sum()),
        children=float(middle[:YOUNGEST].sum()),
    )
    growth = 1.0 + base.growth if base else 1.0
    known, parameters = level.on_national_accounts(known, settings["parameters"], accounts, counted, growth)
    texts = sources.target_texts(evidence)
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
    cells: dict[str, sources.Evidence],
    base: base_year.Base | None,
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
    known |= adoption.borrowed(lender, known) if lender else adoption.values(data, iso3, cells, known)
    known |= values.derived(data, iso3, known)
    if settings["jobs"] == "ilo":
        known |= values.farms(data, iso3, known)
    if "household_deposits" not in settings["values"]:
        known |= values.household_wealth(data, iso3, known["gdp_nominal"]["value"])
    return known


def _of_base_year(base: base_year.Base | None, known: Values) -> Values:
    return base_year.values(base, float(known["inflation_trend"]["value"])) if base else {}


def _accounts(iso3: str, evidence: Path, given: dict[str, Any]) -> dict[str, sources.Evidence]:
    """National accounts, those of the inputs first, with officials' pension spending where known."""
    accounts = sources.evidence(evidence, "national_accounts_2024", iso3)
    for name, cell in given.items():
        texts = {key: str(cell.get(key, "")) for key in ("year", "unit", "provenance")}
        accounts[name] = sources.Evidence(
            str(cell["value"]), source=str(cell["publication"]), note="", **texts
        )
    spent = base_year.pensions(iso3)
    if spent is not None and "pensions" in accounts:
        told = f"{spent['definition']}, {spent['source']}, {spent['opened']}"
        pensions = replace(accounts["pensions"], text=spent["value"], year=spent["year"], provenance=told)
        accounts["pensions"] = pensions
    return accounts


def _by_occupation(
    data: Path, known: Values, settings: dict[str, Any], found: jobs.Jobs, women: float
) -> dict[str, Array]:
    """Exposure, wages, women and education of the 40 occupations, each [O]."""
    scores, held = surveys.exposure(data), found.employment.sum(axis=0)
    weights = occupations.unit_weights(scores["isco4"].to_list(), found.minor, found.units)
    numbers = {name: cell["value"] for name, cell in known.items()}
    prior = inputs.priors("female_share", settings)
    return {
        **occupations.exposure(scores, weights, numbers),
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
