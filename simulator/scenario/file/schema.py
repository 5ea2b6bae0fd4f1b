"""The scenario file as pydantic models, made from what the instruments and the world declare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from simulator.core.extent import Horizon, PopulationSize, Runs
from simulator.core.param import Param
from simulator.core.shipped import country_codes, country_hint
from simulator.core.time import parse_month
from simulator.scenario.country.ensembles import parameters_field
from simulator.scenario.file.closure_fields import closure_model
from simulator.scenario.file.fields import (
    MONTH_PATTERN,
    checked_field,
    line_field,
    month_field,
    number_field,
    setting_field,
    text_field,
)
from simulator.scenario.file.law_fields import law_schema
from simulator.scenario.file.reach_fields import For, When
from simulator.scenario.file.reading import Refused
from simulator.scenario.file.wording import none_of, shown
from simulator.scenario.file.world_fields import tasks_model, technology_fields, world_field, world_numbers
from simulator.scenario.financing import PLAIN, read_financing, targets
from simulator.scenario.reach import read_one
from simulator.scenario.world import Shock

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
