"""What is better while the state buys more, or while people sit in courses, is told and not judged."""

from pathlib import Path

import pytest

from reports.data.run import Run
from reports.story.sentences import verdict_word
from reports.text import Text, languages
from simulator.findings.asked import contrast_of
from simulator.findings.effects import effect
from simulator.findings.slack import slack
from simulator.findings.unjudged import MANAGED
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


def test_purchases_take_the_verdict_from_what_they_hold_up(made: Path, tmp_path: Path) -> None:
    more = {"real_disposable_income": 100.0, "employed": 200_000.0}
    alone = changed(made, tmp_path / "alone", results=with_policy(**more))
    held = changed(made, tmp_path / "held", results=with_policy(**more, **{MANAGED: 6e9}))
    assert verdict(alone, "real_disposable_income") is Verdict.BETTER
    assert verdict(alone, "employed") is Verdict.BETTER
    assert verdict(held, "real_disposable_income") is Verdict.HIGHER_NOT_JUDGED
    assert verdict(held, "employed") is Verdict.HIGHER_NOT_JUDGED
    made_more = changed(made, tmp_path / "hour", results=with_policy(productivity=4.0, **{MANAGED: 6e9}))
    assert verdict(made_more, "productivity") is Verdict.HIGHER_NOT_JUDGED
    run = Run(held)
    taxed = changed(made, tmp_path / "taxed", results=with_policy(public_balance=6e9, **{MANAGED: 6e9}))
    assert verdict(taxed, "public_balance") is Verdict.HIGHER_NOT_JUDGED  # purchases bring in taxes
    found = effect(run, contrast_of(run), "employed")
    assert found is not None
    assert found.seen is Verdict.BETTER
    assert verdict_word(run, Text("en"), found).startswith("higher, with public purchases up by 4")


def test_worse_in_spite_of_purchases_stands_and_so_does_what_they_cost(made: Path, tmp_path: Path) -> None:
    fewer = {"employed": -200_000.0, "public_balance": -6e9, MANAGED: 6e9}
    folder = changed(made, tmp_path / "run", results=with_policy(**fewer))
    assert verdict(folder, "employed") is Verdict.WORSE
    assert verdict(folder, "public_balance") is Verdict.WORSE
    spared = changed(made, tmp_path / "less", results=with_policy(**{"employed": -200_000.0, MANAGED: -6e9}))
    assert verdict(spared, "employed") is Verdict.WORSE


def test_what_is_poorer_while_the_state_buys_less_is_not_judged_either(made: Path, tmp_path: Path) -> None:
    poorer = {"real_disposable_income": -100.0, "public_balance": -6e9}
    alone = changed(made, tmp_path / "more", results=with_policy(**poorer, **{MANAGED: 6e9}))
    less = changed(made, tmp_path / "less", results=with_policy(**poorer, **{MANAGED: -6e9}))
    assert verdict(alone, "real_disposable_income") is Verdict.WORSE
    assert verdict(less, "real_disposable_income") is Verdict.LOWER_NOT_JUDGED
    assert verdict(less, "public_balance") is Verdict.WORSE
    run = Run(less)
    found = effect(run, contrast_of(run), "real_disposable_income")
    assert found is not None
    assert found.seen is Verdict.WORSE
    assert verdict_word(run, Text("en"), found).startswith("lower, with public purchases down by 4")


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
