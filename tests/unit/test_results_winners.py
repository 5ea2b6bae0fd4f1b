"""Winners and losers: averaged over seeds, real, net of the placebo."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from simulator.findings.winners import relative_change, winners_and_losers

PEOPLE = ("rises", "falls", "stays", "wavers")
INCOMES = {
    "no_policy": [[100, 100, 100, 100], [100, 100, 100, 100]],
    "policy": [[120, 90, 104, 130], [110, 90, 104, 70]],
    "placebo": [[100, 100, 100, 120], [100, 100, 100, 100]],
}


def tables(prices: float = 1.0, **changes: Any) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two seeds of four people; prices are those of the policy run."""
    persons, results = [], []
    for role, seeds in {**INCOMES, **changes}.items():
        for replicate, incomes in enumerate(seeds):
            level = prices if role == "policy" else 1.0
            results.append(("s", role, replicate, 12, "price_level", "total", level))
            for person, income in enumerate(incomes):
                row = ("s", role, replicate, 7 * person, 12, income * level, 2.0)
                persons.append(
                    (*row, str(1 + person // 2), "1", "25-34", ("male", "female")[person % 2], "low")
                )
    names = ["scenario", "role", "replicate"]
    groups = ["income_decile", "exposure_quintile", "age_group", "sex", "education"]
    return (
        pl.DataFrame(results, [*names, "month", "indicator", "by", "value"], orient="row"),
        pl.DataFrame(
            persons, [*names, "person_id", "month", "equivalised_income", "weight", *groups], orient="row"
        ),
    )


@pytest.mark.parametrize("prices", [1.0, 2.0])
def test_shares_net_of_the_placebo(prices: float) -> None:
    rows = {(row.by, row.group): row for row in winners_and_losers(*tables(prices), "s")}
    everyone = rows["total", "all"]
    # 15 % up, 10 % down, 4 % up, and one whose ±30 % cancel over seeds; the placebo lifts one by 10 %.
    assert (everyone.winners, everyone.losers) == (0.25, 0.25)
    assert (everyone.placebo_winners, everyone.placebo_losers) == (0.25, 0.0)
    assert (everyone.net_winners, everyone.net_losers) == (0.0, 0.25)
    assert everyone.people == 8.0
    assert (rows["income_decile", "1"].winners, rows["income_decile", "1"].losers) == (0.5, 0.5)
    assert (rows["income_decile", "2"].net_winners, rows["sex", "female"].losers) == (-0.5, 0.5)


def test_a_person_who_dies_in_one_seed_is_left_out() -> None:
    policy = [[120, 90, 104], [110, 90, 104, 130]]
    assert winners_and_losers(*tables(policy=policy), "s")[0].people == 6.0


def test_without_a_policy_there_is_nothing_to_win() -> None:
    results, persons = tables()
    assert winners_and_losers(results, persons.filter(pl.col("role") != "policy"), "s") == []


def test_no_change_is_relative_to_no_income() -> None:
    change = relative_change(np.array([[50.0, 110.0]]), np.array([[0.0, 100.0]]))
    assert np.isnan(change[0])
    assert change[1] == pytest.approx(0.1)
