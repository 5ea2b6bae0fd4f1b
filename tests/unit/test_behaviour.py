"""What people do that no target asks for: moves by direction, and shares counted over months."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.study.runs import Measured, Run
from calibration.validate import behaviour
from simulator.scenario.country.profile import load_country


def test_the_network_s_moves_from_an_origin_add_up_and_none_stays() -> None:
    way, moves = behaviour.network("ESP")
    assert moves.sum(axis=1) == pytest.approx(np.ones(len(moves)))
    assert np.diag(moves) == pytest.approx(np.zeros(len(moves)))
    assert (np.diag(way) == behaviour.DIRECTIONS.index("level")).all()


def test_a_move_to_better_paid_work_is_up_and_back_is_down() -> None:
    way, _ = behaviour.network("ESP")
    pay = load_country("ESP").relative_wage
    best, worst = int(pay.argmax()), int(pay.argmin())
    assert (way[worst, best], way[best, worst]) == (0.0, 2.0)


def test_thirds_are_of_people_in_the_order_of_pay() -> None:
    pay = np.array([3.0, 1.0, 2.0])
    workers = np.repeat(np.arange(3, dtype=np.int32), [10, 10, 10])
    assert behaviour._thirds(pay, workers).tolist() == [2, 0, 1]


def test_a_share_is_of_all_months_after_the_first_and_has_the_spread_of_seeds() -> None:
    months = 3

    def run(back: float) -> Measured:
        series = {f"{name}{of}": np.ones(months) for name in behaviour.SHARES for of in ("", " of")}
        for third in behaviour.THIRDS:
            for direction in behaviour.DIRECTIONS:
                series |= {f"{direction}, {third}{kind}": np.ones(months) for kind in ("", ", network")}
        series |= {"recalled": np.array([99.0, back, back]), "recalled of": np.array([1.0, 10.0, 10.0])}
        return Measured(Run("ESP", 1, 1, months, label=("ESP",)), series, {})

    rows = {row["what"]: row for row in behaviour.rows_of("ESP", [run(1.0), run(3.0)])}
    recalled = rows[behaviour.SHARES["recalled"]]
    assert (recalled["model"], recalled["error"]) == pytest.approx((0.2, 0.1))
    assert recalled["published"] == pytest.approx(0.35)
    moved = [row["model"] for what, row in rows.items() if what.startswith("moves")]
    assert sum(moved) == pytest.approx(len(behaviour.THIRDS))


def test_a_small_run_counts_moves_recalls_and_hours() -> None:
    asked = behaviour.calls(_Asked())
    (one,) = [behaviour.measure_run(*call) for call in asked]
    rows = {row["what"]: row["model"] for row in behaviour.rows_of("USA", [one])}
    assert all(0.0 <= value <= 1.0 for value in rows.values())
    mothers, others = (rows[behaviour.SHARES[name]] for name in ("half_mothers", "half_other_women"))
    assert mothers > others


class _Asked:
    countries, base_seeds, persons = ("USA",), (7,), 3000
