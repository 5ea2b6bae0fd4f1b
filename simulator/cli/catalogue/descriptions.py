"""One country, policy, world, rule, agent, column, indicator, parameter or scenario in full."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from rich.text import Text

from simulator.agents import firm, person
from simulator.cli.catalogue.reference import shipped_rules
from simulator.cli.terminal.console import console, print_entry
from simulator.core.closure import CLOSURES
from simulator.core.errors import InputError, suggestion
from simulator.core.param import Horizon, Param, PopulationSize, Runs
from simulator.core.rule import RULES, Rule
from simulator.core.rule_bind import ColumnArgument, argument
from simulator.core.shipped import (
    country_codes,
    country_hint,
    instrument_names,
    package_folder,
    scenario_hint,
    shipped_names,
    shipped_path,
)
from simulator.findings.official import published
from simulator.indicators import metadata
from simulator.policies import discover
from simulator.scenario import load_scenario
from simulator.scenario.country import tables
from simulator.scenario.country.exposure import MEASURES
from simulator.scenario.country.profile import STATUSES, Country, CountryValue, load_country
from simulator.scenario.country.technology import load_technology, technology_names
from simulator.scenario.file.checks import model_parameters, rule_names
from simulator.scenario.file.dump import resolved_yaml
from simulator.scenario.file.paths import names_folder
from simulator.scenario.file.schema import MEANING
from simulator.scenario.law import LAW, Lever, limits, today_of, value_told, ways
from simulator.scenario.reach import Levels
from simulator.scenario.world import Closing, World, load_world, world_names

if TYPE_CHECKING:
    from simulator.core.population import ArrayAgent, Column

type Describer = Callable[[], None]
AGENTS: Mapping[str, type[ArrayAgent]] = {
    kind.__name__.lower(): kind
    for kind in (person.Person, person.Household, firm.Firm, firm.Post, firm.Occupation, firm.Sector)
}
"""The kinds of agents whose state lies in columns, by the name of their set."""


def describe_name(name: str) -> None:
    """Print everything that goes by `name`; InputError with a suggestion when nothing does."""
    known: dict[str, list[Describer]] = {}
    for found, describer in _everything():
        known.setdefault(found, []).append(describer)
    if "@" in name and shipped_path(name):
        known[name] = [partial(_scenario, name)]
    wanted = name if name in known else name.upper() if name.upper() in known else ""
    if not wanted:
        others = [one for one in known if "/" not in one and one not in country_codes()]
        hint = scenario_hint(name) if "/" in name else country_hint(name, country_codes())
        hint = hint or suggestion(name, [*others, "benchmarks", "schema"])
        if names_folder(name) or name.endswith((".yaml", ".yml")):
            hint = " Of a file: sim explain; of two files or run folders: sim show FIRST SECOND."
        raise InputError(f'nothing is called "{name[:80]}"; see sim list.{hint}')
    for describer in known[wanted]:
        describer()


def _everything() -> Iterable[tuple[str, Describer]]:

    for code in country_codes():
        yield code, partial(_country, code)
    for policy, instrument in discover().items():
        about = f"{policy} (policy, family {instrument.family}): {' '.join(instrument.about.split())}."
        yield policy, partial(_instrument, about, instrument)
        for key, one in instrument.declared().items():
            describer = partial(_parameters, f"Parameter of the policy {policy}", {key: one})
            yield from ((alias, describer) for alias in (f"{policy}.{key}", key))
    for lever in LAW:
        yield from ((alias, partial(_lever, lever)) for alias in (f"law.{lever}", lever))
    for world in world_names():
        yield world, partial(_world, world)
    yield from ((name, _closures) for name in ("closure", *CLOSURES))
    for technology in technology_names():
        yield from ((alias, partial(_technology, technology)) for alias in (technology, "technology.name"))
    for measure in MEASURES:
        yield from ((alias, partial(_measure, measure)) for alias in (measure, "technology.exposure"))
    for scenario in (*shipped_names(), *instrument_names()):
        yield scenario, partial(_scenario, scenario)
    for rule in rule_names():
        yield rule, partial(_rule, RULES[rule])
    for agent in AGENTS:
        yield agent, partial(_agent, agent)
    for column in dict.fromkeys(name for kind in AGENTS.values() for name in kind.columns):
        yield column, partial(_column, column)
    for entry in metadata():
        yield str(entry["name"]), partial(_indicator, entry)
    # Group by the key under which a scenario, and sim show FIRST SECOND, write its parameters.
    groups = {
        "world": ("the world", World.declared()),
        "closure": ("the closure", Closing.declared()),
        "parameters": ("the model", model_parameters()),
        "horizon": ("the run", Horizon.declared()),
        "population": ("the run", PopulationSize.declared()),
        "runs": ("the run", Runs.declared()),
    }
    for group, (owner, declared) in groups.items():
        for key, one in declared.items():
            describer = partial(_parameters, f"Parameter of {owner}", {key: one})
            yield from ((alias, describer) for alias in (f"{group}.{key}", key))


def _closures() -> None:

    _title("Closures, under which the economy closes round the labour market")
    for name, one in CLOSURES.items():
        print_entry(f"{name}: {one.about}.")


def _title(text: str) -> None:
    console.print(Text(text, style="bold"))


def _parameters(title: str, declared: Mapping[str, Param]) -> None:
    _title(title)
    for name, one in declared.items():
        symbol = f" ({one.symbol})" if one.symbol else ""
        low, high = one.bounds
        print_entry(
            f"{name}{symbol}: {one.about}",
            f"default {one.default:g}, allowed {low:g} to {high:g}; unit: {one.unit}",
            f"source: {one.source} ({one.status})",
        )


def _instrument(title: str, instrument: Any) -> None:
    _parameters(title, instrument.declared())
    typical = ", ".join(f"{name} {value:g}" for name, value in instrument.typical.values.items())
    print_entry(f"typical: {typical}", f"source: {instrument.typical.source}")
    if instrument.needs:
        print_entry(f"changes nothing without {' or '.join(instrument.needs)}")
    if instrument.targets:
        conditions = (f"{name}: {about}" for name, about in MEANING.items())
        print_entry("for: whom it reaches; conditions that all must hold", *conditions)
    levels = (f"{name}: {one.about}" for name, one in Levels.declared().items())
    print_entry("when: it acts only in months in which all levels are passed", *levels)


def _world(name: str) -> None:

    world, declared = load_world(name), World.declared()
    _title(f"{name} (world)")
    console.print(Text(world.about))
    if world.recognised:
        print_entry("published worlds of about this size, to which nothing is fitted", *world.recognised)
    for key, value in world.values.items():
        origin = world.sources[key]
        about = declared[key].about
        print_entry(
            f"{key}: {value:g} {declared[key].unit}",
            about,
            f"source: {origin['source']} ({origin['status']})",
        )


def _technology(name: str) -> None:

    technology = load_technology(name)
    _title(f"{name} (technology): {technology.title}")
    console.print(Text(technology.about))
    for room in ("automation", "adopters", "parameters"):
        for key, cell in getattr(technology, room).items():
            print_entry(f"{room} {key}: {cell.value:g} {cell.unit}", f"source: {cell.source} ({cell.status})")


def _measure(name: str) -> None:

    _title(f"{name} (technology: exposure)")
    console.print(Text(MEASURES[name]))


def _scenario(name: str) -> None:

    scenario = load_scenario(name)
    _title(f"{name} (scenario): {scenario.title}")
    console.print(Text(resolved_yaml(scenario)))


def _rule(rule: Rule) -> None:
    _title(f"{rule.name} (rule over {rule.over}, writes {', '.join(rule.writes)})")
    console.print(Text(inspect.cleandoc(rule.__doc__ or "")))
    console.print(Text(f"  reads: {', '.join(rule.reads)}"))
    console.print(Text(f"  given: {', '.join(rule.keywords)}"))
    if rule.params:
        _parameters("Parameters", rule.params)


def _indicator(entry: Mapping[str, object]) -> None:
    _title(f"{entry['name']} (indicator): {entry['label']}")
    console.print(Text(f"  {entry['about']}"))
    console.print(Text(f"  unit: {entry['unit']}; better: {entry['better']}"))
    console.print(Text(f"  smallest relevant effect: {entry['smallest_relevant']}"))
    groups = entry.get("by") or ()
    if isinstance(groups, list | tuple) and groups:
        console.print(Text(f"  broken down by: {', '.join(map(str, groups))}"))


def _agent(agent: str) -> None:
    """Print what an agent is and each of its columns: unit, type, what it links to, meaning."""
    kind = AGENTS[agent]
    console.print(Text(f"{agent} (agent): {len(kind.columns)} columns that a rule may read", style="bold"))
    console.print(Text(inspect.cleandoc(kind.__doc__ or "")))
    console.print(Text(f"A rule over {agent} reads them by name, those of what it links to as LINK_COLUMN."))
    for name, column in kind.columns.items():
        print_entry(f"{name}: {column.about}", _facts(name, column))


def _column(name: str) -> None:
    """Print which agents have a column, and which rules read and write it."""
    for agent, kind in AGENTS.items():
        if name not in kind.columns:
            continue
        column = kind.columns[name]
        console.print(Text(f"{name} (column of {agent}): {column.about}", style="bold"))
        written = [rule.name for rule in shipped_rules() if (agent, name) in _written(rule.name)]
        read = [rule.name for rule in shipped_rules() if (agent, name) in _read(rule.name)]
        print_entry(_facts(name, column))
        print_entry(f"written by the rules: {', '.join(written) or 'none'}")
        print_entry(f"read by the rules: {', '.join(read) or 'none'}")
        if not written:
            print_entry("set by the markets, the accounts or instruments, not by a rule")


def _facts(name: str, column: Column) -> str:
    many = f", {' × '.join(map(str, column.shape))} values" if column.shape else ""
    link = column.link or (name if name in AGENTS else "")
    links = f"; links to {link}" if link else ""
    return f"unit: {column.unit or 'none'}; type: {column.dtype}{many}{links}"


@cache
def _written(rule: str) -> frozenset[tuple[str, str]]:
    return frozenset((RULES[rule].over, name) for name in RULES[rule].writes)


@cache
def _read(rule: str) -> frozenset[tuple[str, str]]:
    """Agent and column of everything that a rule reads, through links too."""
    over = RULES[rule].over
    found = (argument(name, over, AGENTS) for name in RULES[rule].reads)
    return frozenset(one.path[-1] for one in found if isinstance(one, ColumnArgument))


def _lever(name: str) -> None:
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


def _standing(country: Country) -> Iterator[str]:
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


def _country(code: str) -> None:
    """Print currency and vintage, the numbers by status and source, the tables, then every number."""
    from reports.story.ai_level import told
    from reports.text import Text as Words

    country = load_country(code)
    title = f"{country.name('en')} ({code}), money in {country.currency}, vintage {country.vintage}"
    console.print(Text(title, style="bold"))
    numbers = {**country.meta, **country.national}
    _counts(numbers.values())
    _tables(country)
    console.print(Text("Sources, with how many of these numbers come from each:"))
    for source, count in Counter(cell.source for cell in numbers.values()).most_common():
        print_entry(f"{count:3d}  {source}")
    words = Words("en")
    levels = (f"{told(words, one)}: {one.note}" for one in published())
    print_entry("Published of AI's level; the page of a run says its own beside", *levels)
    print_entry("Law that a scenario may change, as it stands (sim list law)", *_standing(country))
    for heading, cells in (("Values:", country.meta), ("Parameters of the model:", country.national)):
        console.print(Text(heading))
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
    console.print(Text(f"{len(found)} single numbers: {listed}{elsewhere}."))
    told = f"{recalled} are recalled from memory, to be checked"
    console.print(Text(f"{told}; {old} are older than {OLD} (oldest {min(years)})."))


def _tables(country: Country) -> None:
    root = package_folder("calibration")
    console.print(Text("Tables, with sources and what is borrowed:"))
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
