"""What a page's first sentences owe a reader: what is missed, and whom AI hits."""

import re
from pathlib import Path

import polars as pl
import pytest

from reports.data.evidence import Made
from tests.fake_run import make_fake_run
from tests.unit.report_page import changed
from tests.unit.test_report_brief import told


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("brief") / "run", months=36, seeds=4)


def test_what_experiments_measure_outside_its_range_is_named(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a run files as not measured may have been measured apart, and missed."""
    found = {"duration elasticity benefit level": "0.85", "okun coefficient": "0.5", "mpc mean": ""}
    rows = [{"target": one, "first_year": value, "low": "0.3", "high": "0.8"} for one, value in found.items()]
    targets = [{"target": one, "verdict": "not measured", "provenance": "recalled"} for one in found]
    monkeypatch.setattr("reports.story.fit.fit_of", lambda iso3: (Made("2026-11-29", "abc"), rows))
    folder = changed(made, tmp_path / "missed", targets=targets)
    [said] = [one for one in told(folder).sure if one.startswith("Experiments apart")]
    assert said.startswith("Experiments apart from this run measure 2 more figures (November 29, 2026)")
    assert said.endswith("outside their range: Elasticity of unemployment duration to benefit level.")


def test_failed_tests_of_what_is_asked_are_named(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"statistic": "gain", "verdict": "FAIL", "published": "1.2"}
    rows = [{"test": "V13", "from": "-0.7", "to": "-0.3", **row},
            {"test": "V14", "from": "-0.1", "to": "0.3", **row},
            {"test": "V18", "from": "-0.1", "to": "0.3", **row}]  # fmt: skip
    monkeypatch.setattr("reports.story.others.held_out", lambda names: rows)
    assert " ".join(told(made).sure).endswith(
        "Of what is asked here it misses: what training is worth to the displaced (even in sign); "
        "what sectoral training is worth."
    )


def test_whom_ai_hits_most_is_told_with_what_the_policy_does_there(made: Path, tmp_path: Path) -> None:
    young = (pl.col("indicator") == "employment_rate") & (pl.col("group") == "16-24")

    def hit(table: pl.DataFrame) -> pl.DataFrame:
        with_ai = young & (pl.col("role") != "no_ai")
        return table.with_columns(value=pl.col("value") - pl.when(with_ai).then(0.2).otherwise(0.0))

    [said] = told(changed(made, tmp_path / "hit", results=hit)).demand
    assert "AI would lower work most in the group “16 to 24”" in said
    assert re.search(r"the policy (would change that by|changes that is unclear)", said)
