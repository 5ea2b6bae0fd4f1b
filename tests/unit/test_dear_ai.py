"""The study of dearer AI: what its rows set, and that differences are of the year they name."""

import numpy as np
import pytest

from calibration.study.runs import Measured, Run
from calibration.validate import automation_credit, dear_ai
from simulator.scenario.country.profile import load_country

CELL = dear_ai.CELLS[0]


def measured(cell: dear_ai.Cell, tasks: np.ndarray) -> Measured:
    totals = {"tasks_automated": tasks, "employed": 1e7 - 1e8 * tasks, "displaced": 1000.0 * tasks,
              "worth": np.ones_like(tasks), "ai_adoption_10plus": tasks}  # fmt: skip
    return Measured(Run("ESP", 1, 100, len(tasks), label=("ESP", cell.name, cell.elasticity)), totals, {})


def test_contributions_are_a_part_of_the_country_s_rate() -> None:
    rates = [float(cell.law("ESP")["employer_contributions"].split()[0]) for cell in dear_ai.CELLS[-2:]]
    rate = 100.0 * load_country("ESP").values["employer_contribution_rate"]
    assert rates == pytest.approx([1.1 * rate, 0.9 * rate])
    assert CELL.law("ESP") == {}


def test_a_row_reads_the_years_it_names() -> None:
    years = np.arange(dear_ai.MONTHS) // 12
    plain = [measured(dear_ai.PLAIN, 0.01 + 0.001 * years)]
    late = [measured(CELL, np.where(years == 4, 0.007, 0.01 + 0.001 * years))]
    row = dear_ai.row(late, plain)
    assert (row["change_2029"], row["change_2034"]) == pytest.approx((-50.0, 0.0))
    assert row["jobs_2029"] == pytest.approx(700.0)
    assert row["tasks_2029"] == pytest.approx(0.7)
    assert "change_2029" not in dear_ai.row(plain, plain)


def test_every_elasticity_that_is_shown_is_none_of_the_range_or_ships() -> None:
    assert automation_credit.elasticities() == [0.0, 2.0, 4.0, 7.0, 7.2, 10.0]
