"""An index of finished comparisons, one a country: a page in three languages that links to and sums up each.

`python -m reports.page.gallery FOLDER` makes FOLDER/index.html from the comparisons in FOLDER/*/.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from reports.brief.between import BETWEEN, effects, headed, shared_name
from reports.brief.tables import OUTCOMES, Outcomes, cell, outcome_tables
from reports.data.run import Run
from reports.draw.table import Cell, Table
from reports.draw.units import effect_scale
from reports.page.assemble import environment, write_page
from reports.story.answer import left_out
from reports.story.comparison import answers
from reports.story.fit import status
from reports.story.sentences import country_name, option, run_told, span, world_name
from reports.text import Text, language_name, languages
from simulator.findings.effects import Effect, options
from simulator.findings.headline import NEEDED

READ = tuple(dict.fromkeys((*OUTCOMES, *BETWEEN, *NEEDED)))


@dataclass(frozen=True)
class Entry:
    """One country's comparison in one language."""

    code: str
    country: str
    link: str
    runs: str
    fit: str
    answers: list[Any]
    left_out: list[str]
    briefs: list[Outcomes]
    quick: bool


@dataclass(frozen=True)
class Across:
    """What options of one name do in each country, in one world."""

    title: str
    world: str
    table: Table
    key: str


def build(folder: Path, lang: str = "en") -> Path:
    """Write FOLDER/index.html; returns its path.

    Raises ValueError where no folder in it holds a finished comparison.
    """
    runs = [Run(one.parent, only=READ) for one in sorted(folder.glob("*/manifest.json"))]
    runs = [run for run in runs if run.comparison]
    if not runs:
        raise ValueError(f"{folder}: no finished comparison in any of its folders")
    texts = [Text(lang), *(Text(one) for one in languages() if one != lang)]
    bodies = {f"{text.lang}-0": _body(runs, text) for text in texts}
    return write_page(folder / "index.html", texts[0], texts[0]("gallery.title"), bodies)


def _body(runs: Sequence[Run], text: Text) -> str:
    runs = sorted(runs, key=lambda run: normalize("NFKD", country_name(run, text)))  # É beside E
    return environment(text).get_template("gallery.html.j2").render(
        lang=text.lang,
        languages={code: language_name(code) for code in languages()},
        entries=[_entry(run, text) for run in runs],
        across=list(_across(runs, text)),
        quick=any(run.content.get("quick") for run in runs),
        when=span(runs[0], text, runs[0].window),
        content={"run_id": "gallery"},
    )  # fmt: skip


def _entry(run: Run, text: Text) -> Entry:
    return Entry(
        code=str(run.content["country"]["iso3"]),
        country=country_name(run, text),
        link=f"{run.folder.name}/report.html#lang={text.lang}",
        runs=run_told(run, text),
        fit=status(run, text),
        answers=answers(run, text),
        left_out=left_out(run, text),
        briefs=outcome_tables(run, text),
        quick=bool(run.content.get("quick")),
    )


def _across(runs: Sequence[Run], text: Text) -> Iterator[Across]:
    """Give a table an option and world, countries in rows."""
    worlds = dict.fromkeys(view.world for run in runs for view in run.worlds)
    names = dict.fromkeys(one for run in runs for one in run.options)
    for world in worlds:
        views = [view for run in runs for view in run.worlds if view.world == world]
        for place, one in enumerate(names):
            found = {view: row for view in views if any(row := _effects(view, one))}
            if found:
                yield Across(
                    title=shared_name(next(iter(found)), text, one),
                    world=text("legend.world", world=world_name(text, world)),
                    table=_table(text, one, found),
                    key=f"{world}-{place}",
                )


def _effects(view: Run, name: str) -> list[Effect | None]:
    """Return the option's effects in one country, none of them where it was not compared."""
    contrast = next((item for item in options(view) if item.scenario == name), None)
    if contrast is None:
        return []
    return effects(view, contrast)


def _table(text: Text, one: str, found: dict[Run, list[Effect | None]]) -> Table:
    heads = [text("gallery.country"), *headed(text, found)]
    rows = [
        [Cell(country_name(run, text), head=True, about=option(run, text, one)),
         *(_cell(run, text, item) for item in row)]
        for run, row in found.items()
    ]  # fmt: skip
    return Table(heads, rows)


def _cell(run: Run, text: Text, item: Effect | None) -> Cell:
    if item is None:
        return Cell(text("number.missing"))
    made = cell(text, effect_scale(run, text, item), item)
    return Cell(made.text, made.value, made.data | {"country": str(run.content["country"]["iso3"])})


def main() -> None:
    """Build the index of a folder of comparisons and print where it is."""
    parser = argparse.ArgumentParser(prog="python -m reports.page.gallery", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lang", default="en", choices=languages())
    given = parser.parse_args()
    print(build(given.folder, given.lang))


if __name__ == "__main__":
    main()
