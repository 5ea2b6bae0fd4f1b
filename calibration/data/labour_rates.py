"""Unemployment and participation by age group and sex, from published rates and population.

Yearly moves between occupations and the skill distance that they imply.

Networks of moves between occupations that countries may name under `borrow: mobility_network`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration import inputs
from calibration.data.codes import AGE_GROUPS, SEXES
from calibration.data.occupations import CODES, MAJOR
from calibration.data.sources import bls, cps, gapminder, nesta, oews
from calibration.data.tabulate import Register, Row, stamp
from simulator.start.people import age_group, along_ages

Array = NDArray[np.float64]


def probabilities(moves: Array) -> Array:
    """Row-stochastic matrix [O, O] from persons who moved; an empty row is that of its major group."""
    filled = moves.copy()
    for row in np.flatnonzero(moves.sum(axis=1) == 0):
        filled[row] = filled[MAJOR == MAJOR[row]].sum(axis=0)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def complete(shares: Array) -> Array:
    """Rows without data (NaN) take the mean of their major group's rows, then sum to 1."""
    filled = shares.copy()
    for row in np.flatnonzero(np.isnan(shares).any(axis=1)):
        filled[row] = np.nanmean(shares[MAJOR == MAJOR[row]], axis=0)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def blend(observed: Array, skills: Array, weight: float) -> Array:
    """Keep the observed probability of staying; mix the destinations of movers with `weight` on skills."""
    stay = np.diag(observed)
    mixed = (1 - weight) * _destinations(observed) + weight * _destinations(skills)
    return np.asarray((1 - stay)[:, None] * mixed + np.diag(stay))


def distance(observed: Array, skills: Array) -> Array:
    """Skill distance in 0-1 [O, O], symmetric, zero on the diagonal.

    Lift L_ij = how much likelier j is for a mover from i than for any mover, geometric mean of both
    directions; similarity L/(1+L), averaged over observed moves and skill overlap; 1 - similarity is
    scaled so that the farthest pair is 1.
    """
    similarity = np.mean([_similarity(_destinations(m)) for m in (observed, skills)], axis=0)
    off = ~np.eye(len(CODES), dtype=bool)
    raw = 1 - similarity
    return np.where(off, raw / raw[off].max(), 0.0)


def _destinations(matrix: Array) -> Array:
    movers = matrix - np.diag(np.diag(matrix))
    return np.asarray(movers / movers.sum(axis=1, keepdims=True))


def _similarity(destinations: Array) -> Array:
    popularity = np.maximum(destinations.mean(axis=0), 1e-12)
    lift = destinations / popularity
    both = np.sqrt(lift * lift.T)
    return np.asarray(both / (1 + both))


EUROPE, UNITED_STATES = "EUR", "USA"
LENDERS = ("FRA", "ITA")
"""Countries whose employment by 3-digit group weighs the European network's skills."""


@dataclass(frozen=True)
class Network:
    """Yearly transition probabilities and skill distances between occupations, both [O, O]."""

    name: str
    probability: Array
    distance: Array
    borrowed_from: str


def build(name: str, data: Path, minor: Mapping[str, float]) -> Network:
    """A network; `minor` is the employment of the country that asks, used where the network is its own."""
    if name == EUROPE:
        weight = inputs.read("common")["values"]["skill_weight_in_mobility"]["value"]
        observed = probabilities(cps.yearly_moves(data))
        skills = _skills(data, nesta.employment_by_minor_group(data, list(LENDERS)))
        mixed = blend(observed, skills, weight)
        return Network(name, mixed, distance(observed, skills), "USA moves; skills nesta-causeways")
    if name == UNITED_STATES:
        crosswalk = oews.Crosswalk(bls.isco_of_soc2010(data))
        observed = probabilities(cps.yearly_moves(data, crosswalk.occupation_shares))
        apart = distance(observed, _skills(data, minor))
        return Network(name, observed, apart, "distance: skills nesta-causeways")
    raise ValueError(f"no network '{name}': {EUROPE} or {UNITED_STATES}")


def _skills(data: Path, minor: Mapping[str, float]) -> Array:
    return complete(nesta.transition_shares(data, dict(minor)))


Counts = NDArray[np.float64]
PREFIX = {"male": "males_aged", "female": "females_aged"}
LAST_AGE = 100
PUBLISHED = {"15-24": "15_24", "25-54": "25_54", "55-64": "55_64", "65+": "65plus"}


def latest_year(data: Path, iso3: str, sex: str) -> int:
    """Last year for which rates of a sex are published."""
    return gapminder.latest(data, iso3, f"{PREFIX[sex]}_15_24_unemployment_rate_percent")[1]


def rows(data: Path, iso3: str, register: Register, past: int | None = None) -> list[Row]:
    """Rows of labour_rates.csv: variable, age_group, sex, value; of a `past` year, else of the latest."""
    result: list[Row] = []
    for sex in SEXES:
        year = past or latest_year(data, iso3, sex)
        jobless = {group: _unemployment(data, iso3, sex, group, year) for group in AGE_GROUPS}
        active = _participation(data, iso3, sex, jobless["15-24"][0], year)
        for variable, cells in (("unemployment_rate", jobless), ("participation_rate", active)):
            unit = "share of labour force" if variable == "unemployment_rate" else "share of population"
            for group, (value, status, note) in cells.items():
                key = {
                    "iso3": iso3,
                    "variable": variable,
                    "age_group": group,
                    "sex": sex,
                    "value": float(value),
                }
                row = stamp(key, register, unit=unit, year=year, status=status, source=gapminder.SOURCE)
                result.append({**row, "note": note})
    return result


def _unemployment(data: Path, iso3: str, sex: str, group: str, year: int) -> tuple[float, str, str]:
    value = gapminder.at(data, iso3, f"{PREFIX[sex]}_{PUBLISHED[group]}_unemployment_rate_percent", year)
    if value is not None:
        return value / 100, "observed", ""
    prime = gapminder.at(data, iso3, f"{PREFIX[sex]}_25_54_unemployment_rate_percent", year)
    if prime is None:
        raise ValueError(f"{iso3}: no unemployment rate of {sex}s aged 25-54 in {year}")
    return prime / 100, "estimated", "not published: the rate at 25-54"


def _participation(
    data: Path, iso3: str, sex: str, youth_unemployment: float, year: int
) -> dict[str, tuple[float, str, str]]:
    def rate(ages: str, what: str) -> float:
        value = gapminder.at(data, iso3, f"{PREFIX[sex]}_{ages}_{what}_percent", year)
        if value is None:
            raise ValueError(f"{iso3}: no {what} of {sex}s aged {ages} in {year}")
        return value / 100

    def persons(first: int, last: int) -> float:
        return gapminder.persons(data, iso3, SEXES.index(sex), range(first, last + 1), year)

    what = "labour_force_participation_rate"
    youth = rate("15_24", "employment_rate") / (1 - youth_unemployment)
    prime = rate("25_54", what)
    older = (
        rate("15_64", what) * persons(15, 64) - youth * persons(15, 24) - prime * persons(25, 54)
    ) / persons(55, 64)
    return {
        "15-24": (youth, "estimated", "derived: employment rate over one minus the unemployment rate"),
        "25-54": (prime, "observed", ""),
        "55-64": (older, "estimated", "derived: 15-64 less 15-24 and 25-54, weighted by population"),
        "65+": (rate("65plus", what), "observed", ""),
    }


def employment_by_sex(rates: list[Row], data: Path, iso3: str) -> dict[str, float]:
    """Employed persons of each sex implied by the rates and the population of their year."""
    jobless = {(r["age_group"], r["sex"]): r["value"] for r in rates if r["variable"] == "unemployment_rate"}
    force = labour_force(rates, data, iso3)
    return {
        sex: sum(force[group, sex] * (1 - jobless[group, sex]) for group in AGE_GROUPS) for sex in SEXES
    }  # fmt: skip


def employed_by_the_model(rates: list[Row], people: Counts, pension: int) -> float:
    """Persons at work as the model places them: by single age, none from the pension age on."""
    table = {(r["variable"], r["age_group"], r["sex"]): r["value"] for r in rates}
    active, jobless = (
        np.array([[table[variable, group, sex] for sex in SEXES] for group in AGE_GROUPS])
        for variable in ("participation_rate", "unemployment_rate")
    )
    taking_part = along_ages(active, pension, people) * people
    return float((taking_part * (1.0 - jobless[age_group(np.arange(LAST_AGE + 1))])).sum())


def labour_force(rates: list[Row], data: Path, iso3: str) -> dict[tuple[str, str], float]:
    """Persons in the labour force by age group and sex, from the rates and the population of their year."""
    bounds = {"15-24": (15, 24), "25-54": (25, 54), "55-64": (55, 64), "65+": (65, LAST_AGE)}
    active = {(r["age_group"], r["sex"]): r["value"] for r in rates if r["variable"] == "participation_rate"}
    year = int(rates[0]["year"])
    return {
        (group, sex): active[group, sex]
        * gapminder.persons(data, iso3, SEXES.index(sex), range(first, last + 1), year)
        for group, (first, last) in bounds.items()
        for sex in SEXES
    }
