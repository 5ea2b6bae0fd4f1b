"""The gallery: an index of finished comparisons, in three languages, that has no number of its own."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reports.page import gallery
from simulator.experiment.plan import comparison_of
from tests.unit import fake_options
from tests.unit.page_numbers import Files, Numbers, statistic
from tests.unit.report_page import Page, changed, packed_pages
from tests.unit.test_report_translated import ENGLISH, Shown

FRANCE = {"iso3": "FRA", "name": "France", "names": {"fr": "France", "es": "Francia"}, "currency": "EUR",
          "vintage": "2024", "weight": 2000.0}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two countries, and a run that is no comparison."""
    out = tmp_path_factory.mktemp("gallery")
    fake_options.run(out / "esp", comparison_of(fake_options.OPTIONS, worlds=["moderate", "rapid"]))
    shutil.copytree(out / "esp", out / "one")
    manifest = json.loads((out / "one/manifest.json").read_text())
    del manifest["content"]["comparison"]
    (out / "one/scenario.yaml").write_text("")
    (out / "one/manifest.json").write_text(json.dumps(manifest))
    changed(out / "esp", out / "fra", country=FRANCE)
    gallery.build(out)
    return out


def test_it_links_to_every_comparison_and_to_nothing_else(folder: Path) -> None:
    page = Page(folder / "index.html")
    links = [found["href"] for found, _ in page.all("a") if not found["href"].startswith("#")]
    assert links == ["fra/report.html#lang=en", "esp/report.html#lang=en"]
    assert [text for _, text in page.all("h2")] == ["One option in all countries", "France", "Spain"]
    assert not page.all("link")
    assert not [found for tag, found, _ in page.elements if found.get("src")]
    assert len(page.source) < 500_000
    assert "plotly" not in page.source.split("<script>")[0]


def test_every_number_is_in_the_folder_of_its_country(folder: Path) -> None:
    files = {code: Files(folder / code.lower()) for code in ("ESP", "FRA")}
    found = [data for _, data in Numbers(folder / "index.html").found if "country" in data]
    assert {data["country"] for data in found} == set(files)
    assert len(found) == 2 * 2 * 2 * len(gallery.BETWEEN)  # countries × worlds × options
    for data in found:
        told = statistic(files[data["country"]].difference(data), data["stat"]) * float(data["scale"])
        assert told == pytest.approx(float(data["value"]), rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(("lang", "head"), [("fr", "Une option dans tous les pays"),
                                            ("es", "Una opción en todos los países")])  # fmt: skip
def test_the_other_languages_are_packed_in_it_and_hold_no_english(folder: Path, lang: str, head: str) -> None:
    source = (folder / "index.html").read_text()
    html = packed_pages(source)[f"{lang}-0"]
    assert head in html
    assert f"report.html#lang={lang}" in html
    words = Shown(html).words
    assert [text for text in words if ENGLISH.search(text)] == []


def test_a_folder_without_comparisons_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no finished comparison"):
        gallery.build(tmp_path)


def test_one_command_compares_what_the_library_has_and_builds_the_index() -> None:
    printed = subprocess.run(["make", "-n", "gallery", "GALLERY=--quick"], capture_output=True, text=True,
                             check=True, cwd=Path(__file__).parents[2]).stdout  # fmt: skip
    names = ("adapt", "compensate", "contribute_and_share", "declaration_mix")
    for iso in ("esp", "usa"):
        options = " ".join(f"scenarios/{iso}/{one}.yaml" for one in names)
        assert f"sim compare {options} --quick --resume --out runs/gallery/{iso}" in printed
    assert "dnk" not in printed
    assert printed.rstrip().endswith("python -m reports.page.gallery runs/gallery")


def test_an_example_is_committed_that_says_how_it_was_made() -> None:
    folder = Path(__file__).parents[2] / "docs/example"
    page = (folder / "comparison.html").read_text()
    assert len(page.encode()) < 6e6
    packed = packed_pages(page)
    for lang in ("es", "fr"):  # every language, under the second closure too
        assert packed[f"{lang}-1"].lstrip().startswith(f'<div id="page" lang="{lang}"')
    command = re.search(r"<code>(sim compare [^<]+)</code>", page)
    assert command
    assert {"--quick", "esp/adapt", "esp/declaration_mix"} <= set(command[1].split())
    assert "make example" in (folder / "README.md").read_text()
