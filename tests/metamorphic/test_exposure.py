"""Where AI can do no task nobody is displaced by it; where it can, in a rapid world, some are."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.scenario.country.profile import load_country
from tests.small import different, ran, series, small

BRIDGE = ("displaced", "posts_abolished", "posts_abolished_attrition", "posts_abolished_hiring_forgone",
          "posts_abolished_layoffs", "posts_new_tasks")  # fmt: skip


def test_no_exposure_no_displacement() -> None:
    country = load_country("ESP")
    unexposed = replace(country, automation=0.0 * country.automation, augmentation=0.0 * country.augmentation)
    output = ran(small("rapid"), country=unexposed)
    for indicator in (*BRIDGE, "tasks_automated", "ai_spending", "ai_rents_abroad"):
        assert (series(output, indicator) == 0.0).all(), indicator


def test_augmentation_alone_abolishes_no_post() -> None:
    country = load_country("ESP")
    rapid = small("rapid")
    shallow = replace(rapid, world={**rapid.world, "deepening": 0.0})
    helped = ran(shallow, country=replace(country, automation=0.0 * country.automation))
    for indicator in BRIDGE:
        assert (series(helped, indicator) == 0.0).all(), indicator


def test_a_frozen_world_abolishes_no_post() -> None:
    output = ran(small("none"))
    for indicator in BRIDGE[:-1]:
        assert (series(output, indicator) == 0.0).all(), indicator


def test_a_sudden_world_displaces_as_many_as_it_lays_off() -> None:
    """A layoff counts as displacement with the probability that AI has taken the post: equal on average.

    False-alarm rate 1e-4: the difference is a sum of independent draws with variance below their mean.
    """
    arrival = {
        "frontier_growth": 3.0,
        "frontier_midpoint": 2025.5,
        "frontier_ceiling": 1.0,
        "adoption_speed": 10.0,
    }
    sudden = small("rapid", persons=2000)
    sudden = replace(sudden, world={**sudden.world, **arrival})
    displaced = freed = 0.0
    for replicate in range(4):
        output = ran(sudden, replicate=replicate)
        weight = float(output.persons["weight"][0])
        displaced += series(output, "displaced").sum() / weight
        freed += series(output, "posts_abolished_layoffs").sum() / weight
        assert series(output, "displaced").sum() <= series(output, "layoffs").sum()
        assert series(output, "posts_abolished_layoffs").sum() < series(output, "posts_abolished").sum()
    assert displaced > 0.0
    assert abs(displaced - freed) < 3.9 * np.sqrt(freed)


@pytest.mark.parametrize("world", ["slow", "moderate", "rapid"])
def test_the_bridge_never_sheds_more_posts_than_were_abolished(world: str) -> None:
    output = ran(small(world))
    abolished, *ways = (series(output, name).cumsum() for name in (BRIDGE[1], *BRIDGE[2:5]))
    assert (sum(ways) <= abolished * (1.0 + 1e-12)).all()


def test_faster_worlds_automate_more() -> None:
    done = [series(ran(small(world)), "tasks_automated") for world in ("none", "slow", "moderate", "rapid")]
    assert (done[0] == done[0][0]).all() or done[0][-1] < done[1][-1]
    assert done[1][-1] < done[2][-1] < done[3][-1]


def test_another_measure_moves_displacement_between_occupations_and_no_one_between_fifths() -> None:
    ours, theirs = small("rapid"), small("rapid", exposure="gpts")
    assert different(ran(ours), ran(theirs))
    with_ai, without = ran(theirs), ran(theirs.with_world("none"), role="no_ai")
    fifths = [np.asarray(output.persons["exposure_quintile"]) for output in (with_ai, without)]
    assert (fifths[0] == fifths[1]).all()
