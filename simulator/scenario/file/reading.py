"""What a person wrote for one parameter, turned into a number or a Setting and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from simulator.core.errors import InputError, suggestion
from simulator.core.param import Param
from simulator.core.time import month_index
from simulator.scenario.file.scalars import NotFinite, resolve_scalar
from simulator.scenario.file.wording import allowed, comma_hint, figure, percent_hint, shown, takes_percent
from simulator.scenario.setting import Constant, Distribution, Ramp, Setting, Steps

type KeyPath = tuple[str, ...]
type Problem = tuple[KeyPath, str]

MAXIMUM_STEPS = 600
# `0x10`, `2030-01` and `0,25` are no numbers with a unit.
_WITH_UNIT = re.compile(r"(?!0[xob])([-+]?[0-9._]+(?:[eE][-+]?[0-9]+)?)\s*([^\s0-9,._+-].*)")
_RAMP_KEYS = ("from", "to", "start", "end")
_SPREAD_KEYS = ("low", "mode", "high")


class Refused(ValueError):  # noqa: N818 - not an error yet: it becomes one when its place is known
    """What is wrong with a value: where inside it (a path of keys), and the message."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(message for _, message in problems))


def read_number(raw: Any, declared: Param, currency: str = "") -> float:
    """A number in the declared unit: `0.25`, `25 %`, `1_200 EUR`, `9 months`; within its bounds.

    `currency` is the country's code, which may follow an amount of money. Raises Refused with the
    allowed range and unit.
    """
    if isinstance(raw, bool) and declared.kind == "flag":
        return float(raw)
    if isinstance(raw, NotFinite):
        raise Refused(((), f"{raw.problem}; {allowed(declared)}"))
    number = _from_text(raw, declared, currency) if isinstance(raw, str) else raw
    if isinstance(number, bool) or not isinstance(number, int | float):
        problem = f"{shown(raw)} stands where a number is needed; {allowed(declared)}{comma_hint(raw)}"
        raise Refused(((), problem))
    low, high = declared.bounds
    if declared.kind == "count" and number != int(number):
        raise Refused(((), f"{figure(number, declared)} is not a whole number; {allowed(declared)}"))
    if declared.kind == "flag" and number not in (0, 1):
        raise Refused(((), f"{figure(number, declared)} is out of range; {allowed(declared)}"))
    if not low <= number <= high:
        hint = "" if isinstance(raw, str) else percent_hint(number, declared)
        written = shown(raw) if isinstance(raw, str) else figure(number, declared)
        raise Refused(((), f"{written} is out of range; {allowed(declared)}{hint}"))
    return float(number)


def _from_text(text: str, declared: Param, currency: str) -> float | str:
    """The number before a unit, or the text itself when it holds none."""
    match = _WITH_UNIT.fullmatch(text.strip())
    try:
        number = resolve_scalar(match[1]) if match else None
    except ValueError as error:
        raise Refused(((), f"{error}; {allowed(declared)}")) from None
    if match is None or isinstance(number, bool) or not isinstance(number, int | float):
        return text
    unit = match[2].strip()
    if unit == "%":
        if not takes_percent(declared):
            problem = f'"{text}" is a percentage, the unit here is {declared.unit}; {allowed(declared)}'
            raise Refused(((), problem))
        # Dividing by 100 last keeps "25 %" equal to 0.25 to the last bit.
        return number / 100
    is_currency = declared.kind == "money" and unit == currency
    if is_currency or unit in (declared.unit, declared.unit.split("/")[0].split(" per ")[0].strip()):
        return number
    raise Refused(((), f'"{text}" is in {unit}, the unit here is {declared.unit}; {allowed(declared)}'))


def read_month(raw: Any, start: str) -> int:
    """Months from `start` of a text such as `2027-01`; Refused before the start."""
    if raw is None:
        raise Refused(((), "holds no month; write year-month, as in 2027-01"))
    if not isinstance(raw, str):
        raise Refused(((), f"{shown(raw)} is not a month; write year-month, as in 2027-01"))
    try:
        month = month_index(start, raw)
    except InputError:
        raise Refused(((), f"{shown(raw)} is not a month; write year-month, as in 2027-01")) from None
    if month < 0:
        raise Refused(((), f"{raw} is before the scenario starts ({start}); nothing acts before month 0"))
    if month > 12_000:
        raise Refused(((), f"{raw} is too far ahead of the scenario's start ({start})"))
    return month


def read_setting(raw: Any, declared: Param, start: str, currency: str = "") -> Setting:
    """A constant, dated steps, a ramp or a distribution; Refused lists all that is wrong in it."""
    if not isinstance(raw, dict):
        return Constant(read_number(raw, declared, currency))
    if "ramp" in raw:
        return _read_ramp(raw, declared, start, currency)
    if set(raw) & set(_SPREAD_KEYS):
        return _read_distribution(raw, declared, currency)
    if not 1 <= len(raw) <= MAXIMUM_STEPS:
        raise Refused(((), f"holds {len(raw)} dated steps; allowed: 1 to {MAXIMUM_STEPS}"))
    return _read_steps(raw, declared, start, currency)


def _read_steps(raw: Mapping[str, Any], declared: Param, start: str, currency: str) -> Setting:
    problems: list[Problem] = []
    months = {key: _try(problems, (key,), read_month, key, start) for key in raw}
    values = {key: _try(problems, (key,), read_number, raw[key], declared, currency) for key in raw}
    if problems:
        raise Refused(*problems)
    order = sorted(raw, key=lambda key: int(months[key] or 0))
    return Steps(tuple(int(months[k] or 0) for k in order), tuple(float(values[k] or 0) for k in order))


def _read_ramp(raw: Mapping[str, Any], declared: Param, start: str, currency: str) -> Setting:
    inner = raw["ramp"]
    problems: list[Problem] = [
        ((key,), "stands beside ramp; a ramp stands alone") for key in raw if key != "ramp"
    ]
    if not isinstance(inner, dict):
        message = f"{shown(inner)} stands where {{from, to, start, end}} is needed"
        raise Refused(*problems, (("ramp",), message))
    problems += _wrong_keys(inner, _RAMP_KEYS, ("ramp",))
    months = [
        _try(problems, ("ramp", key), read_month, inner[key], start) for key in ("from", "to") if key in inner
    ]
    ends = [
        _try(problems, ("ramp", key), read_number, inner[key], declared, currency)
        for key in ("start", "end")
        if key in inner
    ]
    if problems:
        raise Refused(*problems)
    first, last = (int(month or 0) for month in months)
    if last <= first:
        raise Refused((("ramp", "to"), f"{inner['to']} is not after {inner['from']}, where the ramp begins"))
    return Ramp(first, last, *(float(value or 0) for value in ends))


def _read_distribution(raw: Mapping[str, Any], declared: Param, currency: str) -> Setting:
    problems = _wrong_keys(raw, _SPREAD_KEYS, ())
    numbers = [
        _try(problems, (key,), read_number, raw[key], declared, currency)
        for key in _SPREAD_KEYS
        if key in raw
    ]
    if problems:
        raise Refused(*problems)
    low, mode, high = (float(number or 0) for number in numbers)
    if not low <= mode <= high:
        raise Refused(((), f"low {low:g}, mode {mode:g} and high {high:g} are not in rising order"))
    return Distribution(low, mode, high)


def _wrong_keys(raw: Mapping[str, Any], expected: tuple[str, ...], path: KeyPath) -> list[Problem]:
    unknown = [
        ((*path, key), f"unknown key; allowed: {', '.join(expected)}.{suggestion(key, expected)}")
        for key in raw
        if key not in expected
    ]
    needed = f"needed are {', '.join(expected)}"
    return unknown + [(path, f"{key} is missing; {needed}") for key in expected if key not in raw]


def _try(problems: list[Problem], path: KeyPath, reader: Any, *arguments: Any) -> float | None:
    try:
        return float(reader(*arguments))
    except Refused as refused:
        problems.extend(((*path, *inner), message) for inner, message in refused.problems)
        return None
