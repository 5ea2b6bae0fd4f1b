"""A shock of demand moves every role alike, from its date on; a resolved file keeps it."""

from pathlib import Path

import numpy as np

from simulator.scenario import load_scenario
from simulator.scenario.scenario import resolved_yaml
from tests.small import ran, series, small

WRITTEN = """
country: ESP
extends: esp/no_policy
shock:
  exports: {2025-04: -20 %, 2026-04: 0}
  spending: {ramp: {from: 2025-06, to: 2025-12, start: 0, end: -0.02}}
"""


def shocked(folder: Path, text: str = WRITTEN):  # type: ignore[no-untyped-def]
    file = folder / "shocked.yaml"
    file.write_text(text, encoding="utf-8")
    return load_scenario(file)


def test_exports_fall_from_the_date_on_and_people_lose_work(tmp_path: Path) -> None:
    calm = ran(small("none"))
    hit = ran(small("none", shock=shocked(tmp_path).shock))
    exports = series(hit, "exports") / series(calm, "exports")
    assert (exports[:3] == 1.0).all()
    assert (np.abs(exports[3:6] - 0.8) < 0.03).all()
    assert (np.abs(exports[16:20] - 1.0) < 0.05).all()
    assert series(hit, "unemployment_rate")[12:16].mean() > series(calm, "unemployment_rate")[12:16].mean()


def test_the_world_without_the_policy_is_hit_as_well(tmp_path: Path) -> None:
    scenario = small("none", shock=shocked(tmp_path).shock)
    assert series(ran(scenario), "gdp").tolist() == series(ran(scenario, role="no_policy"), "gdp").tolist()


def test_a_resolved_scenario_keeps_its_shock(tmp_path: Path) -> None:
    scenario = shocked(tmp_path)
    again = shocked(tmp_path, resolved_yaml(scenario))
    assert again.shock == scenario.shock
    assert scenario.shock["exports"].at(5) == -0.2
    assert scenario.shock["exports"].at(15) == 0.0
