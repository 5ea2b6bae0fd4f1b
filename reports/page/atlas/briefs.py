"""The brief of each point: one page of each language, without a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from reports.brief.brief import Brief, brief
from reports.data.point import Point as Alone
from reports.data.run import Run
from reports.page.assemble import environment
from reports.page.atlas.points import AI, Key, country_of, place
from reports.story.fit import status
from reports.story.sentences import closure_name, country_name
from reports.text import Text, language_name, languages
from simulator.findings.effects import contrasts


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
