"""From a scenario file to a `Scenario`, or to all that is wrong with one file or with several."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from simulator.core.closure import GONE, closure_of, gone
from simulator.core.errors import InputError, InputErrors
from simulator.core.shipped import country_codes
from simulator.scenario.country.ensembles import ensemble_problems, takes_draws
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.file.checks import (
    check_money,
    check_policies,
    in_file_order,
    located,
    read_parameters,
    translated,
    with_gaps,
)
from simulator.scenario.file.code import Code, read_code
from simulator.scenario.file.document import Node
from simulator.scenario.file.layers import (
    BASED,
    Layers,
    Options,
    find_scenario,
    read_layers,
    read_mapping,
    with_base,
)
from simulator.scenario.file.schema import (
    DEFAULT_START,
    Instruments,
    scenario_model,
    world_of,
    written_in,
)
from simulator.scenario.file.values import Refused, read_month
from simulator.scenario.law import LAW, Clause, read_law
from simulator.scenario.reach import Target, Trigger
from simulator.scenario.scenario import CHANGED, PolicySetting, Scenario
from simulator.scenario.setting import Constant, Setting

SLACK = 1e-9
"""Dust of sums."""


def load_several[T](loads: Iterable[Callable[[], T]]) -> list[T]:
    """What each of `loads` gives, or InputErrors with the errors of all of them."""
    loaded, faults = list[T](), list[InputError]()
    for load in loads:
        try:
            loaded.append(load())
        except InputErrors as error:
            faults += error.errors
        except InputError as error:
            faults.append(error)
    if faults:
        raise InputErrors(faults)
    return loaded


def refuse_namesakes(scenarios: Sequence[Scenario]) -> None:
    """InputErrors for names that several scenarios bear: results are told apart by name."""
    names = [scenario.name for scenario in scenarios]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        told = 'two scenarios are called "{}"; give one of them another "name:"'
        raise InputErrors(InputError(told.format(name)) for name in twice)


type Extras = tuple[dict[str, float], dict[str, str], dict[str, Clause]]


def load_scenario(
    source: str | os.PathLike[str] | Mapping[str, Any],
    *,
    options: Options | None = None,
    instruments: Instruments | None = None,
) -> Scenario:
    """Read, merge and check the scenario of a file, a shipped one by its name, or what a file would hold.

    Raises InputErrors with every error, each at its line and column, or for a mapping with the keys that lead
    to it (`policies[0].automation_levy.rate`); what it extends and its rule files are looked for from the
    working folder. No rule file is executed; one that is named is an error unless the options allow it to be
    run or read.
    """
    options = options or Options()
    if instruments is None:
        from simulator.policies import discover

        instruments = discover()
    if isinstance(source, Mapping):
        layers, name = read_layers(source, "", options), "scenario"
    else:
        file, label = find_scenario(source)
        layers = read_layers(file, label, options)
        name = re.sub(r"[^A-Za-z0-9_-]+", "_", file.stem).strip("_-")[:60] or "scenario"
    layers.tree = _named(layers.tree, layers.errors)
    plain = layers.tree.plain()
    frame = _frame(plain, layers.errors)
    code = read_code(plain, layers, instruments, options)
    instruments = {**instruments, **code.instruments}
    extras = _check(plain, frame, layers, instruments, code)
    model = scenario_model(instruments)
    try:
        parsed = model.model_validate(plain, context=frame)
    except ValidationError as error:
        found = code.untold(translated(error, layers.tree, model))
        # What is missing may stand in the file that could not be read: that is said already.
        is_cut = any(one.field == "extends" for one in layers.errors)
        layers.errors += [one for one in found if not (is_cut and one.message.startswith("is missing"))]
    if not any(one.field == "extends" for one in layers.errors):  # else null may take away what is not read
        layers.errors = with_gaps(layers.errors, layers.tree)
    if layers.errors:
        raise InputErrors(in_file_order(layers.errors))
    scenario = _build(parsed, layers, instruments, extras)
    if wrong := list(_too_much(scenario, plain, layers.tree)):
        raise InputErrors(wrong)
    return scenario if scenario.name else replace(scenario, name=name)


def _too_much(scenario: Scenario, plain: dict[str, Any], tree: Node) -> Iterator[InputError]:
    """Parts of a task given to AI that add up to more than the task."""
    fee, kept, written = scenario.world["ai_fee"], scenario.world["ai_kept"], plain.get("world")
    if fee + kept > 1.0 + SLACK:
        key = "ai_kept" if isinstance(written, dict) and "ai_kept" in written else "ai_fee"
        told = f"ai_fee {fee:g} and ai_kept {kept:g} are parts of one task and add up to {fee + kept:g}"
        yield located(("world", key), f"{told}; allowed: at most 1 together. Lower one of them", tree)


def _named(tree: Node, errors: list[InputError]) -> Node:
    """The tree whose world and closure are mappings, without the numbers that closures were.

    One error names all of those.
    """
    for key in BASED:
        if (group := tree.get(key)) is not None:
            tree = tree.having(**{key: with_base(group)})
    closure = tree.get("closure")
    old = [name for name in GONE if closure is not None and name in closure.entries]
    if closure is None or not old:
        return tree
    errors.append(located(("closure", old[0]), gone(", ".join(old)), tree, key=True))
    return tree.having(closure=closure.without(*old))


def _frame(plain: dict[str, Any], errors: list[InputError]) -> dict[str, str]:
    """What values are read against: the first month and the country's currency."""
    horizon = plain.get("horizon")
    start = horizon.get("start") if isinstance(horizon, dict) else None
    try:
        read_month(start, start if isinstance(start, str) else DEFAULT_START)
    except (Refused, InputError):
        start = DEFAULT_START
    country, currency = plain.get("country"), ""
    try:
        currency = _profile(country).currency if country in country_codes() else ""
    except InputError as error:  # the country's own file is wrong
        errors += getattr(error, "errors", [error])
    return {"start": str(start), "currency": currency}


@lru_cache(maxsize=16)
def _profile(country: str) -> Country:
    return load_country(country)


def _profile_of(country: Any) -> Country | None:
    """The country's profile; None where there is none, which has its own message."""
    try:
        return _profile(str(country))
    except (InputError, OSError):
        return None


def _check(
    plain: dict[str, Any], frame: dict[str, str], layers: Layers, instruments: Instruments, code: Code
) -> Extras:
    """Parameter values, texts of code and clauses of the law; faults join `layers.errors`."""
    parameters, wrong = read_parameters(plain.get("parameters"), frame["currency"])
    country = _profile_of(plain.get("country"))
    occupations = country.occupations if country is not None else ()

    def currency_of(country: Any) -> str:
        return getattr(_profile_of(country), "currency", "")

    law, unlawful = read_law(plain.get("law"), country, parameters, frame["start"])
    problems = [*check_policies(plain, instruments, frame["start"], occupations), *wrong,
                *check_money(layers.tree, instruments, LAW, layers.countries, currency_of),
                *code.problems, *unlawful, *ensemble_problems(plain)]  # fmt: skip
    for place, message in problems:  # of an unknown name the key is at fault, not the value
        layers.errors.append(located(place, message, layers.tree, key=message.startswith("no such")))
    return parameters, code.sources, law


def _build(parsed: Any, layers: Layers, instruments: Instruments, extras: Extras) -> Scenario:
    world_name, world, ranges = world_of(parsed.world)
    scenario = Scenario(
        name=parsed.name,
        title=parsed.title,
        author=parsed.author,
        question=parsed.question,
        country=parsed.country,
        start=parsed.horizon.start,
        months=int(parsed.horizon.months),
        persons=int(parsed.population.persons),
        seeds=int(parsed.runs.seeds),
        opening_states=int(parsed.runs.opening_states),
        base_seed=int(parsed.runs.base_seed),
        world_name=world_name,
        world=world,
        world_ranges=ranges,
        technology=parsed.technology.name,
        exposure=parsed.technology.exposure,
        automation=parsed.technology.automation,
        closure=closure_of(parsed.closure.base, parsed.closure.returns),
        shock={name: value for name, value in parsed.shock if value is not None},
        law=extras[2],
        policies=tuple(_policies(parsed, instruments)),
        financing=parsed.financing,
        rules=dict(parsed.rules),
        instruments=dict(parsed.instruments),
        figures=dict(parsed.figures),
        indicators=dict(parsed.indicators),
        parameters=extras[0],
        ensemble=takes_draws(layers.tree.plain()),
        rule_sources=extras[1],
    )
    return replace(scenario, provenance=_provenance(scenario, layers.tree))


def _policies(parsed: Any, instruments: Instruments) -> Iterator[PolicySetting]:
    for item in parsed.policies:
        for name in item.model_fields_set:
            settings = getattr(item, name)
            if settings is None:
                continue
            yield policy_setting(name, settings, instruments[name])


def policy_setting(name: str, settings: Any, instrument: Any) -> PolicySetting:
    """An instrument as its model in the schema holds it; what is not written stands at its default."""
    values: dict[str, Setting | str] = {}
    for key, declared in instrument.declared().items():
        written = getattr(settings, key)
        values[key] = Constant(declared.default) if written is None else written
    return PolicySetting(
        name,
        values,
        settings.start or 0,
        settings.end,
        settings.earmark,
        settings.source,
        Target(**written_in(getattr(settings, "for", None))),
        Trigger(tuple(written_in(settings.when).items())),
        getattr(settings, "index", "prices"),
    )


def _provenance(scenario: Scenario, tree: Node) -> dict[str, str]:
    """The layer that decided each value: what a resolved file recorded, else the layer of its text."""
    plain = tree.plain().get("provenance")
    recorded = plain if isinstance(plain, dict) else {}
    written = {
        key: str(recorded.get(key, layer)) if layer == "scenario" else layer for key, layer in _leaves(tree)
    }
    return layers_of(scenario, written)


def layers_of(scenario: Scenario, written: Mapping[str, str]) -> dict[str, str]:
    """The layer of each value that the scenario has, as `written`; the others stand at their defaults."""
    world = scenario.world_name.removesuffix(CHANGED)
    return {
        key: written.get(key, f"world {world}" if key.startswith("world.") else "default")
        for key, _ in _leaves(read_mapping(scenario.to_dict()))
    }


def _leaves(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Dotted path and layer of each parameter; values of policies and law count as one each, dated or not."""
    if path[:1] in (("provenance",), ("format",), ("extends",), ("name",)):
        return
    is_value = (path[:1] == ("policies",) and len(path) == 3) or (path[:1] == ("law",) and len(path) == 2)
    is_value = is_value or (path[:1] == ("world",) and len(path) == 2 and path[1] != "tasks")
    if isinstance(node.value, dict) and not is_value:
        for key, inner in node.value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(node.value, list) and not is_value:
        for item in node.value:
            yield from _leaves(item, path)
    elif path:
        yield ".".join(path), node.layer
