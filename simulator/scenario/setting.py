"""What a policy parameter may be over time: a constant, dated steps, a ramp, or a distribution.

Months are integers counted from the scenario's start. Before month 0 every setting is 0: a policy
that were active in the burn-in would be calibrated away.
"""

import math
from abc import ABC, abstractmethod
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import ClassVar, Self, override

from simulator.core.time import month_label

type Plain = float | dict[str, "Plain"]


@dataclass(frozen=True)
class Setting(ABC):
    """The value of one parameter, month by month, in the parameter's declared unit."""

    NUMBERS: ClassVar[tuple[str, ...]]
    """Its fields that hold a value."""

    def at(self, month: int) -> float:
        """Value in `month` (months since the scenario's start); 0 before month 0."""
        return self._at(month) if month >= 0 else 0.0

    @abstractmethod
    def _at(self, month: int) -> float: ...

    def is_zero(self) -> bool:
        """True when the value is 0 in every month."""
        return self.extremes() == (0.0, 0.0)

    @abstractmethod
    def describe(self, unit: str = "", start: str = "2025-01") -> str:
        """The setting in words, with its unit; `start` is the scenario's first month."""

    @abstractmethod
    def plain(self, start: str) -> Plain:
        """The setting as it is written in a scenario file."""

    def scaled(self, factor: float) -> Self:
        """The setting with every value multiplied."""
        return replace(self, **{name: _times(getattr(self, name), factor) for name in self.NUMBERS})

    def extremes(self) -> tuple[float, float]:
        """Lowest and highest value that it can take."""
        values = [getattr(self, name) for name in self.NUMBERS]
        return min(values), max(values)


@dataclass(frozen=True)
class Constant(Setting):
    """The same value in every month."""

    NUMBERS = ("value",)
    value: float

    @override
    def _at(self, month: int) -> float:
        return self.value

    @override
    def describe(self, unit: str = "", start: str = "2025-01") -> str:
        return show(self.value, unit)

    @override
    def plain(self, start: str) -> Plain:
        return self.value


@dataclass(frozen=True)
class Steps(Setting):
    """Dated steps: each value holds from its month until the next; 0 before the first."""

    months: tuple[int, ...]
    values: tuple[float, ...]

    @override
    def _at(self, month: int) -> float:
        index = bisect_right(self.months, month) - 1
        return self.values[index] if index >= 0 else 0.0

    @override
    def describe(self, unit: str = "", start: str = "2025-01") -> str:
        return ", ".join(
            f"{show(value, unit)} from {month_label(start, month)}"
            for month, value in zip(self.months, self.values, strict=True)
        )

    @override
    def plain(self, start: str) -> Plain:
        return {month_label(start, m): v for m, v in zip(self.months, self.values, strict=True)}

    @override
    def scaled(self, factor: float) -> Self:
        return replace(self, values=tuple(_times(value, factor) for value in self.values))

    @override
    def extremes(self) -> tuple[float, float]:
        return min(self.values), max(self.values)


@dataclass(frozen=True)
class Ramp(Setting):
    """A straight line from `start` (in and before month `first`) to `end` (from month `last` on)."""

    NUMBERS = ("start", "end")
    first: int
    last: int
    start: float
    end: float

    @override
    def _at(self, month: int) -> float:
        share = min(max((month - self.first) / (self.last - self.first), 0.0), 1.0)
        return self.start + share * (self.end - self.start)

    @override
    def describe(self, unit: str = "", start: str = "2025-01") -> str:
        verb = "rising" if self.end >= self.start else "falling"
        dates = f"{month_label(start, self.first)} to {month_label(start, self.last)}"
        return f"{verb} from {show(self.start, unit)} to {show(self.end, unit)} over {dates}"

    @override
    def plain(self, start: str) -> Plain:
        dates = {"from": month_label(start, self.first), "to": month_label(start, self.last)}
        return {"ramp": {**dates, "start": self.start, "end": self.end}}  # type: ignore[dict-item]


@dataclass(frozen=True)
class Distribution(Setting):
    """A triangular distribution of a constant: the ensemble draws it, one run uses the mode."""

    NUMBERS = ("low", "mode", "high")
    low: float
    mode: float
    high: float

    @override
    def _at(self, month: int) -> float:
        return self.mode

    def draw(self, u: float) -> Constant:
        """The constant at quantile `u` in [0, 1]."""
        width = self.high - self.low
        if width == 0.0:
            return Constant(self.mode)
        if u * width < self.mode - self.low:
            return Constant(self.low + math.sqrt(u * width * (self.mode - self.low)))
        return Constant(self.high - math.sqrt((1.0 - u) * width * (self.high - self.mode)))

    @override
    def describe(self, unit: str = "", start: str = "2025-01") -> str:
        return f"between {self.low:g} and {show(self.high, unit)}, most likely {self.mode:g}"

    @override
    def plain(self, start: str) -> Plain:
        return {"low": self.low, "mode": self.mode, "high": self.high}


def _times(value: float, factor: float) -> float:
    """A product as a person writes it: without the dust of binary fractions."""
    return round(value * factor, 10)


def show(value: float, unit: str) -> str:
    """A number with its unit, as a person writes it (`1,200 EUR`)."""
    number = f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return f"{number} {unit}".rstrip()
