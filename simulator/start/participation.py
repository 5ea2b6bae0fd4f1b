"""Participation by single year of age: between the four age groups that labour force surveys publish."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq

from simulator.agents.person import pension_age, reached
from simulator.core.time import MONTHS_PER_YEAR
from simulator.scenario.country.profile import Country
from simulator.scenario.country.tables import AGE_GROUPS
from simulator.start.draws import Array, Rows

if TYPE_CHECKING:
    from simulator.core.economy import Economy

CHILDHOOD, OLD = 20, 65
"""Ages between which people need least of public services."""
OLDEST = 100
YOUNGEST = 16
GROUPS = ((YOUNGEST, 25), (25, 55), (55, 65))
MOST, MOST_SURE = 0.98, 0.99
STRETCHED = 55
"""Age from which participation moves with the pension age."""
PARTICIPATION = "participation_shift_"
STEEPEST = 60.0
SEEN = 60
"""Months over which firms take growth of labour for lasting, as the central bank does with output."""


def count_by_age(age: Rows, sex: Rows) -> Rows:
    """People by single year of age and sex (shape 101 x 2)."""
    return np.bincount(2 * age + sex, minlength=2 * (OLDEST + 1)).reshape(-1, 2)


def participation_by_age(country: Country, people: Rows) -> Array:
    """Participants over people by single year of age and sex (shape 101 x 2); groups' means are as observed.

    It rises from school age to the rate of 25-54 as a power of age, stays there, falls from 55 on with the
    square of age, and is nothing from the pension on; all who work later do so before it, all who work at 15
    after it.

    Parameters
    ----------
    people
        Persons by age and sex (same shape), the weights of the means.
    """
    return along_ages(country.participation_rate, int(country.values["retirement_age"]), people)


def along_ages(published: Array, pension: int, people: Rows | Array) -> Array:
    """The same from participation by age group and sex (shape 4 x 2) and the pension age (years)."""
    rate = np.minimum(published, MOST)
    profile = np.zeros((OLDEST + 1, 2))
    for x in range(2):
        young, prime, old, oldest = rate[:, x]
        here = np.maximum(people[:, x], 1e-9)
        here_young = here[YOUNGEST:25]
        with_fifteen = 1.0 + here_young[0] / here_young.sum()  # surveys begin at 15, the model at 16
        profile[YOUNGEST:25, x] = _rise(here_young, prime, min(young * with_fifteen, prime))
        profile[25:55, x] = prime
        last = min(65, pension)
        profile[55:last, x] = _fall(here[55:last], prime, old * here[55:65].sum() / here[55:last].sum())
        late = oldest * here[65:].sum() / here[65:pension].sum() if pension > 65 else 0.0
        profile[65:pension, x] = min(late, float(profile[last - 1, x]))
    return profile


def participation_path(
    country: Country, people: Rows | Array, years: Sequence[float], pensions: Sequence[float]
) -> Array:
    """Participation by year, single age and sex (shape Y x 101 x 2); that of month 0 first.

    From 55 on the profile of month 0 is stretched to the pension age of the year. All of it moves with the
    official path of participation, where one is known: by as many log odds in each age group as the country's
    schedules say.

    Parameters
    ----------
    people
        Persons by age and sex of month 0, the weights of its means.
    years, pensions
        Dates, and the pension age that the law has then (years).
    """
    first = along_ages(country.participation_rate, int(pensions[0]), people)
    profiles = [stretched(first, pensions[0], pension) for pension in pensions]
    return np.stack([shifted(one, shifts(country, year)) for one, year in zip(profiles, years, strict=True)])


def pension_ages(economy: "Economy", years: int) -> list[float]:
    """The age at which people come to a pension in month 0 and each of so many years after it."""
    return [reached(pension_age(economy, MONTHS_PER_YEAR * year)) for year in range(years + 1)]


def participation_by_year(economy: "Economy", people: Rows, years: int) -> Array:
    """Participation from month 0 on (shape years + 1 x 101 x 2), by the law and what a scenario changes."""
    dates = [economy.start_year + year for year in range(years + 1)]
    return participation_path(economy.country, people, dates, pension_ages(economy, years))


def population_path(economy: "Economy", months: int) -> Array:
    """Labour that people offer and public services that they need, over those of month 0, and growth seen.

    Of the projection's people: by participation of the year, and by what a person of an age needs; then the
    growth of labour a month over the last five years, which firms take for lasting (months x 3).
    """
    country, p = economy.country, economy.parameters
    years = -(-months // MONTHS_PER_YEAR)
    people = np.stack([country.people_in(economy.start_year + year) for year in range(years + 1)])
    takes_part = participation_by_year(economy, people[0], years)
    ages = np.arange(OLDEST + 1)
    need = np.where(ages < CHILDHOOD, p["need_young"], np.where(ages < OLD, 1.0, p["need_old"]))
    by_year = np.stack([(people * takes_part).sum(axis=(1, 2)), (people.sum(axis=2) * need).sum(axis=1)])
    at = np.arange(months) / MONTHS_PER_YEAR
    labour, needed = (np.interp(at, np.arange(years + 1), path / path[0]) for path in by_year)
    before = country.people_in(economy.start_year - SEEN / MONTHS_PER_YEAR)
    then = float((before * takes_part[0]).sum()) / by_year[0][0]
    passed = np.concatenate([np.geomspace(then, 1.0, SEEN, endpoint=False), labour])
    seen = (labour / passed[:months]) ** (1.0 / SEEN) - 1.0
    return np.stack([labour, needed, seen], axis=1)


def stretched(profile: Array, first: float, pension: float) -> Array:
    """The profile of a pension age `first`, from 55 on drawn out to another one (years)."""
    old, ages = np.arange(STRETCHED, int(first)), np.arange(STRETCHED, OLDEST + 1)
    as_if = STRETCHED + (ages - STRETCHED) * (first - STRETCHED) / (pension - STRETCHED)
    found = profile.copy()
    for x in range(2):
        found[STRETCHED:, x] = np.where(ages < int(pension), np.interp(as_if, old, profile[old, x]), 0.0)
    return found


def shifts(country: Country, year: float) -> Array:
    """Log odds that are added to participation in a year, by age group (shape 4)."""
    paths = [country.paths.get(f"{PARTICIPATION}{group}") for group in AGE_GROUPS]
    return np.array([0.0 if path is None else np.interp(year, *path.T) for path in paths])


def shifted(profile: Array, by_group: Array) -> Array:
    """The profile with log odds added by age group; who takes no part never does."""
    group = np.digitize(np.arange(len(profile)), (*(last for _, last in GROUPS),))
    odds = profile / np.maximum(1.0 - profile, 1e-9) * np.exp(by_group[group])[:, None]
    return np.asarray(np.minimum(odds / (1.0 + odds), MOST_SURE))


def _rise(people: Array, top: float, mean: float) -> Array:
    """`top * place ** k` with the mean given; flat where no k has it."""
    place = np.asarray((np.arange(YOUNGEST, 25) - 15.0) / 10.0, dtype=np.float64)
    weight = people / people.sum()

    def miss(k: float) -> float:
        return top * float(place**k @ weight) - mean

    if miss(0.0) * miss(STEEPEST) >= 0.0:
        return np.full(len(place), mean)
    return np.asarray(top * place ** float(brentq(miss, 0.0, STEEPEST)))


def _fall(people: Array, top: float, mean: float) -> Array:
    """`top - drop * place ** 2` with the mean given, as far as that is below `top`, and never below 0."""
    place = (np.arange(len(people)) + 1.0) / (len(people) + 1.0)
    drop = (top - mean) * people.sum() / float(place**2 @ people)
    return np.asarray(np.maximum(top - max(drop, 0.0) * place**2, 0.0))


def drift_by_age(profile: Array, following: Array, pension: int) -> tuple[Array, Array]:
    """Rise and fall of participation a month while people grow older (two of shape 101 x 2, not below 0).

    Along the profile of a year, and on to that of the year after it.
    """
    until = min(pension, OLDEST + 1)
    change = np.zeros_like(profile)
    path = np.vstack([np.zeros((1, 2)), profile[YOUNGEST:until]])
    change[YOUNGEST:until] = (np.gradient(path, axis=0)[1:] + (following - profile)[YOUNGEST:until]) / 12.0
    return np.maximum(change, 0.0), np.maximum(-change, 0.0)
