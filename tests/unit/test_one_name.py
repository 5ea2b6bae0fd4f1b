"""The same thing has the same name on the page, in the workbook and in the terminal, in each language."""

from html import unescape

import pytest

from reports.data.run import Run
from reports.page.assemble import body
from reports.text import Text, catalogue, languages
from simulator.cli.headline import HEADS
from simulator.findings.headline import headline, shown
from simulator.findings.verdicts import IN_WORDS, Verdict
from simulator.findings.workbook import Told, of_headline, texts
from simulator.indicators import metadata
from tests.fake_run import make_fake_run

TITLES = {str(one["name"]): str(one["label"]) for one in metadata()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(make_fake_run(tmp_path_factory.mktemp("named") / "run", months=24, seeds=2))


@pytest.mark.parametrize("lang", languages())
def test_outcomes_bear_one_name(run: Run, lang: str) -> None:
    """That of the code, translated in one place: no catalogue holds a second one."""
    text = Text(lang)
    page, workbook = unescape(body(run, text)), Told(run.content, text)
    for row in headline(run):
        told = text.declared(TITLES[row.indicator])
        assert told in page, row.indicator
        assert workbook.tell("indicator", of_headline(row)) == told
        assert shown(row)[0].startswith(TITLES[row.indicator])
        assert (told == TITLES[row.indicator]) is (lang == "en"), row.indicator
    assert [one.id for one in catalogue(f"{lang}.po") if str(one.id).startswith("label.")] == []


def test_no_two_indicators_share_a_name() -> None:
    assert len(set(TITLES.values())) == len(TITLES)


@pytest.mark.parametrize("verdict", Verdict)
def test_verdicts_read_the_same(verdict: Verdict) -> None:
    assert Text("en")(f"verdict.{verdict}") == IN_WORDS[verdict]


def test_what_stands_beside_a_headline_reads_the_same() -> None:
    text = Text("en")
    worst, whole = (text(f"scorecard.{one}", year="", mean="").split(",")[0] for one in ("worst", "whole"))
    for name in (worst, whole.removesuffix(": ")):
        assert name in [head.replace("\n", " ") for head in HEADS]
        assert any(name in head.lower() for head in texts("head").values())
