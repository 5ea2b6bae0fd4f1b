"""The study of mechanisms: switches set numbers that there are, within their bounds, away from what ships."""

import numpy as np

from calibration.validate import mechanisms as study
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.world import World, load_world


def test_every_switch_sets_numbers_within_their_bounds_that_do_not_ship_everywhere() -> None:
    declared, worlds, shipped = model_parameters(), World.declared(), load_world(study.WORLD).values
    for name, channel in study.mechanisms().items():
        for key, value in channel.parameters.items():
            declared[key].check(key, value)
        for key, value in channel.world.items():
            worlds[key].check(key, value)
            assert value != shipped[key], name
        if name != study.SHIPPED:
            assert (
                any(value != declared[key].default for key, value in channel.parameters.items())
                or channel.world
            )


def test_what_moves_nothing_is_a_candidate_and_what_moves_one_country_alone_is_none() -> None:
    places = np.array(["ESP"] * 3 + ["USA"] * 3)
    still = np.full((len(study.OUTCOMES), 6), 0.01) * np.array([1, -1, 0.5, 1, -1, 0.2])
    there = still.copy()
    there[0, 3:] = [5.0, 5.1, 4.9]
    calm, moved = (study._row("m", one, np.full(len(one), 0.9), places) for one in (still, there))
    assert calm["verdict"] == "candidate"
    assert moved["verdict"] == "open"
    assert moved["where"] == "jobs, AI, USA"
