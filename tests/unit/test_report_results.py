"""The sentences of the report are true for results of every kind, and no kind of result breaks it."""

from pathlib import Path

import polars as pl
import pytest

import reports
from tests.fake_run import make_fake_run
from tests.unit.report_page import Page, answers, as_role, changed, first_seed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("page") / "run", months=36, seeds=3)


def test_no_difference_at_all(folder: Path, tmp_path: Path) -> None:
    same = as_role("policy", "no_policy")
    page = Page(reports.build(changed(folder, tmp_path / "run", results=same, persons=same)))
    assert "the policy would make no relevant difference to employment" in answers(page)[1].lower()
    assert answers(page)[1].endswith("no relevant difference")
    assert "No budget item would move" in page.source


def test_everything_worse(folder: Path, tmp_path: Path) -> None:
    worse = (pl.col("role") == "policy") & (pl.col("indicator") == "employed")
    lower = pl.when(worse).then(pl.col("value") * 0.9).otherwise("value").alias("value")
    page = Page(
        reports.build(changed(folder, tmp_path / "run", results=lambda table: table.with_columns(lower)))
    )
    assert "million fewer people would be in work than" in answers(page)[1]
    assert "It would not offset the loss in the first sentence." in answers(page)[1]
    assert answers(page)[1].endswith("worse")


def test_noise_is_unclear(folder: Path, tmp_path: Path) -> None:
    noise = (1 + 0.2 * (pl.col("replicate") - 1)).cast(pl.Float64)
    noisy = (
        pl.when(pl.col("role") == "policy").then(pl.col("value") * noise).otherwise("value").alias("value")
    )
    page = Page(
        reports.build(changed(folder, tmp_path / "run", results=lambda table: table.with_columns(noisy)))
    )
    assert answers(page)[1].startswith("Whether the policy would move employment is unclear")


def test_one_seed_claims_no_interval(folder: Path, tmp_path: Path) -> None:
    page = Page(
        reports.build(changed(folder, tmp_path / "run", results=first_seed, persons=first_seed, seeds=1))
    )
    for sentence in answers(page):
        assert sentence.startswith("In this single run")
        assert "95" not in sentence
    verdicts = [text for found, text in page.all("td", **{"class": "score"})]
    assert verdicts
    assert all("single run: no interval" in text for text in verdicts)


def test_without_policy_only_ai_is_compared(tmp_path: Path) -> None:
    page = Page(reports.build(make_fake_run(tmp_path / "run", months=12, seeds=2, policy=False)))
    heads = [text for found, text in page.all("th", scope="col")]
    assert "AI against no further AI" in heads
    assert "Policy against no policy" not in page.source
    assert len(answers(page)) == 3


def test_missing_outcomes_leave_gaps_not_errors(folder: Path, tmp_path: Path) -> None:
    kept = ["employed", "unemployment_rate"]
    page = Page(
        reports.build(
            changed(
                folder, tmp_path / "run", results=lambda table: table.filter(pl.col("indicator").is_in(kept))
            )
        )
    )
    assert {found["id"] for found, _ in page.all("figure")} == {
        "figure-unemployment", "figure-jobs_difference", "figure-winners_losers", "figure-ai_money",
        "figure-spread",
    }  # fmt: skip


def test_nothing_to_compare(folder: Path, tmp_path: Path) -> None:
    page = Page(
        reports.build(
            changed(
                folder, tmp_path / "run", results=lambda table: table.filter(pl.col("role") == "no_policy")
            )
        )
    )
    assert "holds nothing to compare" in page.source
