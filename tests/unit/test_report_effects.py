"""Paired effects of the report: interval, verdict, windows, real incomes, missing budget items."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from reports.data.run import Run
from simulator.findings.effects import Contrast, contrasts, effect
from simulator.findings.headline import headline, shown
from simulator.findings.intervals import Interval, bands, mean_interval
from simulator.findings.verdicts import Verdict, judge
from simulator.findings.windows import CUMULATED
from tests.fake_run import make_fake_run

POLICY = Contrast("policy", "policy", "no_policy", "levy_pays_training")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(make_fake_run(tmp_path_factory.mktemp("effects") / "run", months=24, seeds=4))


def test_the_interval_is_students() -> None:
    # Sample 1, 2, 3: mean 2, standard error 1/√3, t(0.975, 2) = 4.302653.
    found = mean_interval(np.array([1.0, 2.0, 3.0]))
    assert (found.mean, found.low, found.high) == pytest.approx(
        (2.0, 2 - 4.302653 / 3**0.5, 2 + 4.302653 / 3**0.5)
    )


def test_one_seed_bears_no_interval() -> None:
    found = mean_interval(np.array([3.0]))
    assert found.mean == 3.0
    assert np.isnan([found.low, found.high]).all()


@pytest.mark.parametrize(
    ("mean", "low", "high", "better", "verdict"),
    [
        (2.0, 1.0, 3.0, "higher", Verdict.BETTER),
        (2.0, 1.0, 3.0, "lower", Verdict.WORSE),
        (-2.0, -3.0, -1.0, "lower", Verdict.BETTER),
        (-2.0, -3.0, -1.0, "none", Verdict.LOWER),
        (2.0, 1.0, 3.0, "none", Verdict.HIGHER),
        (2.0, -1.0, 5.0, "higher", Verdict.UNCLEAR),  # may be nothing
        (0.9, 0.5, 1.3, "higher", Verdict.SMALL_RISE),  # surely something, below what counts
        (0.5, 0.4, 0.6, "higher", Verdict.NONE),  # many seeds do not make a trifle a victory
        (0.0, -0.5, 0.5, "higher", Verdict.NONE),
        (0.0, 0.0, 0.0, "higher", Verdict.NONE),
        (5.0, np.nan, np.nan, "higher", Verdict.SINGLE),
    ],
)
def test_a_verdict_needs_interval_and_size(
    mean: float, low: float, high: float, better: str, verdict: Verdict
) -> None:
    seeds = 1 if np.isnan(low) else 6
    assert judge(Interval(mean, low, high, seeds), 1.0, better) is verdict


def test_an_effect_is_the_mean_of_the_paired_differences(run: Run) -> None:
    found = effect(run, POLICY, "employed")
    rows = run.results.filter(
        (pl.col("indicator") == "employed") & (pl.col("by") == "total") & (pl.col("month") > 0)
    )
    means = {role: rows.filter(pl.col("role") == role)["value"].mean() for role in ("policy", "no_policy")}
    assert found is not None
    assert found.n == 4
    assert found.mean == pytest.approx(means["policy"] - means["no_policy"])  # type: ignore[operator]
    assert found.base == pytest.approx(means["no_policy"])


def test_the_smallest_relevant_effect_grows_with_a_sum(run: Run) -> None:
    found = effect(run, POLICY, "displaced", CUMULATED)
    assert found is not None
    assert found.relevant == run.metadata["displaced"]["smallest_relevant"] * 24


def test_real_income_is_deflated_by_the_prices_of_its_own_role(run: Run) -> None:
    doubled = pl.when(pl.col("role") == "policy").then(2.0).otherwise(1.0)
    money = pl.col("indicator").is_in(["disposable_income", "price_level"])
    dear = Run(run.folder)
    dear.results = run.results.with_columns(
        pl.when(money).then(pl.col("value") * doubled).otherwise("value").alias("value")
    )
    for by, group in (("total", "all"), ("income_decile", "3")):
        kwargs = {"by": by, "group": group}
        expected = effect(run, POLICY, "disposable_income", relative=True, **kwargs)
        found = effect(dear, POLICY, "disposable_income", relative=True, **kwargs)
        assert expected is not None
        assert found is not None
        assert found.mean == pytest.approx(expected.mean)


def test_a_budget_item_that_a_role_lacks_is_zero_there(run: Run) -> None:
    without = Run(run.folder)
    levy = (pl.col("indicator") == "revenue_automation_levy") & (pl.col("role") == "no_policy")
    without.results = run.results.filter(~levy)
    found = effect(without, POLICY, "revenue_automation_levy")
    assert found is not None
    assert found.base == 0.0
    assert found.mean > 0
    assert effect(without, replace(POLICY, base="nobody"), "employed") is None


def test_contrasts_of_a_run_without_policy(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=12, seeds=2, policy=False))
    assert [item.name for item in contrasts(run)] == ["ai"]


def test_bands_are_the_interval_of_each_month() -> None:
    sample = np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]])
    mean, low, high = bands(sample)
    assert mean.tolist() == [2.0, 5.0]
    first = mean_interval(sample[:, 0])
    assert (low[0], high[0]) == (first.low, first.high)
    assert low[1] == high[1] == 5.0


def test_a_headline_shows_a_level_and_its_effect_with_the_same_decimals(run: Run) -> None:
    for label, level, mean, interval, verdict in (shown(row) for row in headline(run) if not row.of_gdp):
        assert len({len(number.partition(".")[2]) for number in (level, mean)}) == 1, label
        assert interval.startswith("[")
        assert "_" not in verdict
