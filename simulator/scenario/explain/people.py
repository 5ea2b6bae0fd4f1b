"""How many people there are for an instrument in month 0, by the country's tables, before any run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

import numpy as np

import simulator.parameters  # noqa: F401 (declares the parameters that follow)
from simulator.core.param import PARAMS
from simulator.core.time import year_of
from simulator.scenario.country.profile import Country
from simulator.scenario.country.tables import AGE_GROUPS
from simulator.scenario.reach import EVERY, LEVELS, SEXES, Span, Target
from simulator.scenario.scenario import Scenario

ADULT, OLDEST = 16, 100
"""Ages of the first and the last simulated persons (years)."""
LATE = 65
"""First age of the oldest group of labour force surveys."""
_UNKNOWN = ("displaced_by_ai", "months_unemployed", "income")
"""Conditions of `for:` that only a run can count."""


def adults(country: Country, scenario: Scenario, ages: Span = (ADULT, OLDEST)) -> float:
    """Persons of 16 and over, within some ages, at the start."""
    return float(_people(country, scenario, ages).sum())


def children(country: Country, scenario: Scenario) -> float:
    """Persons below 16 at the start."""
    return float(country.people_in(year_of(scenario.start))[:ADULT].sum())


def before_pension(country: Country, years: float) -> Span:
    """First and last age of people who are within some years of the statutory pension age."""
    retires = country.values["retirement_age"]
    return max(ADULT, int(retires - years)), ceil(retires) - 1


def labour_force(country: Country, scenario: Scenario, ages: Span = (ADULT, OLDEST)) -> float:
    """Persons in the labour force, within some ages, at the start."""
    return float(sum(force.sum() for force, _ in _by_age(country, scenario, ages)))


def seekers(country: Country, scenario: Scenario, ages: Span = (ADULT, OLDEST)) -> float:
    """Persons who look for work, within some ages, at the start."""
    return float(sum((force * rate).sum() for force, rate in _by_age(country, scenario, ages)))


def workers(country: Country, scenario: Scenario) -> dict[str, float]:
    """Persons at work at the start: employees with a contract, on own account, informal.

    Who works beyond a pension age above 65 does so before it in the model; beyond a lower one nobody does.
    """
    values, parameter = country.values, _parameters(country, scenario)
    pension = int(values["retirement_age"])
    ages = ADULT, OLDEST if pension > LATE else pension - 1
    work = labour_force(country, scenario, ages) - seekers(country, scenario, ages)
    own = values["own_account_total"] * work
    informal = max(0.0, values["informal_share"] * work - parameter("unregistered_share") * own)
    return {"employees": work - own - informal, "own": own, "informal": informal}


def model_gdp(country: Country, scenario: Scenario) -> float:
    """GDP of the model's economy at the start (currency/year), about: labour income over the labour share."""
    return sum(labour_income(country, scenario).values()) / country.values["labour_share"]


def labour_income(country: Country, scenario: Scenario) -> dict[str, float]:
    """What people at work earn at the start, contributions of employers with it (currency/year), by kind.

    As the model reckons it, from mean pay and the people at work.
    """
    values, parameter, people = country.values, _parameters(country, scenario), workers(country, scenario)
    pay = {
        "employees": 1.0 + values["employer_contribution_rate"],
        "own": parameter("own_account_ratio"),
        "informal": parameter("informal_ratio"),
    }
    return {kind: 12.0 * values["average_wage"] * pay[kind] * people[kind] for kind in people}


def _parameters(country: Country, scenario: Scenario) -> Callable[[str], float]:
    """What gives a parameter of the model: the scenario's, the country's or the declared value."""
    used = country.parameters(scenario.parameters)
    return lambda name: float(used.get(name, PARAMS[name].default))


def part_reached(target: Target, country: Country, scenario: Scenario, ages: Span = (ADULT, OLDEST)) -> float:
    """Part of the people of some ages who meet `for:` (share), as far as tables tell; see `not_counted`."""
    everyone = adults(country, scenario, ages)
    if everyone == 0.0:
        return 0.0
    both = (max(ages[0], target.age[0]), min(ages[1], target.age[1]))
    people = _people(country, scenario, both)
    found = float(people[:, SEXES.index(target.sex)].sum() if target.sex else people.sum()) / everyone
    if target.education:
        found *= float(sum(country.education_share[LEVELS.index(level)] for level in target.education))
    if target.occupation or target.exposure:
        found *= part_of_work(target, country)
    return found * target.share


def part_of_work(target: Target, country: Country) -> float:
    """Part of employment in the occupations that a target names (share)."""
    from simulator.kit.targeting import allowed_occupations  # compiles: only where it is needed

    work = country.employment.sum(axis=0)
    return float(work[allowed_occupations(country, target)].sum() / work.sum())


def not_counted(target: Target) -> list[str]:
    """Conditions of a target that only a run can count."""
    return [name.replace("_", " ") for name in _UNKNOWN if getattr(target, name) not in (None, EVERY)]


def _people(country: Country, scenario: Scenario, ages: Span) -> np.ndarray:
    """Adults by single age and sex, none outside `ages` [years, 2]."""
    years = np.arange(ADULT, OLDEST + 1)
    within = (years >= ages[0]) & (years <= ages[1])
    return np.asarray(country.people_in(year_of(scenario.start))[ADULT : OLDEST + 1] * within[:, None])


def _by_age(country: Country, scenario: Scenario, ages: Span) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Labour force and unemployment rate by sex, in each age group."""
    people = _people(country, scenario, ages)
    for index, group in enumerate(AGE_GROUPS):
        first, _, last = group.partition("-")
        rows = slice(max(int(first.rstrip("+")), ADULT) - ADULT, int(last) + 1 - ADULT if last else None)
        yield people[rows].sum(axis=0) * country.participation_rate[index], country.unemployment_rate[index]
