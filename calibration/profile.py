"""One country's profile: gather sources, inputs and derivations into tables and values."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration import adoption, derived, inputs, labour_rates, mobility, occupations, targets, values
from calibration.codes import EDUCATION, OCCUPATIONS, SECTORS
from calibration.evidence_values import from_evidence
from calibration.raking import rake, shift_shares
from calibration.sources import bls, cps, eurostat, evidence, ilo, nesta
from calibration.tabulate import Register, Row

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Profile:
    """Everything that is written for one country; arrays follow codes.OCCUPATIONS and codes.SECTORS."""

    iso3: str
    settings: dict[str, Any]
    values: values.Values
    employment: Array
    by_occupation: dict[str, Array]
    by_sector: dict[str, Array]
    labour_rates: list[Row]
    targets: list[Row]
    shared_targets: list[Row]
    wage_year: int


def gather(iso3: str, data: Path, evidence_folder: Path, register: Register) -> Profile:
    """Read the sources and derive the profile of a country."""
    settings = inputs.read(iso3)
    cells = evidence.country_values(evidence_folder, iso3)
    known = _values(iso3, data, settings, cells)
    lenders = settings["borrow"]["occupation_split"]
    minor = nesta.employment_by_minor_group(data, lenders)
    jobs = occupations.employment(
        eurostat.employment(data, iso3),
        occupations.split_shares(minor),
        bls.jobs_by_sector_and_occupation(data),
    )
    by_group, wage_year = ilo.relative_earnings(data, iso3)
    rates = labour_rates.rows(data, iso3, register)
    by_occupation = {
        **occupations.exposure(ilo.exposure(data), minor, {k: v["value"] for k, v in known.items()}),
        "relative_wage": occupations.relative_wages(
            by_group, bls.wages_by_occupation(data), jobs.sum(axis=0)
        ),
        "female_share": _female_share(rates, data, iso3, jobs.sum(axis=0)),
        **_education(known, jobs.sum(axis=0)),
    }
    texts = evidence.targets(evidence_folder)
    own = [
        *targets.country_targets(cells, known, jobs.sum(axis=0), by_group),
        *(targets.european_targets(known, texts) if settings["borrow"]["mobility_network"] == "EUR" else ()),
    ]
    return Profile(
        iso3=iso3,
        settings=settings,
        values=known,
        employment=jobs,
        by_occupation=by_occupation,
        by_sector=_sector_shares(known, jobs.sum(axis=1)),
        labour_rates=rates,
        targets=targets.rows(own, iso3, register),
        shared_targets=targets.rows(targets.generic_targets(texts), "ALL", register),
        wage_year=wage_year,
    )


def network(data: Path, minor: dict[str, float], skill_weight: float) -> tuple[Array, Array]:
    """Yearly transition probabilities and skill distances between occupations, both [O, O]."""
    observed = mobility.probabilities(cps.yearly_moves(data))
    skills = mobility.complete(nesta.transition_shares(data, minor))
    return mobility.blend(observed, skills, skill_weight), mobility.distance(observed, skills)


def _values(
    iso3: str, data: Path, settings: dict[str, Any], cells: dict[str, evidence.Evidence]
) -> values.Values:
    """All single values; of two with one name the later wins: common, evidence, extracts, country inputs."""
    known: values.Values = {
        **inputs.read("common")["values"],
        **from_evidence(cells),
        **values.published(data, iso3),
        **settings["values"],
        **adoption.values(data, iso3, cells),
    }
    wealth = values.household_wealth(data, iso3, known["gdp_nominal"]["value"])
    return {**known, **derived.derive(data, iso3, known), **wealth}


def _female_share(rates: list[Row], data: Path, iso3: str, jobs: Array) -> Array:
    employed = labour_rates.employment_by_sex(rates, data, iso3)
    total = employed["female"] / (employed["female"] + employed["male"])
    prior = inputs.priors("female_share")
    return shift_shares(np.array([prior[code] for code in OCCUPATIONS]), jobs, total)


def _education(known: values.Values, jobs: Array) -> dict[str, Array]:
    """Workers of each occupation by education: prior of the skill level raked to the country's margin."""
    levels = ("low", "medium", "high")
    margin = np.array([known[f"education_employed_{level}"]["value"] for level in levels])
    prior = np.array(
        [[inputs.priors(f"education_{level}")[code[0]] for level in levels] for code in OCCUPATIONS],
        dtype=float,
    )
    weights = jobs / jobs.sum()
    held = rake(prior * np.maximum(weights, 1e-9)[:, None], weights, margin / margin.sum())
    safe = np.where(weights > 0, weights, 1.0)[:, None]
    shares = np.where(weights[:, None] > 0, held / safe, prior)
    return {name: shares[:, k] for k, name in enumerate(EDUCATION)}


def _sector_shares(known: values.Values, jobs: Array) -> dict[str, Array]:
    totals = {"public_share": "public_employment_share", "own_account_share": "own_account_total"}
    return {
        name: shift_shares(
            np.array([inputs.priors(name)[sector] for sector in SECTORS]), jobs, known[total]["value"]
        )
        for name, total in totals.items()
    }
