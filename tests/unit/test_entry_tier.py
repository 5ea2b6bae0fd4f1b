"""The entry tier of posts: AI takes tasks of beginners first, and doors close before anyone is laid off."""

import numpy as np
import pytest

from calibration.study.runs import Run, opening
from simulator.agents.person import EMPLOYED
from simulator.core.maths import entry_tasks_done
from simulator.rules.post_automate import post_automate
from simulator.rules.post_entry import post_entry
from simulator.rules.post_select import post_select
from simulator.start.workers import begun_by_age

USUAL = 0.1
PERSONS = 2000


def tier(automated: float, *, first: float = 1.0, new: float = 0.0) -> float:
    """Entry posts left over their usual share, where beginners hold a tenth of the posts."""
    columns = {"automated_ahead": automated, "augmented": 0.0, "occupation_new_tasks": new}
    known = (columns[name] for name in post_entry.reads)
    return float(post_entry.python(*known, entry_first=first, entry_share=USUAL))


def test_without_ai_every_opening_takes_beginners() -> None:
    assert tier(0.0) == 1.0


def test_tasks_of_beginners_go_first_until_there_are_none() -> None:
    left = [tier(automated) for automated in (0.0, 0.02, 0.05, 0.1, 0.3)]
    assert left == sorted(left, reverse=True)
    first = tier(1e-6)
    assert 1.0 - first == pytest.approx(1e-6 / USUAL - 1e-6, rel=1e-3)  # all of it is taken from entry posts
    assert left[2] == pytest.approx(0.95**9)
    assert left[4] < 0.05


def test_what_falls_on_all_tasks_alike_leaves_the_tiers_as_they_are() -> None:
    assert tier(0.05, first=0.0) == pytest.approx(1.0)
    assert 1.0 > tier(0.05, first=0.5) > tier(0.05)


def test_new_tasks_are_done_in_both_tiers() -> None:
    assert tier(0.1, new=0.1) == pytest.approx(0.9**10 + 0.1)


@pytest.mark.parametrize("first", [0.0, 0.3, 1.0])
def test_entry_posts_lose_no_more_tasks_than_they_have_or_ai_does(first: float) -> None:
    for automated in (0.0, 0.05, 0.1, 0.5, 1.0):
        done = entry_tasks_done(automated, USUAL, first)
        assert automated * USUAL - 1e-12 <= done <= min(automated, USUAL) + 1e-12


def test_a_plan_reaches_as_far_as_its_horizon_and_no_further_than_ai() -> None:
    task = dict.fromkeys(post_automate.reads, 0.0)
    task |= {"ai_used": 1, "occupation_wage": 2000.0, "occupation_ai_tasks": 0.2, "firm_reach": 1.0,
             "firm_ai_pace": 1.0}  # fmt: skip
    world = {"ai_price": 1.0, "fee_share": 1.0, "employer_rate": 0.3, "roll_out_on": 1.0,
             "augmentation_gain": 0.0, "pay_cut": 0.0}  # fmt: skip

    def plan(months: float) -> tuple[float, float]:
        done, _, _, ahead = post_automate.python(**task, **world, planning_horizon=months)
        return float(done), float(ahead)

    assert plan(0.0)[1] == pytest.approx(plan(0.0)[0])
    assert plan(0.0)[0] < plan(12.0)[1] < plan(36.0)[1] < 0.2
    assert post_automate.python(**task | {"ai_used": 0}, **world)[3] == 0.0


def test_openings_that_take_beginners_are_that_part_of_those_decided_on() -> None:
    def decide(openings: int, left: float, draw: float) -> tuple[int, int]:
        known = {"vacancies": openings, "entry_open": left, "u_selection": 0.0, "u_entry": draw}
        found = post_select.python(*(known[name] for name in post_select.reads), seekers_per_opening=1.0)
        return int(found[0]), int(found[1])

    assert decide(4, 1.0, 0.999) == (4, 4)
    assert decide(4, 0.0, 0.999) == (4, 0)
    assert np.mean([decide(1, 0.3, draw)[1] for draw in (np.arange(100) + 0.5) / 100]) == pytest.approx(0.3)


def test_people_begin_to_work_as_employment_rises_with_age() -> None:
    age = np.repeat(np.arange(16, 60), 100)
    works = np.arange(len(age)) % 100 < np.clip((age - 16) * 10, 0, 80)
    begun = begun_by_age(age, np.ones(len(age), bool), works)
    assert begun[16] == 0.0
    assert begun[20] == pytest.approx(0.5)
    assert (np.diff(begun) >= 0.0).all()
    assert begun[24] == begun[59] == 1.0


def test_beginners_get_no_post_whose_entry_tier_is_gone_and_others_do() -> None:
    economy = opening(Run("ESP", 9301, PERSONS, 49, "rapid", frozen_demography=False))
    q, posts, s = economy.persons, economy.posts, economy.aggregates
    assert 0.04 < s.entry_share < 0.15
    s.open(entry_share=0.005)
    closed = new = 0
    for _ in range(36):
        economy.step()
        hired = np.flatnonzero((q.status == EMPLOYED) & (q.tenure == 0))
        shut = posts.entry_deciding[q.post[hired]] == 0
        beginner = q.experience[hired] < economy.parameters["entry_months"]
        assert not (shut & beginner).any()
        closed += int(shut.sum())
        new += int(beginner.sum())
    assert closed > 0
    assert new > 0


def test_where_nobody_ages_beginners_stay_beginners() -> None:
    economy = opening(Run("ESP", 9301, PERSONS, 49))
    before = economy.persons.experience.copy()
    economy.step()
    assert (economy.persons.experience == before).all()
