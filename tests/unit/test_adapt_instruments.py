"""What firms and people do because of the instruments that help people adapt."""

import math
from typing import Any

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, LAID_OFF, UNEMPLOYED
from simulator.economy import schedule
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.markets import labour
from simulator.markets import separations as work_cut
from simulator.markets.training import Course, Posts, Staff, move_within_firms
from simulator.rules.post_automate import post_automate
from simulator.rules.post_plan import post_plan
from tests.small import policy, small


def economy_with(*policies: Any, world: str = "rapid") -> Economy:
    return prepare(small(world, policies), role="policy", replicate=0)


def cut(heads: int, target: int, **changes: float) -> float:
    return short_time(heads, target, **changes)[0]


def short_time(heads: int, target: int, **changes: float) -> tuple[float, float]:
    """Hours cut and layoffs spared in a post of a private firm of ten, the only one with too many people."""
    given = {"public": 0, "pending": 0.0, "used": 0.0, "threshold": 0.1, "staff": 0.3, "automated": 0,
             "quits": 0.0, "patience": 2.0, "cost": 0.0, "recovery": 0.05,
             "rounding": 0.0, "wanted": float(target)}  # fmt: skip
    v = given | changes
    numbers = (1, 0, heads, v["wanted"], target, v["pending"], v["quits"], v["rounding"], v["patience"])
    posts = work_cut.ShortTime(*(np.array([one]) for one in numbers))
    cut, spared = work_cut.hours_cut(
        1, posts, np.array([v["public"]]), np.array([max(heads, 10)]), np.array([v["used"]]),
        (v["threshold"], v["staff"], 12.0, v["automated"] > 0), v["cost"], v["recovery"],
    )  # fmt: skip
    return float(cut[0]), float(spared[0])


def test_short_time_cuts_the_hours_for_which_there_is_no_work() -> None:
    assert cut(4, 3) == 0.25
    assert cut(4, 4) == cut(4, 5) == 0.0
    assert cut(4, 3, threshold=0.3) == 0.0
    assert cut(2, 1) == 0.0  # a fifth of the firm, not a third
    assert cut(4, 3, public=1) == 0.0
    assert cut(4, 3, used=12.0) == 0.0


def test_short_time_is_for_work_that_comes_back_unless_the_law_lets_automation_in() -> None:
    assert cut(4, 3, pending=1.0) == 0.0
    assert cut(4, 2, pending=1.0) == 0.25
    assert cut(4, 3, pending=1.0, automated=1) == 0.25


def test_mild_shocks_are_left_to_quits_and_deep_ones_cut_hours_as_far_as_it_pays() -> None:
    """Of a hundred people 1.5 quit a month; parting with someone and filling the post again costs a month."""
    post = {"quits": 1.5, "threshold": 0.0, "cost": 0.3}
    lost = (0, 2, 3, 6, 16, 24, 48)
    cuts, spared = zip(*(short_time(100, 100 - idle, **post) for idle in lost), strict=True)
    assert cuts[:3] == (0.0, 0.0, 0.0)  # gone by the time it would take to fill a post again
    assert cuts[3] == pytest.approx(0.06)
    assert spared[3] == 1.0
    assert cuts[3] < cuts[4] == cuts[5] == cuts[6]  # as far as it pays: the rest are laid off
    assert 1.0 > spared[4] > spared[5] > spared[6] > 0.0
    free = [short_time(100, 100 - idle, **post | {"cost": 0.0}) for idle in lost]
    assert free[-1] == (0.48, 1.0)


def test_the_dearer_an_hour_cut_and_the_cheaper_a_layoff_the_less_short_time() -> None:
    post = {"quits": 1.5, "threshold": 0.0}
    cuts = [cut(100, 70, cost=cost, **post) for cost in (0.0, 0.15, 0.3, 0.6, 1.0)]
    assert cuts == sorted(cuts, reverse=True)
    assert cuts[0] == 0.3 > cuts[2] > cuts[3] > cuts[-1] == 0.0  # at the last it is as dear as full pay
    dear_layoffs = [cut(100, 70, cost=0.3, **post | {"patience": months}) for months in (1.5, 2.0, 4.0)]
    assert dear_layoffs[0] < dear_layoffs[1] < dear_layoffs[2]
    assert cut(100, 70, cost=0.3, **post) < cut(100, 70, cost=0.3, recovery=0.1, **post)


def test_a_post_whose_plan_is_no_whole_number_of_people_has_no_short_time_as_dear_as_full_pay() -> None:
    """What is worth keeping and what quits absorb are rounded in one way, so that neither exceeds by that."""
    post = {"quits": 0.2, "threshold": 0.0, "cost": 1.0, "recovery": 0.0}
    for tenths in range(10):
        for rounding in (0.05, 0.35, 0.65, 0.95):
            wanted = 7.0 + tenths / 10.0
            target = math.floor(wanted + rounding)
            assert cut(10, target, wanted=wanted, rounding=rounding, **post) == 0.0
            assert cut(10, target, wanted=wanted, rounding=rounding, **post | {"cost": 0.0}) > 0.0


def test_the_last_one_kept_costs_as_much_as_parting_and_filling_the_post_again() -> None:
    kept = 100.0 * cut(100, 40, quits=1.5, cost=0.3, threshold=0.0)
    months = [people / (1.5 + 0.05 * people) for people in (kept, kept + 1.0)]
    assert 0.3 * months[0] <= 2.0 < 0.3 * months[1]  # two months of pay are the post's patience


def test_who_is_on_short_time_is_not_laid_off_and_no_post_stays_on_it_beyond_the_limit() -> None:
    economy = economy_with(policy("job_retention", share=0.6, months=2.0, staff=0.0))
    q, posts_of = economy.persons, []
    for _ in range(10):
        economy.step()
        on = q.short_time > 0.0
        assert not (on & (q.leaving == LAID_OFF)).any()
        still = on & (q.months_in_status > 0)  # others lost work since then: their firm ended with the month
        assert (q.status[still] == EMPLOYED).all()
        posts_of.append(set(q.post[on].tolist()))
    assert any(posts_of)
    assert not any(a & b & c for a, b, c in zip(posts_of, posts_of[1:], posts_of[2:], strict=False))


def moved(
    share: float, worth: float, near: float = 0.2, openings: int = 1, pending: float = 1.0, law: bool = False
) -> Any:
    """A firm with a post that AI takes (occupation 0, two people, one wanted) and two others (1 and 2)."""
    distance = np.array([[0.0, near, 0.9], [near, 0.0, 0.5], [0.9, 0.5, 0.0]])
    heads, vacancies = np.array([2, 1, 1]), np.array([0, openings, openings])
    left, post, skill = np.array([pending, 0.0, 0.0]), np.array([0, 0]), np.ones(2)
    rows, length = np.zeros(2, np.int64), np.zeros(2, np.int64)
    staff = Staff(np.zeros(2, np.int64), post, np.zeros(2, np.int64), skill, np.zeros(2), np.full(2, 2000.0))
    posts = Posts(np.ones(3), np.arange(3), heads, np.array([1, 2, 2]), vacancies, left, np.full(3, 0.5))
    count = move_within_firms(
        np.array([0, 1]), np.full(2, worth), staff, posts, np.zeros(1), law,
        Course(distance, 0.25, 0.0, share, 500.0, 0.5, 10.0, 0.3, 0), 3, rows, length,
    )  # fmt: skip
    return count, heads.tolist(), vacancies.tolist(), left[0], skill[0], length[0]


def test_firms_move_staff_from_posts_that_ai_takes_to_their_nearest_opening() -> None:
    # Two months of course at a quarter of pay and half of the time: 1.8 months of pay, half of it the firm's.
    count, heads, vacancies, pending, skill, months = moved(share=0.5, worth=1.0)
    assert (count, heads, vacancies, pending, months) == (1, [1, 2, 1], [0, 0, 1], 0.0, 2)
    assert skill == pytest.approx(1.0 - 0.25 * 0.2)


def test_a_part_of_a_post_counts_as_plans_round_it_or_at_once_if_the_law_asks_for_no_cause() -> None:
    assert moved(0.5, 1.0, pending=0.6)[0] == 1
    assert moved(0.5, 1.0, pending=0.4)[0] == 0
    assert moved(0.5, 1.0, pending=0.4, law=True)[0] == 1


@pytest.mark.parametrize(
    "changes",
    [{"worth": 0.8}, {"worth": 2.0}, {"share": 0.0}, {"openings": 0}, {"pending": 0.0}, {"near": 0.8}],
)
def test_they_move_nobody_unless_the_subsidy_makes_it_pay(changes: dict[str, Any]) -> None:
    """Not worth their part; worth the whole; no subsidy; no opening; no AI; a post too far."""
    assert moved(**{"share": 0.5, "worth": 1.0} | changes)[0] == 0


def before_matching(*policies: Any) -> Economy:
    """The moment before people apply, with many more of them than usual, all of whom look hard."""
    economy = economy_with(*policies, world="moderate")
    economy.month = 1
    for act in schedule.MONTH[: schedule.MONTH.index(labour.search_and_match)]:
        act(economy)
    for column in (economy.posts.vacancies, economy.posts.deciding):
        column[::4] += economy.posts.active[::4]
    economy.persons.effort = np.minimum(20.0 * economy.persons.effort, 2.0)
    return economy


def test_private_firms_prefer_those_who_come_with_a_subsidy() -> None:
    found = []
    for appeal in (0.0, 5.0):
        economy = before_matching()
        q = economy.persons
        odd = (q.status == UNEMPLOYED) & (q.id % 2 == 1)
        q.hire_appeal[odd] = appeal
        labour.search_and_match(economy)
        hired = odd & (q.status == EMPLOYED)
        found.append(np.bincount(economy.firms.public[q.firm[hired]], minlength=2))
    assert found[1][0] > found[0][0] + 2
    assert found[1].sum() - found[0].sum() > 2


def test_digital_skill_brings_other_occupations_nearer() -> None:
    change, skill = [], []
    for digital in (0.0, 0.8):
        economy = before_matching()
        q, before = economy.persons, economy.persons.occupation.copy()
        q.digital[:] = digital
        q.skill[:] = 1.0
        labour.search_and_match(economy)
        moves = (q.tenure == 0) & (q.status == EMPLOYED) & (q.occupation != before)
        change.append(int(moves.sum()))
        skill.append(float(q.skill[moves].mean()))
    assert change[1] > change[0]
    assert 1.0 > skill[1] > skill[0]


def test_a_hiring_subsidy_ends_with_its_months_and_with_the_job() -> None:
    economy = economy_with(policy("hiring_subsidy", share=0.5, months=3.0, wait=0.0))
    q, seen = economy.persons, 0
    for _ in range(10):
        economy.step()
        paid = (q.subsidy_left > 0) & (q.status == EMPLOYED)
        seen += int(paid.sum())
        assert (q.tenure[paid] + q.subsidy_left[paid] == 2).all()
        assert (economy.firms.public[q.firm[paid]] == 0).all()
    assert seen > 20


def test_firms_reckon_with_a_usual_subsidy_in_their_costs() -> None:
    plain, paid = economy_with(), economy_with(policy("hiring_subsidy", share=0.5, wait=0.0))
    for economy in (plain, paid):
        for _ in range(4):
            economy.step()
    helped = paid.firms.payroll_levy_rate < 0.0
    assert helped.any()
    assert (paid.firms.unit_cost[helped] < plain.firms.unit_cost[helped]).mean() > 0.9


def test_a_shorter_week_takes_more_people_and_makes_more_tasks_worth_automating() -> None:
    post = dict.fromkeys(post_plan.reads, 0.0) | {"heads": 5, "requirement": 1.0, "firm_expected_orders": 8.0}
    post["occupation_relative_wage"] = post["firm_labour_need"] = post["firm_skill"] = 1.0
    law = {"trend_productivity": 1.0, "layoff_cost": 0.0, "displacement_cost": 0.0, "hours_kept": 1.0,
           "public_savings": 0.0}  # fmt: skip
    wanted = [float(post_plan.python(**post | {"firm_output_cut": cut}, **law)[0]) for cut in (0.0, 0.2)]
    assert wanted == pytest.approx([8.0, 10.0])
    task = dict.fromkeys(post_automate.reads, 0.0)
    task |= {"occupation_wage": 2000.0, "occupation_ai_tasks": 0.25, "ai_used": 1, "firm_reach": 1.0,
             "firm_ai_pace": 1.0}  # fmt: skip
    world = {"ai_price": 2700.0, "fee_share": 1.0, "employer_rate": 0.3,
             "augmentation_gain": 0.0, "task_dispersion": 0.7, "roll_out_on": 1.0,
             "pay_cut": 0.0}  # fmt: skip
    steps = [float(post_automate.python(**task | {"firm_output_cut": cut}, **world)[2])
             for cut in (0.0, 0.1)]  # fmt: skip
    assert steps[0] == 0.0 < steps[1]
