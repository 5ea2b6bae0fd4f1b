"""The law of a country that a scenario may change (`law.csv`), and how a change of it is read and told.

Each change is told from today's law, in one of three ways: a percentage of it (`+10 %`), something added to
it (`+2 points` of a rate, `+100 EUR`, `+1 years`), or what it becomes (`67`, `23 %`). It holds from its date
until the next one. Amounts of money are at month-0 prices, on the level of the country file, and are
indexed as today's are.
"""

import csv
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from simulator.core.errors import suggestion
from simulator.core.param import Kind, Param
from simulator.core.time import month_label
from simulator.scenario.file.document import resolve_scalar
from simulator.scenario.file.values import (
    Problem,
    Refused,
    dated_schema,
    read_dated,
    read_number,
    shown,
)
from simulator.scenario.setting import show

type Way = Literal["times", "by", "to"]

TODAY = "today"
"""What is written for the law as it stands today."""
MOST = 5.0
"""How many times today's amount a changed amount of money may be."""
_SIGNED = re.compile(r"([-+])\s*([0-9._]+(?:[eE][-+]?[0-9]+)?)\s*(.*)")


@dataclass(frozen=True)
class Lever:
    """A value of the law that the running model reads.

    `key` is its name in the country file, empty where the file has a table or the model reckons the value: it
    may then only be moved. `bounds` are of the value, without `key` of what is added to it; amounts of money
    have none of their own (see `limits`). `moves` are the items of the budget that it acts on at once;
    `counted`, the indicator of what it adds to one of them, where an exact rule gives that.
    """

    key: str
    kind: Kind
    bounds: tuple[float, float]
    unit: str
    moves: tuple[str, ...]
    counted: str
    about: str

    @property
    def pays_out(self) -> bool:
        """Whether what is counted is paid to people."""
        return self.counted in PAID_OUT


PAID_OUT = ("law_unemployment_benefit", "law_assistance", "law_child_benefit", "law_other_transfers")
"""Indicators of what a changed law adds to benefits."""


def _lever(*, low: str, high: str, moves: str, **others: Any) -> Lever:
    return Lever(bounds=(float(low or 0), float(high or 0)), moves=tuple(moves.split()), **others)


with Path(__file__).with_name("law.csv").open(encoding="utf-8", newline="") as _file:
    LAW: Mapping[str, Lever] = {row.pop("name"): _lever(**row) for row in csv.DictReader(_file)}
"""What a scenario may say under `law`; taxes have the names that `financing` gives them."""


@dataclass(frozen=True)
class Change:
    """One change of a value, told from today's."""

    way: Way
    amount: float

    def of(self, today: float) -> float:
        """The value that today's becomes."""
        return {"times": today * (1.0 + self.amount), "by": today + self.amount, "to": self.amount}[self.way]

    def told(self, lever: Lever, unit: str) -> str:
        """The change as it may be written in a scenario file, with its unit."""
        if self.way != "to" and self.amount == 0.0:
            return TODAY
        if not lever.key:
            return f"{100.0 * self.amount:+.10g} {lever.unit}"
        if self.way == "times":
            return f"{100.0 * self.amount:+.10g} %"
        is_share, sign = lever.kind == "share", "+" if self.way == "by" else ""
        number = 100.0 * self.amount if is_share else self.amount
        return f"{number:{sign}.10g} {('points' if sign else '%') if is_share else unit}"


UNCHANGED = Change("by", 0.0)


@dataclass(frozen=True)
class Clause:
    """What a scenario says of one value: dated changes, each until the next; today's law before the first."""

    name: str
    today: float
    unit: str
    months: tuple[int, ...]
    changes: tuple[Change, ...]

    @property
    def lever(self) -> Lever:
        """The value that it changes."""
        return LAW[self.name]

    def at(self, month: int) -> float:
        """The value in a month (months since the scenario's start); today's until the first change."""
        return self.change(month).of(self.today)

    def change(self, month: int) -> Change:
        """The change in force in a month; none in month 0, which is the opening state."""
        index = bisect_right(self.months, month) - 1
        return self.changes[index] if index >= 0 and month >= 1 else UNCHANGED

    def plain(self, start: str) -> dict[str, Any]:
        """As it is written in a scenario file."""
        told = (change.told(self.lever, self.unit) for change in self.changes)
        return dict(zip((month_label(start, month) for month in self.months), told, strict=True))

    def describe(self, start: str) -> str:
        """In words: `+10 % (1,455.3 EUR/month) from 2027-01`."""
        told = []
        for month, change in zip(self.months, self.changes, strict=True):
            written, date = change.told(self.lever, self.unit), month_label(start, month)
            if change.way != "to" and self.lever.key:
                written += f" ({value_told(self.lever, change.of(self.today), self.unit)})"
            told.append(f"{written} from {date}")
        return ", ".join(told)

    def steps(self, start: str) -> list[dict[str, Any]]:
        """Each change as plain values: from when, by which way and how much, and what the value becomes."""
        return [
            {"from": month_label(start, month), **vars(one), "becomes": one.of(self.today)}
            for month, one in zip(self.months, self.changes, strict=True)
        ]


def today_of(country: Any, lever: Lever, given: Mapping[str, float]) -> tuple[float, str]:
    """Today's value of a lever in a country, or what a scenario gives in its place, and its unit.

    Zero where the law is a table or the model reckons the value: what is told is then a change.
    """
    if not lever.key:
        return 0.0, lever.unit
    if lever.key in country.meta:
        cell = country.meta[lever.key]
        return float(cell.value), str(cell.unit)
    if lever.key in country.national:
        cell = country.national[lever.key]
        return float(given.get(lever.key, cell.value)), str(cell.unit)
    from simulator.scenario.file.checks import model_parameters

    declared = model_parameters()[lever.key]
    return float(given.get(lever.key, declared.default)), declared.unit


def value_told(lever: Lever, value: float, unit: str) -> str:
    """A value in words, rates in per cent."""
    return f"{100.0 * value:.4g} %" if lever.kind == "share" else show(value, unit)


def limits(lever: Lever, today: float, average_wage: float) -> tuple[float, float]:
    """Lowest and highest value that a change may lead to."""
    return (0.0, max(MOST * today, average_wage)) if lever.kind == "money" else lever.bounds


def ways(lever: Lever) -> str:
    """How a change of a value may be written, by examples."""
    if not lever.key:
        return "+2 points" if lever.unit == "points" else "+5 %"
    forms = {
        "share": "+2 points, 25 %",
        "money": "+10 %, +100 EUR, 1_500 EUR",
        "months": "+6 months, 12 months",
    }
    return forms.get(lever.kind, "+1 years, 67")


def law_schema() -> dict[str, Any]:
    """JSON Schema of what a scenario writes under `law`."""
    written = {"type": ["number", "string"]}
    forms = [{"type": "number"}, {"type": "string"}, dated_schema(written)]
    return {
        "type": "object",
        "description": "Changes of the law, told from today's: +10 %, +2 points, what it becomes, or today",
        "properties": {name: {"anyOf": forms, "description": lever.about} for name, lever in LAW.items()},
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
        if name not in LAW:
            known = f"allowed: {', '.join(LAW)}.{suggestion(name, LAW)}"
            problems.append((("law", name), f"no such value of the law; {known}"))
        elif country is not None:
            try:
                clauses[name] = _read_clause(name, raw, country, given, start)
            except Refused as refused:
                problems += refused.under("law", name)
    return clauses, problems


def _read_clause(name: str, raw: Any, country: Any, given: Mapping[str, float], start: str) -> Clause:
    lever, currency = LAW[name], country.currency
    today, unit = today_of(country, lever, given)
    bounds = limits(lever, today, country.values["average_wage"])
    declared = Param(0.0, unit, bounds, lever.about, "", "observed", lever.kind)

    def read(one: Any) -> Change:
        return _read_change(one, lever, declared, today, currency)

    found = read_dated(raw, start, read, "changes") if isinstance(raw, dict) else {0: read(raw)}
    return Clause(name, today, unit, tuple(found), tuple(found.values()))


def _read_change(raw: Any, lever: Lever, declared: Param, today: float, currency: str) -> Change:
    """One change; Refused with what may be written instead, and the range."""
    if isinstance(raw, str) and raw.strip() == TODAY:
        return UNCHANGED
    signed = _SIGNED.fullmatch(raw.strip()) if isinstance(raw, str) else None
    try:
        if signed is None and lever.key:
            return Change("to", read_number(raw, declared, currency))
        change = _signed_change(signed, lever, declared, today, currency)
    except Refused as refused:
        told = str(refused) if signed is None and lever.key else f"{shown(raw)} {refused}"
        raise Refused(f"{told}; {_ways(lever, currency)}") from None
    value, (low, high) = change.of(today), declared.bounds
    if low <= value <= high:
        return change
    if not lever.key:
        span = f"allowed: {100 * low:+g} to {100 * high:+g} {declared.unit}"
        raise Refused(f"{shown(raw)} is out of range; {span}")
    was, becomes, least, most = (value_told(lever, one, declared.unit) for one in (today, value, low, high))
    raise Refused(f"{shown(raw)} makes {becomes} of {was}; allowed: {least} to {most}")


def _signed_change(
    signed: re.Match[str] | None, lever: Lever, declared: Param, today: float, currency: str
) -> Change:
    """A change with a sign: a percentage of today's value, or an addition in its unit."""
    try:
        number, unit = (resolve_scalar(signed[2]), signed[3].strip()) if signed else (None, "")
    except ValueError as error:
        raise Refused(f"is no change, as {error}") from None
    if signed is None or isinstance(number, bool) or not isinstance(number, int | float):
        raise Refused("is no change")
    if not unit:
        raise Refused("has a sign and no unit")
    amount = float(number) * (-1.0 if signed[1] == "-" else 1.0)
    is_share, in_points = lever.kind == "share", unit in ("points", "point")
    if not lever.key:  # what is told is the change itself
        if in_points if lever.unit == "points" else unit == "%":
            return Change("by", amount / 100)
        raise Refused("is no change")
    if unit == "%" and not is_share:
        if today == 0.0:
            raise Refused("of nothing is nothing, and it is 0 today")
        return Change("times", amount / 100)
    if in_points and is_share:
        return Change("by", amount / 100)
    names = (declared.unit, declared.unit.split("/")[0], *([currency] if lever.kind == "money" else []))
    if unit in names and not is_share:
        return Change("by", amount)
    raise Refused("may mean points or a part of the rate" if unit == "%" else "is no change")


def _ways(lever: Lever, currency: str) -> str:
    """How a change of a value may be written: the forms that it takes, each with an example."""
    forms = ways(lever).replace(" EUR", f" {currency}").split(", ")
    changes = ", ".join(form for form in forms if form.startswith("+"))
    becomes = f"what it becomes ({forms[-1]}), " if lever.key else ""
    return f"write a change ({changes}), {becomes}or {TODAY}"
