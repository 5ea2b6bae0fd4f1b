"""What firms and people do, rule by rule: hoarding, investment, tax leakage, hours, screening."""

import numpy as np
import pytest

from simulator.agents.firm import LARGE, SMALL
from simulator.agents.person import EMPLOYED, HALF_TIME
from simulator.rules.employer_rank import employer_rank
from simulator.rules.firm_customers import firm_customers
from simulator.rules.firm_profit import firm_invest, firm_profit
from simulator.rules.post_plan import post_plan
from simulator.rules.worker_hours import worker_hours

ROUNDINGS = np.arange(0.025, 1.0, 0.05)


def plan(
    recruiting_cost: float, heads: int = 10, quits: float = 1.0, taken: float = 0.0, severance: float = 0.0,
    ahead: float = 0.0, rounding: float = 0.0, orders: float = 8.0, public: int = 0, **levers: float,
) -> tuple[int, float]:  # fmt: skip
    """Openings and layoff chance of a post that wants eight people; AI has taken `taken` of its posts."""
    given = {"layoff_cost": 0.0, "displacement_cost": 0.0, "hours_kept": 1.0, "public_savings": 0.0} | levers
    columns = {
        "heads": heads, "requirement": 1.0, "rounding": rounding, "automated": 0.0, "augmented": 0.0,
        "expected_quits": quits, "ai_pending": taken, "severance": severance, "automated_ahead": ahead,
        "occupation_relative_wage": 1.0, "firm_expected_orders": orders, "firm_new_tasks": 0.0,
        "occupation_new_tasks": 0.0, "firm_labour_need": 1.0, "firm_skill": 1.0,
        "firm_public": public, "firm_output_cut": 0.0,
    }  # fmt: skip
    found = post_plan.python(
        *(columns[name] for name in post_plan.reads),
        trend_productivity=1.0, recruiting_cost=recruiting_cost, **given,
    )  # fmt: skip
    return int(found[2]), float(found[-1])


def layoff_chance(recruiting_cost: float, heads: int = 10, quits: float = 1.0, **others: float) -> float:
    """Mean over posts alike, as each rounds its plans in its own way."""
    return float(np.mean([plan(recruiting_cost, heads, quits, rounding=r, **others)[1] for r in ROUNDINGS]))


def test_costly_recruiting_makes_firms_keep_the_staff_that_quits_absorb() -> None:
    assert layoff_chance(0.0) > layoff_chance(0.5) > 0.0
    assert layoff_chance(1.0) == 0.0
    assert layoff_chance(1.0, quits=0.0) == layoff_chance(0.0, quits=0.0) > 0.0


def test_what_quits_absorb_is_kept_in_small_posts_too() -> None:
    """A fall by less than quits take up costs nobody the job, however a post rounds what it wants."""
    for rounding in ROUNDINGS:
        heads = int(8.0 + rounding)
        assert plan(1.0, heads, quits=0.05, rounding=rounding, orders=7.95)[1] == 0.0
    assert layoff_chance(1.0, 8, quits=0.05, orders=7.5) > 0.0


def test_a_levy_on_layoffs_keeps_people_and_holds_back_openings() -> None:
    free, small, large = (layoff_chance(0.0, quits=0.2, layoff_cost=months) for months in (0.0, 3.0, 6.0))
    assert free > small > large > 0.0
    assert layoff_chance(0.0, quits=0.2, displacement_cost=6.0) == free  # none of these posts AI has taken
    assert layoff_chance(0.0, quits=0.2, taken=1.0, displacement_cost=6.0) < free
    openings = [plan(0.0, heads=4, layoff_cost=months)[0] for months in (0.0, 12.0, 60.0)]
    assert openings[0] > openings[2] > 0
    assert openings == sorted(openings, reverse=True)
    assert plan(0.0, heads=7, layoff_cost=60.0)[0] == 0  # one post short is within the band


def test_posts_that_ai_will_take_are_not_filled_again_and_nobody_is_laid_off_for_them() -> None:
    assert plan(1.0, heads=7) == (1, 0.0)
    assert plan(1.0, heads=7, ahead=0.1) == (0, 0.0)
    assert plan(1.0, heads=8, ahead=0.2) == (0, 0.0)
    assert plan(1.0, heads=4, ahead=0.2)[0] < plan(1.0, heads=4)[0]
    assert plan(0.0)[1] == plan(0.0, ahead=0.2)[1] > 0.0


def test_openings_of_public_employers_lapse_only_as_a_policy_saves() -> None:
    assert plan(1.0, heads=4, ahead=0.2, public=1) == plan(1.0, heads=4)
    assert plan(1.0, heads=4, ahead=0.2, public=1, public_savings=1.0) == plan(1.0, heads=4, ahead=0.2)


def test_severance_makes_firms_keep_it_too() -> None:
    assert layoff_chance(0.0, severance=0.5) == pytest.approx(layoff_chance(0.5))
    assert layoff_chance(0.0, quits=0.0, severance=12.0) == layoff_chance(0.0, quits=0.0)


def tax(size_class: int, addition: float, cooperation: float = 0.0) -> float:
    """Profit tax of a firm with a taxable profit of 100."""
    return float(firm_profit.python(100.0, 0, 0, 0, 0, 0, 0, 0.0, size_class, 0, 0, 0, 0, 0,
                                    depreciation=0.0, cpi=1.0, windfall_allowance=0.0,
                                    profit_tax_rate=0.25, profit_tax_base=1.0, profit_tax_addition=addition,
                                    tax_cooperation=cooperation)[1])  # fmt: skip


def test_only_large_firms_shift_profit_and_only_from_a_tax_raised_alone() -> None:
    assert tax(SMALL, 0.1) == pytest.approx(35.0)
    assert 25.0 < tax(LARGE, 0.1) < 35.0
    assert tax(LARGE, 0.1, cooperation=0.5) > tax(LARGE, 0.1)
    assert tax(LARGE, 0.1, cooperation=1.0) == pytest.approx(35.0)
    assert tax(LARGE, 0.0) == pytest.approx(25.0)


def test_one_point_alone_costs_large_firms_the_published_share_of_their_base() -> None:
    base = tax(LARGE, 0.01) / 0.26
    assert 1.0 - base / 100.0 == pytest.approx(0.008, rel=0.01)  # A48: 0.8 per unit of the rate


def investment(intensity: float = 1.0, step: float = 0.0, integration: float = 0.0, **levers: float) -> float:
    """Orders of a firm whose capital is what it usually wants."""
    given = {"profit_tax_addition": 0.0, "tax_cooperation": 0.0, "orders_ahead": 0.0} | levers
    return float(firm_invest.python(
        100.0, 100.0, 0.0, 50.0, 0.0, 0.0, 10.0, 50.0, 0, 0.0, 0.0, integration, intensity, step,
        foreign_share=0.2, machine_units=0.0, depreciation=0.005, potential_growth=0.001,
        trend_growth=0.002, capital_ratio=1.0, cpi=1.0, leverage=0.5, deposit_months=4.0, **given,
    )[0])  # fmt: skip


def test_foreign_owners_leave_a_tax_less_when_others_raise_it_too() -> None:
    assert investment() == pytest.approx(0.6)
    assert investment(profit_tax_addition=0.1) < investment(profit_tax_addition=0.1, tax_cooperation=1.0)
    assert investment(profit_tax_addition=0.1, tax_cooperation=1.0) == investment()


def test_what_changes_technique_is_ordered_at_once_and_kept_up() -> None:
    assert investment(intensity=1.01, step=0.01) == pytest.approx(investment() + 1.0, abs=0.01)
    assert investment(intensity=1.01) > investment()
    assert investment(integration=5.0) == investment()  # that is bought besides


def test_firms_that_see_more_orders_ahead_build_for_them() -> None:
    assert investment(orders_ahead=0.01) == pytest.approx(investment() + 0.004)


def hours(taste: float, unearned: float = 0.0, tenure: int = 0, **more: float) -> float:
    """Of a woman who earns 2,000 for full time and worked it so far."""
    columns = {
        "status": EMPLOYED, "hours": 1.0, "usual_hours": 1.0, "tenure": tenure, "sex": 1, "wage": 2000.0,
        "half_time_taste": taste, "unearned": unearned, "care_place": 0, "kept_hours": 1.0, "carer": 0,
        "last_wage": 2000.0, "months_in_status": 5, "u_rationed_hours": 0.0,
    } | more  # fmt: skip
    found = worker_hours.python(*(columns[name] for name in worker_hours.reads), half_time_share_men=0.1,
                                half_time_share_women=0.3)  # fmt: skip
    return float(found[0])


def test_unearned_income_lets_more_people_work_half_time_and_others_stay() -> None:
    assert hours(0.2, 0.0) == HALF_TIME
    assert hours(0.32, 0.0) == 1.0
    assert hours(0.32, 1000.0) == HALF_TIME
    assert hours(0.9, 1000.0) == 1.0
    assert hours(0.32, 1000.0, tenure=5) == 1.0  # until the next yearly choice
    assert hours(0.2, 0.0, care_place=1) == 1.0


def test_who_returns_from_time_without_a_job_may_find_half_time_only_and_not_for_long() -> None:
    back = {"months_in_status": 0}
    assert hours(0.9, u_rationed_hours=0.1, **back) == HALF_TIME
    assert hours(0.9, u_rationed_hours=0.9, **back) == 1.0
    assert hours(0.9, u_rationed_hours=0.1) == 1.0  # from one job to another
    assert hours(0.9, u_rationed_hours=0.1, **back, tenure=12, usual_hours=HALF_TIME) == 1.0  # a year later
    assert hours(0.9, u_rationed_hours=0.1, **back, last_wage=0.0) == 1.0  # a first job


def test_hours_follow_who_cares_whatever_the_sex() -> None:
    assert hours(0.5) == 1.0
    assert hours(0.5, carer=1) == HALF_TIME
    assert hours(0.15, sex=0) == 1.0
    assert hours(0.15, sex=0, carer=1) == HALF_TIME
    assert hours(0.5, carer=1, care_place=1) == 1.0


def test_a_tax_that_leaves_less_of_a_second_half_day_lets_more_people_work_half_time() -> None:
    assert hours(0.32, kept_hours=0.9) == HALF_TIME
    assert hours(0.32, kept_hours=0.99) == 1.0
    assert hours(0.29, kept_hours=1.1) == 1.0


def rank(sex: int = 0, age_group: int = 1, months_out: int = 0, **values: float) -> float:
    usual = {"explained_hiring": 0.0, "job_finding": 0.3}
    return float(employer_rank.python(1.0, months_out, sex, age_group, **usual | values))


def test_time_out_of_work_marks_people_for_eight_months() -> None:
    assert rank() > rank(months_out=3) > rank(months_out=8) == rank(months_out=30)


def test_time_out_of_work_says_less_of_somebody_where_few_find_work() -> None:
    lost = {
        chance: rank(job_finding=chance) - rank(months_out=4, job_finding=chance) for chance in (0.1, 0.3)
    }
    assert lost[0.1] > 0.0
    assert lost[0.3] == pytest.approx(3.0 * lost[0.1])
    assert rank(job_finding=0.1) == rank(job_finding=0.3)


def test_no_mark_is_taken_that_has_to_be_explained() -> None:
    assert rank(sex=1) == rank()
    biased = {"screening_bias_women": 0.3, "screening_bias_older": 0.2}
    assert rank(sex=1, **biased) == pytest.approx(rank() - 0.3)
    assert rank(sex=1, age_group=2, **biased) == pytest.approx(rank() - 0.5)
    assert rank(sex=1, age_group=2, months_out=6, explained_hiring=1.0, **biased) == rank()


def customers(
    months: int, served: float, start: float = 1.0, public: int = 0, entered: int = 0
) -> float:  # fmt: skip
    """Customers after some months in which a firm serves this share of its orders."""
    now = start
    for _ in range(months):
        now = firm_customers.python(now, 10.0, 10.0 * 2.0 * served, 2.0, public, entered,
                                    customers_lost=0.2, customers_return=0.02)  # fmt: skip
    return float(now)


def test_customers_leave_a_firm_that_refuses_them_and_come_back() -> None:
    assert customers(12, 1.0) == 1.0
    assert customers(1, 0.7) == pytest.approx(1.0 - 0.2 * 0.3)
    assert 0.0 < customers(24, 0.5) < customers(24, 0.7) < customers(6, 0.7) < 1.0
    assert 0.5 < customers(24, 1.0, start=0.5) < 1.0
    assert customers(12, 0.5, public=1) == customers(1, 0.5, entered=1) == 1.0


def test_a_firm_that_can_serve_seven_tenths_is_left_with_little_more_than_these() -> None:
    now = 1.0
    for _ in range(600):
        now = customers(1, min(1.0, 0.7 / now), start=now)
    assert 0.7 < now < 0.75
