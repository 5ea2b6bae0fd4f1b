"""What is declared in code and shipped beside it, by its name (`sim show NAME`), and as pages.

`python -m simulator.cli.catalogue docs/reference.md docs/month.md docs/api.md` lists parameters, rules,
instruments, indicators and worlds, which are declared once, in code; the steps of the month, made from the
schedule; and what `import simulator` offers, from its docstrings.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from simulator.agents import firm, person
from simulator.cli.console import console, print_entry
from simulator.core.closure import CLOSURES
from simulator.core.errors import InputError, suggestion
from simulator.core.files import write_whole
from simulator.core.param import Horizon, Param, PopulationSize, Runs
from simulator.core.rule import RULES, Rule, Runnable
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
from simulator.indicators import all_indicators, metadata
from simulator.kit.instrument import Instrument
from simulator.kit.targeting import Targeted
from simulator.kit.transfer import Placement
from simulator.parameters import GROUPS
from simulator.policies import discover
from simulator.scenario import load_scenario
from simulator.scenario.country import profile
from simulator.scenario.country.profile import STATUSES, Country, CountryValue, load_country
from simulator.scenario.country.technology import MEASURES, load_technology, technology_names
from simulator.scenario.file.checks import model_parameters, rule_names
from simulator.scenario.file.layers import names_folder
from simulator.scenario.file.schema import MEANING
from simulator.scenario.financing import TaxAdditions
from simulator.scenario.law import LAW, TODAY, limits, today_of, value_told, ways
from simulator.scenario.reach import Levels
from simulator.scenario.scenario import resolved_yaml
from simulator.scenario.world import Closing, World, load_world, world_names

if TYPE_CHECKING:
    from simulator.core.population import ArrayAgent, Column


HEAD = """\
# Reference

Made by `make docs` from the declarations in the code; edit those, not this page. `sim show NAME` shows
the same for one name. Values stand in the declared unit; hazards and growth rates per year are turned into
months when they are loaded. Status: *observed* (published for the country), *estimated* (computed from
published numbers), *calibrated* (fitted to targets), *assumed* (nobody's statistic, or one recalled and not
yet checked).
"""
PARAMETER_HEADS = ("parameter", "meaning", "default", "bounds", "unit", "status", "source")


def page() -> str:
    """Return the whole page in Markdown."""
    sections = (_contents, _reference_parameters, _rules, _instruments, _law, _worlds, _indicators)
    return "\n".join((HEAD, *(section() for section in sections)))


def _contents() -> str:
    groups = [*GROUPS.values(), *(rule.params for rule in shipped_rules())]
    declared = [one for group in groups for one in group.values()]
    counts = _by_status(one.status for one in declared)
    return f"The model's own {len(declared)} parameters: {counts}.\n"


def _by_status(found: Iterable[str]) -> str:
    """How many numbers have each status, of those that are found."""
    counts = Counter(found)
    return ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])


def shipped_rules() -> list[Rule]:
    """The rules of this package by name, without what others may have registered."""
    found = (RULES[name] for name in rule_names())
    return [rule for rule in found if rule.python.__module__.startswith("simulator.rules.")]


def _reference_parameters() -> str:
    """Parameters of the economy by group, then those of each rule file, then world and closure."""
    changed = "A scenario changes them under `parameters:`, a country's profile some (`sim show ESP`)."
    balanced = "What can balance a budget (`financing: {balanced: NAME}`; the run solves the addition)"
    groups = [
        *GROUPS.items(),
        *((f"Rule `{rule.name}`", rule.params) for rule in shipped_rules() if rule.params),
        ("World (a scenario sets them under `world:`)", World.declared()),
        ("Closure (under `closure:`)", Closing.declared()),
        (balanced, TaxAdditions.declared()),
    ]
    tables = (_parameter_table(about, declared) for about, declared in groups)
    return "\n".join((f"## Parameters\n\n{changed}\n", *tables))


def _parameter_table(title: str, declared: Mapping[str, Param]) -> str:
    return f"### {title}\n\n{_table(PARAMETER_HEADS, _parameter_rows(declared))}"


def _parameter_rows(declared: Mapping[str, Param]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, one in declared.items():
        value = f"{one.default:g}", _range(one), one.unit
        rows.append((_symbolled(f"`{name}`", one), one.about, *value, one.status, one.source))
    return rows


def _symbolled(name: str, one: Param) -> str:
    return f"{name} ({one.symbol})" if one.symbol else name


def _range(one: Param) -> str:
    return f"{one.bounds[0]:g} to {one.bounds[1]:g}"


def _rules() -> str:
    heads = ("rule", "what it does", "over", "reads", "given", "writes")
    rows = [
        (f"`{one.name}`", summary(one), one.over, *map(_code, (one.reads, one.keywords, one.writes)))
        for one in shipped_rules()
    ]
    about = (
        "A scenario may replace any of them: `rules: {NAME: my_rules.py:function}`. *Reads* are columns of "
        "the agent or of what it is linked to, and keyed draws (`u_…`); *given* are parameters and values of "
        "the economy."
    )
    return f"## Rules\n\n{about}\n\n{_table(heads, rows)}"


def _instruments() -> str:
    shared = {**Instrument.declared(), **Targeted.declared(), **Placement.declared()}
    rows = [(f"`{name}`", about) for name, about in MEANING.items()]
    parts = [
        "## Instruments\n\nEach takes `start`, `end`, `source` and `when`; amounts of money are at month-0 "
        "prices and follow `index: prices`, `wages` or `none`; one that raises revenue takes `earmark`. All "
        "take `administration`, those for people `for` and the rest of this table.\n",
        _parameter_table("What instruments share", shared),
        f"### Whom an instrument reaches (`for`)\n\n{_table(('condition', 'meaning'), rows)}",
        _parameter_table("When an instrument acts (`when`)", Levels.declared()),
        *(_reference_instrument(name, kind) for name, kind in sorted(discover().items())),
    ]
    return "\n".join(parts)


def _reference_instrument(name: str, kind: Any) -> str:
    about = " ".join(kind.about.split())
    values = ", ".join(f"`{key}` {value:g}" for key, value in kind.typical.values.items())
    reach = " Takes `for`." if kind.targets else ""
    needs = " or ".join(f"`{key}`" for key in kind.needs)
    needs = needs and f" Changes nothing without {needs}."
    text = f"{about[:1].upper()}{about[1:]}.{reach}{needs} Typical: {values} ({kind.typical.source})."
    table = _table(PARAMETER_HEADS, _parameter_rows(kind.own()))
    return f"### `{name}` (family {kind.family})\n\n{text}\n\n{table}"


def _law() -> str:
    rows = [
        (f"`{name}`", one.about, ways(one), _code(one.moves), _code([one.counted] if one.counted else []))
        for name, one in LAW.items()
    ]
    about = (
        "What a scenario may change under `law:`, each told from today's law and from a date on, as in "
        f"`vat: {{2027-01: +2 points, 2029-01: {TODAY}}}`. Amounts are at month-0 prices and indexed as "
        "today's. Values and ranges of a country: `sim show ESP`, `sim show law.vat`. *Counted* is "
        "what the change itself adds to an item, by an exact rule."
    )
    return f"## Law\n\n{about}\n\n{_table(('law', 'meaning', 'as in', 'moves', 'counted'), rows)}"


def _worlds() -> str:
    worlds = [load_world(name) for name in world_names()]
    rows = [
        (f"`{key}`", one.unit, *(f"{each.values[key]:g} ({each.sources[key]['status']})" for each in worlds))
        for key, one in World.declared().items()
    ]
    about = "\n".join(f"- **{world.name}**: {' '.join(world.about.split())}" for world in worlds)
    return f"## Worlds\n\n{about}\n\n{_table(('parameter', 'unit', *(w.name for w in worlds)), rows)}"


def _indicators() -> str:
    heads = ("indicator", "label", "unit", "better", "least relevant", "by", "meaning")
    rows = []
    for one in all_indicators():
        judged = one.better, f"{one.smallest_relevant:g}"
        rows.append((f"`{one.name}`", one.label, one.unit, *judged, ", ".join(one.by), one.about))
    about = "Totals monthly, breakdowns (*by*) yearly. `{currency}` is that of the country."
    return f"## Indicators\n\n{about}\n\n{_table(heads, rows)}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def summary(documented: object) -> str:
    """First paragraph of a docstring in one line, without its final stop."""
    first, _, _ = inspect.cleandoc(documented.__doc__ or "").partition("\n\n")
    return " ".join(first.split()).rstrip(".")


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
        yield policy, partial(_instrument_told, about, instrument)
        for key, one in instrument.declared().items():
            describer = partial(_parameters, f"Parameter of the policy {policy}", {key: one})
            yield f"{policy}.{key}", describer
            yield key, describer
    for lever in LAW:
        yield from ((alias, partial(_lever, lever)) for alias in (f"law.{lever}", lever))
    for world in world_names():
        yield world, partial(_world, world)
    about = "Closures, under which the economy closes round the labour market"
    closures = partial(_print, about, entries=[(f"{name}: {one.about}.",) for name, one in CLOSURES.items()])
    yield from ((name, closures) for name in ("closure", *CLOSURES))
    for technology in technology_names():
        yield from ((alias, partial(_technology, technology)) for alias in (technology, "technology.name"))
    for measure, about in MEASURES.items():
        describer = partial(_print, f"{measure} (technology: exposure)", about)
        yield from ((alias, describer) for alias in (measure, "technology.exposure"))
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


type Entry = tuple[str, ...]
"""A name and what it is, then facts about it."""


def _print(title: str, *lines: str, entries: Iterable[Entry] = ()) -> None:
    """Print something under its title: lines as they are, then entries with their facts."""
    console.print(Text(title, style="bold"))
    for line in lines:
        console.print(Text(line))
    for entry in entries:
        print_entry(*entry)


def _parameters(title: str, declared: Mapping[str, Param], *more: Entry) -> None:
    entries = []
    for name, one in declared.items():
        value = f"default {one.default:g}, allowed {_range(one)}; unit: {one.unit}"
        source = f"source: {one.source} ({one.status})"
        entries.append((f"{_symbolled(name, one)}: {one.about}", value, source))
    _print(title, entries=[*entries, *more])


def _instrument_told(title: str, instrument: Any) -> None:
    typical = ", ".join(f"{name} {value:g}" for name, value in instrument.typical.values.items())
    more: list[Entry] = [(f"typical: {typical}", f"source: {instrument.typical.source}")]
    if instrument.needs:
        more.append((f"changes nothing without {' or '.join(instrument.needs)}",))
    if instrument.targets:
        conditions = (f"{name}: {about}" for name, about in MEANING.items())
        more.append(("for: whom it reaches; conditions that all must hold", *conditions))
    levels = (f"{name}: {one.about}" for name, one in Levels.declared().items())
    more.append(("when: it acts only in months in which all levels are passed", *levels))
    _parameters(title, instrument.declared(), *more)


def _world(name: str) -> None:
    world, declared = load_world(name), World.declared()
    known = "published worlds of about this size, to which nothing is fitted"
    entries: list[Entry] = [(known, *world.recognised)] if world.recognised else []
    for key, value in world.values.items():
        one, origin = declared[key], world.sources[key]
        source = f"source: {origin['source']} ({origin['status']})"
        entries.append((f"{key}: {value:g} {one.unit}", one.about, source))
    _print(f"{name} (world)", world.about, entries=entries)


def _technology(name: str) -> None:
    technology = load_technology(name)
    entries = [
        (f"{room} {key}: {cell.value:g} {cell.unit}", f"source: {cell.source} ({cell.status})")
        for room in ("automation", "adopters", "parameters")
        for key, cell in getattr(technology, room).items()
    ]
    _print(f"{name} (technology): {technology.title}", technology.about, entries=entries)


def _scenario(name: str) -> None:
    scenario = load_scenario(name)
    _print(f"{name} (scenario): {scenario.title}", resolved_yaml(scenario))


def _rule(rule: Rule) -> None:
    title = f"{rule.name} (rule over {rule.over}, writes {', '.join(rule.writes)})"
    named = f"  reads: {', '.join(rule.reads)}", f"  given: {', '.join(rule.keywords)}"
    _print(title, inspect.cleandoc(rule.__doc__ or ""), *named)
    if rule.params:
        _parameters("Parameters", rule.params)


def _indicator(entry: Mapping[str, Any]) -> None:
    unit = f"unit: {entry['unit']}; better: {entry['better']}"
    lines = [entry["about"], unit, f"smallest relevant effect: {entry['smallest_relevant']:,.10g}"]
    lines += [f"broken down by: {', '.join(map(str, entry['by']))}"] if entry.get("by") else []
    _print(f"{entry['name']} (indicator): {entry['label']}", *(f"  {line}" for line in lines))


def _agent(agent: str) -> None:
    """Print what an agent is and each of its columns: unit, type, what it links to, meaning."""
    kind = AGENTS[agent]
    _print(
        f"{agent} (agent): {len(kind.columns)} columns that a rule may read",
        inspect.cleandoc(kind.__doc__ or ""),
        f"A rule over {agent} reads them by name, those of what it links to as LINK_COLUMN.",
        entries=((f"{name}: {one.about}", _facts(name, one)) for name, one in kind.columns.items()),
    )


def _column(name: str) -> None:
    """Print which agents have a column, and which rules read and write it."""
    for agent, kind in AGENTS.items():
        if name not in kind.columns:
            continue
        column = kind.columns[name]
        written = [rule.name for rule in shipped_rules() if rule.over == agent and name in rule.writes]
        read = [rule.name for rule in shipped_rules() if (agent, name) in _read(rule.name)]
        entries: list[Entry] = [
            (_facts(name, column),),
            (f"written by the rules: {', '.join(written) or 'none'}",),
            (f"read by the rules: {', '.join(read) or 'none'}",),
        ]
        if not written:
            entries.append(("set by the markets, the accounts or instruments, not by a rule",))
        _print(f"{name} (column of {agent}): {column.about}", entries=entries)


def _facts(name: str, column: Column) -> str:
    link = column.link or (name if name in AGENTS else "")
    links = f"; links to {link}" if link else ""
    return f"unit: {column.unit or 'none'}; type: {column.dtype}{links}"


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
    lines = []
    for country in map(load_country, country_codes() if lever.key else ()):
        today, unit = today_of(country, lever, {})
        ends = limits(lever, today, country.values["average_wage"])
        low, high = (value_told(lever, one, "") for one in ends)
        cell = country.meta.get(lever.key) or country.national.get(lever.key)
        note = f"; {cell.note}" if cell is not None and cell.note else ""
        lines.append(f"{country.iso3}: {value_told(lever, today, unit)} ({low} to {high}){note}")
    if lines:
        print_entry("today, and what is allowed", *lines)


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
    "targets": "what the fit is compared with",
}


def _country(code: str) -> None:
    """Print currency and vintage, the numbers by status and source, the tables, then every number."""
    country = load_country(code)
    title = f"{country.name('en')} ({code}), money in {country.currency}, vintage {country.vintage}"
    console.print(Text(title, style="bold"))
    numbers = {**country.meta, **country.national}
    _counts(numbers.values())
    _tables(country)
    console.print(Text("Sources, with how many of these numbers come from each:"))
    for source, count in Counter(cell.source for cell in numbers.values()).most_common():
        print_entry(f"{count:3d}  {source}")
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
    listed = _by_status(cell.status for cell in found)
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
        rows = profile.read_rows(root, name, country.iso3)
        statuses = _by_status(row["status"] for row in rows)
        origins = sorted({" ".join(filter(None, (row["source"], row["year"]))) for row in rows})
        lenders = sorted({row["borrowed_from"] for row in rows if row["borrowed_from"]})
        borrowed = f"borrowed: {'; '.join(lenders)}" if lenders else ""
        print_entry(f"{name}: {about} ({statuses})", f"from: {', '.join(origins)}", borrowed)
    judged = sum(bool(target["judged"]) for target in country.targets)
    compared = f"make fit COUNTRY={country.iso3} compares them with the model"
    print_entry(f"{len(country.targets)} calibration targets, {judged} of them judged; {compared}")


MONTH_HEAD = """\
# The month

Made by `make docs` from `simulator/economy/schedule.py`; edit that, not this page. Every month of every run
takes these steps in this order. Policies stand where they act: `policies act: law` is where instruments
change the law.
"""


def month_page() -> str:
    """Return the whole page in Markdown: a diagram of the parts, then every step."""
    import simulator.economy.schedule as schedule

    _, _, written = inspect.getsource(schedule).partition("\nMONTH: ")
    made, parts = iter(schedule.MONTH), list[tuple[str, list[tuple[str, str]]]]()
    for line in map(str.strip, written.splitlines()[1:-1]):
        if line.startswith("# "):
            parts.append((line[2:3].upper() + line[3:], []))
        else:
            parts[-1][1].extend(_steps(line.removesuffix(","), next(made)))
    boxes = [f'  part{number}["{number}. {head}"]' for number, (head, _) in enumerate(parts, 1)]
    arrows = [f"  part{number} --> part{number + 1}" for number in range(1, len(parts))]
    back = f'  part{len(parts)} -. "next month" .-> part1'
    lines = [MONTH_HEAD, "```mermaid", "flowchart TD", *boxes, *arrows, back, "```", ""]
    for number, (head, steps) in enumerate(parts, 1):
        rows = [(f"`{name}`", meaning) for name, meaning in steps]
        lines += [f"## {number}. {head}", "", _table(("step", "what it does"), rows)]
    return "\n".join(lines)


def _steps(written: str, step: Callable[..., Any]) -> list[tuple[str, str]]:
    """Name and meaning of a step; of rules that are run in one pass, of each."""
    if acting := re.fullmatch(r'act\("(.+)"\)', written):
        return [(f"policies act: {acting[1]}", "what instruments do here")]
    run = getattr(step, "__self__", None)
    if isinstance(run, Runnable):
        return [(rule.name, summary(rule.python)) for rule in run.rules]
    return [(written.rpartition(".")[2], summary(step))]


API_HEAD = """\
# From Python

Made by `make docs` from the docstrings of what `import simulator as ls` offers; edit those, not this page.
The [notebooks](notebooks/README.md) show it at work. In Python `help(ls.run)` prints the same.
"""


def api_page() -> str:
    """Return the whole page in Markdown: functions, then what they return, with members told once."""
    import simulator
    from simulator.api import verbs

    def place(one: Any) -> tuple[bool, bool, bool, str, int]:
        is_class, module = inspect.isclass(one), one.__module__
        is_error = is_class and issubclass(one, Exception)
        return is_class, is_error, module != verbs.__name__, module, inspect.getsourcelines(one)[1]

    offered = [vars(verbs).get(name) or getattr(simulator, name) for name in simulator.__all__]
    lines, told = [API_HEAD], dict[str, str]()
    for one in sorted(offered, key=place):
        lines.append(f"## {one.__name__}\n")
        if not inspect.isclass(one) or one.__name__ == "Economy":  # other classes are only returned
            lines.append(f"`ls.{one.__name__}{_signature(one)}`\n")
        lines.append(_docstring(one))
        if is_dataclass(one):
            lines.append(f"Fields: {', '.join(f'`{field.name}`' for field in fields(one))}.\n")
        lines += [f"{member}\n" for member in _members(one, told)]
    return "\n".join(lines)


def _members(kind: Any, told: dict[str, str]) -> Iterator[str]:
    """Yield our own public members, in the order of the file; those already `told` with where they stand."""
    again: dict[str, list[str]] = {}
    rooms = "simulator.api.", getattr(kind, "__module__", "")
    mine = [base for base in getattr(kind, "__mro__", ()) if base.__module__.startswith(rooms)]
    for name in dict.fromkeys(name for base in mine for name in vars(base) if not name.startswith("_")):
        member = inspect.getattr_static(kind, name)
        function = getattr(member, "func", getattr(member, "fget", member))
        if not inspect.isfunction(function) or not function.__doc__:
            continue
        first = told.setdefault(function.__qualname__, kind.__name__)
        if first != kind.__name__:
            again.setdefault(first, []).append(f"`{name}`")
            continue
        form = _signature(function) if function is member else ""
        yield f"- **`{name}{form}`**: {' '.join(inspect.cleandoc(function.__doc__).split())}"
    for first, names in again.items():
        yield f"- As of [{first}](#{first.lower()}): {', '.join(names)}."


def _signature(function: Callable[..., Any]) -> str:
    """Names and defaults; types stand in the docstring where they need to be told."""
    form = inspect.signature(function)
    bare = [one.replace(annotation=form.empty) for one in form.parameters.values() if one.name != "self"]
    return str(form.replace(parameters=bare, return_annotation=form.empty))


def _docstring(documented: object) -> str:
    """A docstring in numpy's style as Markdown: its sections as lists."""
    text = inspect.cleandoc(documented.__doc__ or "")
    text = re.sub(r"^(\w+)\n-+\n", r"**\1**\n\n", text, flags=re.MULTILINE)
    entry = re.compile(r"^(\w[\w, ]*)\n((?: {4}.*(?:\n|$))+)", re.MULTILINE)

    def item(found: re.Match[str]) -> str:
        names = ", ".join(f"`{name}`" for name in found[1].split(", "))
        return f"- {names}: {' '.join(found[2].split())}\n"

    return entry.sub(item, text).rstrip() + "\n"


PAGES = {"reference": page, "month": month_page, "api": api_page}

if __name__ == "__main__":
    for written in map(Path, sys.argv[1:]):
        write_whole(written.resolve(), PAGES[written.stem]())
