"""The map of an atlas: the world, and Europe larger; each country with its name and room for a number."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, hypot, radians, sin, sqrt

from babel.core import get_global

from reports.draw import svg

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


WIDTH = 400.0
LINE = 15.0
NEAREST = 0.4  # points of an outline that lie closer are one
TEXTS = {"AL": (22.0, 38.2), "US": (-99.0, 39.5), "IT": (12.6, 42.6)}
"""Where a country's name stands, where not in its middle: beside a small one, off a neighbour's name."""


@dataclass(frozen=True)
class View:
    """Part of the world, in degrees, round a meridian."""

    name: str
    west: float
    east: float
    south: float
    north: float
    centre: float

    def holds(self, point: Point) -> bool:
        """Tell whether a place is in it."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    def touches(self, ring: Ring) -> bool:
        """Tell whether any of an outline may be in it."""
        east, north = [one for one, _ in ring], [one for _, one in ring]
        beside = max(east) < self.west or min(east) > self.east
        return not (beside or max(north) < self.south or min(north) > self.north)

    def edges(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom on the flat map."""
        rows = [self.south, self.north] + ([0.0] if self.south < 0 < self.north else [])
        corners = [flat((east, north), self.centre) for east in (self.west, self.east) for north in rows]
        across, down = [one for one, _ in corners], [one for _, one in corners]
        return min(across), min(down), max(across), max(down)


EUROPE = View("europe", -11.0, 45.5, 34.5, 59.5, 15.0)
WORLD = View("world", -125.0, 60.0, -42.0, 62.0, -30.0)


@dataclass(frozen=True)
class Map:
    """One picture, and which view it shows."""

    name: str
    svg: str


def maps(named: Mapping[str, str], titles: Mapping[str, str]) -> list[Map]:
    """Return the pictures that show these countries, given by code of three letters with their names.

    `titles` says what is read out in place of each view. What lies in Europe is named there.
    """
    shapes = countries()
    known = {code: two for code in named if (two := two_letters(code)) in shapes}
    near = {code: two for code, two in known.items() if EUROPE.holds(middle(shapes[two]))}
    far = {code: two for code, two in known.items() if code not in near}
    found = []
    for view, labelled in ((WORLD, far), (EUROPE, near)):
        if labelled:
            parts = [
                *_land(view, set(known.values())),
                *_countries(view, known),
                *_texts(view, labelled, named),
            ]
            left, top, right, bottom = view.edges()
            height = WIDTH * (bottom - top) / (right - left)
            found.append(Map(view.name, svg.picture(WIDTH, round(height), titles[view.name], parts)))
    return found


def _land(view: View, ours: set[str]) -> Iterator[str]:
    rings = [ring for code, rings in countries().items() if code not in ours for ring in rings]
    yield f'<path class="land" d="{_path(view, rings)}"/>'


def _countries(view: View, known: Mapping[str, str]) -> Iterator[str]:
    for code, two in known.items():
        if path := _path(view, countries()[two]):
            yield f'<path class="country" data-country="{code}" d="{path}"/>'


def _texts(view: View, known: Mapping[str, str], named: Mapping[str, str]) -> Iterator[str]:
    """Give each country's name, and under it an empty line that a number fills."""
    for code, two in known.items():
        x, y = _at(view, TEXTS.get(two) or middle(countries()[two]))
        yield f'<g data-country="{code}">'
        yield svg.words((x, y), named[code], anchor="middle")
        yield svg.words((x, y + LINE), "", anchor="middle")
        yield "</g>"


def _path(view: View, rings: Sequence[Ring]) -> str:
    """Return the outlines that touch the view, without points that nobody would see."""
    parts = []
    for ring in rings:
        if not view.touches(ring):
            continue
        kept: list[Point] = []
        for point in ring:
            x, y = _at(view, point)
            if not kept or hypot(x - kept[-1][0], y - kept[-1][1]) > NEAREST:
                kept.append((x, y))
        if len(kept) > 2:
            parts.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in kept) + "Z")
    return "".join(parts)


def _at(view: View, point: Point) -> Point:
    left, top, right, _ = view.edges()
    x, y = flat(point, view.centre)
    size = WIDTH / (right - left)
    return (x - left) * size, (y - top) * size
