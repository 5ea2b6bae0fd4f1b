"""Where AI can do no task nobody is displaced by it; where it can, in a rapid world, some are."""

from dataclasses import replace

import pytest

from simulator.scenario.country import load_country
from tests.small import ran, series, small

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
    helped = ran(small("rapid"), country=replace(country, automation=0.0 * country.automation))
    for indicator in BRIDGE:
        assert (series(helped, indicator) == 0.0).all(), indicator


def test_a_frozen_world_abolishes_no_post_and_a_rapid_one_does() -> None:
    frozen, rapid = ran(small("none")), ran(small("rapid"))
    for indicator in BRIDGE[:-1]:
        assert (series(frozen, indicator) == 0.0).all(), indicator
    posts = {name: series(rapid, name).sum() for name in BRIDGE}
    assert posts["posts_abolished"] > 0.0
    assert 0.0 < posts["displaced"] < posts["posts_abolished"]


@pytest.mark.parametrize("world", ["slow", "moderate", "rapid"])
def test_the_bridge_never_sheds_more_posts_than_were_abolished(world: str) -> None:
    output = ran(small(world))
    abolished, *ways = (series(output, name).cumsum() for name in (BRIDGE[1], *BRIDGE[2:5]))
    assert (sum(ways) <= abolished * (1.0 + 1e-12)).all()


def test_faster_worlds_automate_more() -> None:
    done = [series(ran(small(world)), "tasks_automated") for world in ("none", "slow", "moderate", "rapid")]
    assert (done[0] == done[0][0]).all() or done[0][-1] < done[1][-1]
    assert done[1][-1] < done[2][-1] < done[3][-1]
