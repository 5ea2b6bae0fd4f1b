"""An estimate on unseen seeds: losses are paired by seed and countries weigh by their targets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from calibration.estimate.moments import Moment
from calibration.estimate.unseen import ALL, best_draw, countries_in, losses, rows_of

TARGETS = [Moment("a", "C01", 1.0, 0.5, 1.0, True), Moment("b", "C02", 0.0, 1.0, 0.25, False)]


def test_a_loss_is_the_weighted_mean_of_squared_misses_in_tolerances() -> None:
    assert losses(TARGETS, [{"a": 2.0, "b": 2.0}]) == pytest.approx([(4.0 + 0.25 * 4.0) / 1.25])


def test_a_difference_is_paired_by_seed_and_countries_weigh_by_their_targets() -> None:
    pairs = {"ESP": (np.array([3.0, 5.0]), np.array([2.0, 4.0])),
             "USA": (np.array([1.0, 1.0]), np.array([1.0, 3.0]))}  # fmt: skip
    spain, states, both = rows_of(pairs, {"ESP": 3.0, "USA": 1.0})
    assert (spain["difference"], spain["error"]) == (pytest.approx(-1.0), pytest.approx(0.0))
    assert (states["ships"], states["estimate"]) == (1.0, 2.0)
    assert both["country"] == ALL
    assert both["difference"] == pytest.approx((3.0 * -1.0 + 1.0 * 1.0) / 4.0)


def test_the_best_draw_of_a_folder_is_read_without_its_loss(tmp_path: Path) -> None:
    text = "# date: 2026-11-25\ndraw,loss,wage_speed\n0,1.5,0.04\n1,1.6,0.07\n"
    (tmp_path / "ensemble_ESP.csv").write_text(text, encoding="utf-8")
    assert countries_in(tmp_path) == ["ESP"]
    assert best_draw(tmp_path, "ESP") == {"wage_speed": 0.04}
