"""What a person wrote for one parameter, turned into a number or a Setting and checked.

With the words that messages about values share: what was written, what is allowed, what may be meant.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError, suggestion
from simulator.core.param import Param, declared_in
from simulator.core.time import month_index
from simulator.scenario.file.document import NotFinite, resolve_scalar
from simulator.scenario.setting import Constant, Distribution, Ramp, Setting, Steps

DECLARED = declared_in(Path(__file__).parents[1] / "declared.csv")
"""Declarations of the numbers that a scenario file itself holds, by group."""
CODE = ("rules", "instruments", "figures", "indicators")
"""Keys under which a scenario names files of code."""
OTHERS = "others"
"""Under `parameters`, beside values of some: whether the others are drawn or hold what ships."""
_FRACTIONS = ("share", "probability", "hazard", "growth")
_COMMA = re.compile(r"[-+]?\d+(,\d+)+")


def shown(raw: Any) -> str:
    """What a person wrote, in words: `nothing`, `a list`, `true`, `"text"`, `12`."""
    if raw is None:
        return "nothing"
    if isinstance(raw, dict):
        return "a mapping"
    if isinstance(raw, list):
        return "a list"
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, str):
        return f'"{raw[:60]}{"…" if len(raw) > 60 else ""}"'
    return str(raw)


def runs_code(files: Iterable[str]) -> str:
    """Why a scenario that names files of code is not run."""
    return f"runs code from {', '.join(files) or 'a file'}; if you trust it, add --allow-code"


def figure(number: float, declared: Param) -> str:
    """A number as a person writes it: with commas between thousands, but for a year."""
    if declared.kind == "date":
        return f"{number:.10g}"
    return f"{number:,}" if isinstance(number, int) else f"{number:,.10g}"


def allowed(declared: Param) -> str:
    """The allowed range of a parameter with its unit."""
    if declared.kind == "flag":
        return "allowed: 0 or 1"
    low, high = (figure(float(bound), declared) for bound in declared.bounds)
    unit = f"({declared.unit})" if declared.kind == "date" else declared.unit
    return f"allowed: {low} to {high} {unit}".rstrip()


def takes_percent(declared: Param) -> bool:
    """Whether a value may be written in per cent."""
    return declared.kind in _FRACTIONS


def percent_hint(number: float, declared: Param) -> str:
    """A question when a number out of range may be a percentage without its sign."""
    low, high = declared.bounds
    is_percent = takes_percent(declared) and number >= 1 and number > high and low <= number / 100 <= high
    return f'; did you mean "{number:g} %"?' if is_percent else ""


def comma_meant(text: str) -> str:
    """The number that a text with commas stands for: `1_200` for `1,200`, `0.25` for `0,25`; else empty."""
    if not _COMMA.fullmatch(text.strip()):
        return ""
    head, *groups = text.strip().split(",")
    is_grouped = head.lstrip("+-") != "0" and all(len(group) == 3 for group in groups)
    if not is_grouped and len(groups) > 1:
        return ""
    return ("_" if is_grouped else ".").join((head, *groups))


def none_of(raw: Any, what: str, known: Iterable[str], hint: str | None = None) -> str:
    """Says that `raw` is none of the known names of `what`; `hint`: which is meant, else the closest."""
    names = list(known)
    hint = suggestion(str(raw)[:40], names) if hint is None else hint
    listed = f"allowed: {', '.join(names) or 'none is built'}.{hint if isinstance(raw, str) else ''}"
    if not isinstance(raw, str):
        return f"{shown(raw)} stands where the name of a {what} is needed; {listed}"
    return f"no {what} {shown(raw)}; {listed}"


def dated_schema(value: Mapping[str, Any]) -> dict[str, Any]:
    """JSON Schema of values by the month from which on they hold."""
    months = {MONTH_PATTERN: value}
    return {"type": "object", "patternProperties": months, "additionalProperties": False, "minProperties": 1}


type KeyPath = tuple[str, ...]
type Problem = tuple[KeyPath, str]

MAXIMUM_STEPS = 600
MONTH_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])$"
# `0x10`, `2030-01` and `0,25` are no numbers with a unit.
_WITH_UNIT = re.compile(r"(?!0[xob])([-+]?[0-9._]+(?:[eE][-+]?[0-9]+)?)\s*([^\s0-9,._+-].*)")
_RAMP_KEYS = ("from", "to", "start", "end")
_SPREAD_KEYS = ("low", "mode", "high")


class Refused(ValueError):  # noqa: N818 - not an error yet: it becomes one when its place is known
    """What is wrong with a value: where inside it (a path of keys), and the message."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = [((), one) if isinstance(one, str) else one for one in problems]
        super().__init__("; ".join(message for _, message in self.problems))

    def under(self, *path: str) -> list[Problem]:
        """The same problems of what stands under `path`."""
        return [((*path, *inner), message) for inner, message in self.problems]


def read_each[T](
    raw: Mapping[str, Any], read: Callable[[str, Any], T], problems: Iterable[Problem] = ()
) -> dict[str, T]:
    """What `read` makes of every key and value; Refused with `problems` and all that is wrong in them."""
    found, wrong = dict[str, T](), list(problems)
    for key, value in raw.items():
        try:
            found[key] = read(key, value)
        except Refused as refused:
            wrong += refused.under(str(key))
    if wrong:
        raise Refused(*wrong)
    return found


def read_number(raw: Any, declared: Param, currency: str = "") -> float:
    """A number in the declared unit: `0.25`, `25 %`, `1_200 EUR`, `9 months`; within its bounds.

    `currency` is the country's code, which may follow an amount of money. Raises Refused with the
    allowed range and unit.
    """
    if isinstance(raw, bool) and declared.kind == "flag":
        return float(raw)
    if isinstance(raw, NotFinite):
        raise Refused(f"{raw.problem}; {allowed(declared)}")
    number = _from_text(raw, declared, currency) if isinstance(raw, str) else raw
    if isinstance(number, bool) or not isinstance(number, int | float):
        meant = comma_meant(raw) if isinstance(raw, str) else ""
        hint = f"; did you mean {meant}?" if meant else ""
        raise Refused(f"{shown(raw)} stands where a number is needed; {allowed(declared)}{hint}")
    low, high = declared.bounds
    if declared.kind == "count" and number != int(number):
        raise Refused(f"{figure(number, declared)} is not a whole number; {allowed(declared)}")
    if declared.kind == "flag" and number not in (0, 1):
        raise Refused(f"{figure(number, declared)} is out of range; {allowed(declared)}")
    if not low <= number <= high:
        hint = "" if isinstance(raw, str) else percent_hint(number, declared)
        written = shown(raw) if isinstance(raw, str) else figure(number, declared)
        raise Refused(f"{written} is out of range; {allowed(declared)}{hint}")
    return float(number)


def _from_text(text: str, declared: Param, currency: str) -> float | str:
    """The number before a unit, or the text itself when it holds none."""
    match = _WITH_UNIT.fullmatch(text.strip())
    try:
        number = resolve_scalar(match[1]) if match else None
    except ValueError as error:
        raise Refused(f"{error}; {allowed(declared)}") from None
    if match is None or isinstance(number, bool) or not isinstance(number, int | float):
        return text
    unit = match[2].strip()
    if unit == "%":
        if not takes_percent(declared):
            problem = f'"{text}" is a percentage, the unit here is {declared.unit}; {allowed(declared)}'
            raise Refused(problem)
        # Dividing by 100 last keeps "25 %" equal to 0.25 to the last bit.
        return number / 100
    is_currency = declared.kind == "money" and unit == currency
    if is_currency or unit in (declared.unit, declared.unit.split("/")[0].split(" per ")[0].strip()):
        return number
    raise Refused(f'"{text}" is in {unit}, the unit here is {declared.unit}; {allowed(declared)}')


def read_month(raw: Any, start: str) -> int:
    """Months from `start` of a text such as `2027-01`; Refused before the start."""
    try:
        month = month_index(start, raw) if isinstance(raw, str) else None
    except InputError:
        month = None
    if month is None:
        found = "holds no month" if raw is None else f"{shown(raw)} is not a month"
        raise Refused(f"{found}; write year-month, as in 2027-01")
    if month < 0:
        raise Refused(f"{raw} is before the scenario starts ({start}); nothing acts before month 0")
    if month > 12_000:
        raise Refused(f"{raw} is too far ahead of the scenario's start ({start})")
    return month


def read_setting(raw: Any, declared: Param, start: str, currency: str = "") -> Setting:
    """A constant, dated steps, a ramp or a distribution; Refused lists all that is wrong in it."""
    if not isinstance(raw, dict):
        return Constant(read_number(raw, declared, currency))
    if "ramp" in raw:
        return _read_ramp(raw, declared, start, currency)
    if set(raw) & set(_SPREAD_KEYS):
        return _read_distribution(raw, declared, currency)
    steps = read_dated(raw, start, lambda value: read_number(value, declared, currency), "steps")
    return Steps(tuple(steps), tuple(steps.values()))


def read_dated[T](raw: Mapping[str, Any], start: str, read: Callable[[Any], T], what: str) -> dict[int, T]:
    """What `read` makes of each value, by month in order; Refused tells all wrong dates and values."""
    if not 1 <= len(raw) <= MAXIMUM_STEPS:
        raise Refused(f"holds {len(raw)} dated {what}; allowed: 1 to {MAXIMUM_STEPS}")
    months, wrong = dict[str, int](), list[Problem]()
    try:
        months = read_each(raw, lambda date, _: read_month(date, start))
    except Refused as refused:
        wrong = refused.problems
    values = read_each(raw, lambda _, value: read(value), wrong)
    return {months[date]: values[date] for date in sorted(raw, key=months.__getitem__)}


def _read_ramp(raw: Mapping[str, Any], declared: Param, start: str, currency: str) -> Setting:
    inner = raw["ramp"]
    beside: list[Problem] = [
        ((key,), "stands beside ramp; a ramp stands alone") for key in raw if key != "ramp"
    ]
    if not isinstance(inner, dict):
        message = f"{shown(inner)} stands where {{from, to, start, end}} is needed"
        raise Refused(*beside, (("ramp",), message))

    def end(key: str, value: Any) -> float:
        return read_month(value, start) if key in ("from", "to") else read_number(value, declared, currency)

    try:
        ends = read_keys(inner, _RAMP_KEYS, end, _RAMP_KEYS)
    except Refused as refused:
        raise Refused(*beside, *refused.under("ramp")) from None
    if beside:
        raise Refused(*beside)
    first, last = int(ends["from"]), int(ends["to"])
    if last <= first:
        raise Refused((("ramp", "to"), f"{inner['to']} is not after {inner['from']}, where the ramp begins"))
    return Ramp(first, last, ends["start"], ends["end"])


def _read_distribution(raw: Mapping[str, Any], declared: Param, currency: str) -> Setting:
    ends = read_keys(raw, _SPREAD_KEYS, lambda _, value: read_number(value, declared, currency), _SPREAD_KEYS)
    low, mode, high = (ends[key] for key in _SPREAD_KEYS)
    if not low <= mode <= high:
        raise Refused(f"low {low:g}, mode {mode:g} and high {high:g} are not in rising order")
    return Distribution(low, mode, high)


def read_keys[T](
    raw: Mapping[str, Any],
    keys: tuple[str, ...],
    read: Callable[[str, Any], T],
    needed: Sequence[str],
    missing: str = "{key} is missing; needed are {keys}",
) -> dict[str, T]:
    """What `read` makes of each of these keys; Refused where there are others, or not all that are needed."""
    listed = ", ".join(keys)
    wrong: list[Problem] = [
        ((str(key),), f"unknown key; allowed: {listed}.{suggestion(str(key), keys)}")
        for key in raw
        if key not in keys
    ]
    wrong += [((), missing.format(key=key, keys=listed)) for key in needed if key not in raw]
    return read_each({key: raw[key] for key in keys if key in raw}, read, wrong)
