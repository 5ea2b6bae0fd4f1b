"""What is better while people sit in courses, or while fewer work, is told and not judged."""

from pathlib import Path

import pytest

from reports.data.run import Run
from reports.story.sentences import verdict_word
from reports.text import Text, languages
from simulator.findings.effects import contrast_of, effect, slack
from simulator.findings.verdicts import Verdict
from tests.fake_run import make_fake_run
from tests.unit.report_page import changed, with_policy


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("unjudged") / "run", months=36, seeds=4)


def verdict(folder: Path, indicator: str, comparison: str = "policy") -> Verdict:
    run = Run(folder)
    found = effect(run, contrast_of(run, comparison), indicator)
    assert found is not None
    return found.verdict


def test_people_in_courses_are_no_fall_in_unemployment(made: Path, tmp_path: Path) -> None:
    fewer = {"unemployed": -300_000.0, "unemployment_rate": -0.012}
    found = changed(made, tmp_path / "work", results=with_policy(**fewer, in_training=-150_000.0))
    taught = changed(made, tmp_path / "taught", results=with_policy(**fewer, in_training=400_000.0))
    assert verdict(found, "unemployment_rate") is Verdict.BETTER
    assert verdict(taught, "unemployment_rate") is Verdict.LOWER_NOT_JUDGED
    run = Run(taught)
    without_work, one = slack(run, contrast_of(run)), effect(run, contrast_of(run), "unemployed")
    courses = effect(run, contrast_of(run), "in_training")
    assert without_work is not None
    assert one is not None
    assert courses is not None
    assert without_work.mean == pytest.approx(one.mean + courses.mean)
    assert without_work.verdict is Verdict.HIGHER  # some come from outside the labour force
    for lang in languages():
        told = effect(run, contrast_of(run), "unemployment_rate")
        assert told is not None
        assert verdict_word(run, Text(lang), told) != Text(lang)(f"verdict.{told.verdict}")


def test_unemployment_that_is_lower_while_fewer_work_is_told_with_them(made: Path, tmp_path: Path) -> None:
    """Who stops looking is no longer unemployed, and has found no work."""
    fewer = {"unemployed": -300_000.0, "unemployment_rate": -0.012}
    left = changed(made, tmp_path / "left", results=with_policy(**fewer, employed=-400_000.0))
    assert verdict(left, "employed") is Verdict.WORSE
    assert verdict(left, "unemployment_rate") is Verdict.LOWER_NOT_JUDGED
    run = Run(left)
    found = effect(run, contrast_of(run), "unemployment_rate")
    assert found is not None
    assert found.seen is Verdict.BETTER
    words = {verdict_word(run, Text(lang), found) for lang in languages()}
    assert any("fewer employed people" in one for one in words)
    assert len(words) == len(languages())
