"""What people do that no target asks for: moves by direction, and shares counted over months."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from calibration.study.runs import Measured, Run
from calibration.validate import behaviour, people_seen
from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.scenario.country.profile import load_country


def test_the_network_s_moves_from_an_origin_add_up_and_none_stays() -> None:
    way, moves = people_seen.network("ESP")
    assert moves.sum(axis=1) == pytest.approx(np.ones(len(moves)))
    assert np.diag(moves) == pytest.approx(np.zeros(len(moves)))
    assert (np.diag(way) == people_seen.DIRECTIONS.index("level")).all()


def test_a_move_to_better_paid_work_is_up_and_back_is_down() -> None:
    way, _ = people_seen.network("ESP")
    pay = load_country("ESP").relative_wage
    best, worst = int(pay.argmax()), int(pay.argmin())
    assert (way[worst, best], way[best, worst]) == (0.0, 2.0)


def test_thirds_are_of_people_in_the_order_of_pay() -> None:
    pay = np.array([3.0, 1.0, 2.0])
    workers = np.repeat(np.arange(3, dtype=np.int32), [10, 10, 10])
    assert people_seen._thirds(pay, workers).tolist() == [2, 0, 1]


def test_a_share_is_of_all_months_after_the_first_and_has_the_spread_of_seeds() -> None:
    months = 3

    def run(back: float) -> Measured:
        series = {f"{name}{of}": np.ones(months) for name in behaviour.SHARES for of in ("", " of")}
        for third in people_seen.THIRDS:
            for direction in people_seen.DIRECTIONS:
                series |= {f"{direction}, {third}{kind}": np.ones(months) for kind in ("", ", network")}
        series |= {"recalled": np.array([99.0, back, back]), "recalled of": np.array([1.0, 10.0, 10.0])}
        return Measured(Run("ESP", 1, 1, months, label=("ESP",)), series, {})

    rows = {row["what"]: row for row in behaviour.rows_of("ESP", [run(1.0), run(3.0)])}
    recalled = rows[behaviour.SHARES["recalled"]]
    assert (recalled["model"], recalled["error"]) == pytest.approx((0.2, 0.1))
    assert recalled["published"] == pytest.approx(0.35)
    moved = [row["model"] for what, row in rows.items() if what.startswith("moves")]
    assert sum(moved) == pytest.approx(len(people_seen.THIRDS))


def economy(month: int, **columns: Any) -> Any:
    """Four people of 30: two women, two men, the last of each without children at home."""
    people = {
        "id": np.arange(4), "active": np.ones(4, np.uint8), "status": np.full(4, EMPLOYED),
        "occupation": np.array([0, 0, 1, 1]), "sex": np.array([1, 1, 0, 0]),
        "birth_month": np.full(4, -360), "household": np.arange(4), "usual_hours": np.ones(4),
        "tenure": np.full(4, 5), "months_out": np.zeros(4), "left_month": np.full(4, -99),
        "last_wage": np.ones(4), "wage": np.ones(4), "recall_post": np.full(4, -1),
    }  # fmt: skip
    for name, cells in columns.items():
        for row, value in cells.items():
            people[name][row] = value
    moves = np.zeros((9, 9))
    moves[EMPLOYED, UNEMPLOYED] = 2
    return SimpleNamespace(
        month=month, persons=SimpleNamespace(n=4, **people), moves=moves, count={"recalls": 1.0},
        households=SimpleNamespace(children=np.array([1, 0, 1, 0])), country=load_country("ESP"),
    )  # fmt: skip


def test_moves_finds_and_hires_are_of_the_right_people() -> None:
    """Of two unemployed one is hired at half time, one called back; one loses a job, one moves for less."""
    pay = load_country("ESP").relative_wage
    lost = {"status": {1: UNEMPLOYED, 3: UNEMPLOYED}, "months_out": {1: 2, 3: 2}}
    seen = people_seen.Seen()
    seen(economy(0))
    for month in range(1, 12):
        seen(economy(month, **lost, left_month={1: month - 2, 3: month - 2}))
    now = economy(12, occupation={1: 1}, tenure={1: 0, 2: 0}, usual_hours={1: 0.5}, wage={2: 0.9},
                  status={0: UNEMPLOYED})  # fmt: skip
    found = seen(now)
    way = "up" if pay[1] > pay[0] else "down"
    moved = {name: n for name, n in found.items() if n and name.startswith(people_seen.DIRECTIONS)}
    assert sum(n for name, n in moved.items() if "network" not in name) == 1.0
    assert sum(n for name, n in moved.items() if name.startswith(way) and "network" not in name) == 1.0
    finds = [found[f"finds, {third}{of}"] for third in people_seen.THIRDS for of in ("", " of")]
    assert (sum(finds[::2]), sum(finds[1::2])) == (2.0, 2.0)
    assert sum(found[f"hired, {third}"] for third in people_seen.THIRDS) == 2.0
    assert (found["first_job_half_women"], found["first_job_half_women of"]) == (1.0, 1.0)
    assert found["first_job_half_men of"] == 0.0  # he was called back
    loses = [found[f"loses, {third}{of}"] for third in people_seen.THIRDS for of in ("", " of")]
    assert (sum(loses[::2]), sum(loses[1::2])) == (1.0, 2.0)
    assert (found["moved_to_less"], found["moved_to_less of"]) == (1.0, 1.0)
    assert (found["recalled"], found["recalled of"]) == (1.0, 2.0)
    assert (found["half_other_women"], found["half_other_women of"], found["half_mothers"]) == (1.0, 1.0, 0.0)


def test_a_small_run_counts_moves_recalls_and_hours() -> None:
    asked = behaviour.calls(_Asked())
    (one,) = [behaviour.measure_run(*call) for call in asked]
    rows = {row["what"]: row["model"] for row in behaviour.rows_of("USA", [one])}
    assert all(0.0 <= value <= 1.0 for value in rows.values())
    assert rows[behaviour.SHARES["moved_to_less"]] > 0.1  # 0.001 where jobs differ in pay alone
    mothers, others = (rows[behaviour.SHARES[name]] for name in ("half_mothers", "half_other_women"))
    assert mothers > others


class _Asked:
    countries, base_seeds, persons = ("USA",), (7,), 3000
