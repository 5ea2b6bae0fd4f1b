"""AI's effect on jobs by part: parts add up exactly, and each is its own where nothing else moves."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from simulator.core.economy import PATHS
from simulator.experiment.parts import DEMAND, LEFT, MOVING, PARTS, UNLEARNT, WHOLE, shapley, take_apart
from simulator.experiment.simulate import simulate
from tests.small import series, small

SETS = [frozenset(one) for size in range(5) for one in combinations(PARTS, size)]


def test_parts_add_up_to_the_whole_less_what_is_left() -> None:
    drawn = np.random.default_rng(3)
    values = {one: drawn.normal(size=4) for one in SETS}
    total = sum(shapley(values).values())
    assert total == pytest.approx(values[SETS[0]] - values[SETS[-1]], abs=1e-12)


def test_a_part_that_acts_alone_is_its_effect_and_two_share_what_they_do_together() -> None:
    alone = {one: np.array([-2.0 * (MOVING not in one)]) for one in SETS}
    assert {name: round(float(part[0]), 12) for name, part in shapley(alone).items()} == {
        name: -2.0 * (name == MOVING) for name in PARTS
    }
    together = {one: np.array([-2.0 * (not one & {MOVING, DEMAND})]) for one in SETS}
    found = shapley(together)
    assert found[MOVING] == pytest.approx(-1.0)
    assert found[DEMAND] == pytest.approx(-1.0)


def test_the_whole_is_the_effect_of_the_run_itself() -> None:
    scenario = replace(small("rapid"), months=36, seeds=1)
    found = take_apart(scenario, jobs=1)
    assert found.years == (3,)
    assert list(found.rows) == [*PARTS, WHOLE, LEFT, UNLEARNT]
    without = simulate(scenario.with_world("none"), role="no_ai", replicate=0)
    paths = {name: series(without, name) for name in PATHS}
    with_it = simulate(scenario, role="no_policy", replicate=0, twin=paths)
    year = slice(24, 36)
    effect = 100.0 * (
        series(with_it, "employed")[year].mean() / series(without, "employed")[year].mean() - 1.0
    )
    assert found.rows[WHOLE][0].mean == pytest.approx(effect, rel=1e-9)
