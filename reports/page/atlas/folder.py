"""An atlas as a folder of files: pages in each language, a brief a point, all numbers as one table.

The map of an atlas: the world, and Europe larger; each country with its name and room for a number.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from io import StringIO
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import urlencode

from babel.core import get_global

from reports.brief.brief import Brief, brief
from reports.brief.table import cell
from reports.data.point import Point as Alone
from reports.data.run import Run
from reports.draw import svg
from reports.draw.table import Cell, Table
from reports.draw.units import effect_scale, fitted
from reports.page.assemble import environment, resource
from reports.page.atlas.points import (
    AI,
    BETWEEN,
    Atlas,
    Key,
    Point,
    country_of,
    headed,
    of_places,
    persons_of,
    place,
)
from reports.story.fit import status
from reports.story.limits import left_out
from reports.story.sentences import (
    SYMBOLS,
    closure_name,
    country_name,
    label,
    option,
    run_told,
    span,
    world_name,
)
from reports.text import Text, language_name, languages
from simulator.core.errors import InputError
from simulator.core.files import drafted
from simulator.findings.effects import Effect, contrasts
from simulator.findings.verdicts import Verdict
from simulator.store.manifest import REPORT

DrawnPoint = tuple[float, float]
Ring = Sequence[DrawnPoint]
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


def flat(point: DrawnPoint, centre: float) -> DrawnPoint:
    """Return a place on the map (right, down), in radians of the equator, round a meridian.

    What lies beyond the opposite meridian goes on to the right, so that no outline is torn.
    """
    east, north = point
    angle = asin(sqrt(3) / 2 * sin(radians(north)))
    square = angle * angle
    slope = A1 + 3 * A2 * square + square**3 * (7 * A3 + 9 * A4 * square)
    right = 2 * sqrt(3) * radians(east - centre) * cos(angle) / (3 * slope)
    return right, -angle * (A1 + A2 * square + square**3 * (A3 + A4 * square))


def middle(rings: Sequence[Ring]) -> DrawnPoint:
    """Return the centre of the largest outline: where a country is named."""
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    area = _area(largest)
    parts = [((x + u) * (x * v - u * y), (y + v) * (x * v - u * y)) for (x, y), (u, v) in _sides(largest)]
    return sum(one for one, _ in parts) / (6 * area), sum(one for _, one in parts) / (6 * area)


def _area(ring: Ring) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in _sides(ring)) / 2


def _sides(ring: Ring) -> Iterator[tuple[DrawnPoint, DrawnPoint]]:
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

    def holds(self, point: DrawnPoint) -> bool:
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
        kept: list[DrawnPoint] = []
        for point in ring:
            x, y = _at(view, point)
            if not kept or hypot(x - kept[-1][0], y - kept[-1][1]) > NEAREST:
                kept.append((x, y))
        if len(kept) > 2:
            parts.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in kept) + "Z")
    return "".join(parts)


def _at(view: View, point: DrawnPoint) -> DrawnPoint:
    left, top, right, _ = view.edges()
    x, y = flat(point, view.centre)
    size = WIDTH / (right - left)
    return (x - left) * size, (y - top) * size


POINTS = "points.csv"
COLUMNS = (
    "country", "option", "world", "closure", "outcome", "unit", "mean", "low", "high", "without", "verdict",
    "window", "seeds", "persons", "run_id", "code_hash",
)  # fmt: skip


def table(atlas: Atlas) -> str:
    """Return the table as CSV."""
    out = StringIO()
    made = csv.writer(out, lineterminator="\n")
    made.writerow(COLUMNS)
    for point in atlas.points.values():
        for outcome, item in zip(BETWEEN, point.effects, strict=True):
            if item is not None:
                made.writerow(_row(point, outcome, item))
    return out.getvalue()


def _row(point: Point, outcome: str, item: Effect) -> Iterator[object]:
    content = point.run.content
    unit = str(point.run.metadata[outcome]["unit"])
    yield from point.key
    yield outcome
    yield "% of the level without" if item.relative else "share of GDP" if item.of_gdp else unit
    yield from (f"{number:.6g}" for number in (item.mean, item.low, item.high, item.base))
    yield str(item.verdict)
    yield item.window.name
    yield from (point.run.seeds, persons_of(point.run), content["run_id"], content["code_hash"])


@dataclass(frozen=True)
class Part:
    """A table for one choice: of countries under an option, or of options in a country; a key a row."""

    key: Key
    title: str
    table: Table
    keys: list[Key]


@dataclass(frozen=True)
class Country:
    """What is said of one country beside its numbers."""

    code: str
    name: str
    left_out: list[str]
    runs: list[str]
    fit: str
    report: str


def index(atlas: Atlas, text: Text, pages: Mapping[str, str], reports: Mapping[str, str]) -> str:
    """Return the page. `pages` are the files by language, `reports` those by country, where there are any."""
    countries = in_order(atlas, text)
    names = {code: country_name(run, text) for code, run in countries.items()}
    titles = {view: text(f"atlas.map.{view}") for view in ("world", "europe")}
    return environment(text).get_template("atlas.html.j2").render(
        lang=text.lang,
        pages={code: (language_name(code), pages[code]) for code in languages()},
        title=text("atlas.title"),
        quick=any(run.content.get("quick") for run in atlas.runs),
        size=size(atlas, text),
        when=span(atlas.first, text, atlas.first.window),
        choices=_choices(atlas, text),
        maps=maps(names, titles),
        verdicts=[(one, SYMBOLS[one], text(f"verdict.{one}")) for one in _verdicts(atlas)],
        across=_across(atlas, text, countries),
        within=_within(atlas, text, countries),
        countries=[_country(atlas, text, code, reports) for code in countries],
        total=text.number(len(atlas.points), 0),
        points=POINTS,
    )  # fmt: skip


def in_order(atlas: Atlas, text: Text) -> dict[str, Any]:
    """Return a run of each country, in the order of their names, É beside E."""
    return dict(
        sorted(atlas.countries.items(), key=lambda item: normalize("NFKD", country_name(item[1], text)))
    )


def option_name(point: Point, text: Text) -> str:
    """Return what an option is called in all countries."""
    return text("atlas.ai") if point.key.option == AI else option(point.run, text, point.key.option)


def size(atlas: Atlas, text: Text) -> str:
    """Return how many points there are, and on how many seeds and simulated persons each rests."""
    told = {}
    for name, (least, most) in atlas.sizes().items():
        low, high = text.number(least, 0), text.number(most, 0)
        told[name] = low if least == most else text("atlas.from_to", low=low, high=high)
    return text("atlas.size", points=text.number(len(atlas.points), 0), **told)


def _choices(atlas: Atlas, text: Text) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return each choice: its name, what it is called, and what there is to choose from."""
    options = {key: option_name(atlas.of(option=key)[0], text) for key in atlas.values("option")}
    worlds = {key: world_name(text, key) for key in atlas.values("world")}
    closures = {
        key: closure_name(text, atlas.of(closure=key)[0].run.closure) for key in atlas.values("closure")
    }
    held = [
        name for place, name in enumerate(BETWEEN) if any(one.effects[place] for one in atlas.points.values())
    ]
    outcomes = {name: label(atlas.first, text, name) for name in held}
    found = {"option": options, "world": worlds, "closure": closures, "outcome": outcomes}
    return [(name, text(f"atlas.choose.{name}"), list(choice.items())) for name, choice in found.items()]


def _verdicts(atlas: Atlas) -> list[Verdict]:
    found = {item.verdict for point in atlas.points.values() for item in point.effects if item is not None}
    return [one for one in SYMBOLS if one in found]


def _across(atlas: Atlas, text: Text, countries: Mapping[str, Any]) -> list[Part]:
    """Return a table of countries for each option, world and closure."""
    parts = []
    for name in atlas.values("option"):
        for (world, closure), points in of_places(atlas.of(option=name)).items():
            rows = sorted(points, key=lambda point: list(countries).index(point.key.country))
            heads = [Cell(country_name(one.run, text), head=True, about=_about(one, text)) for one in rows]
            parts.append(_part(text, Key("", name, world, closure), text("atlas.country.label"), rows, heads))
    return parts


def _within(atlas: Atlas, text: Text, countries: Mapping[str, Any]) -> list[Part]:
    """Return a table of options for each country, world and closure."""
    parts = []
    for code in countries:
        for (world, closure), rows in of_places(atlas.of(country=code)).items():
            heads = [Cell(option_name(one, text), head=True, about=_about(one, text)) for one in rows]
            parts.append(_part(text, Key(code, "", world, closure), text("costs.option"), rows, heads))
    return parts


def _about(point: Point, text: Text) -> str:
    """Return the option's own title in the country: its size may differ."""
    return "" if point.key.option == AI else option(point.run, text, point.key.option)


def _part(text: Text, key: Key, head: str, points: Sequence[Point], heads: Sequence[Cell]) -> Part:
    first = points[0]
    what = option_name(first, text) if key.option else country_name(first.run, text)
    columns = [head, *headed(text, {one.run: one.effects for one in points})]
    rows = [[name, *(_cell(text, one, name, item) for name, item in zip(BETWEEN, one.effects, strict=True))]
            for name, one in zip(heads, points, strict=True)]  # fmt: skip
    return Part(key, f"{what} · {place(first.run, text)}", Table(columns, rows), [one.key for one in points])


def _cell(text: Text, point: Point, outcome: str, item: Effect | None) -> Cell:
    """Return mean, interval and verdict, with what the map shows of them."""
    told = {"outcome": outcome, "country": point.key.country}
    if item is None:
        return Cell(text("number.missing"), None, told)
    scale = effect_scale(point.run, text, item)
    made = cell(text, scale, item)
    mean = fitted(scale, item).show(text, item.mean, signed=True)
    shown = {"verdict": str(item.verdict), "shown": f"{mean} {SYMBOLS[item.verdict]}"}
    return Cell(made.text, made.value, made.data | told | shown)


def _country(atlas: Atlas, text: Text, code: str, reports: Mapping[str, str]) -> Country:
    runs = [run for run in atlas.runs if country_of(run) == code]
    told = [run_told(run, text) for run in runs]
    return Country(code, country_name(runs[0], text), left_out(runs[0], text), told, status(runs[0], text),
                   reports.get(code, ""))  # fmt: skip


def points_of(run: Run) -> Iterator[tuple[Key, Run]]:
    """Give each point as a run of its own, one at a time."""
    for world in run.worlds:
        world.settings = run.settings
        for closure in run.closures:
            view = world if closure == world.closure else world.under(closure)
            for contrast in contrasts(view):
                alone = contrast.comparison == "ai"
                key = Key(country_of(run), AI if alone else contrast.scenario, view.world, closure)
                yield key, Alone(view, view.comparison["base"] if alone else contrast.scenario)


def page(key: Key, run: Run, text: Text, pages: Mapping[str, str], report: str) -> str:
    """Return the brief of a point. `pages` are the atlas's files, by language, seen from the brief."""
    told = _told(key, run, text)
    return environment(text).get_template("point.html.j2").render(
        lang=text.lang,
        pages={code: (language_name(code), f"../{code}/{key.file}") for code in languages()},
        back=f"{pages[text.lang]}#{urlencode(key._asdict(), safe='/')}",
        brief=told,
        title=told.title,
        country=country_name(run, text),
        place=place(run, text),
        closure=closure_name(text, run.closure),
        status=status(run, text),
        command=run.manifest.get("run", {}).get("command", ""),
        report=report and f"{report}#lang={text.lang}",
    )  # fmt: skip


def _told(key: Key, run: Run, text: Text) -> Brief:
    found = brief(run, text)
    return replace(found, title=text("atlas.ai")) if key.option == AI else found


LARGEST = 30_000_000
"""Bytes of a folder: what a site takes without asking."""
INDEX, STYLE, SCRIPT = "index.html", "atlas.css", "atlas.js"


def build(folders: Sequence[Path], out: Path, lang: str = "en", *, with_reports: bool = False) -> Path:
    """Write the atlas of these comparisons to `out`, whole or not at all; returns its first page.

    `lang` is the language of index.html; the others lie beside it. Raises InputError for comparisons that
    cannot stand side by side, and for more than 30 MB.
    """
    atlas = Atlas(folders)
    reports = _reports(atlas) if with_reports else {}
    with drafted(out) as draft:
        _write(draft, resource("style.css") + resource(STYLE), STYLE)
        _write(draft, resource(SCRIPT), SCRIPT)
        _write(draft, table(atlas), POINTS)
        for country, report in reports.items():
            (draft / "reports").mkdir(exist_ok=True)
            shutil.copyfile(report, draft / _report(country))
        texts = [Text(one, atlas.first.technology) for one in languages()]
        files = _pages(lang)
        for text in texts:
            told = index(atlas, text, files, {country: _report(country) for country in reports})
            _write(draft, told, files[text.lang])
        for folder in folders:
            run = Run(folder)
            for name, told in _briefs(run, texts, files, _report(country_of(run)) if reports else ""):
                _write(draft, told, name)
            _check_size(draft)
    return out / INDEX


def _pages(lang: str) -> dict[str, str]:
    """Return the file of each language."""
    return {one: INDEX if one == lang else f"{one}.html" for one in languages()}


def _report(country: str) -> str:
    return f"reports/{country}.html"


def _reports(atlas: Atlas) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for run in atlas.runs:
        report = run.folder / REPORT
        if country_of(run) in found:
            told = f"{found[country_of(run)]} is a report on {country_of(run)} too; leave out --with-reports"
            raise InputError(told, where=str(report))
        if not report.is_file():
            raise InputError(f"is not there; make it: sim report {run.folder}", where=str(report))
        found[country_of(run)] = report
    return found


def _briefs(
    run: Run, texts: Sequence[Text], files: Mapping[str, str], report: str
) -> Iterator[tuple[str, str]]:
    up = "../../"
    pages = {lang: up + name for lang, name in files.items()}
    for key, point in points_of(run):
        for text in texts:
            yield f"briefs/{text.lang}/{key.file}", page(key, point, text, pages, report and up + report)


def _write(folder: Path, told: str, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(told, "utf-8", newline="\n")


def _check_size(folder: Path) -> None:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if size > LARGEST:
        told = (
            f"the atlas is larger than {LARGEST / 1e6:.0f} MB; give fewer comparisons, options, worlds or "
            "closures, or leave out --with-reports"
        )
        raise InputError(told)
