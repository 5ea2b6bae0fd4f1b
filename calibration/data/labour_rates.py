"""Unemployment and participation by age group and sex, from published rates and population."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.data.codes import AGE_GROUPS, SEXES
from calibration.data.sources import gapminder
from calibration.data.tabulate import Register, Row, stamp
from simulator.start.participation import along_ages
from simulator.start.people import age_group

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
