"""An economy that explodes says so at once; a search takes it for a point that cannot be used."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from calibration.estimate import posterior
from calibration.study.runs import Run, measure_run
from simulator.core.errors import ExplodedError
from simulator.scenario.country.profile import Country

if TYPE_CHECKING:
    from simulator.economy.model import Economy


def tenfold(economy: Economy) -> None:
    """Export demand ten times that of the month before."""
    economy.world.export_base *= 10.0


def test_demand_that_grows_without_bound_ends_the_run_within_months() -> None:
    run = Run("ESP", 9301, 2000, 240, before=tenfold)
    measure_run(Run("ESP", 9301, 2000, 2))  # compiles, and keeps the opening state
    began = time.perf_counter()
    with pytest.raises(ExplodedError, match="firms look for"):
        measure_run(run)
    assert time.perf_counter() - began < 5.0


def test_a_point_that_explodes_has_no_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(country: Country, parameters: Mapping[str, float], seed: int, persons: int) -> None:
        raise ExplodedError("month 3")

    monkeypatch.setattr(posterior, "measure", explode)
    found = posterior.measured("ESP", {}, 1, 2000)
    assert found
    assert all(math.isnan(value) for value in found.values())
