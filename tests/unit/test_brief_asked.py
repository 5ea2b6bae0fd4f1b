"""What a reader asks next: how sure a share is, what a job costs at first, which tests of AI are missed."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from reports.brief.numbers import ai_alone, asked_of
from reports.data.evidence import SEEN, held_out
from reports.data.run import Run
from reports.figures.participants import Participants
from reports.story.others import ALWAYS
from reports.story.sentences import numbers
from reports.text import Text
from simulator.findings.costs import BALANCE, JOBS, made_up
from simulator.findings.effects import effect
from simulator.findings.intervals import Interval, ratio_interval
from simulator.findings.money import deflated
from simulator.findings.participants import After
from simulator.findings.payers import payers
from simulator.findings.windows import settled, windowed
from tests.fake_run import make_fake_run
from tests.unit.report_page import changed, with_policy
from tests.unit.test_report_brief import told

TEXT = Text("en")


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With 30,000 jobs more than AI leaves, and a worse balance."""
    made = make_fake_run(tmp_path_factory.mktemp("asked") / "run", months=36, seeds=4)
    gains = with_policy(employed=30_000.0, public_balance=-1e9)
    return changed(made, made.parent / "more", results=gains)


def test_the_part_made_up_for_has_the_interval_of_a_ratio(more: Path) -> None:
    run = Run(more)
    asked = asked_of(run)
    assert asked is not None
    ai = ai_alone(run, asked)
    assert ai is not None
    share = made_up(run, asked, ai)
    jobs, loss = (effect(run, one, JOBS) for one in (asked, ai))
    assert share is not None
    assert jobs is not None
    assert loss is not None
    assert share.mean == pytest.approx(-jobs.mean / loss.mean)
    assert share.low < share.mean < share.high
    low, high = (TEXT.number(100 * one, 0) for one in (share.low, share.high))
    assert f"({low} to {high}\N{NO-BREAK SPACE}%) of the" in told(more).answer


def test_a_loss_that_may_be_none_leaves_the_share_without_an_interval(
    more: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gained, lost = np.array([9.0, 10.0, 11.0]), np.array([-5.0, 31.0, 40.0])
    unsure = ratio_interval(gained, lost)
    monkeypatch.setattr("reports.brief.answer.made_up", lambda *_: unsure)
    share = TEXT.number(100 * unsure.mean, 0)
    assert f"number to {share}\N{NO-BREAK SPACE}% of the" in told(more).answer


def test_a_job_has_what_is_paid_for_it_at_first(more: Path) -> None:
    run = Run(more)
    asked = asked_of(run)
    assert asked is not None
    paid, jobs = payers(run, asked, run.instruments), effect(run, asked, JOBS)
    assert paid is not None
    assert jobs is not None
    assert settled(run.window) == jobs.window
    gross = TEXT.number(12 * paid.outlay / jobs.mean, -3)
    assert any(
        one.endswith(f"Before anything comes back, 2025–2027: {gross}.") for one in told(more).sides.pays
    )


def test_the_tests_of_ai_that_are_missed_are_named_whatever_the_policy(more: Path) -> None:
    missed = {row["test"] for row in held_out(SEEN) if row["verdict"] == "FAIL"} & set(ALWAYS)
    said = " ".join(told(more).sure)
    for test in ALWAYS:
        assert (TEXT(f"brief.test.{test}") in said) == (test in missed)


def test_a_size_below_what_counts_is_not_rounded_up_to_it(more: Path) -> None:
    run = Run(more)
    asked = asked_of(run)
    assert asked is not None
    found = effect(run, asked, "arop")
    assert found is not None
    just_below = replace(found, mean=0.00298, low=0.0024, high=0.0036, relevant=0.003)
    assert numbers(run, TEXT, just_below)["size"] == "0.298"
    assert numbers(run, TEXT, replace(just_below, mean=0.0031))["size"] == "0.31"
    jobs = effect(run, asked, JOBS)
    assert jobs is not None
    fewer = replace(jobs, mean=19_970.0, low=12_000.0, high=28_000.0, relevant=20_000.0)
    assert numbers(run, TEXT, fewer)["count"] in ("19,970", "19,970 people")


def test_participants_have_every_year_in_the_title_and_not_the_best_one(
    more: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = Participants(Run(more), TEXT)
    monkeypatch.setattr("reports.data.participants.displaced_among", lambda *_: 0.1)
    changes = [Interval(0.006, -0.04, 0.05, 4), Interval(0.064, 0.03, 0.1, 4)]
    figure.after = [After(years, 40, 0.5, 0.5 - one.mean, one) for years, one in enumerate(changes, start=1)]
    assert figure.finding().startswith("The share of a course’s participants at work would differ")
    assert "+0.6 (−4.0 to +5.0) 1 year after; +6.4 (+3.0 to +10.0) 2 years after" in figure.finding()
    figure.after = figure.after[:1]
    assert "is not clear" in figure.finding()


def test_the_balance_at_which_ai_leaves_the_budget_is_that_of_the_run_over_its_gdp(more: Path) -> None:
    run = Run(more)
    balance, gdp = (
        windowed(found, run.window)
        for one in (BALANCE, "gdp")
        if (series := run.series(one, "no_policy")) is not None
        and (found := deflated(run, series, "no_policy", run.scenario)) is not None
    )
    level = f"{100 * (balance / gdp).mean():+.1f}".replace("-", "−")
    [demand] = told(more).demand
    assert re.search(rf"move the public balance by −\d+\.\d\s% of GDP, to {re.escape(level)}\s%", demand)
