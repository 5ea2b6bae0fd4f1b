"""What readers could not defend: what a job costs, one tenth, years before a policy."""

import re
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from reports.brief.amounts import ranged
from reports.data.run import Run
from reports.text import Text
from simulator.findings.costs import cost_of
from simulator.findings.deciles import DECILE, LEFT
from simulator.findings.differing import differing
from simulator.findings.effects import by_year, contrast_of, effect
from simulator.findings.windows import WHOLE
from tests.fake_run import make_fake_run
from tests.unit.report_page import changed, with_policy
from tests.unit.test_report_brief import told


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("brief") / "run", months=36, seeds=4)


def test_a_job_costs_what_the_balance_loses(made: Path, tmp_path: Path) -> None:
    more = with_policy(employed=100_000.0, public_balance=-2e9)
    folder = changed(made, tmp_path / "more", results=more)
    run, said = Run(folder), told(folder)
    whole = cost_of(run, contrast_of(run))
    jobs, balance = (effect(run, contrast_of(run), one) for one in ("employed", "public_balance"))
    assert jobs is not None
    assert balance is not None
    assert whole is not None
    assert whole.ratio.mean == pytest.approx(-12 * balance.mean / jobs.mean)
    [job] = [one for one in said.sides.pays if one.startswith("Each additional job")]
    assert f"{Text('en').number(whole.ratio.mean, -3)} euros a year (95 % CI" in job
    assert said.answer.endswith("a year worse.")


def test_the_part_made_up_for_is_told_over_the_whole_run_too(tmp_path: Path) -> None:
    longer = make_fake_run(tmp_path / "longer", months=84, seeds=4)
    late = (pl.col("role") == "policy") & (pl.col("indicator") == "employed") & (pl.col("month") > 48)
    folder = changed(longer, tmp_path / "late", results=lambda table: table.with_columns(
        value=pl.col("value") + pl.when(late).then(60_000.0).otherwise(0.0)))  # fmt: skip
    told_so = re.search(r"number to (\d+)\s% .* of the [\d,]+ that AI would cost "
                        r"\(over 2025–2031: (\d+)\s% of the loss\)", told(folder).answer)  # fmt: skip
    assert told_so
    assert int(told_so[2]) < int(told_so[1])


def test_public_employers_jobs_stand_in_the_text_where_ai_costs_some(made: Path, tmp_path: Path) -> None:
    public = effect(Run(made), contrast_of(Run(made), "ai"), "public_employees")
    assert public is not None
    [demand] = told(made).demand
    assert f"with public employers by {ranged(Run(made), Text('en'), public)}." in demand
    is_public = pl.col("indicator") == "public_employees"
    kept = changed(made, tmp_path / "kept", results=lambda table: table.with_columns(
        value=pl.when(is_public).then(3e6).otherwise(pl.col("value"))))  # fmt: skip
    assert "public employers" not in told(kept).demand[0]


def test_a_job_has_its_cost_over_the_whole_run_beside_where_that_is_longer(tmp_path: Path) -> None:
    longer = make_fake_run(tmp_path / "longer", months=84, seeds=4)
    late = (pl.col("role") == "policy") & (pl.col("indicator") == "employed") & (pl.col("month") > 24)

    def more(table: pl.DataFrame) -> pl.DataFrame:
        spent = with_policy(public_balance=-1e9)(table)
        return spent.with_columns(value=pl.col("value") + pl.when(late).then(300_000.0).otherwise(0.0))

    folder = changed(longer, tmp_path / "late", results=more)
    run, text = Run(folder), Text("en")
    whole, usual = (cost_of(run, contrast_of(run), window=one) for one in (WHOLE, None))
    assert whole is not None
    assert usual is not None
    assert whole.ratio.mean > usual.ratio.mean
    [job] = [one for one in told(folder).sides.pays if one.startswith("Each additional job")]
    assert f"On average over 2025–2031: {text.number(whole.ratio.mean, -3)}" in job


def test_a_tenth_has_one_number_on_the_brief_and_in_the_scorecard(made: Path, tmp_path: Path) -> None:
    tenth = (pl.col("indicator") == LEFT) & (pl.col("by") == DECILE) & (pl.col("role") == "policy")
    folder = changed(made, tmp_path / "tenth", results=lambda table: table.with_columns(
        value=pl.col("value") + pl.when(tenth).then(50.0).otherwise(0.0)))  # fmt: skip
    run, text = Run(folder), Text("en")
    ends = [effect(run, contrast_of(run), LEFT, by=DECILE, group=one) for one in ("1", "10")]
    [told_of] = [one for one in told(folder).sides.gains if "then the poorest" in one]
    assert all(item is not None and ranged(run, text, item) in told_of for item in ends)


def test_years_before_the_policy_are_told_as_such(made: Path, tmp_path: Path) -> None:
    """No year of the mean, and no best year, is one in which nothing can differ."""
    early = (pl.col("role") == "policy") & (pl.col("month") <= 24)
    same = ["indicator", "by", "group", "month", "replicate"]

    def later(table: pl.DataFrame) -> pl.DataFrame:
        without = table.filter(pl.col("role") == "no_policy").select(*same, other="value")
        joined = table.join(without, on=same, how="left", maintain_order="left")
        value = pl.when(early).then("other").otherwise("value")
        return joined.with_columns(value=value).drop("other")

    folder = changed(made, tmp_path / "later", results=later)
    told_of = told(folder).numbers[0].beside
    assert any("(nothing differs before 20" in one for one in told_of)
    run = Run(folder)
    own = by_year(run, contrast_of(run), "public_balance")
    assert own[0].mean == 0
    assert differing(own) == own[2:]


def test_who_joins_from_outside_the_labour_force_has_not_lost_work(made: Path, tmp_path: Path) -> None:
    joined = {"employed": 50_000.0, "unemployed": -100_000.0, "in_training": 170_000.0}
    outside = changed(made, tmp_path / "outside", results=with_policy(**joined, inactive=-120_000.0))
    said = " ".join(told(outside).caveats)
    assert re.search(r"1[12]\d,000 more people, who would otherwise be outside the labour force", said)
    assert "from the money spent on them, one run does not tell apart" in said
    assert re.search(r"Unemployed alone: −\d+,\d00\speople", said)
    fewer = changed(made, tmp_path / "fewer",
                    results=with_policy(employed=-50_000.0, in_training=170_000.0))  # fmt: skip
    assert "outside the labour force" not in " ".join(told(fewer).caveats)
    assert "one run does not tell apart" not in " ".join(told(fewer).caveats)  # of jobs that there are


def test_how_many_jobs_recent_participants_hold_is_told_where_enough_are_traced(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = with_policy(employed=50_000.0, in_training=170_000.0)
    trained = changed(made, tmp_path / "trained", results=both)
    after = [SimpleNamespace(change=SimpleNamespace(mean=0.03))] * 3
    monkeypatch.setattr("reports.data.participants.afterwards", lambda *_: after)
    monkeypatch.setattr("reports.data.participants.displaced_among", lambda *_: 0.008)
    said = " ".join(told(trained).caveats)
    held = re.search(
        r"about (\d+),\d00 would be the net gain of people seen in a course in one of the last 3", said
    )
    courses = re.search(r"(\d+),\d00 people would be in courses", said)
    assert held, said
    assert courses, said
    assert int(held[1]) == pytest.approx(0.09 * int(courses[1]), abs=1.0)
    assert re.search(
        r"courses, 0\.8\s% had been laid off by AI in the three years before\.$", told(trained).demand[0]
    )
    assert "Layoffs by AI over the whole run would change by" in said
    assert "one run does not tell apart" not in said
