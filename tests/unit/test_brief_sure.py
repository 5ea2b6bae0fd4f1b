"""What a page's first sentences owe a reader: what is missed, and whom AI hits."""

from pathlib import Path

import polars as pl
import pytest

from reports.brief.amounts import people, ranged
from reports.data.evidence import SEEN, Made, held_out
from reports.data.run import Run
from reports.story.others import ALWAYS, MAIN, TESTS
from reports.text import Text, languages
from simulator.findings.effects import by_year, contrast_of, effect
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
    assert "outside their range: Elasticity of unemployment duration to benefit level." in said
    assert said.endswith("That is not the code of this run: numbers may have moved since.")
    code = Run(folder).content["code_hash"]
    monkeypatch.setattr("reports.story.fit.fit_of", lambda iso3: (Made("2026-11-29", code[:6]), rows))
    assert any(one.endswith("unemployment duration to benefit level.") for one in told(folder).sure)


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

    folder = changed(made, tmp_path / "hit", results=hit)
    run, text = Run(folder), Text("en")
    item = effect(run, contrast_of(run), "employment_rate", by="age_group", group="16-24")
    assert item is not None
    [said] = told(folder).demand
    assert "AI would lower work most in the group “16 to 24”" in said
    assert ranged(run, text, item) in said.rpartition("the policy")[2]


def test_an_effect_that_turns_is_told_with_its_last_year(made: Path, tmp_path: Path) -> None:
    jobs = (pl.col("role") == "policy") & (pl.col("indicator") == "employed")
    early = pl.when(pl.col("month") < 12).then(-300_000.0).otherwise(200_000.0)
    folder = changed(made, tmp_path / "turns", results=lambda table: table.with_columns(
        value=pl.col("value") + pl.when(jobs).then(early).otherwise(0.0)))  # fmt: skip
    run, text = Run(folder), Text("en")
    last = by_year(run, contrast_of(run), "employed")[-1]
    [said] = [one for one in told(folder).caveats if "not the same all along" in one]
    assert said.endswith(f"{people(run, text, last, last.mean, signed=True)} in 2027.")


def test_each_test_of_an_instrument_has_a_name_in_each_language() -> None:
    for lang in languages():
        known = {test for tests in (*TESTS.values(), ALWAYS) for test in tests}
        assert known == set(MAIN)
        assert all(Text(lang).has(f"brief.test.{test}{part}") for test in known for part in ("", ".unit"))


def test_a_missed_test_stands_with_what_was_published_and_what_is_found(made: Path) -> None:
    missed = {row["test"] for row in held_out(SEEN) if row["verdict"] == "FAIL"}
    text, said = Text("en"), " ".join(told(made).sure)
    for one in held_out(SEEN):
        asked = one["test"] in (*TESTS["training_programme"], *ALWAYS)
        if asked and one["statistic"] == MAIN[one["test"]] and one["test"] in missed:
            sizes = [text.significant(float(one[key]), 2) for key in ("published", "simulated")]
            name, unit = (text(f"brief.test.{one['test']}{part}") for part in ("", ".unit"))
            assert f"{name} ({unit}: {sizes[0]} published, {sizes[1]} here)" in said
    assert missed & set(TESTS["training_programme"]) == set() or "published, " in said
