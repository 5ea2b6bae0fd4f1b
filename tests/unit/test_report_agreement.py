"""The report and the headline that `sim run` prints say the same: words, windows, verdicts."""

from unittest.mock import patch

import pytest

from reports.data.run import Run
from reports.story.scorecard import ROWS, answered, scorecard
from reports.text import Text
from simulator.findings.effects import contrasts
from simulator.findings.headline import headline, shown
from tests.fake_run import make_fake_run

GRID = [-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(make_fake_run(tmp_path_factory.mktemp("agreement") / "run", months=36, seeds=4))


def test_headline_and_scorecard_agree_on_a_run(run: Run) -> None:
    relative = {one.indicator for rows in ROWS.values() for one in rows if one.measure == "relative"}
    told = {
        (row.indicator, contrast.name, score.numbers[0].data["measure"] == "of_gdp"):
            (score.numbers[0].value, score.verdict)
        for _, rows in scorecard(run, Text("en"))
        for row in rows
        for contrast, score in zip(contrasts(run), row.scores, strict=True)
    }  # fmt: skip
    compared = 0
    for row in headline(run):
        if row.indicator in relative and row.of_gdp:
            continue  # the page has it in % already
        if (row.indicator, row.comparison, row.of_gdp) not in told:
            assert (row.indicator, row.comparison, not row.of_gdp) in told  # one measure of it is enough
            continue
        value, said = told[row.indicator, row.comparison, row.of_gdp]
        assert said == row.verdict, row.indicator
        if row.indicator in relative or value is None:
            continue
        factor = value / row.effect.mean if row.effect.mean else 1.0
        assert any(factor == pytest.approx(known) for known in (1.0, 100.0, 1e-6, 12e-9, 12e-6))
        compared += 1
    assert compared > 15


def test_a_headline_shows_no_more_decimals_than_the_seeds_tell(run: Run) -> None:
    rows = {row.indicator: row for row in headline(run) if not row.of_gdp}
    told = {name: shown(row) for name, row in rows.items()}
    for label, level, mean, interval_, verdict_ in told.values():
        decimals = {len(number.partition(".")[2]) for number in (level, mean)}
        assert len(decimals) == 1, label
        assert interval_.startswith("[")
        assert "_" not in verdict_
    assert told["displaced"][0].endswith("whole run (people)")
    assert told["public_balance"][0].endswith("(billion EUR of 2025/year)")
    assert "%; pp" in told["unemployment_rate"][0]


def test_a_changed_law_answers_a_clause_and_d5_holds_what_firms_that_gain_pay(run: Run) -> None:
    levies = ("automation_levy", "wealth_tax", "payroll_training_levy")
    families = dict.fromkeys(levies, "contribute") | {"youth_guarantee": "adapt", "public_savings": "shape"}
    policies = [{name: {}} for name in families]
    own = {"policies": policies, "law": {"minimum_wage": "+10 %", "retirement_age": "+1"}}
    content = run.content | {"families": families, "scenarios": {"mine": own, "law": {**own, "policies": []}}}
    with patch.object(run, "content", content):
        assert answered(run, "mine") == {
            "d3": ["payroll_training_levy", "youth_guarantee"],
            "d5": ["automation_levy"],
            "d6": ["wealth_tax", "law.minimum_wage"],
        }
        assert answered(run, "law") == {"d6": ["law.minimum_wage"]}
