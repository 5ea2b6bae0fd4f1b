"""Winners and losers from the sample panel: averaged over seeds, real, net of the placebo."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from reports.effects import Contrast
from reports.panel import Panel
from reports.run import Run
from tests.fake_run import make_fake_run

POLICY = Contrast("policy", "policy", "no_policy", "levy_pays_training")


def crafted(folder: Path, policy: list[list[float]], placebo: list[list[float]]) -> Panel:
    """Two seeds × four persons whose income is 100 without the policy; no prices."""
    run = Run(make_fake_run(folder, months=12, seeds=2))
    still = [[100.0] * 4] * 2
    rows = [
        ("levy_pays_training", role, seed, person, 12, income, 2.0)
        for role, table in (("no_policy", still), ("policy", policy), ("placebo", placebo), ("no_ai", still))
        for seed, incomes in enumerate(table)
        for person, income in enumerate(incomes)
    ]
    columns = ["scenario", "role", "replicate", "person_id", "month", "equivalised_income", "weight"]
    run.persons = pl.DataFrame(rows, columns, orient="row")
    run.results = run.results.filter(pl.col("indicator") != "price_level")
    return Panel(run)


def test_the_placebo_is_subtracted_and_seeds_are_averaged_first(tmp_path: Path) -> None:
    # One person gains 20 %, one loses 10 %, one 4 %, and one moves by ±30 %, which cancels over seeds.
    policy = [[120.0, 90.0, 104.0, 130.0], [120.0, 90.0, 104.0, 70.0]]
    placebo = [[100.0, 100.0, 100.0, 120.0], [100.0, 100.0, 100.0, 100.0]]
    panel = crafted(tmp_path / "run", policy, placebo)
    everyone = np.full(4, True)
    gain = panel.winners(POLICY, everyone, gain=True)
    loss = panel.winners(POLICY, everyone, gain=False)
    assert gain is not None
    assert loss is not None
    assert (gain.gross, gain.placebo, gain.net) == (0.25, 0.25, 0.0)
    assert (loss.gross, loss.placebo, loss.net) == (0.25, 0.0, 0.25)


def test_a_policy_that_does_nothing_has_no_winners(tmp_path: Path) -> None:
    still = [[100.0] * 4] * 2
    panel = crafted(tmp_path / "run", still, still)
    share = panel.winners(POLICY, np.full(4, True), gain=True)
    assert share is not None
    assert (share.net, share.low, share.high) == (0.0, 0.0, 0.0)


def test_incomes_are_at_constant_prices(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=24, seeds=2))
    plain = Panel(run).incomes("policy")
    twice = pl.when(pl.col("indicator") == "price_level").then(pl.col("value") * 2).otherwise("value")
    dear = Run(run.folder)
    dear.results = run.results.with_columns(twice.alias("value"))
    assert plain is not None
    assert Panel(dear).incomes("policy") == pytest.approx(plain / 2)


def test_without_placebo_no_winners_are_told(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=12, seeds=2))
    run.persons = run.persons.filter(pl.col("role") != "placebo")
    assert Panel(run).winners(POLICY, np.full(Panel(run).people.height, True), gain=True) is None
