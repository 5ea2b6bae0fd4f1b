"""The sentences of the report are true for results of every kind, and no kind of result breaks it."""

from pathlib import Path

import polars as pl
import pytest

import reports
from reports.data.run import Run
from reports.figures.ai import AiMoney
from reports.figures.rows import WhoGets
from reports.text import Text
from tests.fake_run import make_fake_run
from tests.unit.report_page import Change, Page, as_role, changed, first_seed, with_policy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("page") / "run", months=36, seeds=3)


@pytest.mark.parametrize("results", [as_role("policy", "no_policy"), with_policy(employed=-2e6)],
                         ids=["no difference", "fewer jobs"])  # fmt: skip
def test_any_result_has_its_page(folder: Path, tmp_path: Path, results: Change) -> None:
    page = Page(reports.build(changed(folder, tmp_path / "run", results=results)))
    assert {found["id"] for found, _ in page.all("section")} >= {"brief", "of-year", "of-cost", "scorecard"}


def test_a_title_names_the_parts_told_apart_from_zero_and_no_other(folder: Path, tmp_path: Path) -> None:
    own = (pl.col("role") == "policy") & (pl.col("indicator") == "earned_own_account")
    noise = (pl.col("role") == "policy") & (pl.col("indicator") == "earned_kept")
    value = (
        pl.when(own).then(pl.col("value") * 1.05)
        .when(noise).then(pl.col("value") * (1 + 0.2 * (pl.col("replicate") - pl.col("replicate").mean())))
        .otherwise("value").alias("value")
    )  # fmt: skip
    run = Run(changed(folder, tmp_path / "run", results=lambda table: table.with_columns(value)))
    figure = WhoGets(run, Text("en"))
    title = figure.finding()
    assert figure.line("earned_own_account") in title
    assert figure.line("earned_kept") not in title
    assert "is assumed to leave the country" in AiMoney(run, Text("en")).finding()


def test_one_seed_claims_no_interval(folder: Path, tmp_path: Path) -> None:
    page = Page(
        reports.build(changed(folder, tmp_path / "run", results=first_seed, persons=first_seed, seeds=1))
    )
    verdicts = [text for found, text in page.all("td", **{"class": "score"})]
    assert verdicts
    assert all("single run: no interval" in text for text in verdicts)


def test_without_policy_only_ai_is_compared(tmp_path: Path) -> None:
    page = Page(reports.build(make_fake_run(tmp_path / "run", months=12, seeds=2, policy=False)))
    heads = [text for found, text in page.all("th", scope="col")]
    assert "AI against no further AI" in heads
    assert "Policy against no policy" not in page.source


def test_missing_outcomes_leave_gaps_not_errors(folder: Path, tmp_path: Path) -> None:
    kept = ["employed", "unemployment_rate", "price_level"]  # payments are told at first-year prices
    page = Page(
        reports.build(
            changed(
                folder, tmp_path / "run", results=lambda table: table.filter(pl.col("indicator").is_in(kept))
            )
        )
    )
    assert {found["id"] for found, _ in page.all("figure")} == {
        "figure-unemployment", "figure-official",
        "figure-ai_money",
        "figure-path", "figure-jobs_apart",
    }  # fmt: skip


def test_nothing_to_compare(folder: Path, tmp_path: Path) -> None:
    page = Page(
        reports.build(
            changed(
                folder, tmp_path / "run", results=lambda table: table.filter(pl.col("role") == "no_policy")
            )
        )
    )
    assert page.all("section", id="brief")
    assert not page.all("div", **{"class": "numbers"})
