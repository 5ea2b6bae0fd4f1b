"""An atlas as a folder of files: pages in each language, a brief a point, all numbers as one table."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from reports.brief.brief import Brief, brief
from reports.data.point import Point as Alone
from reports.data.run import Run
from reports.page.assemble import environment, resource
from reports.page.atlas.index import POINTS, index, table
from reports.page.atlas.points import AI, Atlas, Key, country_of, place
from reports.story.fit import status
from reports.story.sentences import closure_name, country_name
from reports.text import Text, language_name, languages
from simulator.core.errors import InputError
from simulator.core.files import drafted
from simulator.findings.effects import contrasts
from simulator.store.manifest import REPORT


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
