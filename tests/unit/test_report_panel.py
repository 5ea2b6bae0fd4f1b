"""Winners and losers from the sample panel: averaged over seeds, real, beyond what chance makes."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from reports.data.run import Run
from simulator.findings.effects import Contrast
from simulator.findings.lives import Panel
from simulator.findings.winners import Winners
from tests.fake_run import make_fake_run

POLICY = Contrast("policy", "policy", "no_policy", "levy_pays_training")


def persons(run: Run) -> pl.DataFrame:
    """Everybody in the panel of a run's world."""
    table = pl.scan_parquet(run.folder / "persons.parquet").filter(run.here).collect()
    return table.with_columns(pl.selectors.enum().cast(pl.String))


def winners_of(run: Run) -> Winners:
    return Winners(Panel(run, persons(run)))


def crafted(folder: Path, policy: list[list[float]]) -> Winners:
    """Seeds × four persons whose income is 100 without the policy; no prices."""
    run = Run(make_fake_run(folder, months=12, seeds=len(policy)))
    still = [[100.0] * 4] * len(policy)
    rows = [
        ("levy_pays_training", role, seed, person, 12, income, 2.0)
        for role, table in (("no_policy", still), ("policy", policy), ("no_ai", still))
        for seed, incomes in enumerate(table)
        for person, income in enumerate(incomes)
    ]
    columns = ["scenario", "role", "replicate", "person_id", "month", "equivalised_income", "weight"]
    pl.DataFrame(rows, columns, orient="row").write_parquet(folder / "persons.parquet")
    run.results = run.results.filter(pl.col("indicator") != "price_level")
    return winners_of(run)


def test_seeds_are_averaged_first_and_what_reversed_seeds_make_is_subtracted(tmp_path: Path) -> None:
    # One person gains 20 %, one loses 10 %, one gains 4 %, all in both seeds. One moves by ±30 %: the mean is
    # nothing, but with one seed reversed it is 30 % up or down, so one in eight rises by chance.
    policy = [[120.0, 90.0, 104.0, 130.0], [120.0, 90.0, 104.0, 70.0]]
    winners = crafted(tmp_path / "run", policy)
    gain, loss = (winners.share(POLICY, way) for way in ("gain", "loss"))
    assert gain is not None
    assert loss is not None
    assert (gain.gross, gain.chance, gain.net) == (0.25, 0.125, 0.125)
    assert (loss.gross, loss.chance, loss.net) == (0.25, 0.125, 0.125)
    assert np.isnan([gain.low, loss.high]).all()  # two seeds less one know no chance


def test_pure_chance_has_no_winners_beyond_it(tmp_path: Path) -> None:
    draw = np.random.Generator(np.random.PCG64(1))
    run = Run(make_fake_run(tmp_path / "run", months=12, seeds=6))
    people = persons(run)
    noise = pl.Series(1000.0 * np.exp(0.3 * draw.standard_normal(people.height)))
    people.with_columns(equivalised_income=noise).write_parquet(tmp_path / "run" / "persons.parquet")
    share = winners_of(run).share(POLICY, "gain")
    assert share is not None
    assert share.gross > 0.2
    assert abs(share.net) < 0.08  # 400 persons: three standard errors of a share near a third


def test_a_policy_that_does_nothing_has_no_winners(tmp_path: Path) -> None:
    still = [[100.0] * 4] * 3
    share = crafted(tmp_path / "run", still).share(POLICY, "gain")
    assert share is not None
    assert (share.net, share.low, share.high) == (0.0, 0.0, 0.0)


def test_incomes_are_at_constant_prices(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=24, seeds=2))
    plain = Panel(run, persons(run)).incomes("policy", run.scenario)
    twice = pl.when(pl.col("indicator") == "price_level").then(pl.col("value") * 2).otherwise("value")
    dear = Run(run.folder)
    dear.results = run.results.with_columns(twice.alias("value"))
    assert plain is not None
    assert Panel(dear, persons(dear)).incomes("policy", run.scenario) == pytest.approx(plain / 2)


def test_one_seed_of_each_opening_state_tells_no_winners(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=12, seeds=2))
    assert winners_of(run).share(POLICY, "gain") is not None
    run.content = {**run.content, "opening_states": 2}
    assert winners_of(run).share(POLICY, "gain") is None


def test_people_of_another_opening_state_are_other_people(tmp_path: Path) -> None:
    # Person 0 gains 20 % where seeds 0 and 2 begin and loses 20 % where 1 and 3 do: one in eight each.
    policy = [[120.0, 100.0, 100.0, 100.0], [80.0, 100.0, 100.0, 100.0]] * 2
    winners = crafted(tmp_path / "run", policy)
    together = winners.share(POLICY, "gain")
    assert together is not None
    assert together.gross == 0.0
    winners.panel.results.content = {**winners.panel.results.content, "opening_states": 2}
    apart = winners_of(winners.panel.results)  # type: ignore[arg-type]
    gain, loss = (apart.share(POLICY, way) for way in ("gain", "loss"))
    assert gain is not None
    assert loss is not None
    assert (gain.net, loss.net) == (0.125, 0.125)
    assert gain.low < 0.125 < gain.high
