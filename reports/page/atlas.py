"""An atlas: comparisons of several countries as a folder of static pages, a map, a brief a point, one table.

A point is what was computed for a country, an option, a world and a closure.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from unicodedata import normalize
from urllib.parse import urlencode

from reports.data.run import Point as Alone
from reports.data.run import Run
from reports.draw import svg
from reports.draw.table import Cell, Table, effect_data
from reports.draw.units import Scale, effect_scale, fitted
from reports.page.assemble import rendered, resource
from reports.story.contents import title
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
from reports.views import page_of
from simulator.core.errors import InputError
from simulator.core.files import drafted
from simulator.findings.costing import SPENDING
from simulator.findings.costing import outlay as paid_out
from simulator.findings.effects import Contrast, Effect, contrasts, effect
from simulator.findings.headline import NEEDED
from simulator.store import manifest
from simulator.store.manifest import REPORT

RELATIVE, OF_GDP, OWN = "relative", "of_gdp", "own"
BETWEEN = {
    "employed": RELATIVE,
    "unemployment_rate": OWN,
    "real_disposable_income": RELATIVE,
    "arop": OWN,
    "gini": OWN,
    "public_balance": OF_GDP,
    "debt_ratio": OWN,
}
"""Outcomes, each with how its effect is told: in % of its level, as a share of GDP, or in its own unit."""
READ = tuple(dict.fromkeys((*BETWEEN, *NEEDED)))
OUTLAY = "outlay"
"""What a policy pays out, a share of GDP: no indicator, but a sum of them."""
AI = "ai"
"""What stands for an option where there is none: what AI does."""


class Key(NamedTuple):
    """Where a point stands. `closure` is its label."""

    country: str
    option: str
    world: str
    closure: str

    @property
    def file(self) -> str:
        """Return the name of its brief: letters, digits, points and dashes."""
        told = "-".join(self).lower().replace("/", "-").replace(" ", "-")
        return "".join(letter for letter in told if letter.isalnum() or letter in "-_.") + ".html"


@dataclass(frozen=True)
class Point:
    """One computed point: the run in its world and under its closure, and what is compared there."""

    key: Key
    run: Run
    contrast: Contrast

    def effect(self, outcome: str, how: str) -> Effect | None:
        """Return an effect as it is told between countries."""
        if outcome == OUTLAY:
            return paid_out(self.run, self.contrast, self.run.instruments_of(self.contrast.scenario))
        return effect(self.run, self.contrast, outcome, relative=how == RELATIVE, of_gdp=how == OF_GDP)

    @cached_property
    def effects(self) -> dict[str, Effect | None]:
        """The effects on what can be compared between countries."""
        return {one: self.effect(one, how) for one, how in BETWEEN.items()}

    def option(self, text: Text) -> str:
        """Return what its option is called in all countries."""
        return text("atlas.ai") if self.key.option == AI else option(self.run, text, self.key.option)


class Atlas:
    """All points of some comparisons, of one country or several."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read finished comparisons. Raises InputError for what cannot stand side by side."""
        self.runs = [_comparison(folder) for folder in folders]
        self.first = self.runs[0]
        self.points: dict[Key, Point] = {}
        for run in self.runs:
            _check_alike(self.first, run)
            for point in (Point(*one) for view in run.settings for one in _keyed(view)):
                other = self.points.setdefault(point.key, point)
                if other is not point and point.key.option != AI:  # what AI does is the same in all of them
                    told = f"{other.run.folder} holds {', '.join(point.key)} too; an atlas shows each point"
                    raise InputError(f"{told} once: leave one of the folders out", where=str(run.folder))

    def values(self, part: str) -> list[str]:
        """Return the different options, worlds or closures: those of most countries first, as they appear."""
        found: dict[str, set[str]] = {}
        for key in self.points:
            found.setdefault(getattr(key, part), set()).add(key.country)
        return sorted(found, key=lambda one: -len(found[one]))

    def of(self, **parts: str) -> list[Point]:
        """Return the points that bear these parts of a key."""
        return [one for key, one in self.points.items() if parts.items() <= key._asdict().items()]

    def named(self, text: Text) -> dict[str, str]:
        """Return the name of each country by its code, in the order of the names, É beside E."""
        names = {country_of(run): country_name(run, text) for run in reversed(self.runs)}
        return dict(sorted(names.items(), key=lambda item: normalize("NFKD", item[1])))


def _keyed(view: Run) -> Iterator[tuple[Key, Run, Contrast]]:
    """Give what AI does and what each option does, in one world under one closure."""
    for contrast in contrasts(view):
        name = AI if contrast.comparison == "ai" else contrast.scenario
        yield Key(country_of(view), name, view.world, view.closure), view, contrast


def country_of(run: Run) -> str:
    """Return the code of a run's country."""
    return str(run.content["country"]["iso3"])


def _comparison(folder: Path) -> Run:
    measured = (str(one["name"]) for one in manifest.read(folder)["content"]["indicators"])
    run = Run(folder, only=(*READ, *(one for one in measured if one.startswith(SPENDING))))
    if not run.comparison:
        _refuse(run, "is a run of one scenario")
    if run.is_of_variants:
        _refuse(run, "compares variants, which differ in more than policies")
    return run


def _refuse(run: Run, wrong: str) -> NoReturn:
    told = f"{wrong}; an atlas takes comparisons of policies with no policy: sim compare SCENARIO..."
    raise InputError(told, where=str(run.folder))


def _check_alike(first: Run, other: Run) -> None:
    def told(run: Run) -> dict[str, str]:
        horizon = run.content["horizon"]
        span = f"{horizon['months']} months from {horizon['start']}"
        return {"window": run.window.name, "horizon": span, "technology": run.technology}

    for (what, own), wanted in zip(told(other).items(), told(first).values(), strict=True):
        if own != wanted:
            same = "in an atlas all have the same: compare anew, or leave one out"
            wrong = f"the {what} is {own}, that of {first.folder} {wanted}; {same}"
            raise InputError(wrong, where=str(other.folder))


def maps(named: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """Return a picture a view that shows these countries, given by code of three letters with their names.

    `titles` says what is read out in place of each view. What lies in Europe is named there. `map.csv` holds
    the outlines as they are drawn and where names stand; the first row of a view has its height.
    """
    rows = list(csv.DictReader(resource("map.csv").splitlines()))
    found = {}
    for view, about in titles.items():
        height, *shapes = (row for row in rows if row["view"] == view)
        places = {row["country"]: row for row in shapes}
        shown = [places[code] for code in named if code in places]
        if not any(row["x"] for row in shown):
            continue
        land = "".join(row["outline"] for row in shapes if row["country"] not in named)
        parts = [f'<path class="land" d="{land}"/>']
        outlined, placed = ([row for row in shown if row[what]] for what in ("outline", "x"))
        for row in outlined:
            parts.append(f'<path class="country" data-country="{row["country"]}" d="{row["outline"]}"/>')
        for row in placed:  # a name, and under it an empty line that a number fills
            x, y = float(row["x"]), float(row["y"])
            words = [svg.words((x, y), named[row["country"]], anchor="middle")]
            words.append(svg.words((x, y + LINE), "", anchor="middle"))
            parts += [f'<g data-country="{row["country"]}">', *words, "</g>"]
        found[view] = svg.picture(WIDTH, float(height["y"]), about, parts)
    return found


WIDTH, LINE = 400.0, 15.0
POINTS = "points.csv"
COLUMNS = (
    "country option world closure outcome unit mean low high without verdict window seeds persons run_id "
    "code_hash"
)


def table(atlas: Atlas, asked: Iterable[tuple[str, str]] = tuple(BETWEEN.items())) -> str:
    """Return all numbers as CSV, those of the outcomes `asked`, each with how it is told."""
    out = StringIO()
    made = csv.writer(out, lineterminator="\n")
    made.writerow(COLUMNS.split())
    for point in atlas.points.values():
        run, content = point.run, point.run.content
        whose = (run.seeds, int(content["persons"]), content["run_id"], content["code_hash"])
        for outcome, how in asked:
            item = point.effect(outcome, how)
            if item is not None:
                own = str(run.metadata.get(outcome, {}).get("unit", ""))
                unit = {RELATIVE: "% of the level without", OF_GDP: "share of GDP"}.get(how, own)
                numbers = (f"{number:.6g}" for number in (item.mean, item.low, item.high, item.base))
                made.writerow((*point.key, outcome, unit, *numbers, item.verdict, item.window.name, *whose))
    return out.getvalue()


@dataclass(frozen=True)
class Part:
    """A table for one choice: of countries under an option, or of options in a country; a key a row."""

    key: Key
    title: str
    table: Table
    keys: list[Key]


def index(atlas: Atlas, text: Text, pages: Mapping[str, str], reports: Mapping[str, str]) -> str:
    """Return the page. `pages` are the files by language, `reports` those by country, where there are any."""
    names, every = atlas.named(text), list(atlas.points.values())
    seen = {item.verdict for point in every for item in point.effects.values() if item is not None}
    across = [
        (Key("", one, *place), points)
        for one in atlas.values("option")
        for place, points in _places(atlas.of(option=one))
    ]
    within = [
        (Key(one, "", *place), points) for one in names for place, points in _places(atlas.of(country=one))
    ]
    countries = [
        about_country(atlas, text, *own) | {"report": reports.get(own[0], "")} for own in names.items()
    ]
    return rendered(
        "atlas",
        text,
        pages={code: (language_name(code), pages[code]) for code in languages()},
        title=text("atlas.title"),
        quick=any(run.content.get("quick") for run in atlas.runs),
        size=_size(atlas, text),
        when=span(atlas.first, text, atlas.first.window),
        choices=_choices(atlas, text),
        maps=maps(names, {view: text(f"atlas.map.{view}") for view in ("world", "europe")}),
        verdicts=[(one, SYMBOLS[one], text(f"verdict.{one}")) for one in SYMBOLS if one in seen],
        across=[_part(text, *one, names) for one in across],
        within=[_part(text, *one, names) for one in within],
        countries=countries,
        total=text.number(len(every), 0),
        points=POINTS,
    )


def _places(points: Sequence[Point]) -> Iterator[tuple[tuple[str, str], list[Point]]]:
    """Give points by world and closure."""
    for place in dict.fromkeys((one.key.world, one.key.closure) for one in points):
        yield place, [one for one in points if (one.key.world, one.key.closure) == place]


def _size(atlas: Atlas, text: Text) -> str:
    """Return how many points there are, and on how many seeds and simulated persons each rests."""

    def told(*numbers: int) -> str:
        low, high = text.number(min(numbers), 0), text.number(max(numbers), 0)
        return low if low == high else text("atlas.from_to", low=low, high=high)

    seeds = told(*(run.seeds for run in atlas.runs))
    persons = told(*(run.content["persons"] for run in atlas.runs))
    return text("atlas.size", points=text.number(len(atlas.points), 0), seeds=seeds, persons=persons)


def _choices(atlas: Atlas, text: Text) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return each choice: its name, what it is called, and what there is to choose from."""
    first = {key: atlas.of(closure=key)[0].run.closure for key in atlas.values("closure")}
    held = [one for one in BETWEEN if any(point.effects[one] for point in atlas.points.values())]
    found = {
        "option": {key: atlas.of(option=key)[0].option(text) for key in atlas.values("option")},
        "world": {key: world_name(text, key) for key in atlas.values("world")},
        "closure": {key: closure_name(text, closure) for key, closure in first.items()},
        "outcome": {name: label(atlas.first, text, name) for name in held},
    }
    return [(name, text(f"atlas.choose.{name}"), list(choice.items())) for name, choice in found.items()]


def _part(text: Text, key: Key, points: Sequence[Point], names: Mapping[str, str]) -> Part:
    """Return the table of an option's countries or of a country's options."""
    first = points[0]
    if key.option:
        points = sorted(points, key=lambda point: list(names).index(point.key.country))
        what, head = first.option(text), text("atlas.country.label")
        called = [names[one.key.country] for one in points]
    else:
        what, head = country_name(first.run, text), text("costs.option")
        called = [one.option(text) for one in points]
    columns = [head]
    for outcome in BETWEEN:
        known = next(((one.run, item) for one in points if (item := one.effects[outcome])), None)
        unit = effect_scale(known[0], text, known[1]).short_label(text) if known else ""
        columns.append(f"{label(points[0].run, text, outcome)} ({unit})")
    rows = []
    for name, one in zip(called, points, strict=True):
        about = "" if one.key.option == AI else one.option(text)  # its own title in the country: sizes differ
        cells = [_cell(text, one, outcome, item) for outcome, item in one.effects.items()]
        rows.append([Cell(name, head=True, about=about), *cells])
    title = f"{what} · {place_told(first.run, text)}"
    return Part(key, title, Table(columns, rows), [one.key for one in points])


def place_told(run: Run, text: Text) -> str:
    """Return world and closure in words."""
    return text("atlas.place", world=world_name(text, run.world), closure=closure_name(text, run.closure))


def effect_cell(text: Text, shown: Scale, item: Effect | None) -> Cell:
    """Return mean, interval and the symbol of the verdict in one cell."""
    if item is None:
        return Cell(text("number.missing"))
    own = fitted(shown, item)
    told = own.ends(text, item)
    words = text("brief.single" if item.n < 2 else "brief.cell", symbol=SYMBOLS[item.verdict], **told)
    between = text("head.range", **told) if item.n > 1 else ""
    data = effect_data(item) | {"stat": "mean", "scale": f"{shown.factor:.10g}", "verdict": str(item.verdict)}
    return Cell(words, item.mean * shown.factor, data, title=between)


def _cell(text: Text, point: Point, outcome: str, item: Effect | None) -> Cell:
    """Return mean, interval and verdict, with what the map shows of them."""
    told = {"outcome": outcome, "country": point.key.country}
    if item is None:
        return Cell(text("number.missing"), None, told)
    scale = effect_scale(point.run, text, item)
    made = effect_cell(text, scale, item)
    mean = fitted(scale, item).show(text, item.mean, signed=True)
    shown = {"verdict": str(item.verdict), "shown": f"{mean} {SYMBOLS[item.verdict]}"}
    return Cell(made.text, made.value, made.data | told | shown)


def about_country(atlas: Atlas, text: Text, code: str, name: str) -> dict[str, Any]:
    """Return what is said of one country beside its numbers."""
    runs = [run for run in atlas.runs if country_of(run) == code]
    told = {"left_out": left_out(runs[0], text), "fit": status(runs[0], text)}
    return {"code": code, "name": name, "runs": [run_told(run, text) for run in runs], **told}


def page(key: Key, run: Run, text: Text, pages: Mapping[str, str], report: str) -> str:
    """Return the brief of a point. `pages` are the atlas's files, by language, seen from the brief."""
    told = text("atlas.ai") if key.option == AI else title(run, text)
    quick = text("banner.quick", persons=text.number(run.content["persons"], 0))
    return rendered(
        "point",
        text,
        pages={code: (language_name(code), f"../{code}/{key.file}") for code in languages()},
        back=f"{pages[text.lang]}#{urlencode(key._asdict(), safe='/')}",
        answer=page_of(run, text).answer(),
        quick=quick if run.content.get("quick") else "",
        title=told,
        country=country_name(run, text),
        place=place_told(run, text),
        closure=closure_name(text, run.closure),
        status=status(run, text),
        command=run.manifest.get("run", {}).get("command", ""),
        report=report and f"{report}#lang={text.lang}",
    )


LARGEST = 30_000_000
"""Bytes of a folder: what a site takes without asking."""
INDEX, STYLE, SCRIPT, UP = "index.html", "atlas.css", "atlas.js", "../../"


def build(folders: Sequence[Path], out: Path, lang: str = "en", *, with_reports: bool = False) -> Path:
    """Write the atlas of these comparisons to `out`, whole or not at all; returns its first page.

    `lang` is the language of index.html; the others lie beside it. Raises InputError for comparisons that
    cannot stand side by side, and for more than 30 MB.
    """
    atlas = Atlas(folders)
    for run in atlas.runs:
        if run.comparison["baseline"] != run.comparison["base"]:
            _refuse(run, f"is told against {run.comparison['baseline']}")
    found = _reports(atlas) if with_reports else {}
    reports = {country: f"reports/{country}.html" for country in found}
    texts = [Text(one, atlas.first.technology) for one in languages()]
    files = {one: INDEX if one == lang else f"{one}.html" for one in languages()}
    with drafted(out) as draft:
        _write(draft, resource("style.css") + resource(STYLE), STYLE)
        _write(draft, resource(SCRIPT), SCRIPT)
        _write(draft, table(atlas), POINTS)
        for country, report in found.items():
            (draft / "reports").mkdir(exist_ok=True)
            shutil.copyfile(report, draft / reports[country])
        for text in texts:
            _write(draft, index(atlas, text, files, reports), files[text.lang])
        for folder in folders:
            _write_briefs(draft, Run(folder), texts, files, reports)
            size = sum(path.stat().st_size for path in draft.rglob("*") if path.is_file())
            if size > LARGEST:
                told = f"the atlas is larger than {LARGEST / 1e6:.0f} MB; give fewer comparisons, options,"
                raise InputError(f"{told} worlds or closures, or leave out --with-reports")
    return out / INDEX


def _reports(atlas: Atlas) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for run in atlas.runs:
        report, country = run.folder / REPORT, country_of(run)
        if country in found:
            told = f"{found[country]} is a report on {country} too; leave out --with-reports"
            raise InputError(told, where=str(report))
        if not report.is_file():
            raise InputError(f"is not there; make it: sim report {run.folder}", where=str(report))
        found[country] = report
    return found


def _write_briefs(
    draft: Path, run: Run, texts: Sequence[Text], files: Mapping[str, str], reports: Mapping[str, str]
) -> None:
    """Write each point of a comparison, told as a run of its own, in every language."""
    pages = {lang: UP + name for lang, name in files.items()}
    report = reports.get(country_of(run), "")
    for world in run.worlds:
        world.settings = run.settings
        for closure in run.closures:
            view = world if closure == world.closure else world.under(closure)
            for key, _, contrast in _keyed(view):
                name = view.comparison["base"] if key.option == AI else contrast.scenario
                point = Alone(view, name)
                for text in texts:
                    told = page(key, point, text, pages, report and UP + report)
                    _write(draft, told, f"briefs/{text.lang}/{key.file}")


def _write(folder: Path, told: str, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(told, "utf-8", newline="\n")
