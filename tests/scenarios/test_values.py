"""Settings: what they are worth in each month, and that their written form reads back to the same."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.errors import InputErrors
from simulator.scenario import Constant, Distribution, Ramp, Setting, Steps, load_scenario
from simulator.scenario.file.document import resolve_scalar
from simulator.scenario.file.values import read_number, read_setting
from tests.scenarios.fakes import FakeLevy, FakeTraining

RATE = FakeLevy.declared()["rate"]
START = "2025-01"

rates = st.floats(0.0, 2.0, allow_subnormal=False)
months = st.integers(0, 600)


def ramps() -> st.SearchStrategy[Ramp]:
    dates = st.tuples(months, months).filter(lambda pair: pair[0] < pair[1])
    return st.builds(lambda d, a, b: Ramp(d[0], d[1], a, b), dates, rates, rates)


def steps() -> st.SearchStrategy[Steps]:
    points = st.dictionaries(months, rates, min_size=1, max_size=6).map(lambda d: sorted(d.items()))
    return points.map(lambda pairs: Steps(tuple(m for m, _ in pairs), tuple(v for _, v in pairs)))


def distributions() -> st.SearchStrategy[Distribution]:
    return st.tuples(rates, rates, rates).map(lambda three: Distribution(*sorted(three)))


settings = st.one_of(rates.map(Constant), ramps(), steps(), distributions())


@given(settings, months)
def test_a_setting_reads_back_and_stays_within_its_bounds(setting: Setting, month: int) -> None:
    assert read_setting(setting.plain(START), RATE, START) == setting
    assert 0.0 <= setting.at(month) <= 2.0


@given(settings, st.integers(-400, -1))
def test_nothing_acts_before_month_0(setting: Setting, month: int) -> None:
    assert setting.at(month) == 0.0


@given(distributions(), st.floats(0, 1), st.floats(0, 1))
def test_draws_rise_with_the_quantile_and_stay_between_low_and_high(
    spread: Distribution, one: float, two: float
) -> None:
    low, high = sorted((one, two))
    assert spread.draw(low).value <= spread.draw(high).value + 1e-12
    assert spread.low - 1e-12 <= spread.draw(one).value <= spread.high + 1e-12


def test_a_draw_has_the_mean_of_the_triangle() -> None:
    spread = Distribution(0.5, 1.0, 2.0)
    mean = sum(spread.draw((i + 0.5) / 10_000).value for i in range(10_000)) / 10_000
    assert mean == pytest.approx((0.5 + 1.0 + 2.0) / 3, abs=1e-5)


@pytest.mark.parametrize(
    ("setting", "month", "value"),
    [
        (Steps((24, 60), (0.1, 0.25)), 23, 0.0),
        (Steps((24, 60), (0.1, 0.25)), 24, 0.1),
        (Steps((24, 60), (0.1, 0.25)), 59, 0.1),
        (Steps((24, 60), (0.1, 0.25)), 600, 0.25),
        (Ramp(24, 60, 0.0, 0.36), 24, 0.0),
        (Ramp(24, 60, 0.0, 0.36), 25, 0.01),
        (Ramp(24, 60, 0.0, 0.36), 60, 0.36),
        (Ramp(24, 60, 0.0, 0.36), 61, 0.36),
        (Distribution(0.0, 0.5, 2.0), 3, 0.5),
    ],
)
def test_a_dated_setting_by_hand(setting: Setting, month: int, value: float) -> None:
    assert setting.at(month) == pytest.approx(value, abs=1e-15)


@pytest.mark.parametrize("setting", [Constant(0.0), Steps((0, 5), (0.0, 0.0)), Ramp(1, 2, 0, 0)])
def test_zero_is_known_as_zero(setting: Setting) -> None:
    assert setting.is_zero()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("1e-3", 0.001),
        ("20_000", 20_000),
        ("2027-01", "2027-01"),
        ("2027-01-15", "2027-01-15"),
        ("0777", 777),
        ("1:30", "1:30"),
        ("~", None),
        ("True", True),
        (".5", 0.5),
        ("25 %", "25 %"),
    ],
)
def test_yaml_1_2_scalars(text: str, value: object) -> None:
    assert resolve_scalar(text) == value
    assert type(resolve_scalar(text)) is type(value)


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("stipend", "70 %", 0.7),
        ("stipend", "7e1%", 0.7),
        ("months", "9 months", 9.0),
        ("course_cost", "1_200 EUR", 1200.0),
        ("course_cost", "1_200 national currency", 1200.0),
    ],
)
def test_numbers_with_units(key: str, written: Any, value: float) -> None:
    assert read_number(written, FakeTraining.declared()[key], "EUR") == value


def test_a_setting_in_words() -> None:
    assert (
        Steps((24, 60), (0.1, 0.25)).describe("of profit")
        == "0.1 of profit from 2027-01, 0.25 of profit from 2030-01"
    )
    assert Ramp(0, 12, 0.5, 0.0).describe() == "falling from 0.5 to 0 over 2025-01 to 2026-01"
    assert Constant(1200.0).describe("EUR") == "1,200 EUR"


MONEY = "policies: [basic_income: {amount: {2027-01: 200}}]\nlaw: {minimum_wage: 1600, vat: 20 %}\n"


@pytest.mark.parametrize(
    ("child", "refused"),
    [
        ("country: TUR", ["law.minimum_wage is 1600 EUR", "policies.basic_income.amount is 200 EUR"]),
        ("country: TUR\nlaw: {minimum_wage: +5 %}", ["policies.basic_income.amount is 200 EUR"]),
        ("country: TUR\nlaw: null\npolicies: [basic_income: {amount: 5000}]", []),
        ("country: DEU", []),  # it shares the currency
        ("title: The same country", []),
    ],
)
def test_money_does_not_keep_its_number_in_another_currency(
    child: str, refused: list[str], tmp_path: Path
) -> None:
    (tmp_path / "parent.yaml").write_text(f"extends: esp/no_policy\n{MONEY}", "utf-8")
    (tmp_path / "child.yaml").write_text(f"extends: parent.yaml\n{child}\n", "utf-8")
    if not refused:
        load_scenario(tmp_path / "child.yaml")
        return
    with pytest.raises(InputErrors) as told:
        load_scenario(tmp_path / "child.yaml")
    for error, amount in zip(told.value.errors, refused, strict=True):
        assert (error.field, "child.yaml:2:10" in error.where) == ("country", True)
        assert amount in error.message
        assert "write it in TRY here" in error.message
