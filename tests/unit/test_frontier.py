"""Which tasks AI can do alone, by world and year: alike in 2025, more in the wider worlds."""

import numpy as np
import pytest

from simulator.core.caveats import caveats
from simulator.core.frontier import READ_IN, Tasks, tasks_outside, tasks_within
from simulator.scenario.country.profile import load_country
from simulator.scenario.shipped_worlds import load_world

GROWING = ("slow", "moderate", "rapid", "broad", "transformative")


def kinds(iso3: str = "ESP") -> tuple[Tasks, np.ndarray]:
    country = load_country(iso3)
    people = country.employment.sum(axis=0)
    tasks = tasks_outside(country.automation, country.augmentation, country.physical_part)
    return tasks, people / people.sum()


@pytest.mark.parametrize("world", GROWING)
def test_shares_are_shares_and_ai_only_ever_does_more(world: str) -> None:
    tasks, _ = kinds()
    values = load_world(world).values
    before = np.zeros(len(tasks.automation))
    for year in range(2025, 2060, 5):
        alone, helped = tasks_within(values, year, tasks)
        assert (alone >= before).all()
        assert (helped >= 0.0).all()
        assert (alone + helped <= 1.0 + 1e-12).all()
        before = alone


def test_worlds_open_alike_and_part_in_the_order_of_their_names() -> None:
    tasks, weight = kinds()

    def share(world: str, year: float) -> float:
        return float(weight @ tasks_within(load_world(world).values, year, tasks)[0])

    first = share("none", READ_IN)
    assert [share(world, READ_IN) for world in GROWING] == pytest.approx([first] * len(GROWING), rel=1e-3)
    ends = [share(world, 2040.0) for world in GROWING]
    assert ends == sorted(ends)
    assert ends[-1] > 0.4


def test_work_of_the_hands_is_out_of_reach_but_in_the_wider_worlds_and_there_it_comes_later() -> None:
    hands = Tasks(*(np.array([share]) for share in (0.0, 0.0, 1.0, 0.0)))
    assert tasks_within(load_world("rapid").values, 2060.0, hands)[0] == 0.0
    broad = load_world("broad").values
    early, late = (float(tasks_within(broad, year, hands)[0][0]) for year in (2028.0, 2060.0))
    assert early == pytest.approx(0.0, abs=1e-9)
    assert late == pytest.approx(broad["widening_physical"], rel=0.01)


def test_a_world_that_goes_far_is_told_as_such() -> None:
    assert set(caveats("ESP", ["moderate", "broad"])) == {"far"}
    assert set(caveats("USA", ["transformative (changed)"])) == {"far", "ai_exports"}
    assert not caveats("ESP", ["rapid"])
