"""Shapes of countries on a flat map, from a table of their outlines (Natural Earth; see DATA.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from babel.core import get_global

Point = tuple[float, float]
Ring = Sequence[Point]
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
"""Polynomial of the Equal Earth projection (Šavrič, Patterson and Jenny 2019): areas are true."""


@cache
def countries() -> dict[str, list[Ring]]:
    """Return each country's outlines in degrees (east, north), by its code of two letters.

    What crosses the date line goes on beyond it, so that no line runs back round the world.
    """
    table = files("reports").joinpath("page", "atlas", "outlines.csv").read_text("utf-8")
    found: dict[str, list[Ring]] = {}
    for row in csv.DictReader(table.splitlines()):
        places = [place.split(",") for place in row["outline"].split()]
        found.setdefault(row["country"], []).append([(float(east), float(north)) for east, north in places])
    return found


def two_letters(code: str) -> str:
    """Return the code of two letters for one of three letters or digits; empty where there is none."""
    return next(iter(get_global("territory_aliases").get(code, ())), "")


def flat(point: Point, centre: float) -> Point:
    """Return a place on the map (right, down), in radians of the equator, round a meridian.

    What lies beyond the opposite meridian goes on to the right, so that no outline is torn.
    """
    east, north = point
    angle = asin(sqrt(3) / 2 * sin(radians(north)))
    square = angle * angle
    slope = A1 + 3 * A2 * square + square**3 * (7 * A3 + 9 * A4 * square)
    right = 2 * sqrt(3) * radians(east - centre) * cos(angle) / (3 * slope)
    return right, -angle * (A1 + A2 * square + square**3 * (A3 + A4 * square))


def middle(rings: Sequence[Ring]) -> Point:
    """Return the centre of the largest outline: where a country is named."""
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    area = _area(largest)
    parts = [((x + u) * (x * v - u * y), (y + v) * (x * v - u * y)) for (x, y), (u, v) in _sides(largest)]
    return sum(one for one, _ in parts) / (6 * area), sum(one for _, one in parts) / (6 * area)


def _area(ring: Ring) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in _sides(ring)) / 2


def _sides(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)
