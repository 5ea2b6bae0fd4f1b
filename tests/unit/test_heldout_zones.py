"""The design of the held-out test on robots: zones that differ by their industry alone, in one country.

What it finds is no business of these: a held-out value is no test.
"""

from math import isfinite

import numpy as np
import pytest

from calibration.validate.experiments import trial
from calibration.validate.experiments import v01_robots as v01
from simulator.core.errors import InputError
from simulator.scenario.country.profile import load_country
from simulator.scenario.setting import Constant

PERSONS, SEED = 1000, 8103


def test_a_zone_has_another_share_of_industry_and_nothing_else() -> None:
    country, zone = load_country("USA"), v01.zone(0.3)
    row = country.sectors.index(v01.INDUSTRY)
    assert zone.employment[row].sum() / zone.employment.sum() == pytest.approx(0.3)
    assert zone.employment.sum() == pytest.approx(country.employment.sum())
    ratio = zone.employment[country.employment > 0.0] / country.employment[country.employment > 0.0]
    assert len(np.unique(ratio.round(9))) == 2
    differ = {name for name, value in zone.values.items() if value != country.values[name]}
    assert differ == {"imports_share", "exports_share", "export_import_content"}
    assert load_country("USA").values["imports_share"] == country.values["imports_share"] < v01.OPENNESS


def test_an_effect_is_the_last_year_with_robots_less_that_without() -> None:
    years = np.repeat([1.0, 2.0, 5.0], 12)
    pair = ({"works": years}, {"works": 0.5 * years})
    assert v01.effect(pair, "works") == pytest.approx(2.5)
    assert v01.drift(pair[1], "works") == pytest.approx(2.0)


def test_too_few_people_are_told() -> None:
    with pytest.raises(InputError, match="V01: 2000 persons; allowed: 3000 or more"):
        v01.run(SEED, 2000)


@pytest.mark.slow
def test_a_zone_exports_what_it_is_told_from_month_0_on() -> None:
    economy = trial.economy_of("USA", SEED, PERSONS, 2, technology="robots", profile=v01.zone(0.3))
    economy.step()
    month = economy.accounts_of_month
    assert month["exports"] / month["production"] == pytest.approx(v01.OPENNESS, abs=0.05)


@pytest.mark.slow
def test_zones_meet_robots_at_home_and_the_same_country_around_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(v01, "MONTHS", 36)
    zone, twin = v01.twins(SEED, PERSONS, profile=v01.zone(0.3), elsewhere=Constant(0.0))
    assert zone["posts"][-1] > zone["posts"][0]
    assert zone["posts"][-1] > twin["posts"][-1]
    assert zone["staff"] == twin["staff"] > 0.0
    for one in (zone, twin):
        assert np.abs(one["demand"] - 1.0).max() < 1e-12
    nation, _ = v01.twins(SEED, PERSONS, profile=load_country("USA"))
    assert nation["demand"][-1] != 1.0
    assert v01.rest_of_the_country(nation).at(36) == nation["demand"][-1] - 1.0


@pytest.mark.slow
def test_two_zones_answer_each_statistic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(v01, "MONTHS", 36)
    found = v01.findings(SEED, PERSONS, [0.1, 0.3])
    assert set(found) == {row["statistic"] for row in trial.published("V01")}
    assert all(isfinite(x) for one in found.values() for x in np.atleast_1d(one))
    assert np.all(np.array(found["robots added per thousand workers, country"]) > 0.0)
