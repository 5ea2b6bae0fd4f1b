"""What a scenario changes in the law, in words, and what that costs at first sight where tables tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.scenario.country.profile import Country
from simulator.scenario.explain import people
from simulator.scenario.explain.inert import why_unchanged
from simulator.scenario.law import Clause, value_told
from simulator.scenario.scenario import Scenario

type Reckoned = tuple[float, str]


def law_told(scenario: Scenario, country: Country) -> list[str]:
    """Lines on each changed value: today's, what it becomes, what that moves and about what it costs."""
    return [line for name, clause in scenario.law.items() for line in _told(name, clause, scenario, country)]


def _told(name: str, clause: Clause, scenario: Scenario, country: Country) -> Iterator[str]:
    lever = clause.lever
    yield f"law, {name}: {lever.about}."
    today = value_told(lever, clause.today, clause.unit) if lever.key else "as it stands"
    yield f"  {clause.describe(scenario.start)}; today {today}"
    if lever.kind == "money":
        yield "  at month-0 prices, on the level of the country file, and indexed as today's is"
    yield f"  moves at once: {', '.join(item.replace('_', ' ') for item in lever.moves)}"
    if reason := why_unchanged(clause, scenario):
        yield f"  WARNING: it will never act because {reason}; it costs and raises nothing"
        return
    reckon = _RECKONINGS.get(name)
    if reckon is None:
        yield "  cost or revenue: depends on what firms and people do; the run tells"
        return
    values = [clause.at(month) - clause.today for month in range(scenario.months)]
    amount, reckoning = reckon(max(values, key=abs), scenario, country)
    gdp, currency = people.model_gdp(country, scenario), country.currency
    word = "revenue" if amount >= 0.0 else "cost"
    billions = f"{abs(amount) / 1e9:,.1f} billion {currency} a year"
    yield f"  {word}, order of magnitude: {billions} ({abs(amount) / gdp:.2%} of GDP in the model)"
    yield f"    = {reckoning}"


def _on_wages(more: float, scenario: Scenario, country: Country) -> Reckoned:
    employees = people.workers(country, scenario)["employees"]
    wage = country.values["average_wage"]
    return employees * wage * 12.0 * more, (
        f"{employees / 1e6:.1f} million employees × average wage {wage:,.0f} {country.currency} × "
        f"{100 * more:+.4g} points × 12 months"
    )


def _in_step(share: str, rate: str) -> Callable[[float, Scenario, Country], Reckoned]:
    """A tax that brings in a share of GDP at today's rate."""

    def reckon(more: float, scenario: Scenario, country: Country) -> Reckoned:
        values, gdp = country.values, people.model_gdp(country, scenario)
        return values[share] * gdp * more / values[rate], (
            f"{values[share]:.1%} of GDP that it brings in today × {100 * more:+.4g} points over today's "
            f"{values[rate]:.1%}"
        )

    return reckon


def _child_benefit(more: float, scenario: Scenario, country: Country) -> Reckoned:
    young = people.children(country, scenario)
    return -young * more * 12.0, (
        f"{young / 1e6:.1f} million children × {more:+,.4g} {country.currency} × 12 months"
    )


_RECKONINGS: dict[str, Callable[[float, Scenario, Country], Reckoned]] = {
    "employee_contributions": _on_wages,
    "employer_contributions": _on_wages,
    "vat": _in_step("indirect_tax_share", "vat_rate_effective"),
    "child_benefit": _child_benefit,
}
