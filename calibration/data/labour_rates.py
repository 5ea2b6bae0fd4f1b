"""Unemployment and participation by age group and sex, from published rates and population."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.data.sources import WDI, persons
from calibration.data.tabulate import Row, stamp
from simulator.scenario.country.profile import AGE_GROUPS, SEXES
from simulator.start.people import age_group, along_ages

Array = NDArray[np.float64]
UNITS = {"unemployment_rate": "share of labour force", "participation_rate": "share of population"}
BOUNDS = {"15-24": (15, 24), "25-54": (25, 54), "55-64": (55, 64), "65+": (65, 100)}
PUBLISHED = {"15-24": "15_24", "25-54": "25_54", "55-64": "55_64", "65+": "65plus"}
"""Age groups as the series name them."""
Cells = dict[str, tuple[float, str, str]]
"""Share, status and note by age group."""


def rows(data: Path, iso3: str, past: int | None = None) -> list[Row]:
    """Rows of labour_rates.csv: variable, age_group, sex, value; of a `past` year, else of the latest."""
    result: list[Row] = []
    for sex in SEXES:
        year = past or WDI.latest(data, iso3, f"{sex}s_aged_15_24_unemployment_rate_percent")[1]
        for variable, cells in zip(UNITS, _rates(data, iso3, sex, year), strict=True):
            for group, (share, status, note) in cells.items():
                key = {
                    "iso3": iso3,
                    "variable": variable,
                    "age_group": group,
                    "sex": sex,
                    "value": float(share),
                }
                row = stamp(key, unit=UNITS[variable], year=year, status=status, source=WDI.source)
                result.append({**row, "note": note})
    return result


def _rates(data: Path, iso3: str, sex: str, year: int) -> tuple[Cells, Cells]:
    """Unemployment and participation of a sex; ValueError where a rate that others are made from lacks."""

    def published(ages: str, what: str) -> float | None:
        share = WDI.years(data, iso3, f"{sex}s_aged_{ages}_{what}_percent").get(year)
        return None if share is None else share / 100

    def rate(ages: str, what: str) -> float:
        share = published(ages, what)
        if share is None:
            raise ValueError(f"{iso3}: no {what} of {sex}s aged {ages} in {year}")
        return share

    def people(first: int, last: int) -> float:
        return persons(data, iso3, SEXES.index(sex), first, last, year)

    jobless: Cells = {}
    for group, ages in PUBLISHED.items():
        own = published(ages, "unemployment_rate")
        jobless[group] = (own, "observed", "") if own is not None else (
            rate("25_54", "unemployment_rate"), "estimated", "not published: the rate at 25-54"
        )  # fmt: skip
    what = "labour_force_participation_rate"
    youth = rate("15_24", "employment_rate") / (1 - jobless["15-24"][0])
    prime = rate("25_54", what)
    older = rate("15_64", what) * people(15, 64) - youth * people(15, 24) - prime * people(25, 54)
    return jobless, {
        "15-24": (youth, "estimated", "derived: employment rate over one minus the unemployment rate"),
        "25-54": (prime, "observed", ""),
        "55-64": (
            older / people(55, 64), "estimated",
            "derived: 15-64 less 15-24 and 25-54, weighted by population"),
        "65+": (rate("65plus", what), "observed", ""),
    }  # fmt: skip


def by_group(rates: list[Row], variable: str) -> Array:
    """A variable's shares by age group and sex [4, 2]."""
    cells = {(r["age_group"], r["sex"]): r["value"] for r in rates if r["variable"] == variable}
    return np.array([[cells[group, sex] for sex in SEXES] for group in AGE_GROUPS])


def labour_force(rates: list[Row], data: Path, iso3: str) -> Array:
    """Persons in the labour force by age group and sex [4, 2], from the rates and people of their year."""
    year = int(rates[0]["year"])
    people = [
        [persons(data, iso3, sex, *BOUNDS[group], year) for sex in range(len(SEXES))] for group in AGE_GROUPS
    ]
    return by_group(rates, "participation_rate") * people


def female_share(rates: list[Row], data: Path, iso3: str) -> float:
    """Women among the employed that the rates and the population of their year imply."""
    work = labour_force(rates, data, iso3) * (1 - by_group(rates, "unemployment_rate"))
    men, women = (sum(of_sex) for of_sex in work.T)
    return float(women / (women + men))


def employed_by_the_model(rates: list[Row], people: Array, pension: int) -> float:
    """Persons at work as the model places them: by single age, none from the pension age on."""
    taking_part = along_ages(by_group(rates, "participation_rate"), pension, people) * people
    jobless = by_group(rates, "unemployment_rate")[age_group(np.arange(len(people)))]
    return float((taking_part * (1.0 - jobless)).sum())
