"""Whom an instrument reaches (`for:`) and in which months it acts (`when:`), as a scenario writes them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from math import inf, isfinite
from typing import Any

from simulator.core.errors import suggestion
from simulator.core.param import Param, Parameters
from simulator.scenario.file.values import DECLARED, Refused, read_keys, read_number, shown

type Span = tuple[float, float]

EVERY: Span = (-inf, inf)
SEXES = ("men", "women")
LEVELS = ("low", "medium", "high")
FIFTHS = (1, 2, 3, 4, 5)
NAMED_FIFTHS = {"low": (1, 2), "middle": (3,), "high": (4, 5)}


class Bounds(Parameters, declared=DECLARED["for"]):
    """Numbers that `for:` takes."""


@dataclass(frozen=True)
class Target:
    """Conditions that all hold for whoever is reached; what is left out is no condition.

    `age`, `months_unemployed` and `income` are spans, both ends included. `occupation` holds ISCO-08 codes
    of one or two digits, `exposure` fifths of employment by AI exposure of the occupation (5 = most exposed).
    """

    age: Span = EVERY
    sex: str = ""
    education: tuple[str, ...] = ()
    occupation: tuple[str, ...] = ()
    exposure: tuple[int, ...] = ()
    displaced_by_ai: bool | None = None
    months_unemployed: Span = EVERY
    income: Span = EVERY
    share: float = 1.0

    def plain(self) -> dict[str, Any]:
        """The block as it is written in a scenario file; empty when everybody is reached."""
        given = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}
        return {name: _written(value) for name, value in given.items()}

    def describe(self) -> str:
        """The conditions in words."""
        words = []
        for name, value in self.plain().items():
            if isinstance(value, dict):
                unit = Bounds.declared()[name].unit
                ends = (f"{key} {value[key]:g}" for key in ("from", "to") if key in value)
                text = f"{' '.join(ends)} {unit}"
            else:
                text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            words.append(f"{name.replace('_', ' ')} {text}")
        return "; ".join(words)


def _written(value: Any) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], float):
        return {key: end for key, end in zip(("from", "to"), value, strict=True) if isfinite(end)}
    return list(value) if isinstance(value, tuple) else value


class Levels(Parameters, declared=DECLARED["when"]):
    """Levels that `when:` takes; an instrument acts in months in which all that are written are passed."""


@dataclass(frozen=True)
class Trigger:
    """Levels that must be passed: (`<indicator>_above` or `<indicator>_below`, level); empty: always."""

    levels: tuple[tuple[str, float], ...] = ()

    def holds(self, seen: Mapping[str, float]) -> bool:
        """Whether indicators (by name without the ending) pass every level."""
        passed = []
        for name, level in self.levels:
            indicator, _, side = name.rpartition("_")
            passed.append(seen[indicator] >= level if side == "above" else seen[indicator] <= level)
        return all(passed)

    def plain(self) -> dict[str, float]:
        """The block as it is written in a scenario file."""
        return dict(self.levels)

    def describe(self) -> str:
        """The conditions in words."""
        return " and ".join(f"{name.replace('_', ' ')} {level:g}" for name, level in self.levels)


def read_span(raw: Any, declared: Param) -> Span:
    """`[low, high]`, or `{from: low}`, `{to: high}` or both; Refused with the allowed range."""
    low, high = declared.bounds
    range_ = f"allowed: {low:g} to {high:g} {declared.unit}"
    if isinstance(raw, list) and len(raw) == 2:
        raw = {"from": raw[0], "to": raw[1]}
    if not isinstance(raw, dict) or not raw:
        raise Refused(f"needs a range [low, high], or {{from: low}} or {{to: high}}; {range_}")
    ends = {"from": -inf, "to": inf}
    ends |= read_keys(raw, tuple(ends), lambda _, value: read_number(value, declared), ())
    if ends["from"] > ends["to"]:
        raise Refused(f"begins at {ends['from']:g}, after its end, {ends['to']:g}; {range_}")
    return ends["from"], ends["to"]


def read_one(raw: Any, known: tuple[str, ...]) -> str:
    """One of the known words."""
    if raw not in known:
        hint = suggestion(raw, known) if isinstance(raw, str) else ""
        raise Refused(f"{shown(raw)} is not known here; allowed: {', '.join(known)}.{hint}")
    return str(raw)


def read_some(raw: Any, known: tuple[str, ...]) -> tuple[str, ...]:
    """One or several of the known words."""
    listed = raw if isinstance(raw, list) else [raw]
    return tuple(dict.fromkeys(read_one(each, known) for each in listed))


def read_occupations(raw: Any) -> tuple[str, ...]:
    """ISCO-08 codes of one digit (major group) or two (sub-major group)."""
    listed = raw if isinstance(raw, list) else [raw]
    for code in listed:
        if isinstance(code, bool) or not re.fullmatch(r"[1-9][0-9]?", str(code)):
            raise Refused(f"{shown(code)} is no ISCO-08 code of one or two digits, as in [4, 52]")
    return tuple(dict.fromkeys(map(str, listed)))


def read_exposure(raw: Any) -> tuple[int, ...]:
    """Fifths of exposure: numbers 1 to 5, or low (1, 2), middle (3), high (4, 5)."""
    if isinstance(raw, str) and raw in NAMED_FIFTHS:
        return NAMED_FIFTHS[raw]
    listed = raw if isinstance(raw, list) else [raw]
    if not listed or any(isinstance(each, bool) or each not in FIFTHS for each in listed):
        known = ", ".join(NAMED_FIFTHS)
        raise Refused(f"needs {known}, or fifths by exposure from 1 (least) to 5 (most), as in [4, 5]")
    return tuple(sorted(set(listed)))


def read_flag(raw: Any) -> bool:
    """True or false."""
    if not isinstance(raw, bool):
        raise Refused(f"{shown(raw)} stands where true or false is needed")
    return raw


_DECLARED = Bounds.declared()
CONDITIONS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "age": (partial(read_span, declared=_DECLARED["age"]), "Age in years, as in [16, 29]"),
    "sex": (partial(read_one, known=SEXES), "women or men"),
    "education": (partial(read_some, known=LEVELS), "low, medium, high; one or a list"),
    "occupation": (read_occupations, "ISCO-08 codes of one or two digits: of the job, or of the last"),
    "exposure": (read_exposure, "AI exposure of the occupation: high, or fifths as in [4, 5]"),
    "displaced_by_ai": (read_flag, "Whether the last job was lost to AI"),
    "months_unemployed": (
        partial(read_span, declared=_DECLARED["months_unemployed"]),
        "Months without work of people who look for it, as in {from: 6}",
    ),
    "income": (
        partial(read_span, declared=_DECLARED["income"]),
        "Household income over the national median, as in {to: 0.6}",
    ),
    "share": (partial(read_number, declared=_DECLARED["share"]), _DECLARED["share"].about),
}
"""Condition of `for:` → what reads it; what it means and how it is written."""
