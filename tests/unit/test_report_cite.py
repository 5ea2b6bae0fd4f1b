"""How to cite a run: a BibTeX entry that TeX sets as it stands, and the page that offers it."""

import re

import pytest

import reports
from reports.data.run import Run
from reports.story.contents import scenario_text
from reports.story.settings import citations, tex
from reports.text import Text
from tests.fake_run import make_fake_run
from tests.unit.report_page import unfolded


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(make_fake_run(tmp_path_factory.mktemp("cite") / "run", months=24, seeds=2))


def test_an_entry_names_simulator_scenario_country_and_run(run: Run) -> None:
    _, entry = citations(run, Text("en"), scenario_text(run, "title"))
    run_id = run.content["run_id"]
    assert entry.startswith(f"@misc{{simulation-{run_id},\n")
    for words in ("title = {{Retraining, paid by an automation levy}}", f"Spain, simulation run {run_id}"):
        assert words in entry
    assert re.search(r"year = \{20\d\d\}", entry)
    version = run.content["versions"]["labour-displacement-simulator"]
    assert f"howpublished = {{Labour displacement simulator {version}}}" in entry


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("25 % & more_", r"25 \% \& more\_"),
        ("a {b}\nc", r"a \{b\} c"),
        ("\\x^~", r"\textbackslash{}x\textasciicircum{}\textasciitilde{}"),
    ],
)
def test_signs_of_tex_are_escaped(written: str, set_as: str) -> None:
    assert tex(written) == set_as


def test_a_title_cannot_close_the_entry(run: Run) -> None:
    _, entry = citations(run, Text("en"), "x}},\n evil = {y")
    assert r"title = {{x\}\}, evil = \{y}}" in entry
    assert len(re.findall(r"^\s*\w+ = ", entry, re.M)) == 5


def test_the_page_offers_the_entry(run: Run) -> None:
    page = unfolded(reports.build(run.folder))
    run_id = run.content["run_id"]
    assert f"@misc{{simulation-{run_id}," in page
    assert f'download="{run_id}.bib"' in page
