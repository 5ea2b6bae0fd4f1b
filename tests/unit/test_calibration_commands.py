"""The studies: arithmetic on known series."""

import csv
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from calibration import study as table
from calibration.study.runs import Measured, Run, measure_run
from calibration.validate import shocks, stationarity
from simulator.findings.intervals import over_seeds

RNG = np.random.default_rng(5)
COUNTRY: Any = SimpleNamespace(
    values={"public_debt": 1.0},
    targets=({"target": "unemployment_rate", "by": "total", "value": 0.114},),
)
UNEMPLOYMENT = stationarity.CHECKED[0]


def measured(totals: dict[str, np.ndarray], **changes: Any) -> Measured:
    return Measured(Run("ESP", 1, 100, 12, **changes), totals, {})


def test_a_slope_and_its_error_over_seeds() -> None:
    found = over_seeds([1.0, 2.0, 3.0])
    assert (found.mean, found.error) == (pytest.approx(2.0), pytest.approx(1 / 3**0.5))
    assert found.p == pytest.approx(0.0742, abs=1e-3)
    assert np.isnan(over_seeds([1.0]).p)
    assert over_seeds([0.0, 0.0]).p == 1.0
    assert (over_seeds([1.0, 1.0]).p, np.isnan(over_seeds([np.nan, 1.0]).p)) == (0.0, True)


def series(level: float, rise: float = 0.0) -> list[np.ndarray]:
    """Ten seeds, 241 months: level, rise a decade, a little noise."""
    months = np.arange(241) / 120.0
    return [level + rise * (months - 1.5) + 1e-4 * RNG.standard_normal(241) for _ in range(10)]


@pytest.mark.parametrize(
    ("level", "rise", "verdict"),
    [(0.114, 0.0, "pass"), (0.114, 0.002, "pass"), (0.114, 0.004, "fail"), (0.118, 0.0, "fail")],
)
def test_unemployment_must_keep_level_and_have_no_trend(level: float, rise: float, verdict: str) -> None:
    assert stationarity.judge(UNEMPLOYMENT, 0.114, series(level, rise))["verdict"] == verdict


def test_what_is_not_a_number_fails() -> None:
    lost = [np.full(241, np.nan)] * 3
    assert stationarity.judge(stationarity.CHECKED[4], None, lost)["verdict"] == "fail"


def test_targets_come_before_values_of_the_profile() -> None:
    found = {one.series: stationarity.target_of(COUNTRY, one) for one in stationarity.CHECKED}
    assert (found["unemployment_rate"], found["debt_ratio"], found["bank_equity"]) == (0.114, 1.0, None)


def test_shocks_move_exports_and_spending_alike_and_begin_after_month_0() -> None:
    given = shocks.shocks(7)
    path = [given["exports"].at(month) for month in range(240)]
    assert path == [given["spending"].at(month) for month in range(240)]
    assert path[0] == 0.0
    assert np.log1p(path[1:]) == pytest.approx(shocks.deviations(7, 241)[1:240])


def test_matching_is_the_part_of_the_unemployed() -> None:
    tightness = 0.2 * RNG.standard_normal(240)
    unemployed, employees = np.full(241, 100.0), np.full(241, 900.0)
    vacancies = 10.0 * np.exp(np.concatenate([[0.0], tightness]))
    totals = {"unemployed": unemployed, "employees": employees, "job_finding_rate": 0.1 * vacancies**0.4,
              "vacancy_rate": vacancies / (employees + vacancies)}  # fmt: skip
    quarter = {name: np.repeat(series[1::3], 3) for name, series in totals.items()}
    slope, fit = shocks.matching(measured({k: np.concatenate([v[:1], v]) for k, v in quarter.items()}))
    assert (slope, fit) == pytest.approx((0.6, 1.0))


def test_the_cycle_of_a_line_is_nothing_and_a_known_elasticity_is_found() -> None:
    assert shocks.cycle(1.0 + 0.1 * np.arange(40.0)) == pytest.approx(np.zeros(40), abs=1e-9)
    x = RNG.standard_normal(50)
    assert shocks.regress(-0.9 * x, x) == pytest.approx((-0.9, 1.0))
    panel = {f"slack_{k}": np.exp(0.1 * RNG.standard_normal(25)) for k in range(3)}
    one = measured(panel | {f"wage_{k}": k - 0.1 * panel[f"slack_{k}"] for k in range(3)})
    assert shocks.wage_curve(one, common=False)[0] == pytest.approx(-0.1)


def test_tables_are_written_with_their_origin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns = (table.Column("name", "name"), table.Column("number", "number", ".1f"))
    rows = [{"name": "a [b]", "number": 1.25}, {"name": "c", "number": None}]
    found = table.Table("ESP", "Title", rows, ["A note."])
    table.publish("fit", found, columns, tmp_path, "a command")
    lines = (tmp_path / "fit_ESP.csv").read_text().splitlines()
    assert [line.split(":")[0] for line in lines[:3]] == ["# date", "# version", "# command"]
    assert list(csv.reader(lines[3:])) == [["name", "number"], ["a [b]", "1.25"], ["c", ""]]
    assert "| c | – |" in (tmp_path / "fit_ESP.md").read_text()
    assert "a [b]" in capsys.readouterr().out


@pytest.mark.slow
def test_a_run_gives_indicators_breakdowns_and_more() -> None:
    one = measure_run(Run("ESP", 9001, 1500, 3, measure=stationarity.sector_balances))
    assert {"unemployment_rate", "foreign_position"} <= set(one.totals)
    assert (0, "relative_wage", "occupation_1digit", "2") in one.parts
    assert all(len(values) == 3 and np.isfinite(values).all() for values in one.totals.values())
