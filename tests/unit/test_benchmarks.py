"""Benchmarks: every published value is posed or says why not, bands judge, one is run."""

import pytest

from calibration.study.runs import measure_run
from calibration.validate import benchmarks
from calibration.validate.benchmarks import (
    CASES,
    INSIDE,
    MONTHS,
    NEAR,
    OUTSIDE,
    RANK,
    READ,
    SAME_SIGN,
    SHOWN,
    TOUCHES,
    Cell,
    months_of,
    verdict,
)
from simulator.scenario.country.profile import available_countries
from simulator.scenario.world import world_names


def test_every_benchmark_has_rows_and_every_row_an_author() -> None:
    assert [f"B{k:02d}" for k in range(1, 15)] == list(benchmarks.exercises())
    assert {row.benchmark for row in benchmarks.published()} == set(benchmarks.exercises())


@pytest.mark.parametrize("row", benchmarks.published(), ids=lambda row: f"{row.benchmark} {row.outcome}")
def test_a_published_value_is_posed_or_says_why_not(row: benchmarks.Row) -> None:
    assert row.reason.endswith(".")
    assert row.provenance
    assert (row.low is None) == (row.high is None)
    if not row.is_posed:
        assert row.published is not None
        assert not row.world
        return
    assert row.outcome in READ or row.outcome == RANK
    assert row.world in world_names()
    assert row.case in CASES
    assert set(row.countries) <= set(available_countries())
    assert months_of(row.year).stop <= MONTHS


@pytest.mark.parametrize(
    ("published", "low", "high", "ours", "said"),
    [
        (6.5, 3.0, 14.0, [8.0, 9.0], INSIDE),
        (6.5, 3.0, 14.0, [13.0, 17.0], TOUCHES),
        (None, 85.0, 216.0, [-40.0, -10.0], OUTSIDE),
        (-2.0, None, None, [-3.0, -1.0], INSIDE),
        (-2.0, None, None, [-0.5, -0.1], SAME_SIGN),
        (-2.0, None, None, [-2.5, -2.2], NEAR),
        (-2.0, None, None, [0.5, 0.1], OUTSIDE),
        (0.0, None, None, [0.5, 0.1], OUTSIDE),
        (None, None, None, [1.0, 2.0], SHOWN),
    ],
)
def test_a_band_is_met_by_the_mean_and_a_value_by_the_range(
    published: float | None, low: float | None, high: float | None, ours: list[float], said: str
) -> None:
    assert verdict(published, low, high, ours) == said


def test_a_policy_is_paired_with_its_world_and_ai_with_the_world_without_more_of_it() -> None:
    assert Cell("ESP", "rapid", "automation tax").base() == Cell("ESP", "rapid")
    assert Cell("ESP", "broad", "AI sold at home").base() == Cell("ESP", "none")


def test_runs_are_shared() -> None:
    needed = benchmarks.keys(benchmarks.published(), [1])
    assert len(needed) == len(set(needed))
    alone = sum(len(benchmarks.keys(benchmarks.rows_asked(key), [1])) for key in benchmarks.exercises())
    assert len(needed) < alone


@pytest.mark.slow
def test_layoffs_cost_less_than_the_market_income_that_goes() -> None:
    row = next(row for row in benchmarks.rows_asked("B13") if row.countries == ("USA",) and row.is_posed)
    needed = [key for key in benchmarks.keys([row], [1]) if key[1] == "nobody_reacts"]
    runs = {key: measure_run(benchmarks.run_of(*key, 1000)) for key in needed}
    assert 0.0 < benchmarks.value(row, runs, "nobody_reacts", 1) < 100.0
