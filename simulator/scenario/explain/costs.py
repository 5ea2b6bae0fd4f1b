"""Orders of magnitude of what policies cost, by arithmetic on the country profile, before any run."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.core.time import parse_month
from simulator.scenario.country.profile import Country
from simulator.scenario.country.tables import AGE_GROUPS
from simulator.scenario.scenario import PolicySetting, Scenario

type Cost = tuple[float, str]

ADULT = 16
"""Age from which people are simulated persons; younger ones are children of households (years)."""


def nearest_year(country: Country, start: str) -> int:
    """Row of the population table nearest to the year of `start`."""
    year = parse_month(start) // 12
    return min(range(len(country.population_years)), key=lambda i: abs(country.population_years[i] - year))


def labour_force(country: Country, start: str) -> float:
    """Persons in the labour force in the population year nearest to `start`."""
    nearest, total = nearest_year(country, start), 0.0
    for index, group in enumerate(AGE_GROUPS):
        first, _, last = group.partition("-")
        ages = slice(int(first), int(last) + 1) if last else slice(int(first.rstrip("+")), None)
        persons = country.population[nearest, ages, :].sum(axis=0)
        total += float((persons * country.participation_rate[index]).sum())
    return total


def rough_cost(policy: PolicySetting, scenario: Scenario, country: Country) -> Cost | None:
    """Cost per year in national currency when the policy is largest, and how it was reckoned."""
    reckon = _RECKONINGS.get(policy.name)
    if reckon is None:
        return None
    months = range(policy.start, min(policy.end or scenario.months, scenario.months))
    numbers = [name for name, value in policy.values.items() if not isinstance(value, str)]
    costs = (
        reckon({name: policy.value(name, month) for name in numbers}, scenario, country) for month in months
    )
    return max(costs, key=lambda cost: cost[0], default=(0.0, "it never acts within the horizon"))


def _training_programme(values: Mapping[str, float], scenario: Scenario, country: Country) -> Cost:
    force, wage = labour_force(country, scenario.start), country.values["average_wage"]
    places = values["places_per_1000"] / 1000.0 * force
    share = values["stipend"] + values["course_cost"]
    reckoning = (
        f"{places:,.0f} places ({values['places_per_1000']:g} per 1,000 of {force / 1e6:.1f} million) × "
        f"({values['stipend']:g} stipend + {values['course_cost']:g} course) × average wage "
        f"{wage:,.0f} {country.currency} × 12 months, if every place is filled"
    )
    return places * share * wage * 12.0, reckoning


def _basic_income(values: Mapping[str, float], scenario: Scenario, country: Country) -> Cost:
    people = country.population[nearest_year(country, scenario.start)].sum(axis=1)
    adults, children = float(people[ADULT:].sum()), float(people[:ADULT].sum())
    reckoning = (
        f"({adults / 1e6:.1f} million adults × {values['amount']:,g} + {children / 1e6:.1f} million children "
        f"× {values['child_amount']:,g} {country.currency}) × 12 months, if everybody is reached and claims"
    )
    return (adults * values["amount"] + children * values["child_amount"]) * 12.0, reckoning


def _care_services(values: Mapping[str, float], scenario: Scenario, country: Country) -> Cost:
    force, wage = labour_force(country, scenario.start), country.values["average_wage"]
    places = values["places_per_1000"] / 1000.0 * force
    reckoning = (
        f"{places:,.0f} places ({values['places_per_1000']:g} per 1,000 of {force / 1e6:.1f} million) × "
        f"{values['place_cost']:g} × average wage {wage:,.0f} {country.currency} × 12, if all are taken"
    )
    return places * values["place_cost"] * wage * 12.0, reckoning


def _training_account(values: Mapping[str, float], scenario: Scenario, country: Country) -> Cost:
    people = country.population[nearest_year(country, scenario.start)].sum(axis=1)
    adults, wage = float(people[ADULT:].sum()), country.values["average_wage"]
    reckoning = (
        f"{adults / 1e6:.1f} million adults × {values['credit']:g} of the average wage {wage:,.0f} "
        f"{country.currency} a year, if every credit is spent"
    )
    return adults * values["credit"] * wage, reckoning


def _digital_education(values: Mapping[str, float], scenario: Scenario, country: Country) -> Cost:
    force, wage = labour_force(country, scenario.start), country.values["average_wage"]
    places = values["places_per_1000"] / 1000.0 * force
    reckoning = (
        f"{places:,.0f} places ({values['places_per_1000']:g} per 1,000 of {force / 1e6:.1f} million) ÷ "
        f"{values['learners']:g} learners × average wage {wage:,.0f} {country.currency} × 12 months, before "
        "teachers' contributions, if every place is filled"
    )
    return places / values["learners"] * wage * 12.0, reckoning


_RECKONINGS: dict[str, Callable[[Mapping[str, float], Scenario, Country], Cost]] = {
    "training_programme": _training_programme,
    "training_account": _training_account,
    "digital_education": _digital_education,
    "basic_income": _basic_income,
    "care_services": _care_services,
}
