"""Sums that a reader checks line by line: the budget's items, and what they add up to."""

from pathlib import Path

import pytest

from reports.data.run import Run
from reports.figures.budget_items import BudgetItems
from reports.figures.debt import Debt
from reports.story.baseline import baseline
from reports.story.quoted import is_quoted
from reports.text import Text
from simulator.experiment import run as experiment
from simulator.findings.effects import effect
from tests.fake_run import make_fake_run
from tests.small import small, written


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A real economy, a small one: the fake run's numbers obey no accounts."""
    scenario = small(policies=(written("training_programme", {"months": 6}),))
    return Run(experiment.run(scenario, out=tmp_path_factory.mktemp("sums") / "run").path)


def test_items_add_up_to_the_balance_that_ends_the_table(run: Run) -> None:
    figure = BudgetItems(run, Text("en"))
    rows = figure.table().rows
    for contrast, items in figure.items.items():
        sign = {"revenue_": 1.0, "spending_": -1.0}
        total = sum(sign[item.indicator.split("_")[0] + "_"] * item.mean for item in items)
        balance = effect(run, contrast, "public_balance")
        assert balance is not None
        assert total == pytest.approx(balance.mean, rel=1e-6, abs=1e3)
        named = [row[1].text for row in rows if row[0].text == figure.text(f"contrast.{contrast.name}")]
        assert named[-1] == figure.text("budget.sum")


def test_no_level_of_debt_is_shown_after_2030(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=96, seeds=2))
    assert is_quoted(run, "debt_ratio", 71)
    assert not is_quoted(run, "debt_ratio", 72)
    assert is_quoted(run, "gini", 72)
    table = baseline(run, Text("en"))
    row = next(row for row in table.rows if row[0].text.startswith("Public debt"))
    told = dict(zip(table.columns[1:], row[1:], strict=True))
    assert told["2030"].value is not None
    assert (told["2031"].value, told["2031"].text) == (None, "not quoted")
    figure = Debt(run, Text("en"))
    assert all("level" not in cell.data for line in figure.table().rows for cell in line)
    assert "Difference" in figure.subtitle()
