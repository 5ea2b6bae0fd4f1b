"""`sim describe NAME`: one country, policy, world, rule, indicator, parameter or scenario in full."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from simulator.commands.console import console
from simulator.core.errors import InputError, suggestion
from simulator.core.param import Param
from simulator.scenario.reach import Levels
from simulator.scenario.reach_fields import MEANING

if TYPE_CHECKING:
    from simulator.core.rule import Rule

type Describer = Callable[[], None]


def describe_name(name: str) -> None:
    """Print everything that goes by `name`; InputError with a suggestion when nothing does."""
    known: dict[str, list[Describer]] = {}
    for found, describer in _everything():
        known.setdefault(found, []).append(describer)
    wanted = name if name in known else name.upper() if name.upper() in known else ""
    if not wanted:
        raise InputError(f'nothing is called "{name[:80]}"; see sim list.{suggestion(name, known)}')
    for describer in known[wanted]:
        describer()


def _everything() -> Iterable[tuple[str, Describer]]:
    from simulator.core.rule import RULES
    from simulator.indicators import metadata
    from simulator.policies import discover
    from simulator.scenario.checks import model_parameters, rule_names
    from simulator.scenario.exposure import MEASURES
    from simulator.scenario.shipped import country_codes, shipped_names
    from simulator.scenario.size import Horizon, PopulationSize, Runs
    from simulator.scenario.technology import technology_names
    from simulator.scenario.world import Closure, World
    from simulator.scenario.worlds import world_names

    for code in country_codes():
        yield code, partial(_country, code)
    for policy, instrument in discover().items():
        about = f"{policy} (policy, family {instrument.family}): {' '.join(instrument.about.split())}."
        yield policy, partial(_instrument, about, instrument)
        for key, one in instrument.declared().items():
            describer = partial(_parameters, f"Parameter of the policy {policy}", {key: one})
            yield from ((alias, describer) for alias in (f"{policy}.{key}", key))
    for world in world_names():
        yield world, partial(_world, world)
    for technology in technology_names():
        yield from ((alias, partial(_technology, technology)) for alias in (technology, "technology.name"))
    for measure in MEASURES:
        yield from ((alias, partial(_measure, measure)) for alias in (measure, "technology.exposure"))
    for scenario in shipped_names():
        yield scenario, partial(_scenario, scenario)
    for rule in rule_names():
        yield rule, partial(_rule, RULES[rule])
    for entry in metadata():
        yield str(entry["name"]), partial(_indicator, entry)
    # Group by the key under which a scenario, and sim diff, write its parameters.
    groups = {
        "world": ("the world", World.declared()),
        "closure": ("the closure", Closure.declared()),
        "parameters": ("the model", model_parameters()),
        "horizon": ("the run", Horizon.declared()),
        "population": ("the run", PopulationSize.declared()),
        "runs": ("the run", Runs.declared()),
    }
    for group, (owner, declared) in groups.items():
        for key, one in declared.items():
            describer = partial(_parameters, f"Parameter of {owner}", {key: one})
            yield from ((alias, describer) for alias in (f"{group}.{key}", key))


def _title(text: str) -> None:
    console.print(Text(text, style="bold"))


def _entry(name: str, *facts: str) -> None:
    """A name and what it is, then facts below it; long lines are folded under themselves."""
    for indent, text in ((2, name), *((6, fact) for fact in facts if fact)):
        console.print(Padding(Text(text), (0, 0, 0, indent), expand=False))


def _parameters(title: str, declared: Mapping[str, Param]) -> None:
    _title(title)
    for name, one in declared.items():
        symbol = f" ({one.symbol})" if one.symbol else ""
        low, high = one.bounds
        _entry(
            f"{name}{symbol}: {one.about}",
            f"default {one.default:g}, allowed {low:g} to {high:g}; unit: {one.unit}",
            f"source: {one.source} ({one.status})",
        )


def _instrument(title: str, instrument: Any) -> None:
    _parameters(title, instrument.declared())
    typical = ", ".join(f"{name} {value:g}" for name, value in instrument.typical.values.items())
    _entry(f"typical: {typical}", f"source: {instrument.typical.source}")
    if instrument.needs:
        _entry(f"changes nothing without {' or '.join(instrument.needs)}")
    if instrument.targets:
        conditions = (f"{name}: {about}" for name, about in MEANING.items())
        _entry("for: whom it reaches; conditions that all must hold", *conditions)
    levels = (f"{name}: {one.about}" for name, one in Levels.declared().items())
    _entry("when: it acts only in months in which all levels are passed", *levels)


def _country(code: str) -> None:
    from simulator.scenario.country import load_country
    from simulator.scenario.country_value import STATUSES

    country = load_country(code)
    _title(f"{country.name('en')} ({code}), money in {country.currency}, vintage {country.vintage}")
    numbers = {**country.meta, **country.national}
    cells = numbers.values()
    counts = Counter(cell.status for cell in cells)
    listed = ", ".join(f"{counts[status]} {status}" for status in STATUSES)
    borrowed_from = {cell.borrowed_from for cell in cells if cell.borrowed_from}
    elsewhere = f"; some borrowed from {', '.join(sorted(borrowed_from))}" if borrowed_from else ""
    console.print(Text(f"{len(numbers)} single numbers: {listed}{elsewhere}."))
    console.print(Text("Sources, with how many of these numbers come from each:"))
    for source, count in Counter(cell.source for cell in cells).most_common():
        _entry(f"{count:3d}  {source}")
    for name, cell in numbers.items():
        borrowed = f", borrowed from {cell.borrowed_from}" if cell.borrowed_from else ""
        note = f"note: {cell.note}" if cell.note else ""
        source = f"source: {cell.source} ({cell.year}; {cell.status}{borrowed})"
        _entry(f"{name}: {cell.value:,.6g} {cell.unit}", source, note)


def _world(name: str) -> None:
    from simulator.scenario.world import World
    from simulator.scenario.worlds import load_world

    world, declared = load_world(name), World.declared()
    _title(f"{name} (world)")
    console.print(Text(world.about))
    for key, value in world.values.items():
        origin = world.sources[key]
        about = declared[key].about
        _entry(
            f"{key}: {value:g} {declared[key].unit}",
            about,
            f"source: {origin['source']} ({origin['status']})",
        )


def _technology(name: str) -> None:
    from simulator.scenario.technology import load_technology

    technology = load_technology(name)
    _title(f"{name} (technology): {technology.title}")
    console.print(Text(technology.about))
    for room in ("automation", "adopters", "parameters"):
        for key, cell in getattr(technology, room).items():
            _entry(f"{room} {key}: {cell.value:g} {cell.unit}", f"source: {cell.source} ({cell.status})")


def _measure(name: str) -> None:
    from simulator.scenario.exposure import MEASURES

    _title(f"{name} (technology: exposure)")
    console.print(Text(MEASURES[name]))


def _scenario(name: str) -> None:
    from simulator.scenario import load_scenario
    from simulator.scenario.dump import resolved_yaml

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
