"""Which numbers move the headlines: what is varied, how far, and that what is known to matter comes first."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration.estimate import sensitivity
from calibration.estimate.evaluations import Space
from calibration.estimate.sensitivity import (
    Design,
    declared_numbers,
    factorial_design,
    factors,
    in_world,
    parted,
    span,
)
from calibration.study import Asked
from simulator.core.economy import STEERED
from simulator.scenario.world import load_world

FEW = "entry_"


def few(named: str = FEW) -> Space:
    """Numbers whose names hold this."""
    space = factors("ESP")
    return Space(space.countries, tuple(one for one in space.unknowns if named in one.parameter))


def asked(work: Path) -> Asked:
    return Asked("sensitivity", ("ESP",), seeds=1, base_seed=1, persons=1000, out=work, more={"work": work})


def test_everything_that_is_set_is_varied_within_its_bounds_around_what_ships() -> None:
    space, declared = factors("ESP"), declared_numbers()
    names = [one.parameter for one in space.unknowns]
    assert len(names) > 180
    assert not set(names) & set(STEERED)
    assert {"entry_first", "world.ai_kept", "experience_share"} <= set(names)
    for one in space.unknowns:
        low, high = declared[one.parameter].bounds
        assert low <= one.low <= one.start <= one.high <= high, one.parameter
        assert one.low < one.high, one.parameter


def test_numbers_go_from_half_to_twice_and_dates_by_years() -> None:
    declared = declared_numbers()
    assert span(declared["task_dispersion"], 0.25) == (0.125, 0.5)
    assert span(declared["entry_first"], 1.0) == (0.5, 1.0)
    assert span(declared["world.frontier_midpoint"], 2027.7) == pytest.approx((2024.7, 2030.7))


def test_a_world_moves_as_far_as_the_one_that_is_varied() -> None:
    points = {"roll_out": 20.0, "world.ai_running_cost": 187.5, "world.frontier_midpoint": 2028.7}
    own, values = parted(points)
    assert own == {"roll_out": 20.0}
    moved, rapid = in_world("rapid", values), load_world("rapid").values
    assert moved["ai_running_cost"] == pytest.approx(rapid["ai_running_cost"] / 2.0)
    ahead = 2028.7 - load_world("moderate").values["frontier_midpoint"]
    assert moved["frontier_midpoint"] == pytest.approx(rapid["frontier_midpoint"] + ahead)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, float]]:
    """A model of two numbers in place of ours; the points that it was asked."""
    calls: list[Mapping[str, float]] = []

    def headlines(iso3: str, values: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
        calls.append(values)
        moved = 10.0 * values["entry_first"] + 0.01 * values["entry_months"]
        return dict.fromkeys(sensitivity.OUTCOMES, moved)

    monkeypatch.setattr(sensitivity, "headlines", headlines)
    space = few()
    monkeypatch.setattr(sensitivity, "factors", lambda iso3: space)
    return calls


def ranked(design: Design, work: Path) -> list[dict[str, Any]]:
    found, failed = sensitivity.found_by(design, asked(work))
    return sensitivity.rows_of(design, design.effects(found), failed)


def test_what_moves_headlines_most_comes_first(tmp_path: Path, known: list[Mapping[str, float]]) -> None:
    rows = ranked(factorial_design(few()), tmp_path)
    assert rows[0]["parameter"] == "entry_first"
    assert rows[0]["share"] > 80.0
    assert sum(row["share"] for row in rows) == pytest.approx(100.0)


def test_a_point_at_which_the_economy_explodes_moves_nothing_and_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def headlines(iso3: str, values: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
        lost = values["entry_months"] > 50.0
        return dict.fromkeys(sensitivity.OUTCOMES, float("nan") if lost else values["entry_first"])

    monkeypatch.setattr(sensitivity, "headlines", headlines)
    rows = ranked(factorial_design(few()), tmp_path)
    by_name = {row["parameter"]: row for row in rows}
    assert by_name["entry_months"]["failed"] > 0
    assert by_name["entry_first"]["jobs_rapid"] > 0.0


def test_two_levels_tell_what_each_number_does_from_what_two_do_together_and_from_chance() -> None:
    design = factorial_design(factors("ESP"))
    points, draw = design.points, np.random.default_rng(1)
    assert np.abs(np.corrcoef(points.T) - np.eye(points.shape[1])).max() < 1e-9  # no two move together
    both = (points[:, 3] - 0.5) * (points[:, 4] - 0.5)
    outcome = 5.0 * points[:, 7] - 2.0 * points[:, 90] + 40.0 * both + draw.normal(0.0, 1.0, len(points))
    effects = design.effects(outcome[:, None])
    size, error = effects.size[:, 0], effects.error[:, 0]
    sure = np.abs(size) > sensitivity.SURE * error
    assert set(np.flatnonzero(sure)) == {7}  # what two do together is chance to it: 2 is not told
    assert np.abs(np.delete(size, [7, 90])).max() < 4.0 * error.max()
    assert size[7] == pytest.approx(5.0, abs=3.0 * error[7])
    assert size[90] == pytest.approx(-2.0, abs=3.0 * error[90])


def test_what_was_run_is_not_run_again(tmp_path: Path, known: list[Mapping[str, float]]) -> None:
    sensitivity.study(asked(tmp_path))
    done = len(known)
    assert done > 0
    sensitivity.study(asked(tmp_path))
    assert len(known) == done


def test_numbers_that_move_nothing_explain_nothing_together() -> None:
    design, draw = factorial_design(factors("ESP")), np.random.default_rng(2)
    noise = draw.normal(0.0, 1.0, (len(design.points), 40))
    explained = design.effects(noise).shares.sum(axis=0)
    assert explained.mean() == pytest.approx(0.0, abs=0.05)
