"""Digital skill: who has it, as surveys say, and who is kept where AI does a part of the work."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulator.agents.person import LAID_OFF
from simulator.core.economy import Economy
from simulator.experiment.simulate import prepare
from simulator.markets.even_draws import draw_exits
from simulator.markets.labour import weigh_layoffs
from simulator.rules.worker_separate import worker_separate
from simulator.scenario.country.profile import available_countries, digital_skill
from simulator.start.workers import draw_digital_skill
from tests.small import give_parameters, small

PEOPLE = 200_000
FIRST = (16, 25, 35, 45, 55, 65)
SPAIN = digital_skill("ESP")


def people(arrival: int = 0) -> Any:
    """As many of each age from 16 to 74 and level of schooling, there or to arrive in a month."""
    rows = np.arange(PEOPLE)
    ages, birth = 16 + rows % 59, -12 * (16 + rows % 59) - 6
    persons = SimpleNamespace(
        id=rows, active=np.full(PEOPLE, arrival == 0), arrival_month=np.full(PEOPLE, arrival),
        birth_month=birth + arrival, education=rows // 59 % 3, ages=ages,
    )  # fmt: skip
    return SimpleNamespace(root=np.uint64(7), persons=persons)


def shares(economy: Any) -> tuple[list[float], list[float]]:
    q = economy.persons
    group = np.digitize(q.ages, FIRST[1:])
    return (
        [float(q.digital_skill[group == k].mean()) for k in range(6)],
        [float(q.digital_skill[q.education == k].mean()) for k in range(3)],
    )


def odds(share: Any) -> Any:
    return np.log(np.asarray(share) / (1.0 - np.asarray(share)))


def test_shares_of_month_0_are_those_of_the_survey_by_age_and_schooling() -> None:
    economy = people()
    draw_digital_skill(economy, *SPAIN)
    by_age, by_level = shares(economy)
    assert by_age == pytest.approx(list(SPAIN[0]), abs=0.01)
    shift = odds(by_level) - odds(SPAIN[1])  # people by age differ from the survey's: a common shift
    assert shift == pytest.approx(np.full(3, shift.mean()), abs=0.05)


def test_the_young_and_the_schooled_have_it_more_often_in_every_country() -> None:
    for country in available_countries():
        by_age, by_level = digital_skill(country)
        assert by_age[:4].min() > by_age[4] > by_age[5], country
        assert by_level[0] < by_level[1] < by_level[2], country


def test_a_country_without_a_survey_of_its_own_takes_europe_s() -> None:
    assert np.array_equal(digital_skill("XYZ")[0], digital_skill("EUR")[0])


def test_who_arrives_has_it_as_people_of_that_age_do() -> None:
    here, later = people(), people(arrival=40)
    everyone = here.persons
    for name, column in vars(everyone).items():
        setattr(everyone, name, np.concatenate([column, getattr(later.persons, name)]))
    everyone.id = np.arange(2 * PEOPLE)
    draw_digital_skill(here, *SPAIN)
    came = everyone.digital_skill[PEOPLE:]
    group = np.digitize(everyone.ages[PEOPLE:], FIRST[1:])
    assert [came[group == k].mean() for k in range(6)] == pytest.approx(list(SPAIN[0]), abs=0.01)


@pytest.fixture
def economy() -> Economy:
    return prepare(small("none"), role="no_policy", replicate=0)


def test_without_ai_nobody_is_at_more_risk_than_another(economy: Economy) -> None:
    economy.posts.automated[:] = 0.0
    weigh_layoffs(economy)
    assert np.all(economy.persons.layoff_weight == 1.0)


def test_where_ai_does_work_the_skilled_are_kept_and_as_many_go(economy: Economy) -> None:
    q, posts = economy.persons, economy.posts
    posts.automated[:], posts.layoff_chance[:] = 0.1, 0.1
    weigh_layoffs(economy)
    staff = np.flatnonzero(q.post >= 0)
    in_post = np.bincount(q.post[staff], q.layoff_weight[staff]) / np.maximum(np.bincount(q.post[staff]), 1)
    assert in_post[in_post > 0.0] == pytest.approx(1.0)
    mixed = next(
        rows for post in np.unique(q.post[staff])
        if 0.0 < q.digital_skill[rows := staff[q.post[staff] == post]].mean() < 1.0
    )  # fmt: skip
    skilled = q.digital_skill[mixed] == 1
    with_, without = q.layoff_weight[mixed][skilled], q.layoff_weight[mixed][~skilled]
    assert with_[0] / without[0] == pytest.approx(1.0 - economy.parameters["digital_protection"])


def laid_off(economy: Economy, months: int = 40) -> tuple[float, float, float]:
    """Layoffs in all, and per head of staff with and without digital skill, while nobody goes."""
    q = economy.persons
    staff, counts = q.post >= 0, np.zeros(2)
    for month in range(1, months + 1):
        economy.month = month
        weigh_layoffs(economy)
        draw_exits(economy)
        worker_separate.run(economy)
        counts += np.bincount(q.digital_skill[q.leaving == LAID_OFF], minlength=2)
    without, with_ = counts / np.bincount(q.digital_skill[staff], minlength=2)
    return float(counts.sum()), float(with_), float(without)


def test_the_rule_lays_off_fewer_of_the_skilled_and_the_same_number_of_all(economy: Economy) -> None:
    economy.persons.tenure[:] = 60
    economy.posts.layoff_chance[:] = 0.1
    economy.posts.automated[:] = 0.1
    number, with_, without = laid_off(economy)
    assert with_ < 0.8 * without
    give_parameters(economy, digital_protection=0.0)
    before, with_, without = laid_off(economy)
    assert with_ == pytest.approx(without, rel=0.15)
    assert number == pytest.approx(before, rel=0.05)
