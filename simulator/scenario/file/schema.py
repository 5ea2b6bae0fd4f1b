"""The scenario file as pydantic models, made from what the instruments and the world declare.

A scenario's world and technology: numbers or ranges, the named share of work, shares of tasks.

The blocks `for:` and `when:` of an instrument as pydantic models, and the Target and Trigger they give.

A scenario's closure: its name, or its base and what comes back of what is paid abroad for AI.

What a person wrote under `law`, turned into clauses and checked against today's law of the country.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache, partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from simulator.core.closure import CLOSURES, DEFAULT, GONE, gone
from simulator.core.errors import InputError, suggestion
from simulator.core.param import Horizon, Param, PopulationSize, Runs
from simulator.core.shipped import country_codes, country_hint
from simulator.core.time import parse_month
from simulator.scenario import reach
from simulator.scenario.country.ensembles import parameters_field
from simulator.scenario.country.exposure import AUTOMATION, ILO, MEASURES, TECHNOLOGY
from simulator.scenario.country.technology import technology_names
from simulator.scenario.file.document import Node, resolve_scalar
from simulator.scenario.file.layers import entry, with_entry, without_entry
from simulator.scenario.file.problems import Problem, located
from simulator.scenario.file.reading import (
    MAXIMUM_STEPS,
    MONTH_PATTERN,
    KeyPath,
    Refused,
    checked_field,
    line_field,
    month_field,
    number_field,
    range_field,
    read_month,
    read_number,
    setting_field,
    text_field,
)
from simulator.scenario.file.wording import none_of, shown
from simulator.scenario.financing import PLAIN, read_financing, targets
from simulator.scenario.law import (
    LAW,
    TODAY,
    UNCHANGED,
    Change,
    Clause,
    Lever,
    limits,
    today_of,
    value_told,
    ways,
)
from simulator.scenario.reach import read_one
from simulator.scenario.scenario import AI, CHANGED
from simulator.scenario.setting import Distribution
from simulator.scenario.world import INCIDENCES, Closing, Shock, World, load_world, world_names


def world_numbers() -> dict[str, Any]:
    """Numbers of a world, None where its base decides; all but flags and words may be ranges."""
    return {
        key: (number_field(one) if one.kind in ("flag", "count") else range_field(one), None)
        for key, one in World.declared().items()
    }


def world_field() -> Any:
    """The name of the world that is changed."""

    def read(raw: Any) -> str:
        names = world_names()
        if raw not in names:
            raise Refused(((), none_of(raw, "world", names)))
        return str(raw)

    return checked_field(read, {"enum": world_names(), "description": "World that is changed"})


def tasks_model(base: type[BaseModel]) -> type[BaseModel]:
    """A share of today's work that AI can do alone by a year, and whose work it is."""
    numbers = World.declared()
    words = {"enum": list(INCIDENCES), "description": numbers["tasks_incidence"].about}
    return create_model(
        "Tasks", __base__=base, share=(number_field(numbers["tasks_share"]), ...),
        by=(number_field(numbers["tasks_by"]), ...),
        incidence=(checked_field(partial(read_one, known=INCIDENCES), words), INCIDENCES[0]),
    )  # fmt: skip


def technology_fields() -> dict[str, Any]:
    """What a scenario may say of the technology."""
    return {"name": (_one_field("name", technology_names()), AI),
            "exposure": (_one_field("exposure", MEASURES), ILO),
            "automation": (_shares_field(), {})}  # fmt: skip


def _shares_field() -> Any:
    """Shares of tasks by the first one or two digits of an occupation's code."""

    def read(raw: Any) -> dict[str, float]:
        if not isinstance(raw, dict):
            raise Refused(((), f"{shown(raw)} stands where “ISCO-08 code: share of tasks” lines are needed"))
        wrong = [code for code in raw if not re.fullmatch("[0-9]{1,2}", str(code))]
        if wrong:
            told = f"{shown(wrong[0])} is no occupation; write one or two digits of its ISCO-08 code"
            raise Refused(((str(wrong[0]),), told))
        problems: list[tuple[KeyPath, str]] = []
        found: dict[str, float] = {}
        for code, share in raw.items():
            try:
                found[str(code)] = read_number(share, AUTOMATION)
            except Refused as refused:
                problems += [((str(code), *place), told) for place, told in refused.problems]
        if problems:
            raise Refused(*problems)
        return found

    shares = {"type": "object", "patternProperties": {"^[0-9]{1,2}$": {"type": ["number", "string"]}},
              "additionalProperties": False, "description": TECHNOLOGY["technology.automation"]}  # fmt: skip
    return checked_field(read, shares)


def _one_field(name: str, known: Iterable[str]) -> Any:
    """A key of `technology` that takes one of some words."""
    words = tuple(known)
    schema = {"enum": list(words), "description": TECHNOLOGY[f"technology.{name}"]}
    return checked_field(partial(read_one, known=words), schema)


def world_of(written: Any) -> tuple[str, dict[str, float], dict[str, Distribution]]:
    """A world's name, its values and the ranges of those that are drawn, of which the mode is the value."""
    base = load_world(written.base).values
    given = {name: value for name in base if (value := getattr(written, name)) is not None}
    ranges = {name: value for name, value in given.items() if isinstance(value, Distribution)}
    changed = given | {name: one.mode for name, one in ranges.items()}
    if written.tasks is not None:
        named = written.tasks
        changed |= {"tasks_share": named.share, "tasks_by": named.by,
                    "tasks_incidence": float(INCIDENCES.index(named.incidence))}  # fmt: skip
    values = {**base, **changed}
    same = values == base and not ranges
    return (written.base if same else written.base + CHANGED), values, ranges


class Block(BaseModel):
    """A mapping in which every key is known."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


_DECLARED = reach.Bounds.declared()
_READERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "age": (partial(reach.read_span, declared=_DECLARED["age"]), "Age in years, as in [16, 29]"),
    "sex": (partial(reach.read_one, known=reach.SEXES), "women or men"),
    "education": (partial(reach.read_some, known=reach.LEVELS), "low, medium, high; one or a list"),
    "occupation": (reach.read_occupations, "ISCO-08 codes of one or two digits: of the job, or of the last"),
    "exposure": (reach.read_exposure, "AI exposure of the occupation: high, or fifths as in [4, 5]"),
    "displaced_by_ai": (reach.read_flag, "Whether the last job was lost to AI"),
    "months_unemployed": (
        partial(reach.read_span, declared=_DECLARED["months_unemployed"]),
        "Months without work of people who look for it, as in {from: 6}",
    ),
    "income": (
        partial(reach.read_span, declared=_DECLARED["income"]),
        "Household income over the national median, as in {to: 0.6}",
    ),
    "share": (partial(read_number, declared=_DECLARED["share"]), _DECLARED["share"].about),
}

MEANING = {key: about for key, (_, about) in _READERS.items()}
"""Condition of `for:` → what it means and how it is written."""

For: type[Block] = create_model(
    "For",
    __base__=Block,
    __doc__="Whom the instrument reaches; all conditions must hold",
    **{key: (checked_field(read, {"description": about}), None) for key, (read, about) in _READERS.items()},
)  # type: ignore[call-overload]

When: type[Block] = create_model(
    "When",
    __base__=Block,
    __doc__="Months in which the instrument acts: all levels must be passed",
    **{key: (number_field(declared), None) for key, declared in reach.Levels.declared().items()},
)  # type: ignore[call-overload]


def target_of(block: Block | None) -> reach.Target:
    """Whom a `for:` block reaches; everybody without one."""
    return reach.Target(**_given(block))


def trigger_of(block: Block | None) -> reach.Trigger:
    """When a `when:` block lets act; always without one."""
    return reach.Trigger(tuple(_given(block).items()))


def _given(block: Block | None) -> dict[str, Any]:
    names = type(block).model_fields if block is not None else ()
    return {name: value for name in names if (value := getattr(block, name)) is not None}


def closure_model(base: type[BaseModel]) -> type[BaseModel]:
    """A named closure, and what differs from it."""

    def read(raw: Any) -> str:
        if not isinstance(raw, str) or raw not in CLOSURES:
            raise Refused(((), none_of(raw, "closure", list(CLOSURES))))
        return raw

    named = checked_field(read, {"enum": list(CLOSURES), "description": "How the economy closes"})
    returns = number_field(Closing.declared()["returns"])
    return create_model("Closure", __base__=base, base=(named, DEFAULT), returns=(returns, None))


def without_numbers(tree: Node, errors: list[InputError]) -> Node:
    """The tree without the numbers that closures were; one error names all of them."""
    closure = entry(tree, "closure")
    old = [name for name in GONE if closure is not None and entry(closure, name) is not None]
    if closure is None or not old:
        return tree
    errors.append(located(("closure", old[0]), gone(", ".join(old)), tree, key=True))
    for name in old:
        closure = without_entry(closure, name)
    return with_entry(tree, "closure", closure)


_SIGNED = re.compile(r"([-+])\s*([0-9._]+(?:[eE][-+]?[0-9]+)?)\s*(.*)")
_POINTS = ("points", "point")


def law_schema(pattern: str) -> dict[str, Any]:
    """JSON Schema of the block; `pattern` is that of a month."""
    written = {"type": ["number", "string"]}
    dated = {
        "type": "object",
        "patternProperties": {pattern: written},
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {
        "type": "object",
        "description": "Changes of the law, told from today's: +10 %, +2 points, what it becomes, or today",
        "properties": {
            name: {
                "anyOf": [*({"type": kind} for kind in written["type"]), dated],
                "description": lever.about,
            }
            for name, lever in LAW.items()
        },
        "additionalProperties": False,
    }


def read_law(
    written: Any, country: Any, given: Mapping[str, float], start: str
) -> tuple[dict[str, Clause], list[Problem]]:
    """Clauses by the value that they change, and what is wrong with them.

    `country` is its profile, None where the scenario names none; `given` are parameters of the scenario.
    """
    clauses, problems = dict[str, Clause](), list[Problem]()
    for name, raw in written.items() if isinstance(written, dict) else ():
        place: KeyPath = ("law", name)
        if name not in LAW:
            known = f"allowed: {', '.join(LAW)}.{suggestion(name, LAW)}"
            problems.append((place, f"no such value of the law; {known}"))
        elif country is not None:
            try:
                clauses[name] = _clause(name, raw, country, given, start)
            except Refused as refused:
                problems += [((*place, *inner), message) for inner, message in refused.problems]
    return clauses, problems


def _clause(name: str, raw: Any, country: Any, given: Mapping[str, float], start: str) -> Clause:
    lever = LAW[name]
    today, unit = today_of(country, lever, given)
    bounds = limits(lever, today, country.values["average_wage"])
    declared = Param(0.0, unit, bounds, lever.about, "", "observed", lever.kind)
    if not isinstance(raw, dict):
        return Clause(name, today, unit, (0,), (_change(raw, lever, declared, today, country.currency),))
    if not 1 <= len(raw) <= MAXIMUM_STEPS:
        raise Refused(((), f"holds {len(raw)} dated changes; allowed: 1 to {MAXIMUM_STEPS}"))
    found, problems = dict[int, Change](), list[tuple[KeyPath, str]]()
    for date, one in raw.items():
        try:
            month = read_month(date, start)
            found[month] = _change(one, lever, declared, today, country.currency)
        except Refused as refused:
            problems += [((date, *inner), message) for inner, message in refused.problems]
    if problems:
        raise Refused(*problems)
    months = tuple(sorted(found))
    return Clause(name, today, unit, months, tuple(found[month] for month in months))


def _change(raw: Any, lever: Lever, declared: Param, today: float, currency: str) -> Change:
    """One change; Refused with what may be written instead, and the range."""
    if isinstance(raw, str) and raw.strip() == TODAY:
        return UNCHANGED
    signed = _SIGNED.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if signed is None:
        if not lever.key:
            raise Refused(((), f"{shown(raw)} is no change; {_ways(lever, currency)}"))
        try:
            return Change("to", read_number(raw, declared, currency))
        except Refused as refused:
            raise Refused(((), f"{refused}; {_ways(lever, currency)}")) from None
    change = _moved(signed, str(raw), lever, declared, today, currency)
    value = change.of(today)
    low, high = declared.bounds
    if low <= value <= high:
        return change
    if not lever.key:
        span = f"allowed: {100 * low:+g} to {100 * high:+g} {declared.unit}"
        raise Refused(((), f"{shown(raw)} is out of range; {span}"))
    was, becomes, least, most = (value_told(lever, one, declared.unit) for one in (today, value, low, high))
    raise Refused(((), f"{shown(raw)} makes {becomes} of {was}; allowed: {least} to {most}"))


def _moved(
    signed: re.Match[str], raw: str, lever: Lever, declared: Param, today: float, currency: str
) -> Change:
    """A change with a sign: a percentage of today's value, or an addition in its unit."""
    number = resolve_scalar(signed[2])
    unit = signed[3].strip()
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise Refused(((), f"{shown(raw)} is no change; {_ways(lever, currency)}"))
    if not unit:
        raise Refused(((), f"{shown(raw)} has a sign and no unit; {_ways(lever, currency)}"))
    amount = float(number) * (-1.0 if signed[1] == "-" else 1.0)
    if not lever.key:  # what is told is the change itself
        units = _POINTS if lever.unit == "points" else ("%",)
        if unit not in units:
            raise Refused(((), f"{shown(raw)} is no change; {_ways(lever, currency)}"))
        return Change("by", amount / 100)
    if unit == "%" and lever.kind != "share":
        if today == 0.0:
            raise Refused(
                ((), f"{shown(raw)} of nothing is nothing, and it is 0 today; {_ways(lever, currency)}")
            )
        return Change("times", amount / 100)
    if unit in _POINTS and lever.kind == "share":
        return Change("by", amount / 100)
    names = (declared.unit, declared.unit.split("/")[0], *([currency] if lever.kind == "money" else []))
    if unit in names and lever.kind != "share":
        return Change("by", amount)
    why = " may mean points or a part of the rate" if unit == "%" else " is no change"
    raise Refused(((), f"{shown(raw)}{why}; {_ways(lever, currency)}"))


def _ways(lever: Lever, currency: str) -> str:
    """How a change of a value may be written: the forms that it takes, each with an example."""
    forms = ways(lever).replace(" EUR", f" {currency}").split(", ")
    changes = ", ".join(form for form in forms if form.startswith("+"))
    becomes = f"what it becomes ({forms[-1]}), " if lever.key else ""
    return f"write a change ({changes}), {becomes}or {TODAY}"


DEFAULT_START = "2025-01"
DEFAULT_WORLD = "moderate"
INDICES = ("prices", "wages", "none")
EARLIEST, LATEST = "2023-01", "2050-12"
"""First and last month 0: who uses AI is known from 2023 on."""
_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}"

type Instruments = Mapping[str, Any]


class Strict(BaseModel):
    """A mapping in which every key is known."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


def scenario_model(instruments: Instruments) -> type[Strict]:
    """The model of a scenario file whose policies may be any of `instruments` (name → class)."""
    return _scenario_model(tuple(instruments.items()))


@lru_cache(maxsize=8)
def _scenario_model(named: tuple[tuple[str, Any], ...]) -> type[Strict]:
    instruments = dict(named)
    horizon = _group("Horizon", Horizon.declared(), start=(_start_field(), DEFAULT_START))
    numbers: dict[str, Any] = {"tasks": (tasks_model(Strict) | None, None), **world_numbers()}
    world = create_model("World", __base__=Strict, base=(world_field(), DEFAULT_WORLD), **numbers)
    technology = create_model("Technology", __base__=Strict, **technology_fields())
    closure = closure_model(Strict)
    fields: dict[str, Any] = {
        "format": (_format_field(), 1),
        "name": (_name_field(), ""),
        "title": (line_field("What the scenario is, in a few words"), ""),
        "author": (line_field("Who wrote it"), ""),
        "question": (text_field("The question that it answers"), ""),
        "country": (_country_field(), ...),
        "horizon": (horizon, Field(default_factory=horizon)),
        "population": _group_field("Population", PopulationSize.declared()),
        "world": (world, Field(default_factory=world)),
        "technology": (technology, Field(default_factory=technology)),
        "closure": (closure, Field(default_factory=closure)),
        "shock": _setting_group_field("Shock", Shock.declared()),
        "law": (_law_field(), {}),
        "policies": (list[_policy_model(instruments)], Field(default_factory=list)),  # type: ignore[misc]
        "financing": (_financing_field(instruments), "deficit"),
        "runs": _group_field("Runs", Runs.declared()),
        "rules": (_mapping_field("Rule → file.py:function that replaces it", {"type": "string"}), {}),
        "instruments": (
            _mapping_field("Policy of one's own → file.py that holds it", {"type": "string"}),
            {},
        ),
        "figures": (_mapping_field("Figure of one's own → file.py that holds it", {"type": "string"}), {}),
        "parameters": (parameters_field(), {}),
        "provenance": (_mapping_field("Written by the simulator", {"type": "string"}), {}),
    }
    return create_model("Scenario", __base__=Strict, **fields)


def _group(name: str, declared: Mapping[str, Param], **others: Any) -> type[Strict]:
    numbers: dict[str, Any] = {key: (number_field(one), one.default) for key, one in declared.items()}
    return create_model(name, __base__=Strict, **others, **numbers)


def _group_field(name: str, declared: Mapping[str, Param]) -> Any:
    model = _group(name, declared)
    return (model, Field(default_factory=model))


def _setting_group_field(name: str, declared: Mapping[str, Param]) -> Any:
    """A group whose values may be dated; what is not written is None."""
    fields: dict[str, Any] = {key: (setting_field(value), None) for key, value in declared.items()}
    model = create_model(name, __base__=Strict, **fields)
    return (model, Field(default_factory=model))


def _policy_model(instruments: Instruments) -> type[Strict]:
    """One line under `policies`: a mapping from one instrument to its settings."""
    fields: dict[str, Any] = {
        name: (instrument_model(name, instrument) | None, None) for name, instrument in instruments.items()
    }
    return create_model("Policy", __base__=Strict, **fields)


@cache
def instrument_model(name: str, instrument: Any) -> type[Strict]:
    """The settings of one instrument, made from its declared parameters."""
    fields: dict[str, Any] = {
        key: (setting_field(declared), None) for key, declared in instrument.declared().items()
    }
    common: dict[str, Any] = {
        "start": (month_field("First month in which it acts"), None),
        "end": (month_field("First month in which it acts no more"), None),
        "earmark": (text_field("Instrument that the revenue pays for"), None),
        "source": (text_field("Where the chosen values come from"), ""),
        "when": (When | None, None),
    }
    if getattr(instrument, "targets", False):
        common["for"] = (For | None, None)
    if any(declared.kind == "money" for declared in instrument.declared().values()):
        common["index"] = (_index_field(), "prices")
    return create_model(name, __base__=Strict, __doc__=_about(instrument), **fields, **common)


def _about(instrument: Any) -> str:
    about = getattr(instrument, "about", "") or instrument.__doc__ or ""
    return " ".join(str(about).split())


def _format_field() -> Any:
    return checked_field(lambda raw: raw, {"const": 1, "description": "Version of the file format"})


def _country_field() -> Any:
    def read(raw: Any) -> str:
        codes = country_codes()
        if not isinstance(raw, str) or raw not in codes:
            raise Refused(((), none_of(raw, "country", codes, country_hint(raw, codes))))
        return raw

    return checked_field(read, {"enum": country_codes(), "description": "Country, by its ISO code"})


def _start_field() -> Any:
    def read(raw: Any) -> str:
        if not isinstance(raw, str) or not re.fullmatch(MONTH_PATTERN, raw):
            raise Refused(((), f"{shown(raw)} is not a month; write year-month, as in {DEFAULT_START}"))
        if not parse_month(EARLIEST) <= parse_month(raw) <= parse_month(LATEST):
            known = (
                f"; profiles know who uses AI from {EARLIEST} on"
                if parse_month(raw) < parse_month(EARLIEST)
                else ""
            )
            raise Refused(((), f"{raw} is out of range; allowed: {EARLIEST} to {LATEST}{known}"))
        return raw

    return checked_field(read, {"type": "string", "pattern": MONTH_PATTERN, "description": "Month 0"})


def _name_field() -> Any:
    def read(raw: Any) -> str:
        if not isinstance(raw, str) or not re.fullmatch(_NAME, raw):
            raise Refused(((), f"{shown(raw)} is no name; write at most 60 letters, digits, - and _"))
        return raw

    return checked_field(read, {"type": "string", "pattern": f"^{_NAME}$", "description": "Name in results"})


def _financing_field(instruments: Instruments) -> Any:
    rate = {"type": ["number", "string"], "description": "What is added; without it the run solves it"}
    balanced = {
        "type": "object",
        "properties": {"balanced": {"enum": list(targets(instruments))}, "rate": rate},
        "required": ["balanced"],
        "additionalProperties": False,
    }
    schema = {"anyOf": [{"enum": list(PLAIN)}, balanced], "description": "Who pays"}
    return checked_field(lambda raw: read_financing(raw, instruments), schema)


def _law_field() -> Any:
    return _checked_mapping(law_schema(MONTH_PATTERN))


def _index_field() -> Any:
    about = "What amounts of money, written at the prices of month 0, follow afterwards"
    return checked_field(partial(read_one, known=INDICES), {"enum": list(INDICES), "description": about})


def _mapping_field(about: str, values: dict[str, Any]) -> Any:
    return _checked_mapping({"type": "object", "additionalProperties": values, "description": about})


def _checked_mapping(schema: dict[str, Any]) -> Any:
    """A mapping whose contents are read by themselves."""

    def read(raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise Refused(((), f"{shown(raw)} stands where “name: value” lines are needed"))
        return raw

    return checked_field(read, schema)
