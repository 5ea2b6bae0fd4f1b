"""The reviewed list of parameters to estimate: their ranges, and the targets that identify each.

A structural parameter has one value in all countries of a fit, a level one in each.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.core.errors import InputError
from simulator.scenario.country.profile import load_country
from simulator.scenario.file.checks import model_parameters

Array = NDArray[np.float64]
LIST = Path(__file__).with_name("unknowns.csv")
STRUCTURAL, LEVEL = "structural", "level"


@dataclass(frozen=True)
class Unknown:
    """One number to estimate, for one country or, with none named, for all; range in the declared unit."""

    parameter: str
    country: str
    low: float
    high: float
    targets: tuple[str, ...]
    start: float
    """The value that ships."""

    @property
    def label(self) -> str:
        """Name, with the country where it is one country's own."""
        return f"{self.parameter}, {self.country}" if self.country else self.parameter


@dataclass(frozen=True)
class Space:
    """The unknowns of a fit of some countries."""

    countries: tuple[str, ...]
    unknowns: tuple[Unknown, ...]

    @property
    def start(self) -> Array:
        """What ships, in the unit cube."""
        return np.array([(one.start - one.low) / (one.high - one.low) for one in self.unknowns])

    def values(self, point: Array) -> Array:
        """A point of the unit cube in declared units."""
        return np.array(
            [one.low + u * (one.high - one.low) for u, one in zip(point, self.unknowns, strict=True)]
        )

    def parameters(self, point: Array, country: str) -> dict[str, float]:
        """What a point gives the model of a country, in declared units."""
        pairs = zip(self.unknowns, self.values(point), strict=True)
        return {one.parameter: float(value) for one, value in pairs if one.country in ("", country)}


def space_of(countries: Sequence[str]) -> Space:
    """Structural and level parameters of several countries, level ones alone of a single country."""
    joint = len(countries) > 1
    found = []
    for row in _rows():
        if row["scope"] == STRUCTURAL and joint:
            found.append(_unknown(row, "", countries))
        elif row["scope"] == LEVEL:
            found += [_unknown(row, country, [country]) for country in countries]
    return Space(tuple(countries), tuple(found))


def whole_space_of(country: str) -> Space:
    """All unknowns of one country alone, structural ones as well."""
    return Space((country,), tuple(_unknown(row, country, [country]) for row in _rows()))


def _rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _unknown(row: Mapping[str, str], country: str, countries: Sequence[str]) -> Unknown:
    """A line of the list, checked against the parameter's declaration."""
    name, low, high = row["parameter"], float(row["low"]), float(row["high"])
    declared = model_parameters().get(name)
    if declared is None:
        raise InputError(f"no such model parameter: {name}", where=LIST.name, field="parameter")
    if declared.status not in ("assumed", "calibrated"):
        raise InputError(
            f"{name} is {declared.status}, not assumed or calibrated", where=LIST.name, field=name
        )
    for end in (low, high):
        declared.check(name, end)
    ships = [load_country(one).parameters({}).get(name, declared.default) for one in countries]
    start = min(max(float(np.mean(ships)), low), high)
    return Unknown(name, country, low, high, tuple(row["targets"].split()), start)
