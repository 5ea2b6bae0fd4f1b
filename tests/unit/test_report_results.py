"""The sentences of the report are true for results of every kind, and no kind of result breaks it."""

from pathlib import Path

import polars as pl
import pytest

import reports
from reports.data.run import Run
from reports.draw.units import effect_scale
from reports.figures.ai_money import AiMoney
from reports.figures.who_gets import WhoGets
from reports.text import Text
from simulator.findings.effects import contrasts, effect
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
    assert "million fewer people would be employed than" in answers(page)[1]
    assert "It would not make up for the jobs lost to AI." in answers(page)[1]
    assert answers(page)[1].endswith("worse")


def test_noise_is_unclear(folder: Path, tmp_path: Path) -> None:
    noise = (1 + 0.2 * (pl.col("replicate") - 1)).cast(pl.Float64)
    noisy = (
        pl.when(pl.col("role") == "policy").then(pl.col("value") * noise).otherwise("value").alias("value")
    )
    page = Page(
        reports.build(changed(folder, tmp_path / "run", results=lambda table: table.with_columns(noisy)))
    )
    assert answers(page)[1].startswith("The effect of the policy on employment is unclear: ")


def test_an_offset_is_judged_by_the_interval(folder: Path, tmp_path: Path) -> None:
    """Nothing is found, and even the upper bound is far below what AI takes."""
    little = 1.0001 + 0.0005 * (pl.col("replicate") - pl.col("replicate").mean())
    row = (pl.col("role") == "no_policy") & (pl.col("indicator") == "employed")

    def apply(table: pl.DataFrame) -> pl.DataFrame:
        moved = table.filter(row).with_columns(pl.lit("policy").alias("role"), pl.col("value") * little)
        kept = (pl.col("role") == "policy") & (pl.col("indicator") == "employed")
        return pl.concat([table.filter(~kept), moved])

    run = changed(folder, tmp_path / "run", results=apply)
    told = answers(Page(reports.build(run)))[1]
    ai, policy = (effect(Run(run), one, "employed") for one in contrasts(Run(run)))
    assert ai is not None
    assert policy is not None
    assert policy.low < 0 < policy.high < -ai.mean / 2
    most, lost = (effect_scale(Run(run), Text("en"), one).show(Text("en"), value)
                  for one, value in ((policy, policy.high), (ai, -ai.mean)))  # fmt: skip
    assert most.endswith("000")
    share = f"{-policy.high / ai.mean:.0%}".replace("%", " %")
    assert f"at most {most} of the {lost} jobs lost to AI ({share})" in told


def test_what_intervals_are_of_is_said_once(folder: Path) -> None:
    assert [told.count("of chance alone") for told in answers(Page(reports.build(folder)))] == [1, 0, 0]


def test_a_title_names_the_parts_told_apart_from_zero_and_no_other(folder: Path, tmp_path: Path) -> None:
    own = (pl.col("role") == "policy") & (pl.col("indicator") == "earned_own_account")
    noise = (pl.col("role") == "policy") & (pl.col("indicator") == "earned_kept")
    value = (
        pl.when(own).then(pl.col("value") * 1.05)
        .when(noise).then(pl.col("value") * (1 + 0.2 * (pl.col("replicate") - pl.col("replicate").mean())))
        .otherwise("value").alias("value")
    )  # fmt: skip
    run = Run(changed(folder, tmp_path / "run", results=lambda table: table.with_columns(value)))
    title = WhoGets(run, Text("en")).finding()
    assert "told apart from zero" in title
    assert "own account +" in title
    assert "profit that companies keep" not in title
    assert "is assumed to leave the country" in AiMoney(run, Text("en")).finding()


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
    kept = ["employed", "unemployment_rate", "price_level"]  # payments are told at first-year prices
    page = Page(
        reports.build(
            changed(
                folder, tmp_path / "run", results=lambda table: table.filter(pl.col("indicator").is_in(kept))
            )
        )
    )
    assert {found["id"] for found, _ in page.all("figure")} == {
        "figure-unemployment", "figure-jobs_difference", "figure-winners_losers", "figure-official",
        "figure-ai_money",
        "figure-path",
        "figure-similar_people",
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
