"""Which tasks AI can do alone, by world and year: alike in 2025, more in the wider worlds."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.core.closure import caveats
from simulator.core.frontier import READ_IN, Tasks, tasks_outside, tasks_within
from simulator.economy.technology import advance_technology
from simulator.experiment.simulate import prepare
from simulator.scenario.country.profile import load_country
from simulator.scenario.world import INCIDENCES, load_world
from tests.small import small

GROWING = ("slow", "moderate", "rapid", "broad", "transformative")


def kinds(iso3: str = "ESP") -> tuple[Tasks, np.ndarray]:
    country = load_country(iso3)
    people = country.employment.sum(axis=0)
    tasks = tasks_outside(country.automation, country.augmentation, country.physical_part)
    return tasks, people / people.sum()


@pytest.mark.parametrize("world", GROWING)
def test_shares_are_shares_and_ai_only_ever_does_more(world: str) -> None:
    tasks, weight = kinds()
    values = load_world(world).values
    before = np.zeros(len(tasks.automation))
    for year in range(2025, 2060, 5):
        alone, helped = tasks_within(values, year, tasks, weight)
        assert (alone >= before).all()
        assert (helped >= 0.0).all()
        assert (alone + helped <= 1.0 + 1e-12).all()
        before = alone


def test_worlds_open_alike_and_part_in_the_order_of_their_names() -> None:
    tasks, weight = kinds()

    def share(world: str, year: float) -> float:
        return float(weight @ tasks_within(load_world(world).values, year, tasks, weight)[0])

    first = share("none", READ_IN)
    assert [share(world, READ_IN) for world in GROWING] == pytest.approx([first] * len(GROWING), rel=1e-3)
    ends = [share(world, 2040.0) for world in GROWING]
    assert ends == sorted(ends)
    assert ends[-1] > 0.4


def test_work_of_the_hands_is_out_of_reach_but_in_the_wider_worlds_and_there_it_comes_later() -> None:
    hands = Tasks(*(np.array([share]) for share in (0.0, 0.0, 1.0, 0.0)))
    assert tasks_within(load_world("rapid").values, 2060.0, hands, np.ones(1))[0] == 0.0
    broad = load_world("broad").values
    early, late = (float(tasks_within(broad, year, hands, np.ones(1))[0][0]) for year in (2028.0, 2060.0))
    assert early == pytest.approx(0.0, abs=1e-9)
    assert late == pytest.approx(broad["widening_physical"], rel=0.01)


def test_a_world_that_goes_far_is_told_as_such() -> None:
    assert set(caveats("ESP", ["moderate", "broad"])) == {"far"}
    assert set(caveats("USA", ["transformative (changed)"])) == {"far", "ai_exports"}
    assert not caveats("ESP", ["rapid"])


@pytest.mark.parametrize("incidence", range(len(INCIDENCES)))
def test_a_named_share_is_within_reach_in_its_year_whoever_does_that_work(incidence: int) -> None:
    tasks, weight = kinds()
    paid = np.argsort(np.argsort(-load_country("ESP").relative_wage))
    shapes = [tasks.automation + tasks.augmentation, weight, np.ones(len(weight)), (paid < 10) * 1.0]
    shape = shapes[incidence]
    named = {"tasks_share": 0.1, "tasks_by": 2035.0, "tasks_incidence": float(incidence)}
    world = {**load_world("rapid").values, **named}
    start, middle, end, after = (tasks_within(world, year, tasks, weight, shape)[0] for year in
                                 (READ_IN, 2030.0, 2035.0, 2045.0))  # fmt: skip
    assert float(weight @ end) == pytest.approx(0.1)
    assert float(weight @ start) < float(weight @ middle) < float(weight @ end)
    assert after == pytest.approx(end)
    gained = (end - start)[shape == 0.0]
    assert gained == pytest.approx(np.zeros(len(gained)))
    plain = tasks_within(load_world("rapid").values, READ_IN, tasks, weight)[0]
    assert start == pytest.approx(plain)


def test_in_an_economy_the_named_work_is_that_of_whom_it_says() -> None:
    """The exposed, the young, all alike, the best paid fifth: each takes tasks where its own are."""

    def gained(whose: str) -> np.ndarray:
        scenario = small("rapid")
        named = {"tasks_share": 0.1, "tasks_by": 2026.0, "tasks_incidence": float(INCIDENCES.index(whose))}
        economy = prepare(replace(scenario, world=scenario.world | named), role="policy", replicate=0)
        advance_technology(economy)
        before = economy.occupations.ai_tasks.copy()
        economy.month = 12
        advance_technology(economy)
        weight, alone = economy.occupation_weight, economy.occupations.ai_tasks
        assert float(weight @ alone / weight.sum()) == pytest.approx(0.1)
        own = {"exposed": economy.occupations.automation + economy.occupations.augmentation,
               "entry": economy.occupations.young, "even": np.ones(len(weight)),
               "top": economy.occupations.trend_wage}[whose]  # fmt: skip
        return np.array([alone - before, own])

    for whose in ("exposed", "entry", "even"):
        more, own = gained(whose)
        assert more == pytest.approx(own * (more.sum() / own.sum()))
    more, wage = gained("top")
    assert wage[more > 1e-9].min() >= wage[more <= 1e-9].max()
