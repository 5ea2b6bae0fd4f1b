"""How posts are filled: firms that take time to choose, vacancies on an average day, what a course opens."""

import numpy as np
import pytest

from simulator.agents.person import UNEMPLOYED
from simulator.core.kernels import columns
from simulator.core.streams import root_key, stream_key
from simulator.economy import schedule
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.markets import labour, matching, separations
from simulator.markets.hiring import agree, scores
from simulator.markets.matching import Applications, gap_to, who_looks
from simulator.markets.training import Learners, progress
from tests.small import PERSONS, give_parameters, small

NEAR, FAR = 0.2, 0.9
DISTANCE = np.array([[0.0, FAR, FAR], [FAR, 0.0, NEAR], [FAR, NEAR, 0.0]])


def economy_before(act: object, *, persons: int = PERSONS, **parameters: float) -> Economy:
    """A small Spain in its first month, up to this act."""
    economy = prepare(small("none", parameters=parameters, persons=persons), role="no_policy", replicate=0)
    economy.month = 1
    for one in schedule.MONTH[: schedule.MONTH.index(act)]:  # type: ignore[arg-type]
        one(economy)
    return economy


@pytest.mark.parametrize("speed", [0.2, 0.5, 1.0])
def test_firms_decide_on_their_share_of_openings(speed: float) -> None:
    economy = economy_before(labour.search_and_match)
    posts = economy.posts
    posts.vacancies[:] = np.where(posts.active == 1, 3, 0)
    economy.controllers.selection_speed = speed
    economy.aggregates.seekers_per_opening = 1.0
    schedule.post_select.run(economy)
    decided, open_posts = float(posts.deciding.sum()), float(posts.vacancies.sum())
    assert decided == pytest.approx(speed * open_posts, rel=0.1)
    assert (posts.deciding <= posts.vacancies).all()


def test_nobody_is_hired_where_no_firm_decides() -> None:
    economy = economy_before(labour.search_and_match)
    economy.posts.vacancies[:] = economy.posts.active
    economy.posts.deciding[:] = 0
    labour.search_and_match(economy)
    assert economy.count["hires"] == economy.count["recalls"]  # whoever was called back, before
    assert (economy.posts.unfilled == economy.posts.active).all()


@pytest.mark.parametrize(
    ("left", "wanted", "filled", "days"),
    [(0, 1, 1, 0.25), (0, 1, 0, 0.5), (1, 1, 1, 0.5), (1, 1, 0, 1.0), (2, 3, 1, 2.0), (5, 1, 1, 0.5)],
)
def test_a_vacancy_counts_the_part_of_the_month_it_was_open(
    left: int, wanted: int, filled: int, days: float
) -> None:
    assert matching.count_vacancies(*(np.array([n]) for n in (left, wanted, filled))) == days


def test_a_course_brings_its_occupation_and_those_around_it_nearer_and_takes_none_away() -> None:
    own, target, neighbour = 0, 1, 2
    before = [gap_to(to, own, -1, 0.0, 0.0, DISTANCE) for to in range(3)]
    half = [gap_to(to, own, target, 0.5, 0.0, DISTANCE) for to in range(3)]
    assert before == [0.0, FAR, FAR]
    assert half == pytest.approx([0.0, 0.5 * FAR, 0.5 * (FAR + NEAR)])
    assert gap_to(neighbour, own, target, 0.0, 0.0, DISTANCE) == FAR  # what has faded bridges nothing


def test_who_finishes_a_course_keeps_the_occupation_and_what_they_can_do() -> None:
    economy = economy_before(labour.search_and_match)
    q = economy.persons
    some = np.flatnonzero(q.status == UNEMPLOYED)[:5]
    own = np.isin(np.arange(q.n), some)
    q.training_left[some] = 1
    occupation, skill = q.occupation.copy(), q.skill.copy()
    finished = progress(q.n, own, columns(Learners, q), 0.2, 0.3, economy.moves)
    assert finished == len(some)
    np.testing.assert_array_equal(q.occupation, occupation)
    np.testing.assert_allclose(q.skill[some], skill[some] + 0.3 * (1.0 - skill[some]))


@pytest.mark.parametrize("effort", [0.02, 0.5, 1.0, 7.3])
def test_people_look_at_posts_in_proportion_to_effort_without_any_ceiling(effort: float) -> None:
    ids = np.arange(20_000)
    rows, numbers = who_looks(len(ids), ids, np.ones(len(ids), np.uint8), np.full(len(ids), effort), 5.0,
                              stream_key(root_key(1, 0), "search", 1))  # fmt: skip
    posts = np.bincount(rows, minlength=len(ids))
    assert posts.sum() / len(ids) == pytest.approx(5.0 * effort, rel=0.1)
    assert posts.max() - posts.min() <= 1
    np.testing.assert_array_equal(numbers, np.concatenate([np.arange(some) for some in posts]))


def sent(person: list[int], opening: list[int], score: list[float], pay: list[float]) -> Applications:
    """Applications whose score is what is on paper."""
    nothing = np.zeros(len(score))
    return Applications(np.array(person, np.int32), np.array(opening, np.int32), np.array(pay),
                        np.array(pay), np.array(score), nothing + 0.5, nothing)  # fmt: skip


def test_firms_that_are_refused_turn_to_the_next() -> None:
    """One applicant suits both firms best: alone in the first round, the other is asked in the second."""
    applications = sent([0, 0, 1], [0, 1, 1], [2.0, 2.0, 1.0], [100.0, 90.0, 80.0])
    once, _ = agree(applications, 0.0, 2, 2, 1)
    again, agreed = agree(applications, 0.0, 2, 2, 2)
    assert (once.tolist(), again.tolist(), agreed.tolist()) == ([0, -1], [0, 1], [100.0, 80.0])


def test_the_most_suitable_is_asked_among_all_who_apply() -> None:
    draw, crowd = np.random.default_rng(1), 3_000
    applications = Applications(np.arange(crowd, dtype=np.int32), draw.integers(0, 7, crowd, np.int32),
                                np.ones(crowd), np.ones(crowd), draw.normal(size=crowd), draw.random(crowd),
                                draw.random(crowd))  # fmt: skip
    taken, _ = agree(applications, 0.7, crowd, 7, 1)
    found = scores(applications, 0.7)
    best = [max(np.flatnonzero(applications.opening == j), key=found.__getitem__) for j in range(7)]
    assert taken.tolist() == best


def test_the_more_people_look_the_sooner_firms_decide() -> None:
    decided = []
    for crowd in (1.0, 4.0):
        economy = economy_before(labour.search_and_match)
        posts = economy.posts
        posts.vacancies[:] = np.where(posts.active == 1, 3, 0)
        economy.controllers.selection_speed = 0.2
        give_parameters(economy, selection_elasticity=0.5)
        economy.aggregates.seekers_per_opening = crowd
        schedule.post_select.run(economy)
        decided.append(float(posts.deciding.sum()))
    assert decided[1] == pytest.approx(2.0 * decided[0], rel=0.1)


def test_a_month_in_which_nobody_looks_passes_without_a_hire() -> None:
    economy = economy_before(labour.search_and_match)
    give_parameters(economy, applications=0.0)
    economy.posts.vacancies[:] = economy.posts.deciding[:] = economy.posts.active
    labour.search_and_match(economy)
    assert economy.count["hires"] == economy.count["recalls"]  # who is called back was, before


def test_of_equal_offers_people_take_the_post_they_saw_first_wherever_it_stands() -> None:
    first, _ = agree(sent([0, 0], [1, 0], [1.0, 2.0], [80.0, 80.0]), 0.0, 1, 2, 1)
    second, _ = agree(sent([0, 0], [0, 1], [1.0, 2.0], [80.0, 80.0]), 0.0, 1, 2, 1)
    assert (first.tolist(), second.tolist()) == ([-1, 0], [0, -1])


def test_an_entrant_begins_with_as_many_customers_as_its_sector_has_kept() -> None:
    economy = economy_before(labour.search_and_match)
    firms = economy.firms
    firms.customers[:] = np.where(firms.demand_base > 0.0, 0.8, 0.1)
    closing = np.zeros(firms.n, np.bool_)
    closing[np.argmin(np.where(firms.demand_base > 0.0, firms.demand_base, 9.0))] = True
    firms.customers[closing] = 0.2
    peers = firms.sector == firms.sector[closing]
    kept = np.average(firms.customers[peers], weights=firms.demand_base[peers])
    separations._enter(economy, closing)
    assert firms.customers[closing] == pytest.approx(kept)
    assert 0.2 < kept <= 0.8


def test_who_serves_too_few_loses_customers_within_the_month() -> None:
    economy = economy_before(schedule.firm_customers.run)
    firms = economy.firms
    selling = (firms.active == 1) & (firms.public == 0)
    firms.customers[:], firms.sales[:] = 1.0, 0.5 * firms.orders * firms.price
    schedule.firm_customers.run(economy)
    assert (firms.customers[selling & (firms.orders > 0.0) & (firms.exiting == 0)] < 1.0).all()
    assert (firms.customers[firms.public == 1] == 1.0).all()
