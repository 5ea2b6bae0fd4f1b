"""The site is built whole with no dead link and asks nobody; its chapters hold every parameter."""

import re
from pathlib import Path

import pytest

from tests.site import ROOT, build, built

CHAPTERS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs/model").glob("*.md")}
TAG = r"<(?:script|link|img|iframe|source|video)\b[^>]*?"
FETCHED = re.compile(TAG + r"(?:src|href)=[\"']?(https?:)?//", re.IGNORECASE)
IMPORTED = re.compile(r"url\(.?https?:")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"))


def test_pages_and_styles_fetch_nothing_from_outside(site: Path) -> None:
    """Links that a reader follows may lead outside; scripts, styles, fonts and pictures lie in the site."""
    pages = list(site.rglob("*.html"))
    assert len(pages) > 200
    own = [page for page in pages if "example" not in page.parts]  # a report, which has tests of its own
    assert not [page.name for page in own if FETCHED.search(page.read_text(encoding="utf-8"))]
    sheets = [sheet.read_text(encoding="utf-8") for sheet in site.rglob("*.css")]
    assert not [sheet for sheet in sheets if IMPORTED.search(sheet)]


def test_search_works_without_a_server(site: Path) -> None:
    assert (site / "search/search_index.js").stat().st_size > 100_000
    assert (site / "assets/iframe-worker.js").is_file()
    assert "iframe-worker.js" in (site / "index.html").read_text(encoding="utf-8")


def test_a_chapter_holds_numbers_and_code(site: Path) -> None:
    chapter = (site / "model/ai.html").read_text(encoding="utf-8")
    assert re.search(r"<code>task_dispersion</code></td>\s*<td>[a-zA-Z]", chapter)
    assert (site / "repo/simulator/core/frontier.py.html").is_file()


def test_links_lead_to_the_file_that_they_lead_to_in_the_repository(site: Path) -> None:
    start = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="repo/CONTRIBUTING.html"' in start
    chapter = (site / "model/state.html").read_text(encoding="utf-8")
    assert 'href="../repo/simulator/core/maths.py.html"' in chapter


def test_history_is_no_part_of_the_site_and_nothing_links_into_it(site: Path) -> None:
    assert not (site / "history").exists()
    assert "Decision records" not in (site / "search/search_index.js").read_text(encoding="utf-8")
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    others = [page for page in pages if "history" not in page.parts]
    link = re.compile(r"\]\([^)]*\bhistory/[^)]*\)")
    assert [page.name for page in others if link.search(page.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_parameters_that_a_chapter_names_are_declared(chapter: str) -> None:
    reference = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    named = [name for line in re.findall(r"^Parameters: .*$", CHAPTERS[chapter], re.MULTILINE)
             for name in re.findall(r"`(\w+)`", line)]  # fmt: skip
    assert [name for name in named if f"| `{name}` " not in reference] == []


def test_every_parameter_of_the_model_stands_in_a_chapter() -> None:
    reference = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    own = reference[reference.index("## Parameters") : reference.index("### Closure")]
    declared = set(re.findall(r"^\| `(\w+)`(?: \([^)]*\))? \|", own, re.MULTILINE)) - {
        "frozen"
    }  # of the world `none` alone
    lines = re.findall(r"^Parameters: .*$", "\n".join(CHAPTERS.values()), re.MULTILINE)
    told = "name it in a line `Parameters:` of docs/model"
    assert declared - set(re.findall(r"`(\w+)`", "\n".join(lines))) == set(), told


def test_a_dead_link_stops_the_build(tmp_path: Path) -> None:
    page = tmp_path / "docs/index.md"
    page.parent.mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nstrict: true\nvalidation: {links: {anchors: warn}}\n", encoding="utf-8"
    )
    page.write_text("# x\n\n[there](#here)\n", encoding="utf-8")
    told = built(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert told.returncode == 1
    assert "#here" in told.stderr
