"""What of the law a scenario may change, and how it stands today in each country."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.cli.terminal.console import print_entry
from simulator.core.shipped import country_codes
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.law import LAW, Lever, limits, today_of, value_told, ways


def describe_lever(name: str) -> None:
    """Print what a value of the law is, how a change of it is written, and today's value by country."""
    lever = LAW[name]
    moves = ", ".join(item.replace("_", " ") for item in lever.moves)
    print_entry(
        f"law.{name} (a scenario may change it): {lever.about}",
        f"write it as in: {ways(lever)}, today; each from its date on: {{2027-01: …, 2029-01: today}}",
        f"moves at once: {moves}",
    )
    if lever.key:
        lines = (_line(lever, load_country(code)) for code in country_codes())
        print_entry("today, and what is allowed", *lines)


def _line(lever: Lever, country: Country) -> str:
    today, unit = today_of(country, lever, {})
    low, high = (value_told(lever, one, "") for one in limits(lever, today, country.values["average_wage"]))
    cell = country.meta.get(lever.key) or country.national.get(lever.key)
    note = f"; {cell.note}" if cell is not None and cell.note else ""
    return f"{country.iso3}: {value_told(lever, today, unit)} ({low} to {high}){note}"


def standing(country: Country) -> Iterator[str]:
    """Today's law in a country, a line for each value that a scenario may change."""
    for name, lever in LAW.items():
        today, unit = today_of(country, lever, {})
        yield f"{name}: {value_told(lever, today, unit) if lever.key else 'as it stands; may be moved'}"
