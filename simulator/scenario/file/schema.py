"""The scenario file as pydantic models, made from what the instruments and the world declare.

A field reads what a person wrote with a reader of `reading` (or of the law, financing, `for:` …), which
raises `Refused`; its JSON schema is what `sim show schema` tells an editor.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache, partial
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from simulator.core.closure import CLOSURES, DEFAULT
from simulator.core.param import Horizon, Param, PopulationSize, Runs
from simulator.core.shipped import country_codes, country_hint
from simulator.core.time import parse_month
from simulator.scenario import reach
from simulator.scenario.country.technology import AUTOMATION, MEASURES, TECHNOLOGY, technology_names
from simulator.scenario.file.document import NotFinite
from simulator.scenario.file.values import (
    MONTH_PATTERN,
    OTHERS,
    Refused,
    dated_schema,
    none_of,
    read_each,
    read_month,
    read_number,
    read_setting,
    shown,
)
from simulator.scenario.financing import PLAIN, read_financing, targets
from simulator.scenario.law import law_schema
from simulator.scenario.scenario import AI, CHANGED, ENSEMBLE, FIXED, ILO
from simulator.scenario.setting import Distribution, Setting
from simulator.scenario.world import INCIDENCES, Closing, Shock, World, load_world, world_names

DEFAULT_START = "2025-01"
DEFAULT_WORLD = "moderate"
INDICES = ("prices", "wages", "none")
EARLIEST, LATEST = "2023-01", "2050-12"
"""First and last month 0: who uses AI is known from 2023 on."""
MAXIMUM_TEXT = 4_000
_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}"
MEANING = {key: about for key, (_, about) in reach.CONDITIONS.items()}
"""Condition of `for:` → what it means and how it is written."""

type Instruments = Mapping[str, Any]
type Schema = dict[str, Any]


class Strict(BaseModel):
    """A mapping in which every key is known."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


def _framed_field(read: Callable[[Any, dict[str, str]], Any], schema: Schema) -> Any:
    """A field that `read` turns into its value, given the frame (start, currency) of the scenario."""

    def validate(raw: Any, info: ValidationInfo) -> Any:
        try:
            return read(raw, info.context or {})
        except Refused as refused:
            # The text goes through the context: a message may hold braces.
            context = {"text": str(refused), "problems": refused.problems}
            raise PydanticCustomError("refused", "{text}", context) from None

    return Annotated[Any, BeforeValidator(validate), WithJsonSchema(schema)]


def _field(read: Callable[[Any], Any], **schema: Any) -> Any:
    """A field whose reader needs no frame."""
    return _framed_field(lambda raw, frame: read(raw), schema)


def _declared_field(
    declared: Param, read: Callable[[Any, Param, str, str], Any], forms: Iterable[Schema] = ()
) -> Any:
    """A number in its declared unit, or what `forms` describe."""
    low, high = declared.bounds
    about = (
        f"{declared.about}. Unit: {declared.unit}; {low:g} to {high:g}; default {declared.default:g}. "
        f"Source: {declared.source} ({declared.status})."
    )
    schema = {
        "anyOf": [*_number(declared)["anyOf"], *forms],
        "description": about,
        "default": declared.default,
    }
    return _framed_field(
        lambda raw, frame: read(raw, declared, frame.get("start", ""), frame.get("currency", "")), schema
    )


def _number(declared: Param) -> Schema:
    low, high = declared.bounds
    number = {"type": "integer" if declared.kind == "count" else "number", "minimum": low, "maximum": high}
    return {"anyOf": [number, {"type": "string", "pattern": r"^[-+]?[0-9._]+([eE][-+]?[0-9]+)?\s*\S+"}]}


def _object(properties: Schema, **others: Any) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties),
            "additionalProperties": False, **others}  # fmt: skip


def number_field(declared: Param) -> Any:
    """One number, the same in every month."""
    return _declared_field(declared, lambda raw, one, start, currency: read_number(raw, one, currency))


def _range_form(declared: Param) -> Schema:
    return _object(dict.fromkeys(("low", "mode", "high"), _number(declared)))


def range_field(declared: Param) -> Any:
    """A number, or the range that it is drawn from: nothing that is dated."""

    def read(raw: Any, one: Param, start: str, currency: str) -> float | Setting:
        if not isinstance(raw, dict):
            return read_number(raw, one, currency)
        found = read_setting(raw, one, start, currency)
        if not isinstance(found, Distribution):
            raise Refused("is dated; write one number, or {low, mode, high} for a range")
        return found

    return _declared_field(declared, read, [_range_form(declared)])


def setting_field(declared: Param) -> Any:
    """A number, dated steps, a ramp or a distribution."""
    number, month = _number(declared), {"type": "string", "pattern": MONTH_PATTERN}
    ramp = _object({"ramp": _object({"from": month, "to": month, "start": number, "end": number})})
    return _declared_field(declared, read_setting, [_range_form(declared), ramp, dated_schema(number)])


def month_field(about: str) -> Any:
    """A calendar month, as months since the scenario's start."""
    schema = {"type": "string", "pattern": MONTH_PATTERN, "description": about}
    return _framed_field(lambda raw, frame: read_month(raw, frame["start"]), schema)


def text_field(about: str, *, one_line: bool = False) -> Any:
    """Text of bounded length; on one line, what was written on several is joined by spaces."""

    def read(raw: Any) -> str:
        if isinstance(raw, NotFinite):
            raise Refused(f"{raw.problem}; put it in quotes if it is a text")
        if not isinstance(raw, str):
            quote = "" if raw is None or isinstance(raw, dict | list) else "; put it in quotes"
            raise Refused(f"{shown(raw)} stands where a text is needed{quote}")
        if len(raw) > MAXIMUM_TEXT:
            raise Refused(f"has {len(raw):,} characters; allowed: at most {MAXIMUM_TEXT:,}")
        return " ".join(raw.split()) if one_line else raw

    return _field(read, type="string", description=about, maxLength=MAXIMUM_TEXT)


def word_field(about: str, known: Iterable[str]) -> Any:
    """One of some words."""
    words = tuple(known)
    return _field(partial(reach.read_one, known=words), enum=list(words), description=about)


def name_field(what: str, about: str, known: Iterable[str], hint: Callable[..., str] | None = None) -> Any:
    """The name of a world, closure or country; `hint` tells which is meant."""
    names = list(known)

    def read(raw: Any) -> str:
        if not isinstance(raw, str) or raw not in names:
            raise Refused(none_of(raw, what, names, hint and hint(raw, names)))
        return raw

    return _field(read, enum=names, description=about)


def mapping_field(schema: Schema) -> Any:
    """A mapping whose contents are read by themselves."""

    def read(raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise Refused(f"{shown(raw)} stands where “name: value” lines are needed")
        return raw

    return _field(read, **schema)


def _texts_field(about: str) -> Any:
    return mapping_field({"type": "object", "additionalProperties": {"type": "string"}, "description": about})


def _shares_field() -> Any:
    """Shares of tasks by the first one or two digits of an occupation's code."""

    def read(raw: Any) -> dict[str, float]:
        if not isinstance(raw, dict):
            raise Refused(f"{shown(raw)} stands where “ISCO-08 code: share of tasks” lines are needed")
        wrong = [code for code in raw if not re.fullmatch("[0-9]{1,2}", str(code))]
        if wrong:
            told = f"{shown(wrong[0])} is no occupation; write one or two digits of its ISCO-08 code"
            raise Refused(((str(wrong[0]),), told))
        return read_each(raw, lambda _, share: read_number(share, AUTOMATION))

    shares = {"^[0-9]{1,2}$": {"type": ["number", "string"]}}
    return _field(read, type="object", patternProperties=shares, additionalProperties=False,
                  description=TECHNOLOGY["technology.automation"])  # fmt: skip


def _parameters_field() -> Any:
    """What may stand under `parameters` of a scenario file: values, or the word for draws."""
    words = [ENSEMBLE, FIXED]

    def read(raw: Any) -> dict[str, Any]:
        if raw in words:
            return {}
        if not isinstance(raw, dict):
            needed = f"“name: value” lines, {FIXED}, or {ENSEMBLE}, are needed"
            raise Refused(f"{shown(raw)} stands where {needed}")
        if raw.get(OTHERS, FIXED) not in words:
            raise Refused(((OTHERS,), f"{shown(raw[OTHERS])} is neither {FIXED} nor {ENSEMBLE}"))
        return raw

    values = {"type": "object", "properties": {OTHERS: {"enum": words}},
              "additionalProperties": {"type": ["number", "string"]}}  # fmt: skip
    about = (
        f"Model parameter → value, and under {OTHERS} what holds for the rest: {ENSEMBLE}, as where nothing "
        f"is said: each month 0 but the first takes a draw of the country's; or {FIXED}: what ships. Either "
        "word may stand alone, for all"
    )
    return _field(read, anyOf=[values, {"enum": words}], description=about)


def _start_field() -> Any:
    def read(raw: Any) -> str:
        if not isinstance(raw, str) or not re.fullmatch(MONTH_PATTERN, raw):
            raise Refused(f"{shown(raw)} is not a month; write year-month, as in {DEFAULT_START}")
        if not parse_month(EARLIEST) <= parse_month(raw) <= parse_month(LATEST):
            is_early = parse_month(raw) < parse_month(EARLIEST)
            known = f"; profiles know who uses AI from {EARLIEST} on" if is_early else ""
            raise Refused(f"{raw} is out of range; allowed: {EARLIEST} to {LATEST}{known}")
        return raw

    return _field(read, type="string", pattern=MONTH_PATTERN, description="Month 0")


def _own_name_field() -> Any:
    def read(raw: Any) -> str:
        if not isinstance(raw, str) or not re.fullmatch(_NAME, raw):
            raise Refused(f"{shown(raw)} is no name; write at most 60 letters, digits, - and _")
        return raw

    return _field(read, type="string", pattern=f"^{_NAME}$", description="Name in results")


def _financing_field(instruments: Instruments) -> Any:
    rate = {"type": ["number", "string"], "description": "What is added; without it the run solves it"}
    named = {"balanced": {"enum": list(targets(instruments))}, "rate": rate}
    forms = [{"enum": list(PLAIN)}, _object(named, required=["balanced"])]
    return _field(partial(read_financing, instruments=instruments), anyOf=forms, description="Who pays")


def _model(title: str, about: str | None = None, /, **fields: Any) -> type[Strict]:
    return create_model(title, __base__=Strict, __doc__=about, **fields)


def _settings(declared: Mapping[str, Param], field: Callable[[Param], Any] = setting_field) -> dict[str, Any]:
    """A field for each declaration; what is not written is None."""
    return {key: (field(one), None) for key, one in declared.items()}


def _group(title: str, declared: Mapping[str, Param] | None = None, /, **others: Any) -> Any:
    """A group that may be left out, of numbers that stand at their defaults, and others."""
    numbers = {key: (number_field(one), one.default) for key, one in (declared or {}).items()}
    model = _model(title, None, **others, **numbers)
    return model, Field(default_factory=model)


For: type[Strict] = _model(
    "For",
    "Whom the instrument reaches; all conditions must hold",
    **{key: (_field(read, description=about), None) for key, (read, about) in reach.CONDITIONS.items()},
)
When: type[Strict] = _model(
    "When",
    "Months in which the instrument acts: all levels must be passed",
    **_settings(reach.Levels.declared(), number_field),
)


def written_in(block: BaseModel | None) -> dict[str, Any]:
    """What stands in a block, by key."""
    return {name: value for name, value in block or () if value is not None}


def scenario_model(instruments: Instruments) -> type[Strict]:
    """The model of a scenario file whose policies may be any of `instruments` (name → class)."""
    return _scenario_model(tuple(instruments.items()))


@lru_cache(maxsize=8)
def _scenario_model(named: tuple[tuple[str, Any], ...]) -> type[Strict]:
    instruments, world, closing = dict(named), World.declared(), Closing.declared()
    tasks = _model(
        "Tasks",
        share=(number_field(world["tasks_share"]), ...),
        by=(number_field(world["tasks_by"]), ...),
        incidence=(word_field(world["tasks_incidence"].about, INCIDENCES), INCIDENCES[0]),
    )
    policies = {name: (instrument_model(name, one) | None, None) for name, one in instruments.items()}
    policy = _model("Policy", None, **policies)
    return _model(
        "Scenario",
        format=(_field(lambda raw: raw, const=1, description="Version of the file format"), 1),
        name=(_own_name_field(), ""),
        title=(text_field("What the scenario is, in a few words", one_line=True), ""),
        author=(text_field("Who wrote it", one_line=True), ""),
        question=(text_field("The question that it answers"), ""),
        country=(name_field("country", "Country, by its ISO code", country_codes(), country_hint), ...),
        horizon=_group("Horizon", Horizon.declared(), start=(_start_field(), DEFAULT_START)),
        population=_group("Population", PopulationSize.declared()),
        world=_group(
            "World",
            base=(name_field("world", "World that is changed", world_names()), DEFAULT_WORLD),
            tasks=(tasks | None, None),
            **_settings(
                world, lambda one: (number_field if one.kind in ("flag", "count") else range_field)(one)
            ),
        ),
        technology=_group(
            "Technology",
            name=(word_field(TECHNOLOGY["technology.name"], technology_names()), AI),
            exposure=(word_field(TECHNOLOGY["technology.exposure"], MEASURES), ILO),
            automation=(_shares_field(), {}),
        ),
        closure=_group(
            "Closure",
            base=(name_field("closure", "How the economy closes", CLOSURES), DEFAULT),
            **_settings(closing, number_field),
        ),
        shock=_group("Shock", **_settings(Shock.declared())),
        law=(mapping_field(law_schema()), {}),
        policies=(list[policy], Field(default_factory=list)),  # type: ignore[valid-type]
        financing=(_financing_field(instruments), "deficit"),
        runs=_group("Runs", Runs.declared()),
        rules=(_texts_field("Rule → file.py:function that replaces it"), {}),
        instruments=(_texts_field("Policy of one's own → file.py that holds it"), {}),
        figures=(_texts_field("Figure of one's own → file.py that holds it"), {}),
        indicators=(_texts_field("Indicator of one's own → file.py:function that measures it"), {}),
        parameters=(_parameters_field(), {}),
        provenance=(_texts_field("Written by the simulator"), {}),
    )


@cache
def instrument_model(name: str, instrument: Any) -> type[Strict]:
    """The settings of one instrument, made from its declared parameters."""
    declared = instrument.declared()
    fields: dict[str, Any] = {
        **_settings(declared),
        "start": (month_field("First month in which it acts"), None),
        "end": (month_field("First month in which it acts no more"), None),
        "earmark": (text_field("Instrument that the revenue pays for"), None),
        "source": (text_field("Where the chosen values come from"), ""),
        "when": (When | None, None),
    }
    if getattr(instrument, "targets", False):
        fields["for"] = (For | None, None)
    if any(one.kind == "money" for one in declared.values()):
        about = "What amounts of money, written at the prices of month 0, follow afterwards"
        fields["index"] = (word_field(about, INDICES), "prices")
    about = getattr(instrument, "about", "") or instrument.__doc__ or ""
    return _model(name, " ".join(str(about).split()), **fields)


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
