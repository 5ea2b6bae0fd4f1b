"""`sim show ISO3`: what a country's profile is made of, and how far to trust it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.text import Text as Line

from reports.story.ai_level import told
from reports.text import Text
from simulator.cli.terminal.console import console, print_entry
from simulator.core.shipped import country_codes, package_folder
from simulator.findings.ai_level import published
from simulator.scenario.country import tables
from simulator.scenario.country.profile import STATUSES, Country, CountryValue, load_country
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


OLD = 2020
"""Numbers of years before this one are counted as old."""
ABOUT = {
    "employment": "employment by sector and occupation",
    "occupations": "exposure, wages, women and education by occupation",
    "sectors": "public employers and own-account work by sector",
    "labour_rates": "unemployment and participation by age and sex",
    "population": "people by age and sex, and their projection (United Nations, World Population Prospects)",
    "schedules": "income tax, contributions, months of unemployment benefit, pension ages by cohort or date",
    "wealth": "household wealth by wealth group",
    "targets": "what the fit is compared with",
}


def describe_country(code: str) -> None:
    """Print currency and vintage, the numbers by status and source, the tables, then every number."""
    country = load_country(code)
    title = f"{country.name('en')} ({code}), money in {country.currency}, vintage {country.vintage}"
    console.print(Line(title, style="bold"))
    numbers = {**country.meta, **country.national}
    _counts(numbers.values())
    _tables(country)
    console.print(Line("Sources, with how many of these numbers come from each:"))
    for source, count in Counter(cell.source for cell in numbers.values()).most_common():
        print_entry(f"{count:3d}  {source}")
    text = Text("en")
    levels = (f"{told(text, one)}: {one.note}" for one in published())
    print_entry("Published of AI's level; the page of a run says its own beside", *levels)
    print_entry("Law that a scenario may change, as it stands (sim list law)", *standing(country))
    for heading, cells in (("Values:", country.meta), ("Parameters of the model:", country.national)):
        console.print(Line(heading))
        for name, cell in cells.items():
            borrowed = f", borrowed from {cell.borrowed_from}" if cell.borrowed_from else ""
            note = f"note: {cell.note}" if cell.note else ""
            source = f"source: {cell.source} ({cell.year}; {cell.status}{borrowed})"
            print_entry(f"{name}: {cell.value:,.6g} {cell.unit}", source, note)


def _counts(cells: Iterable[CountryValue]) -> None:
    found = list(cells)
    by_status = Counter(cell.status for cell in found)
    listed = ", ".join(f"{by_status[status]} {status}" for status in STATUSES)
    recalled = sum("recalled" in cell.note for cell in found)
    years = [int(cell.year[:4]) for cell in found if cell.year[:4].isdigit()]
    old = sum(year < OLD for year in years)
    lenders = sorted({cell.borrowed_from for cell in found if cell.borrowed_from})
    elsewhere = f"; some borrowed from {', '.join(lenders)}" if lenders else ""
    console.print(Line(f"{len(found)} single numbers: {listed}{elsewhere}."))
    told = f"{recalled} are recalled from memory, to be checked"
    console.print(Line(f"{told}; {old} are older than {OLD} (oldest {min(years)})."))


def _tables(country: Country) -> None:
    root = package_folder("calibration")
    console.print(Line("Tables, with sources and what is borrowed:"))
    for name, about in ABOUT.items():
        rows = tables.read_rows(root, name, country.iso3)
        counts = Counter(row["status"] for row in rows)
        statuses = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])
        origins = sorted({" ".join(filter(None, (row["source"], row["year"]))) for row in rows})
        lenders = sorted({row["borrowed_from"] for row in rows if row["borrowed_from"]})
        borrowed = f"borrowed: {'; '.join(lenders)}" if lenders else ""
        print_entry(f"{name}: {about} ({statuses})", f"from: {', '.join(origins)}", borrowed)
    judged = sum(bool(target["judged"]) for target in country.targets)
    compared = f"make fit COUNTRY={country.iso3} compares them with the model"
    print_entry(f"{len(country.targets)} calibration targets, {judged} of them judged; {compared}")
