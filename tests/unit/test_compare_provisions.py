"""Comparisons that ask for more: a precision, stacked provisions, the trade-off, uncertain parameters."""

import dataclasses
from math import isfinite
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from reports.data.run import Run
from reports.story import tradeoff
from reports.story.limits import covered
from reports.story.tradeoff import trade_off
from reports.text import Text
from simulator.core.errors import InputError
from simulator.experiment.conduct import FEWEST
from simulator.experiment.plan import comparison_of, provisions, stacked
from simulator.findings.intervals import cost_per_job_year
from simulator.findings.options import Cost, half_width
from simulator.scenario import Distribution, PolicySetting
from simulator.scenario.financing import Balancing
from simulator.store import manifest
from tests.fake_run import make_fake_run
from tests.unit.fake_options import OPTIONS, TRAINING, option, run

PART = Text("en")("interaction.part.interaction")


@dataclasses.dataclass(frozen=True)
class Monthly:
    """What a folder stores of everyone in one scenario: seeds × months, without the opening state."""

    folder: Path
    scenario: str

    def __call__(self, indicator: str) -> np.ndarray:
        role = "no_policy" if self.scenario == "no_policy" else "policy"
        rows = pl.read_parquet(self.folder / "results.parquet").filter(
            pl.col("scenario") == self.scenario, pl.col("role") == role, pl.col("indicator") == indicator,
            pl.col("by") == "total", pl.col("month") >= 1,
        )  # fmt: skip
        return rows.sort("replicate", "month")["value"].to_numpy().reshape(3, -1)

    @property
    def real_balance(self) -> np.ndarray:
        """At the prices of month 0, by the scenario's own."""
        return self("public_balance") / self("price_level")


@pytest.mark.slow
def test_seeds_are_added_until_the_precision_or_the_cap(tmp_path: Path) -> None:
    start = run(tmp_path / "three")
    results = pl.read_parquet(start.path / "results.parquet")
    content = {"window": start.plan.window, "opening_states": 1, "comparison": start.plan.plain()}
    half = half_width(results, start.plan.places, content)
    enough = comparison_of(OPTIONS, precision=half * 1.01, max_seeds=100)
    begun = run(tmp_path / "enough", enough)
    assert begun.plan.seeds == FEWEST == 30  # three are enough by their width: that is luck, and no look
    first = half_width(pl.read_parquet(begun.path / "results.parquet"), begun.plan.places, content)
    finer = run(tmp_path / "finer", comparison_of(OPTIONS, precision=first * 0.9, max_seeds=100))
    known = half_width(pl.read_parquet(finer.path / "results.parquet"), finer.plan.places, content)
    assert known <= first * 0.9
    assert manifest.read(finer.path)["content"]["seeds"] == finer.plan.seeds > FEWEST
    capped = run(tmp_path / "capped", comparison_of(OPTIONS, precision=half / 100, max_seeds=5))
    assert capped.plan.seeds == 5
    said = [covered(Run(one.path), Text("en")) for one in (finer, capped, start)]
    assert ["chosen by the width of the interval" in one for one in said] == [True, False, False]


def test_a_stack_adds_provisions_one_by_one(tmp_path: Path) -> None:
    three = option(
        "three", TRAINING, PolicySetting("income", {}), PolicySetting("levy", {}, earmark="income")
    )
    assert [[policy.name for policy in part] for part in provisions(three.policies)] == [
        ["training_programme"],
        ["income", "levy"],
    ]
    two = option("two", TRAINING, PolicySetting("income", {}))
    options, stack = stacked(two)
    assert [one.name for one in options] == ["1_training_programme", "2_income", "only_income"]
    made = run(tmp_path / "stack", comparison_of(options, stack=stack))
    rows = [row for row in trade_off(Run(made.path), Text("en")).interaction.rows if row[1].text == PART]
    assert [row[0].text.split(" (")[0] for row in rows] == [
        "Employed people",
        "Public balance",
    ]
    assert rows[0][2].value == pytest.approx(0.0, abs=1e-6)  # the fake model adds up
    base, joint, *singles = (Monthly(made.path, name) for name in ("no_policy", "2_income", *stack.singles))
    at_current_prices, real = (
        np.mean(of(joint) - of(base) - sum(of(one) - of(base) for one in singles))
        for of in (lambda one: one("public_balance"), lambda one: one.real_balance)
    )
    assert at_current_prices == pytest.approx(0.0, abs=1e-3)
    assert real != pytest.approx(0.0, abs=1e3)  # money adds up, and so do prices: their ratio does not
    assert rows[1][2].value == pytest.approx(real * float(rows[1][2].data["scale"]))
    with pytest.raises(InputError, match="two provisions or more"):
        stacked(OPTIONS[0])
    with pytest.raises(InputError, match="cannot be stacked"):
        stacked(dataclasses.replace(two, financing=Balancing("income_tax")))


def test_the_trade_off_is_paired(tmp_path: Path) -> None:
    made = run(tmp_path / "out")
    with_it, without = Monthly(made.path, "income"), Monthly(made.path, "no_policy")
    jobs, balance = with_it("employed") - without("employed"), with_it.real_balance - without.real_balance
    shown = trade_off(Run(made.path), Text("en"))
    [(_, cost, years, ratio, *_)] = [row for row in shown.costs.rows if row[0].text == "income"]
    assert cost.value == pytest.approx(-12 * balance.mean() / 1e6)
    assert years.value == pytest.approx(jobs.mean())
    known = cost_per_job_year(balance, jobs)
    assert known.mean == pytest.approx(-balance.sum() / (jobs.sum() / 12))
    assert years.value > 0
    assert ratio.value == (pytest.approx(known.mean) if isfinite(known.high) else None)
    # Three times training is more of everything: three times the jobs, and three times their cost.
    assert shown.dominated == [Text("en")("tradeoff.none")]


@pytest.mark.parametrize(
    ("money", "jobs", "told"),
    [
        (-2e9, (-900.0, -1_000.0, -1_100.0), "costs.lost"),
        (2e9, (-900.0, -1_000.0, -1_100.0), "costs.lost.money"),
        (-2e9, (-2_000.0, 0.0, 1_000.0), "costs.unknown"),
    ],
)
def test_jobs_that_are_lost_have_no_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, money: float, jobs: tuple[float, ...], told: str
) -> None:
    """Money saved over jobs lost is a positive ratio, which no page may call what a job costs."""
    years = np.ones((1, 24)) * np.array(jobs)[:, None]
    made = Cost(money, float(np.mean(jobs)) * 2, cost_per_job_year(1e6 + years * 0.0, years))
    assert made.ratio.mean > 0
    monkeypatch.setattr(tradeoff, "cost_of", lambda *_: made)
    results = make_fake_run(tmp_path / "run", months=24, seeds=2)
    [(_, cost, lost, *ratio)] = trade_off(Run(results), Text("en")).costs.rows
    assert (cost.value, lost.value) == (money * 1e-6, pytest.approx(made.years))
    assert [(cell.text, cell.value) for cell in ratio] == [(Text("en")(told), None)] * 3


def test_a_job_that_comes_with_money_saved_has_no_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Money saved over jobs gained is a negative ratio, the smaller the more jobs there are."""
    jobs = np.ones((1, 24)) * np.array((900.0, 1_000.0, 1_100.0))[:, None]
    made = Cost(-2e9, 2_000.0, cost_per_job_year(1e6 + jobs * 0.0, jobs))
    assert made.ratio.high < 0
    monkeypatch.setattr(tradeoff, "cost_of", lambda *_: made)
    results = make_fake_run(tmp_path / "run", months=24, seeds=2)
    [(_, _, _, *ratio)] = trade_off(Run(results), Text("en")).costs.rows
    assert [(cell.text, cell.value) for cell in ratio] == [(Text("en")("costs.saves"), None)] * 3


def test_draws_are_paired_with_runs_that_have_none(tmp_path: Path) -> None:
    spread = option(
        "spread", PolicySetting("training_programme", {"places_per_1000": Distribution(1.0, 2.0, 9.0)})
    )
    made = run(tmp_path / "out", comparison_of([spread, OPTIONS[1]]))
    table = pl.read_parquet(made.path / "results.parquet")
    keys = table.select("role", "draw", "replicate").unique()
    assert (keys["draw"] == keys["replicate"]).all()
    assert all(one.row.effect.n == 3 for one in made.rows)
