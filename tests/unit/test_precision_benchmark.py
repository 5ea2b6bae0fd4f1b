"""Noise of paired effects is split into month 0 and paths, and turned verdicts are counted."""

import numpy as np
import pytest

from benchmarks.pairing import SCENARIO, held
from benchmarks.precision import Parts, Price, error, half_width, parts, projected, seconds
from benchmarks.turned import Said, count
from simulator.findings.verdicts import Verdict


def test_both_parts_are_found_again() -> None:
    draw = np.random.default_rng(1)
    found = parts(100.0 + 30.0 * draw.normal(size=(4000, 1)) + 50.0 * draw.normal(size=(4000, 2)))
    assert found.mean == pytest.approx(100.0, abs=3)
    assert (found.month_0, found.paths) == pytest.approx((30.0, 50.0), rel=0.1)
    alike = parts(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    assert (alike.month_0, alike.paths) == (0.0, pytest.approx((4 / 3) ** 0.5))


def test_half_width_and_price_follow_the_design() -> None:
    found, price = Parts(0.0, 10_000.0, 40_000.0), Price(run=2.0, burn_in=10.0)
    assert error(found, 20, 10) == pytest.approx((1e7 + 8e7) ** 0.5)
    assert half_width(found, 20, 10) == pytest.approx(2.262 * error(found, 20, 10), rel=1e-3)
    assert np.isnan(half_width(found, 20, 1))
    assert (seconds(price, 20, 10), seconds(price, 20, 10, burnt_in=True)) == (180.0, 80.0)
    least = projected(found, price, 2.0)
    states = least / (2 * 2 * 2.0 + 10.0)
    assert half_width(found, round(2 * states), round(states)) <= 10_000.0
    assert half_width(found, round(2 * states) - 2, round(states) - 1) > 10_000.0


def test_each_verdict_is_looked_at_on_every_other_base_seed() -> None:
    better, worse, unclear = (
        Said(Verdict.BETTER, True),
        Said(Verdict.WORSE, False),
        Said(Verdict.UNCLEAR, True),
    )
    found = count([{"a": better, "b": worse}, {"a": better, "b": unclear}, {"a": worse, "b": unclear}])
    assert (found.told, found.turned, found.fallen) == (8, 4, 2)


def test_a_small_effect_of_the_other_sign_is_turned_too() -> None:
    small_fall, no_judgement = Said(Verdict.SMALL_FALL, False), Said(Verdict.HIGHER_NOT_JUDGED, True)
    assert count([{"a": Said(Verdict.BETTER, True)}, {"a": small_fall}]).turned == 2
    assert count([{"a": Said(Verdict.SMALL_RISE, True)}, {"a": no_judgement}]).turned == 0


def test_pairing_is_measured_on_what_ships() -> None:
    """Draws of parameters are the same in both runs of a pair, and no noise that pairing takes out."""
    asked = held(persons=2_000, months=24, scenario=SCENARIO)
    assert asked.opening_states > 1
    assert not asked.draws_parameters
