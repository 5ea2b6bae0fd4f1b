"""Several countries in one table: what each option does in each, in common units, as page, CSV and lines.

All is told from the finished comparison of each country, whose folders stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import wrap

from markupsafe import Markup

from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_cells
from reports.draw.units import Scale, effect_scale, fitted
from reports.page.assemble import rendered, resource
from reports.page.atlas import (
    AI,
    OF_GDP,
    OUTLAY,
    OWN,
    RELATIVE,
    Atlas,
    Point,
    about_country,
    country_of,
    place_told,
    table,
)
from reports.story.limits import covered
from reports.story.sentences import SYMBOLS, country_name, country_within, option, outcome, span, years
from reports.text import Text
from reports.views.lines import WIDTH
from simulator.core.files import write_whole
from simulator.findings.effects import Effect
from simulator.findings.options import JOBS
from simulator.findings.verdicts import SMALL, Verdict, is_held_back
from simulator.store.manifest import COUNTRIES, REPORT

SHOWN = (
    (JOBS, OWN),
    (JOBS, RELATIVE),
    ("unemployment_rate", OWN),
    ("arop", OWN),
    ("real_disposable_income", RELATIVE),
    ("real_gdp", RELATIVE),
    ("public_balance", OF_GDP),
    (OUTLAY, OF_GDP),
)
"""Columns of the table: the six outcomes of a comparison, jobs twice, and what is paid out for them."""


def build(folder: Path, countries: Sequence[str], lang: str = "en") -> Path:
    """Write table and page of the countries whose comparisons stand in the folder; returns the page.

    Raises InputError for comparisons that cannot stand side by side.
    """
    atlas = _atlas(folder, countries)
    write_whole(folder / COUNTRIES, table(atlas, SHOWN))
    write_whole(folder / REPORT, _page(atlas, Text(lang, atlas.first.technology)))
    return folder / REPORT


def told(folder: Path, countries: Sequence[str]) -> str:
    """Return the table as the folders of the countries give it."""
    return table(_atlas(folder, countries), SHOWN)


def _atlas(folder: Path, countries: Sequence[str]) -> Atlas:
    return Atlas([folder / one for one in countries])


def _points(atlas: Atlas) -> list[Point]:
    """Return the rows: option by option in each place, countries in the order asked for, AI itself last."""
    every = list(atlas.points.values())
    keys = [one.key._replace(country="") for one in every]
    order = sorted(dict.fromkeys(keys), key=lambda key: key.option == AI)
    return [one for key in order for one, own in zip(every, keys, strict=True) if own == key]


def _scales(points: Sequence[Point], text: Text) -> dict[tuple[str, str], Scale]:
    """Return the scale of each column that anything is known of: one for all countries, jobs in thousands."""
    found = {}
    for asked in SHOWN:
        known = [item for one in points if (item := one.effect(*asked)) is not None]
        if known:
            shown = effect_scale(points[0].run, text, *known)
            thousand = replace(shown, factor=1e-3, unit="thousand", most=2)
            found[asked] = thousand if asked == (JOBS, OWN) else shown
    return found


def _head(text: Text, asked: tuple[str, str], shown: Scale) -> str:
    if asked[0] == OUTLAY:
        return f"{text('countries.paid')} ({shown.short_label(text)})"
    unit = replace(shown, year="").short_label(text)
    return f"{text.sentence(f'head.noun.{asked[0]}')} ({unit})"


def _table(atlas: Atlas, text: Text) -> Table:
    points = _points(atlas)
    scales = _scales(points, text)
    rows = [
        [
            Cell(country_name(one.run, text), head=True, about=_about(one, text)),
            *(_cell(text, one, asked, shown) for asked, shown in scales.items()),
        ]
        for one in points
    ]
    return Table([text("atlas.country.label"), *(_head(text, *one) for one in scales.items())], rows)


def _about(point: Point, text: Text) -> str:
    """Return the option, with world and closure where there are several."""
    return " · ".join(
        [point.option(text), *([place_told(point.run, text)] if _is_one_of_several(point.run) else [])]
    )


def _is_one_of_several(run: Run) -> bool:
    return len(run.worlds) * len(run.closures) > 1


def _cell(text: Text, point: Point, asked: tuple[str, str], shared: Scale) -> Cell:
    """Return the mean, and below it the interval and the verdict; of what is paid out the mean alone."""
    item = point.effect(*asked)
    if item is None:
        return Cell(text("number.missing") if asked[0] != OUTLAY else "")
    mean = effect_cells(text, shared, item)[0]
    data = mean.data | {"country": point.key.country}
    if asked[0] == OUTLAY:
        return replace(mean, text=fitted(shared, item).show(text, item.mean), data=data)
    about = "\n".join(_judged(text, shared, item))
    return replace(mean, data=data | {"verdict": str(item.verdict)}, about=about)


def _judged(text: Text, shared: Scale, item: Effect) -> Iterator[str]:
    """Give the interval, where there is one, and the verdict in words."""
    if item.n > 1:
        yield text("head.range", **fitted(shared, item).ends(text, item))
    yield f"{SYMBOLS[item.verdict]}\N{NO-BREAK SPACE}{text(f'verdict.{item.verdict}')}"


def _answers(atlas: Atlas, text: Text) -> list[str]:
    """Return for each option where it would add jobs, where it would cost them, and where that is open."""
    place = atlas.first.world, atlas.first.closure
    asked = dict.fromkeys(one.option for one in atlas.points if one.option != AI)
    found = []
    for name in asked:
        points = [one for one in atlas.of(option=name) if (one.key.world, one.key.closure) == place]
        if jobs := [(one, item) for one in points if (item := one.effect(JOBS, OWN)) is not None]:
            found.append(_answer(jobs, text))
    return found


def _answer(jobs: Sequence[tuple[Point, Effect]], text: Text) -> str:
    (first, effect), forms = jobs[0], dict[str, list[str]]()
    if any(item.verdict is Verdict.SINGLE for _, item in jobs):
        return text("head.single")
    for one, item in jobs:
        counts = item.verdict not in (Verdict.NONE, *SMALL) and item.mean
        form = outcome(item) if counts else "small"
        ends = {end: people(one.run, text, item, getattr(item, end)) for end in ("mean", "low", "high")}
        named = text("countries.one", country=country_within(one.run, text), **ends)
        forms.setdefault(form, []).append(named)
    parts = [
        text(f"countries.{form}", names=text.listed(forms[form]))
        for form in ("higher", "lower", "small", "unclear")
        if form in forms
    ]
    values = {"option": _about(first, text), "years": years(first.run, text, effect.window)}
    return text("countries.answer", parts=text("head.and").join(parts), **values)


def people(run: Run, text: Text, item: Effect, value: float) -> str:
    """Return a number of people or jobs in full ("1,920,000"), for a sentence that goes on to say of whom."""
    shown = effect_scale(run, text, item)
    if shown.unit == "people_million":
        shown = replace(shown, factor=1.0, digits=0, zeros=6 - shown.digits)
    return shown.show(text, value, signed=True)


def lines(folder: Path, countries: Sequence[str], lang: str) -> list[str]:
    """Return the answer, then outcome by outcome the countries, in lines of 80 characters for a terminal."""
    atlas = _atlas(folder, countries)
    text = Text(lang, atlas.first.technology)
    points = [one for one in _points(atlas) if one.key.option != AI]
    several = len(points) > len(atlas.runs)
    blocks = []
    for asked, shared in _scales(points, text).items():
        rows = []
        for one in points:
            item = one.effect(*asked)
            name = f"  {country_name(one.run, text)}" + (f", {_about(one, text)}" if several else "")
            if item is None:
                rows.append([name, text("number.missing"), "", ""])
            elif asked[0] == OUTLAY:
                rows.append([name, fitted(shared, item).show(text, item.mean), "", ""])
            else:
                mean = fitted(shared, item).show(text, item.mean, signed=True)
                rows.append([name, mean, *([] if item.n > 1 else [""]), *_judged(text, shared, item)])
        blocks.append((_head(text, asked, shared), rows))
    rooms = [max(len(row[place]) for _, rows in blocks for row in rows) for place in range(3)]
    told = [line for one in _answers(atlas, text) for line in wrap(one, WIDTH)]
    for head, rows in blocks:
        told += ["", head]
        for name, mean, between, word in rows:
            numbers = f"{mean:>{rooms[1]}}  {between:<{rooms[2]}}  {word}".rstrip()
            room = WIDTH - len(numbers) - 2
            told += (
                [f"{name:<{rooms[0]}}  {numbers}"]
                if rooms[0] <= room
                else [name, f"{'':<{max(room, 4)}}  {numbers}"]
            )
    return [*told, "", *wrap(f"{text('atlas.note.apart')} {text('head.conditional')}", WIDTH)]


def _page(atlas: Atlas, text: Text) -> str:
    points, first = _points(atlas), atlas.first
    seen = [item for one in points for asked in SHOWN[:-1] if (item := one.effect(*asked)) is not None]
    names = {country_of(run): country_name(run, text) for run in atlas.runs}
    options = dict.fromkeys(one.option(text) for one in points if one.key.option != AI)
    comma, against = text("brief.list"), option(first, text, first.comparison["baseline"])
    return rendered(
        "countries",
        text,
        title=f"{comma.join(options)}{text('sweep.colon')} {comma.join(names.values())}",
        lead=text("countries.lead", against=against, when=span(first, text, first.window)),
        place="" if _is_one_of_several(first) else f"{text.sentence_of(place_told(first, text))}.",
        answers=_answers(atlas, text),
        quick=any(run.content.get("quick") for run in atlas.runs),
        style=Markup(resource("style.css") + resource("countries.css")),
        table=_table(atlas, text),
        reports={name: f"{code}/{REPORT}#lang={text.lang}" for code, name in names.items()},
        covered=covered(first, text) if first.seeds > 1 else "",
        many=any(is_held_back(item, item.verdict) for item in seen),
        countries=[about_country(atlas, text, *one) for one in names.items()],
        points=COUNTRIES,
    )
