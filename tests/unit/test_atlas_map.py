"""The map of an atlas: shapes lie where countries are, keep their areas, and every country is named once."""

import re
from itertools import pairwise
from math import cos, radians

import pytest

from reports.page.atlas.folder import countries, flat, maps, middle, two_letters
from tests.unit.test_atlas import LIBRARY


def test_every_country_of_the_library_is_on_the_map() -> None:
    named = {code: code.title() for code in LIBRARY}
    drawn = {one.name: one.svg for one in maps(named, {"world": "World", "europe": "Europe"})}
    assert re.findall(r'<g data-country="(\w+)">', drawn["europe"]) == [
        "ESP",
        "FRA",
        "DEU",
        "ITA",
        "ALB",
        "TUR",
    ]
    assert re.findall(r'<g data-country="(\w+)">', drawn["world"]) == ["USA", "BRA", "ZAF"]
    for code in LIBRARY:
        assert f'class="country" data-country="{code}"' in drawn["world"]
    assert len(drawn["world"]) + len(drawn["europe"]) < 120_000


def test_a_map_of_europe_alone_leaves_the_world_out() -> None:
    assert [one.name for one in maps({"FRA": "France"}, {"world": "", "europe": ""})] == ["europe"]
    assert maps({"XXX": "Nowhere"}, {"world": "", "europe": ""}) == []


def test_shapes_lie_where_countries_are() -> None:
    places = {code: middle(countries()[two_letters(code)]) for code in LIBRARY}
    assert places["ESP"] == pytest.approx((-3.6, 40.3), abs=0.5)
    assert places["ZAF"] == pytest.approx((25.1, -29.0), abs=0.5)
    assert places["USA"] == pytest.approx((-99.1, 39.5), abs=0.5)
    jumps = [abs(one[0] - other[0]) for rings in countries().values() for ring in rings
             for one, other in pairwise(ring)]  # fmt: skip
    assert max(jumps) < 120  # across the date line an outline goes on, and does not run back round the world


def test_the_projection_keeps_areas() -> None:
    def area(south: float) -> float:
        square = (10, south), (10.1, south), (10.1, south + 0.1), (10, south + 0.1)
        corners = [flat(point, 0.0) for point in square]
        turns = zip(corners, [*corners[1:], corners[0]], strict=True)
        return abs(sum(x * v - u * y for (x, y), (u, v) in turns)) / 2

    assert area(60.0) / area(0.0) == pytest.approx(cos(radians(60.05)) / cos(radians(0.05)), rel=1e-3)
