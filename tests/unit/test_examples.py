"""Example households: the law leaves more of more pay, and a policy adds what it promises, nothing else."""

import polars as pl
import pytest

from simulator.economy.homes import HOMES
from simulator.experiment.simulate import simulate
from tests.small import small, written

AMOUNT = 100.0


def nets(role: str, **changes: object) -> dict[str, float]:
    """Net income of each household at the end of a small run, at the prices of month 0."""
    scenario = small(**changes)  # type: ignore[arg-type]
    output = simulate(scenario if role == "policy" else scenario.without_policies(), role=role, replicate=0)
    rows = pl.DataFrame({name: list(output.rows[name]) for name in ("indicator", "month", "group", "value")})
    own = rows.filter(pl.col("indicator") == "example_income")
    last = rows.filter((pl.col("indicator") == "price_level") & (pl.col("month") == own["month"][0]))[
        "value"
    ][0]
    return {group: value / last for group, value in own.select("group", "value").iter_rows()}


@pytest.fixture(scope="module")
def without() -> dict[str, float]:
    return nets("no_policy")


def test_the_law_leaves_more_of_more_pay_and_more_to_children(without: dict[str, float]) -> None:
    assert list(without) == list(HOMES)
    assert 0.0 < without["single_low"] < without["single_average"] < without["couple_one_earner"]
    assert without["couple_one_earner"] < without["couple_two_earners"]
    assert without["single_low"] <= without["lone_parent"]


def test_cash_for_all_adds_its_amount_for_each_adult(without: dict[str, float]) -> None:
    paid = nets("policy", policies=(written("basic_income", {"amount": AMOUNT}),))
    for name, home in HOMES.items():
        assert paid[name] - without[name] == pytest.approx(AMOUNT * len(home.adults), rel=0.15), (
            name
        )  # and thresholds follow wages


def test_a_credit_for_work_reaches_low_pay_and_neither_average_pay_nor_pensioners(
    without: dict[str, float],
) -> None:
    credit = {"rate": 0.2, "most": 0.1, "from_earnings": 0.3, "withdrawal": 0.25, "take_up": 1.0}
    paid = nets("policy", policies=(written("in_work_credit", credit),))
    gain = {name: paid[name] - without[name] for name in HOMES}
    assert gain["single_low"] > 5.0 + max(gain["single_average"], gain["pensioner"])
    assert gain["couple_two_earners"] > 5.0 + gain["couple_one_earner"]
