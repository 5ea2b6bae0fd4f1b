"""The one declaration of a parameter: default, unit, bounds, meaning, source, status; how large a run is."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, ClassVar, Literal, NoReturn, Self, get_args, overload

from simulator.core.errors import InputError, suggestion
from simulator.core.time import MONTHS_PER_YEAR

_READ_ONLY = (
    "parameters are read-only once an economy is made. Set it in the scenario, which checks its bounds, "
    "or for one month by economy.shift"
)


class ReadOnly(dict[str, float]):
    """Values that stand as they were checked, until the end of a month under what instruments add.

    A dictionary, since a month reads it hundreds of times; but one that nothing except `put` writes.
    """

    __slots__ = ()
    at = dict.__getitem__
    put = dict.__setitem__  # for `Shifts` alone

    def __setitem__(self, name: str, value: float) -> NoReturn:
        raise TypeError(f"{name} = {value}: {_READ_ONLY}")

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(_READ_ONLY)

    __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, float]]]:
        return type(self), (dict(self),)


Status = Literal["observed", "estimated", "calibrated", "assumed"]
Kind = Literal[
    "number",
    "share",
    "probability",
    "hazard",
    "growth",
    "flow",
    "money",
    "months",
    "elasticity",
    "count",
    "date",
    "flag",
]

USUAL: Mapping[Kind, tuple[str, tuple[float, float] | None]] = {
    "share": ("share", (0.0, 1.0)),
    "probability": ("per month", (0.0, 1.0)),
    "flag": ("flag", (0.0, 1.0)),
    "months": ("months", None),
    "money": ("national currency per month", (0.0, 1e6)),
}
"""Unit and bounds of a kind where a declaration says neither."""
NEUTRAL = "neutral: nothing until a scenario sets it"
"""Source of a zero that names none."""


@dataclass(frozen=True, slots=True)
class Param:
    """A declared parameter.

    As a class attribute of `Parameters` it reads as a number on instances.
    """

    default: float
    unit: str
    bounds: tuple[float, float]
    about: str
    source: str
    status: Status
    kind: Kind = "number"
    symbol: str = ""

    @property
    def is_annual(self) -> bool:
        """Whether the value is given per year and used per month."""
        return self.kind in ("hazard", "growth") and "per year" in self.unit

    @property
    def monthly(self) -> float:
        """The default, as rules see it."""
        return self.converted(self.default)

    def converted(self, value: float) -> float:
        """Return a value given in the declared unit as rules see it (per month)."""
        return to_monthly(value, self.kind) if self.is_annual else float(value)

    def check(self, name: str, value: float) -> float:
        """Return `value` as a float, or raise ValueError naming field, value and range."""
        low, high = self.bounds
        if isinstance(value, str) or not isfinite(value) or not low <= value <= high:
            raise ValueError(f"{name} = {value} is outside [{low:g}, {high:g}] {self.unit}")
        return float(value)

    def check_monthly(self, name: str, value: float) -> None:
        """Raise InputError when a value per month, as rules see it, is outside the bounds."""
        low, high = monthly_bounds(self)
        if not low <= value <= high:
            time = " a month" if self.is_annual else ""
            raise InputError(f"{value} is outside [{low:g}, {high:g}]{time}; unit: {self.unit}", field=name)

    @overload
    def __get__(self, instance: None, owner: type) -> "Param": ...
    @overload
    def __get__(self, instance: object, owner: type) -> float: ...
    def __get__(self, instance: object | None, owner: type) -> "Param | float":
        # An instance of Parameters holds its value in its own __dict__, which wins over this.
        return self if instance is None else self.monthly


def param(
    default: float,
    *,
    about: str,
    source: str = "",
    status: Status = "assumed",
    kind: Kind = "number",
    unit: str = "",
    share_of: str = "",
    bounds: tuple[float, float] | None = None,
    symbol: str = "",
) -> Any:  # Any: it stands as the default of arguments that are numbers
    """Declare a parameter.

    Parameters
    ----------
    default
        Value in `unit`.
    unit
        Unit with its time base, such as "per year"; hazards and growth rates given per year are
        converted to months when they are loaded. Of some kinds known without (`USUAL`).
    share_of
        The kind is a share, and of what.
    bounds
        Lowest and highest allowed value, both included. Of shares, probabilities and flags 0 and 1 without.
    about, source
        Meaning in one sentence; where the value comes from, which a zero need not say.
    """
    if share_of:
        kind, unit = "share", f"share of {share_of}"
    source = source or ("" if default else NEUTRAL)
    if not source:
        raise ValueError("a parameter says where its value comes from: source")
    if status not in get_args(Status):
        raise ValueError(f'unknown status "{status}"; use one of {", ".join(get_args(Status))}')
    if kind not in get_args(Kind):
        raise ValueError(f'unknown kind "{kind}"; use one of {", ".join(get_args(Kind))}')
    usual_unit, usual_bounds = USUAL.get(kind, ("", None))
    unit, bounds = unit or usual_unit, bounds or usual_bounds
    if not unit or bounds is None:
        raise ValueError(f"a parameter of kind {kind} says its {'bounds' if unit else 'unit'}")
    declared = Param(default, unit, bounds, about, source, status, kind, symbol)
    declared.check("default", default)
    return declared


def declared_in(table: Path) -> dict[str, dict[str, Param]]:
    """Declarations by group and name that stand in a CSV table, a row each; numbers as they are written."""
    found: dict[str, dict[str, Param]] = {}
    with table.open(encoding="utf-8", newline="") as file:
        rows: Iterator[dict[str, Any]] = csv.DictReader(file)
        for row in rows:
            group, name = row.pop("group"), row.pop("name")
            default, *bounds = (json.loads(row.pop(key)) for key in ("default", "low", "high"))
            found.setdefault(group, {})[name] = param(default, bounds=tuple(bounds), **row)
    return found


@cache
def monthly_bounds(param: Param) -> tuple[float, float]:
    """Bounds of a parameter, as rules see them."""
    return param.converted(param.bounds[0]), param.converted(param.bounds[1])


def to_monthly(value: float, kind: str) -> float:
    """Return the monthly rate that compounds to a yearly hazard or growth rate."""
    if kind == "hazard":
        return float(1 - (1 - value) ** (1 / MONTHS_PER_YEAR))
    if kind == "growth":
        return float((1 + value) ** (1 / MONTHS_PER_YEAR) - 1)
    raise ValueError(f'kind "{kind}" has no monthly conversion; only hazard and growth do')


class Parameters:
    """A group of parameters: subclasses declare them, by attributes or with `declared`, rows of a table.

    Instances hold checked monthly values.

    Parameters
    ----------
    **overrides
        Values in the declared units, in place of the defaults.
    """

    _declared: ClassVar[Mapping[str, Param]] = {}

    def __init_subclass__(cls, declared: Mapping[str, Param] | None = None, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Param)}
        cls._declared = {**cls._declared, **(declared or {}), **own}

    def __init__(self, **overrides: float) -> None:
        self.given = resolve(self._declared, overrides, convert=False)
        vars(self).update({name: self._declared[name].converted(v) for name, v in self.given.items()})

    @classmethod
    def declared(cls) -> dict[str, Param]:
        """Return name → declaration, inherited ones first."""
        return dict(cls._declared)

    def replace(self, **changes: float) -> Self:
        """Return a copy with some values changed (in the declared units)."""
        return type(self)(**{**self.given, **changes})


PARAMS: dict[str, Param] = {}
"""Parameters that rules use, by name; filled when the rules are imported."""


def declare(name: str, declaration: Param) -> None:
    """Add a parameter to `PARAMS`; one name has one declaration."""
    if PARAMS.setdefault(name, declaration) != declaration:
        raise ValueError(f'parameter "{name}" is declared twice with different contents')


def resolve(
    declared: Mapping[str, Param], overrides: Mapping[str, float], *, convert: bool = True
) -> dict[str, float]:
    """Return the value of each declared parameter, checked, per month unless `convert` is off.

    Raises
    ------
    InputError
        An override has no declaration.
    ValueError
        A value is outside its bounds.
    """
    for name in overrides:
        if name not in declared:
            raise InputError(f"no such parameter.{suggestion(name, declared)}", field=name)
    values = {}
    for name, declaration in declared.items():
        value = declaration.check(name, overrides.get(name, declaration.default))
        values[name] = declaration.converted(value) if convert else value
    return values


def opening_of(replicate: int, opening_states: int) -> int:
    """Which opening state a replicate begins in: they are dealt out in turn."""
    return replicate % opening_states


def draw_of(state: int, draws: int) -> int:
    """Which draw of parameters an opening state takes, from 1: in turn, over again; 0 in the first state.

    The first has what ships.
    """
    return (state - 1) % draws + 1 if state else 0


_CHOICE = "choice of the scenario"


class Horizon(Parameters):
    """Calendar of a run."""

    months = param(
        180, kind="count", unit="months", bounds=(2, 600), about="Length of the run", source=_CHOICE
    )


class PopulationSize(Parameters):
    """Sample of persons."""

    persons = param(
        20_000,
        kind="count",
        unit="simulated persons",
        bounds=(1_000, 2_000_000),
        about="Simulated persons aged 16 and over; each stands for many real ones",
        source=_CHOICE,
    )


class Runs(Parameters):
    """Repetitions with other random draws, the same for every scenario."""

    seeds = param(
        12,
        kind="count",
        unit="repetitions",
        bounds=(1, 1_000),
        about="Paired repetitions from which the intervals come",
        source=_CHOICE,
    )
    opening_states = param(
        10,
        kind="count",
        unit="opening states",
        bounds=(1, 1_000),
        about="Month 0s, each burnt in on draws of its own, over which the repetitions are divided",
        source="measured noise of paired effects",
    )
    base_seed = param(
        2025,
        kind="count",
        unit="whole number",
        bounds=(0, 4_294_967_295),
        about="Number that all random draws derive from",
        source=_CHOICE,
    )
