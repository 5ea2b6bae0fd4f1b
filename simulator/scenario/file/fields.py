"""Pydantic field types made from `Param` declarations and from the few kinds of text a scenario holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from simulator.core.param import Param
from simulator.scenario.file.reading import Refused, read_month, read_number, read_setting
from simulator.scenario.file.scalars import NotFinite
from simulator.scenario.file.wording import shown
from simulator.scenario.setting import Distribution, Setting

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
