"""What a person wrote under `law`, turned into clauses and checked against today's law of the country."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from simulator.core.errors import suggestion
from simulator.core.param import Param
from simulator.scenario.file.problems import Problem
from simulator.scenario.file.reading import MAXIMUM_STEPS, KeyPath, Refused, read_month, read_number
from simulator.scenario.file.scalars import resolve_scalar
from simulator.scenario.file.wording import shown
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
