"""The atlas: computed points of several countries as pages, whose numbers are those of the run folders."""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.data.run import Run
from reports.page.atlas import BETWEEN, build, maps
from simulator.core.closure import closure_of
from simulator.core.errors import InputError
from simulator.experiment.plan import comparison_of
from simulator.findings.effects import effect, options
from tests.unit import fake_options
from tests.unit.page_numbers import Files, Numbers, statistic
from tests.unit.report_page import Page, changed
from tests.unit.test_report_translated import ENGLISH, Shown
from tests.unit.test_views import traced_in

FRANCE = {"iso3": "FRA", "name": "France", "names": {"fr": "France", "es": "Francia"}, "currency": "EUR",
          "vintage": "2024", "weight": 2000.0}  # fmt: skip
WORLDS, CLOSURES = ("moderate", "rapid"), ("as_they_are", "nobody_reacts")
OPTIONS = ("ai", "training", "income")
FILES = {"en": "index.html", "es": "es.html", "fr": "fr.html"}
LIBRARY = ("ESP", "USA", "FRA", "DEU", "ITA", "ALB", "TUR", "BRA", "ZAF")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same comparison of two countries."""
    out = tmp_path_factory.mktemp("atlas")
    closures = [closure_of(one) for one in CLOSURES]
    fake_options.run(out / "esp", comparison_of(fake_options.OPTIONS, worlds=list(WORLDS), closures=closures))
    changed(out / "esp", out / "fra", country=FRANCE)
    return {"ESP": out / "esp", "FRA": out / "fra"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison in one world under one closure."""
    return fake_options.run(tmp_path_factory.mktemp("small") / "esp").path


@pytest.fixture(scope="module")
def atlas(runs: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "atlas"
    build(list(runs.values()), out)
    return out


def rows(atlas: Path) -> list[dict[str, str]]:
    with (atlas / "points.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def briefs(atlas: Path) -> Iterator[tuple[str, str, str, str]]:
    """The four parts of each point that has a brief, and the language."""
    for page in sorted((atlas / "briefs/en").iterdir()):
        country, option, world, closure = page.stem.split("-", 3)
        yield country.upper(), option, world, closure


def shown(page: Path) -> list[str]:
    """The words that a reader sees or hears."""
    return Shown(page.read_text("utf-8").split("<body>")[1]).words


def test_it_holds_every_computed_point_and_no_other(atlas: Path) -> None:
    points = {(one["country"], one["option"], one["world"], one["closure"]) for one in rows(atlas)}
    asked = {(country, option, world, closure) for country in ("ESP", "FRA") for option in OPTIONS
             for world in WORLDS for closure in CLOSURES}  # fmt: skip
    assert points == asked == set(briefs(atlas))
    names = {lang: {page.name for page in (atlas / "briefs" / lang).iterdir()} for lang in FILES}
    assert names["en"] == names["fr"] == names["es"]
    assert {path.name for path in atlas.iterdir()} == {
        *FILES.values(), "atlas.css", "atlas.js", "points.csv", "briefs"
    }  # fmt: skip


@pytest.mark.parametrize("lang", FILES)
def test_every_number_of_the_page_is_in_the_folder_of_its_country(
    atlas: Path, runs: dict[str, Path], lang: str
) -> None:
    files = {code: Files(folder) for code, folder in runs.items()}
    found = [data for _, data in Numbers(atlas / FILES[lang]).found]
    held = len({one["outcome"] for one in rows(atlas)})
    assert held >= 5
    # countries × options × worlds × closures, in a table of countries and in one of options
    assert len(found) == 2 * len(OPTIONS) * 2 * 2 * held * 2
    for data in found:
        told = statistic(files[data["country"]].difference(data), data["stat"]) * float(data["scale"])
        assert told == pytest.approx(float(data["value"]), rel=1e-6, abs=1e-12)


def test_every_number_of_a_brief_is_in_the_folder_of_its_country(atlas: Path, runs: dict[str, Path]) -> None:
    for page in (atlas / "briefs/fr").iterdir():
        assert traced_in(page, runs[page.stem[:3].upper()]) >= 9


def test_intervals_and_verdicts_are_those_of_the_findings(atlas: Path, runs: dict[str, Path]) -> None:
    told = {tuple(one[name] for name in ("country", "option", "world", "closure", "outcome")): one
            for one in rows(atlas)}  # fmt: skip
    for run in Run(runs["ESP"]).settings:
        for option in options(run):
            for outcome, how in BETWEEN.items():
                item = effect(run, option, outcome, relative=how == "relative", of_gdp=how == "of_gdp")
                row = told.get(("ESP", option.scenario, run.world, run.closure, outcome))
                assert (item is None) == (row is None)
                if item is not None and row is not None:
                    assert row["verdict"] == item.verdict
                    assert [float(row[name]) for name in ("mean", "low", "high")] == pytest.approx(
                        [item.mean, item.low, item.high], rel=1e-5
                    )


def test_a_brief_tells_its_own_option_world_and_closure(atlas: Path) -> None:
    def said(name: str) -> str:
        return " ".join(shown(atlas / "briefs/en" / name))

    one = said("esp-training-rapid-nobody_reacts.html")
    assert "Spain · scenario “rapid”, nobody reacts" in one
    for name, other in (("training", "income"), ("income", "training")):
        page = Page(atlas / "briefs/en" / f"esp-{name}-rapid-nobody_reacts.html")
        [(_, answer)] = page.all("p", **{"class": "quoted"})
        assert name in answer.lower()
        assert other not in answer.lower()
    assert "France" in said("fra-ai-moderate-as_they_are.html")


@pytest.mark.parametrize("lang", ["fr", "es"])
def test_other_languages_hold_no_english(atlas: Path, lang: str) -> None:
    for page in [atlas / FILES[lang], *(atlas / "briefs" / lang).iterdir()]:
        assert len(shown(page)) > 100
        assert [one for one in shown(page) if ENGLISH.search(one)] == []


def test_every_link_leads_to_a_file_of_the_atlas(atlas: Path) -> None:
    for page in atlas.rglob("*.html"):
        read = Page(page)
        linked = [found["href"] for found, _ in read.all("a")] + [
            found["href"] for found, _ in read.all("link")
        ]
        linked += [found["src"] for found, _ in read.all("script")]
        for address in linked:
            assert ":" not in address.split("#")[0]
            assert (page.parent / address.split("#")[0]).exists()


def test_it_says_how_many_points_seeds_and_persons(atlas: Path) -> None:
    page = Page(atlas / "index.html")
    assert page.all("strong", id="size")[0][1] == "24 points, each of 3 seeds and 20,000 simulated persons."


def test_reports_and_another_language_first_where_they_are_asked_for(small: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(small, tmp_path / "esp")
    with pytest.raises(InputError, match=r"report\.html: is not there; make it: sim report"):
        build([folder], tmp_path / "none", with_reports=True)
    (folder / "report.html").write_text("a report")
    build([folder], tmp_path / "atlas", "fr", with_reports=True)
    pages = {lang: tmp_path / "atlas" / name for lang, name in (("fr", "index.html"), ("en", "en.html"))}
    for lang, page in pages.items():
        assert Page(page).all("html")[0][0]["lang"] == lang
        assert f"reports/ESP.html#lang={lang}" in page.read_text("utf-8")
    assert (tmp_path / "atlas/reports/ESP.html").read_text() == "a report"
    brief = (tmp_path / "atlas/briefs/es/esp-ai-moderate-as_they_are.html").read_text("utf-8")
    assert "../../reports/ESP.html#lang=es" in brief


def test_what_cannot_stand_side_by_side_is_refused_and_nothing_is_written(
    runs: dict[str, Path], tmp_path: Path
) -> None:
    def other(name: str, **content: object) -> Path:
        return changed(runs["ESP"], tmp_path / "runs" / name, **content)

    def refused(*folders: Path) -> str:
        with pytest.raises(InputError) as told:
            build(folders, tmp_path / "atlas")
        assert [one.name for one in tmp_path.iterdir()] == ["runs"]
        return str(told.value)

    (tmp_path / "runs").mkdir()
    single = shutil.copytree(runs["ESP"], tmp_path / "runs/single")
    manifest = json.loads((single / "manifest.json").read_text())
    del manifest["content"]["comparison"]
    (single / "manifest.json").write_text(json.dumps(manifest))
    (single / "scenario.yaml").write_text("")
    assert "is a run of one scenario; an atlas takes comparisons" in refused(single)
    assert "holds ESP, training, moderate, as_they_are too" in refused(runs["ESP"], other("twice"))
    whole = other("whole", country=FRANCE, window="whole")
    assert "the window is whole, that of" in refused(runs["ESP"], whole)


def test_more_than_a_site_takes_is_refused(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.page.atlas.LARGEST", 100_000)
    with pytest.raises(InputError, match="fewer comparisons, options, worlds or closures"):
        build([small], tmp_path / "atlas")
    assert list(tmp_path.iterdir()) == []


def test_every_country_of_the_library_is_on_the_map() -> None:
    drawn = maps({code: code.title() for code in LIBRARY}, {"world": "World", "europe": "Europe"})
    named = {view: re.findall(r'<g data-country="(\w+)">', told) for view, told in drawn.items()}
    near = ["ESP", "FRA", "DEU", "ITA", "ALB", "TUR"]
    assert named == {"world": ["USA", "BRA", "ZAF"], "europe": near}
    for code in LIBRARY:
        assert f'class="country" data-country="{code}"' in drawn["world"]
    assert sum(map(len, drawn.values())) < 120_000


def test_a_map_of_europe_alone_leaves_the_world_out() -> None:
    assert [*maps({"FRA": "France"}, {"world": "", "europe": ""})] == ["europe"]
    assert maps({"XXX": "Nowhere"}, {"world": "", "europe": ""}) == {}
