"""What a sweep varies: the values or the range of each parameter, and the points that come of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import isfinite
from typing import Any

import numpy as np
from scipy.stats import qmc

from simulator.core.errors import InputError, InputErrors
from simulator.core.param import Param
from simulator.policies import discover
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.file.layers import SWEPT
from simulator.scenario.file.scalars import resolve_scalar
from simulator.scenario.world import Closing, World

MOST = 10_000
"""Points of a sweep."""
WORLD, CLOSURE = "world", "closure"
"""Axes whose values are worlds and closures by name."""
_RANGE = re.compile(r"(.+?)\.\.(.+)")

type Point = tuple[tuple[str, Any], ...]
"""The value of each parameter that is varied, by its name."""


@dataclass(frozen=True)
class Axis:
    """One parameter and its values, as they are written; of a range, its two ends."""

    name: str
    values: tuple[Any, ...]
    is_range: bool = False

    def plain(self) -> dict[str, Any]:
        """As the manifest holds it."""
        return {"name": self.name, "values": list(self.values), "is_range": self.is_range}


def read_axes(given: Sequence[str]) -> list[Axis]:
    """The axes in `name=0,0.1,25 %` and `name=0..0.2`; InputErrors with all that is none."""
    axes, faults = list[Axis](), list[InputError]()
    for one in given:
        name, found, written = (part.strip() for part in one.partition("="))
        if not (name and found and written):
            faults.append(InputError(f'"{one[:60]}" is no NAME=VALUES, as in {_EXAMPLE}', field=SWEPT))
            continue
        ends = _RANGE.fullmatch(written)
        parts = [part.strip() for part in (ends.groups() if ends else written.split(","))]
        if "..." in written or not all(parts):
            why = "three dots, and a range two" if "..." in written else "a comma too many"
            faults.append(InputError(f'"{written[:60]}" has {why}; write it as in {_EXAMPLE}', field=name))
            continue
        axes.append(Axis(name, tuple(map(_scalar, parts)), bool(ends)))
    if faults:
        raise InputErrors(faults)
    return axes


_EXAMPLE = "automation_levy.rate=0,0.1,0.2 or world.frontier_growth=0.3..0.6"


def axes_of(given: Mapping[str, Any]) -> list[Axis]:
    """The axes of a mapping: a list holds values, a pair `(low, high)` is a range."""
    axes, faults = list[Axis](), list[InputError]()
    if not isinstance(given, Mapping):
        raise InputError('needs a mapping, as in {"automation_levy.rate": [0, 0.1]}', field=SWEPT)
    for name, values in given.items():
        is_range = isinstance(values, tuple) and len(values) == 2
        if isinstance(values, str) or not isinstance(values, Sequence | np.ndarray) or not len(values):
            faults.append(InputError("needs a list of values, or a range (low, high)", field=str(name)))
        else:
            axes.append(Axis(str(name), tuple(np.asarray(values, dtype=object).tolist()), is_range))
    if faults:
        raise InputErrors(faults)
    return axes


def points(axes: Sequence[Axis], latin: int | None, seed: int) -> list[Point]:
    """Every combination of the listed values, each with `latin` draws from the ranges.

    The draws are a Latin hypercube: of `latin` equal slices of each range, each is met once. The same `seed`
    gives the same draws. Of axes that `check_axes` has passed.
    """
    ranges = [axis for axis in axes if axis.is_range]
    listed = [[(axis.name, value) for value in axis.values] for axis in axes if not axis.is_range]
    drawn: list[Point] = _latin(ranges, latin or 0, seed) if ranges else [()]
    order = [axis.name for axis in axes]
    found = [dict([*fixed, *draw]) for fixed in product(*listed) for draw in drawn]
    return [tuple((name, point[name]) for name in order) for point in found]


def check_axes(axes: Sequence[Axis], latin: int | None) -> None:
    """InputErrors for axes that make no design, or too large a one: points are counted, none is made."""
    names, faults = [axis.name for axis in axes], list[InputError]()
    if not axes:
        faults.append(InputError(f"nothing is varied; name a parameter, as in {_EXAMPLE}", field=SWEPT))
    faults += [InputError("is varied twice; put all its values together", field=name)
               for name in dict.fromkeys(names) if names.count(name) > 1]  # fmt: skip
    ranges = [axis for axis in axes if axis.is_range]
    wrong = [fault for axis in ranges for fault in _wrong_ends(axis)]
    faults += wrong
    if ranges and latin is None and not wrong:
        told = "is a range; say how many points to draw from it with --latin"
        faults.append(InputError(told, field=ranges[0].name))
    if latin is not None and not ranges:
        faults.append(InputError("draws from ranges, and there is none", field="--latin"))
    if latin is not None and latin < 2:
        faults.append(InputError(f"{latin} is out of range; allowed: 2 to {MOST}", field="--latin"))
    if not faults and (count := _count(axes, latin)) > MOST:
        faults.append(InputError(f"{count:,} points; allowed: at most {MOST:,}", field=SWEPT))
    if faults:
        raise InputErrors(faults)


def _count(axes: Sequence[Axis], latin: int | None) -> int:
    sizes = [len(axis.values) for axis in axes if not axis.is_range]
    return int(np.prod([*sizes, latin or 1], dtype=object))


def _wrong_ends(axis: Axis) -> list[InputError]:
    if axis.name in (WORLD, CLOSURE):
        return [InputError("has names, not a range; list them", field=axis.name)]
    if not all(isinstance(end, int | float) and isfinite(end) for end in axis.values):
        return [InputError(f"a range runs between two numbers, as in {_EXAMPLE}", field=axis.name)]
    low, high = axis.values
    told = f"{low:g}..{high:g} is empty; write the lower end first"
    return [] if low < high else [InputError(told, field=axis.name)]


def _latin(ranges: Sequence[Axis], count: int, seed: int) -> list[Point]:
    draws = qmc.LatinHypercube(len(ranges), rng=seed).random(count)
    return [tuple((axis.name, _between(axis, share)) for axis, share in zip(ranges, row, strict=True))
            for row in draws]  # fmt: skip


def _between(axis: Axis, share: float) -> float:
    low, high = axis.values
    value, known = low + (high - low) * float(share), declared(axis.name)
    return round(value) if known is not None and known.kind in ("count", "flag") else float(f"{value:.6g}")


def declared(name: str) -> Param | None:
    """The declaration of what is varied; None where there is none, which loading the scenario tells."""
    group, _, own = name.rpartition(".")
    if not group:
        return model_parameters().get(own)
    rooms = {"world": World.declared, "closure": Closing.declared}
    known = rooms[group]() if group in rooms else discover()[group].declared() if group in discover() else {}
    return known.get(own)


def _scalar(text: str) -> Any:
    """A value as a scenario file reads it: text where it is no number."""
    try:
        return resolve_scalar(text)
    except ValueError:
        return text
