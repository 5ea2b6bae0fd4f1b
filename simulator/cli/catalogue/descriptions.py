"""One country, policy, world, rule, agent, column, indicator, parameter or scenario in full."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.text import Text

from simulator.cli.catalogue.country import describe_country
from simulator.cli.terminal.console import console, print_entry
from simulator.core.errors import InputError, suggestion
from simulator.core.param import Param
from simulator.core.shipped import (
    country_codes,
    country_hint,
    instrument_names,
    scenario_hint,
    shipped_names,
    shipped_path,
)
from simulator.scenario.file.paths import names_folder
from simulator.scenario.file.schema import MEANING
from simulator.scenario.reach import Levels

if TYPE_CHECKING:
    from simulator.core.rule import Rule

type Describer = Callable[[], None]


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
    from simulator.cli.catalogue.columns import AGENTS, describe_agent, describe_column
    from simulator.cli.catalogue.country import describe_lever
    from simulator.core.closure import CLOSURES
    from simulator.core.param import Horizon, PopulationSize, Runs
    from simulator.core.rule import RULES
    from simulator.indicators import metadata
    from simulator.policies import discover
    from simulator.scenario.country.exposure import MEASURES
    from simulator.scenario.country.technology import technology_names
    from simulator.scenario.file.checks import model_parameters, rule_names
    from simulator.scenario.law import LAW
    from simulator.scenario.world import Closing, World, world_names

    for code in country_codes():
        yield code, partial(describe_country, code)
    for policy, instrument in discover().items():
        about = f"{policy} (policy, family {instrument.family}): {' '.join(instrument.about.split())}."
        yield policy, partial(_instrument, about, instrument)
        for key, one in instrument.declared().items():
            describer = partial(_parameters, f"Parameter of the policy {policy}", {key: one})
            yield from ((alias, describer) for alias in (f"{policy}.{key}", key))
    for lever in LAW:
        yield from ((alias, partial(describe_lever, lever)) for alias in (f"law.{lever}", lever))
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
        yield agent, partial(describe_agent, agent)
    for column in dict.fromkeys(name for kind in AGENTS.values() for name in kind.columns):
        yield column, partial(describe_column, column)
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
    from simulator.core.closure import CLOSURES

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
    from simulator.scenario.world import World, load_world

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
    from simulator.scenario.country.technology import load_technology

    technology = load_technology(name)
    _title(f"{name} (technology): {technology.title}")
    console.print(Text(technology.about))
    for room in ("automation", "adopters", "parameters"):
        for key, cell in getattr(technology, room).items():
            print_entry(f"{room} {key}: {cell.value:g} {cell.unit}", f"source: {cell.source} ({cell.status})")


def _measure(name: str) -> None:
    from simulator.scenario.country.exposure import MEASURES

    _title(f"{name} (technology: exposure)")
    console.print(Text(MEASURES[name]))


def _scenario(name: str) -> None:
    from simulator.scenario import load_scenario
    from simulator.scenario.file.dump import resolved_yaml

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
