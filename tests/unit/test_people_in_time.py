"""Skill in time, jobs that are one too many, and prices of month 0, rule by rule."""

from math import log

import pytest

from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.experiment.simulate import prepare
from simulator.rules.worker_job_risk import worker_job_risk
from simulator.rules.worker_skill import worker_skill
from tests.small import small

LAYOFFS = {"layoff_speed": 0.4, "layoff_tenure_slope": 0.7, "layoff_fade": 60.0}


def skill_after(years: int, status: int, skill: float) -> float:
    """Skill after so many years in a status."""
    for month in range(12 * years):
        skill, *_ = worker_skill(
            status=status, skill=skill, certificate=0.0, months_out=month if status == UNEMPLOYED else 0,
            digital=0.0,
        )  # fmt: skip
    return skill


def test_a_year_of_work_restores_what_a_year_without_took_and_no_more() -> None:
    faded = skill_after(1, UNEMPLOYED, 1.0)
    assert 1.0 - faded == pytest.approx(0.043, abs=0.015)  # 4.3 % a year, after a quarter in which none fades
    assert skill_after(1, EMPLOYED, 0.8) - 0.8 == pytest.approx(0.068, rel=0.02)
    assert skill_after(1, EMPLOYED, faded) == 1.0
    assert skill_after(1, EMPLOYED, 1.01) == 1.01  # who can do more keeps it


def risk(chance: float, **person: float) -> float:
    """Risk of an employee of five years in a post where `chance` of the staff goes this month."""
    given = {"status": EMPLOYED, "tenure": 60, "short_time": 0.0, "post_layoffs_spared": 0.0}
    given |= {"layoff_weight": 1.0, "post_notice": 0.0} | person
    return float(worker_job_risk(**given, post_layoff_chance=chance, **LAYOFFS))


def test_who_has_been_long_in_a_post_is_less_at_risk_and_only_where_people_are_too_many() -> None:
    assert risk(0.0) == risk(0.1, status=UNEMPLOYED) == 0.0
    assert risk(0.1, tenure=6) > risk(0.1) > risk(0.1, tenure=240) > 0.0
    assert risk(0.2) == pytest.approx(2.0 * risk(0.1))
    assert risk(1.0, tenure=0) == 1.0
    assert risk(0.1, short_time=0.3, post_layoffs_spared=0.5) == pytest.approx(0.5 * risk(0.1))


def test_what_is_left_to_go_is_what_a_month_of_layoffs_leaves() -> None:
    excess = 0.3  # of the staff, of which 0.4 goes this month, at a tenure of the mean risk
    mean_tenure = -60.0 * log(0.5)
    assert risk(0.4 * excess, tenure=mean_tenure) == pytest.approx(0.6 * excess)


def test_month_zero_is_the_base_of_all_consumer_prices_and_month_one_follows_it() -> None:
    economy = prepare(small("none"), role="no_policy", replicate=0)
    s = economy.aggregates
    assert s.cpi == s.consumer_price == 1.0
    economy.step()
    assert s.consumer_price == pytest.approx(1.0, abs=0.01)
