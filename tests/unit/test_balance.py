"""A balanced budget from scenario to run folder: the rate, the gap, resuming, jobs, and what is told."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import reports
from simulator.cli.headline import told
from simulator.experiment.conduct import Summary
from simulator.experiment.ensemble import RunInterruptedError
from simulator.experiment.solve import TOLERANCE
from simulator.scenario.financing import Balancing
from simulator.store import manifest
from tests import experiment
from tests.fake_run import FakeModel
from tests.unit import fake_budget
from tests.unit.fake_budget import BASE, COST, INTEREST, balanced_scenario
from tests.unit.report_page import Page

FILES = (*manifest.HASHED_FILES, "tables.xlsx")


def run(out: Path, model: Any = fake_budget.simulate, scenario: Any = None, **options: Any) -> Summary:
    return experiment.run(scenario or balanced_scenario(), out=out, model=FakeModel(model), **options)


def final_gap(path: Path) -> float:
    """The gap as a reader of the results would compute it, from debt at the end."""
    table = pl.read_parquet(path / "results.parquet").filter(pl.col("by") == "total")

    def of(role: str, indicator: str) -> Any:
        rows = table.filter((pl.col("role") == role) & (pl.col("indicator") == indicator))
        return rows.sort("replicate", "month")["value"].to_numpy().reshape(rows["replicate"].n_unique(), -1)

    debts = [12.0 * of(role, "debt_ratio") * of(role, "gdp") for role in ("policy", "no_policy")]
    months = debts[0].shape[1] - 1
    more = (debts[0] - debts[1])[:, -1] / (1.0 + INTEREST) ** months
    return float(np.mean(more / of("no_policy", "gdp")[:, 1:13].mean(axis=1) / 12.0))


def test_the_policy_leaves_no_more_debt_at_money_of_month_0(tmp_path: Path) -> None:
    summary = run(tmp_path / "run")
    balance = summary.balance
    assert balance is not None
    assert abs(final_gap(summary.path)) <= TOLERANCE
    assert balance.gap == pytest.approx(final_gap(summary.path), abs=1e-12)
    assert balance.rate == pytest.approx(1.05 * COST / BASE, rel=0.05)
    assert len(balance.evaluations) <= 5
    assert balance.uncertainty == pytest.approx(
        12.7 * 0.0025 / BASE, rel=0.5
    )  # t(1) x standard error / slope


def test_only_the_runs_at_the_solved_rate_are_results(tmp_path: Path) -> None:
    table = pl.read_parquet(run(tmp_path / "run").path / "results.parquet")
    assert table.select("role", "replicate").unique().height == 6


def test_the_rate_stands_in_the_scenario_and_the_manifest(tmp_path: Path) -> None:
    summary = run(tmp_path / "run")
    assert summary.balance is not None
    document = manifest.read(summary.path)
    found = document["content"]["balancing"]
    assert (found["by"], found["rate"], found["gap"]) == (
        "income_tax",
        summary.balance.rate,
        summary.balance.gap,
    )
    assert found["balances"] is True
    tried = document["run"]["balancing"]["evaluations"]
    assert tried[0]["rate"] == 0.0
    assert {"rate": found["rate"], "gap": found["gap"], "seeds": 2} in tried
    assert f"rate: {summary.balance.rate}" in (summary.path / "scenario.yaml").read_text()


def test_a_run_with_the_solved_rate_given_is_the_same_run(tmp_path: Path) -> None:
    solved = run(tmp_path / "solved")
    assert solved.balance is not None
    given = balanced_scenario(financing=Balancing("income_tax", solved.balance.rate))
    again = run(tmp_path / "again", scenario=given)
    assert again.run_id == solved.run_id
    assert again.balance is not None
    assert len(again.balance.evaluations) == 1


def test_the_same_rate_and_bytes_whatever_the_number_of_jobs(tmp_path: Path) -> None:
    one, two = (run(tmp_path / str(jobs), jobs=jobs, workbook=True) for jobs in (1, 2))
    assert one.balance == two.balance
    for name in FILES:
        assert (one.path / name).read_bytes() == (two.path / name).read_bytes(), name
    assert one.run_id == two.run_id


@pytest.mark.parametrize("after", [4, 7, 9])
def test_an_interrupted_search_goes_on_where_it_stopped(after: int, tmp_path: Path) -> None:
    calls: list[float | None] = []

    def stops(scenario: Any, *, role: str, replicate: int, **handed: Any) -> Any:
        if len(calls) == after:
            raise KeyboardInterrupt
        calls.append(getattr(scenario.financing, "rate", None))
        return fake_budget.simulate(scenario, role=role, replicate=replicate)

    with pytest.raises(RunInterruptedError, match=f"{after} runs are kept"):
        run(tmp_path / "run", stops)
    seen: list[tuple[int, int]] = []
    resumed = run(
        tmp_path / "run", resume=True, progress=lambda done, total, left: seen.append((done, total))
    )
    whole = run(tmp_path / "whole")
    assert resumed.balance == whole.balance
    assert resumed.run_id == whole.run_id
    assert [done for done, _ in seen] == list(range(1, len(seen) + 1))
    evaluations = len(whole.balance.evaluations) if whole.balance else 0
    assert len(seen) == 4 + 2 * evaluations - after


def test_a_finished_run_is_resumed_without_work(tmp_path: Path) -> None:
    finished = run(tmp_path / "run")
    again = run(tmp_path / "run", resume=True)
    assert again.balance == finished.balance
    assert again.rows == finished.rows


def test_many_seeds_are_searched_on_a_few_first(tmp_path: Path) -> None:
    balance = run(tmp_path / "run", scenario=balanced_scenario(seeds=12, months=12)).balance
    assert balance is not None
    assert balance.balances
    seeds = [each.seeds for each in balance.evaluations]
    assert seeds == sorted(seeds)
    assert set(seeds) == {4, 12}
    assert seeds.count(12) <= 3
    assert balance.evaluations[-1].seeds == 12


def test_what_does_not_balance_is_finished_and_says_so(tmp_path: Path) -> None:
    summary = run(tmp_path / "run", fake_budget.too_narrow, finish=reports.build)
    balance = summary.balance
    assert balance is not None
    assert not balance.balances
    assert balance.rate == balance.bounds[1] == 0.4
    assert balance.gap == pytest.approx(final_gap(summary.path), abs=1e-12)
    assert manifest.read(summary.path)["content"]["balancing"]["balances"] is False
    row = next(row for row in summary.headline if row.label.endswith("discounted"))
    assert row.verdict == "does_not_balance"
    assert row.effect.mean == pytest.approx(-balance.gap)
    assert told(balance)[0].startswith("DOES NOT BALANCE by income_tax")
    assert "Does not balance." in " ".join(text for _, text in Page(summary.path / "report.html").all("dd"))


def test_the_report_tells_the_rate_and_who_pays(tmp_path: Path) -> None:
    summary = run(tmp_path / "run", finish=reports.build)
    assert summary.balance is not None
    page = Page(summary.path / "report.html")
    [(_, told_there)] = page.all("div", id="balancing")
    points = f"+{summary.balance.rate * 100:.2f} percentage points of income, in every bracket"
    assert points in told_there
    assert "Paid by people with an income above the allowance." in told_there
    assert f"{len(summary.balance.evaluations)} rates were tried" in told_there
    assert any(points in text for _, text in page.all("dd"))
    row = next(row for row in summary.headline if row.label.endswith("discounted"))
    assert row.verdict == "balances"


def test_a_budget_that_is_not_to_balance_says_nothing_of_it(tmp_path: Path) -> None:
    summary = run(tmp_path / "run", scenario=balanced_scenario(financing="deficit"), finish=reports.build)
    assert summary.balance is None
    assert "balancing" not in manifest.read(summary.path)["content"]
    assert not Page(summary.path / "report.html").all("div", id="balancing")


def test_a_scenario_whose_policies_are_taken_away_has_nothing_to_balance(tmp_path: Path) -> None:
    assert run(tmp_path / "run", scenario=balanced_scenario(policies=())).balance is None
