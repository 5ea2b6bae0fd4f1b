"""What a person wrote for one parameter, turned into a number or a Setting and checked.

Pydantic field types made from `Param` declarations and from the few kinds of text a scenario holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from simulator.core.errors import InputError, suggestion
from simulator.core.param import Param
from simulator.core.time import month_index
from simulator.scenario.file.document import NotFinite, resolve_scalar
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


MONTH_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])$"
MAXIMUM_TEXT = 4_000


def _field(read: Callable[[Any, dict[str, str]], Any], schema: dict[str, Any]) -> Any:
    """A field that `read` turns into its value, given the frame (start, currency) of the scenario."""

    def validate(raw: Any, info: ValidationInfo) -> Any:
        try:
            return read(raw, info.context or {})
        except Refused as refused:
            # The text goes through the context: a message may hold braces.
            context = {"text": str(refused), "problems": refused.problems}
            raise PydanticCustomError("refused", "{text}", context) from None

    return Annotated[Any, BeforeValidator(validate), WithJsonSchema(schema)]


def _described(declared: Param) -> str:
    low, high = declared.bounds
    return (
        f"{declared.about}. Unit: {declared.unit}; {low:g} to {high:g}; default {declared.default:g}. "
        f"Source: {declared.source} ({declared.status})."
    )


def _number_schema(declared: Param) -> dict[str, Any]:
    low, high = declared.bounds
    number = {"type": "integer" if declared.kind == "count" else "number", "minimum": low, "maximum": high}
    with_unit = {"type": "string", "pattern": r"^[-+]?[0-9._]+([eE][-+]?[0-9]+)?\s*\S+"}
    return {"anyOf": [number, with_unit]}


def number_field(declared: Param) -> Any:
    """One number, the same in every month."""
    schema = {**_number_schema(declared), "description": _described(declared), "default": declared.default}
    return _field(lambda raw, frame: read_number(raw, declared, frame.get("currency", "")), schema)


def range_field(declared: Param) -> Any:
    """A number, or the range that it is drawn from: nothing that is dated."""
    number = _number_schema(declared)
    forms = [*number["anyOf"], _object({"low": number, "mode": number, "high": number})]

    def read(raw: Any, frame: dict[str, str]) -> float | Setting:
        if not isinstance(raw, dict):
            return read_number(raw, declared, frame.get("currency", ""))
        found = read_setting(raw, declared, frame["start"], frame.get("currency", ""))
        if not isinstance(found, Distribution):
            raise Refused(((), "is dated; write one number, or {low, mode, high} for a range"))
        return found

    return _field(read, {"anyOf": forms, "description": _described(declared), "default": declared.default})


def setting_field(declared: Param) -> Any:
    """A number, dated steps, a ramp or a distribution."""
    number, month = _number_schema(declared), {"type": "string", "pattern": MONTH_PATTERN}
    forms = [
        *number["anyOf"],
        _object({"low": number, "mode": number, "high": number}),
        _object({"ramp": _object({"from": month, "to": month, "start": number, "end": number})}),
        {
            "type": "object",
            "patternProperties": {MONTH_PATTERN: number},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
    return _field(
        lambda raw, frame: read_setting(raw, declared, frame["start"], frame.get("currency", "")),
        {"anyOf": forms, "description": _described(declared), "default": declared.default},
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def month_field(about: str) -> Any:
    """A calendar month, as months since the scenario's start."""
    schema = {"type": "string", "pattern": MONTH_PATTERN, "description": about}
    return _field(lambda raw, frame: read_month(raw, frame["start"]), schema)


def text_field(about: str) -> Any:
    """Text of bounded length."""
    return checked_field(_read_text, {"type": "string", "description": about, "maxLength": MAXIMUM_TEXT})


def line_field(about: str) -> Any:
    """Text of bounded length on one line; what was written on several is joined by spaces."""
    schema = {"type": "string", "description": about, "maxLength": MAXIMUM_TEXT}
    return checked_field(lambda raw: " ".join(_read_text(raw).split()), schema)


def _read_text(raw: Any) -> str:
    if isinstance(raw, NotFinite):
        raise Refused(((), f"{raw.problem}; put it in quotes if it is a text"))
    if not isinstance(raw, str):
        quote = "" if raw is None or isinstance(raw, dict | list) else "; put it in quotes"
        raise Refused(((), f"{shown(raw)} stands where a text is needed{quote}"))
    if len(raw) > MAXIMUM_TEXT:
        raise Refused(((), f"has {len(raw):,} characters; allowed: at most {MAXIMUM_TEXT:,}"))
    return raw


def checked_field(read: Callable[[Any], Any], schema: dict[str, Any]) -> Any:
    """A field with a reader of its own, which raises Refused."""
    return _field(lambda raw, frame: read(raw), schema)
