"""Participation by single year of age keeps the groups that surveys publish, and cohorts keep to it."""

from collections import namedtuple

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, HALF_TIME, IN_FORCE
from simulator.economy.demography import choose_carers
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.scenario.country.profile import Country, load_country
from simulator.start.people import OLDEST, along_ages, drift_by_age
from tests.small import small

People = namedtuple("People", "active birth_month sex household carer")
COUNTRIES = ("ESP", "FRA", "DEU", "ITA", "USA", "ALB", "TUR", "BRA", "ZAF")


@pytest.fixture(params=COUNTRIES)
def country(request: pytest.FixtureRequest) -> Country:
    """Each country that ships whole."""
    return load_country(str(request.param))


def test_means_of_the_groups_are_those_of_the_survey(country: Country) -> None:
    people = country.people_in(2025.0)
    profile = along_ages(country.participation_rate, int(country.values["retirement_age"]), people)
    pension = int(country.values["retirement_age"])
    for g, (first, last) in enumerate(((15, 25), (25, 55), (55, 65))):
        weight = people[first:last]
        mean = (profile[first:last] * weight).sum(axis=0) / weight.sum(axis=0)
        if pension >= last:
            assert mean == pytest.approx(country.participation_rate[g], abs=0.005)
        else:  # where the pension comes earlier, those who work longer work before it, as far as they can
            assert (mean <= country.participation_rate[g] + 0.005).all()
    assert (profile[:16] == 0.0).all()
    assert (profile[pension:] == 0.0).all()


def test_it_rises_up_to_25_and_falls_from_55_on(country: Country) -> None:
    pension, people = int(country.values["retirement_age"]), country.people_in(2025.0)
    profile = along_ages(country.participation_rate, pension, people)
    assert (np.diff(profile[16:55], axis=0) >= 0.0).all()
    assert (np.diff(profile[55:], axis=0) <= 0.0).all()
    rise, fall = drift_by_age(profile, profile, pension)
    assert rise.shape == fall.shape == (OLDEST + 1, 2)
    assert (rise[16:24] > 0.0).all()
    assert not fall[16:53].any()
    assert not (rise * fall).any()


def _participation(economy: Economy, first: int, last: int) -> float:
    q = economy.persons
    age = (economy.month - q.birth_month[: q.n]) // 12
    here = (q.active[: q.n] == 1) & (age >= first) & (age < last)
    return float(np.isin(q.status[: q.n][here], IN_FORCE).mean())


@pytest.mark.slow
def test_who_turns_25_takes_part_as_others_of_that_age_did() -> None:
    economy = prepare(small("none", months=73, persons=10_000), role="no_policy", replicate=0)
    before = {ages: _participation(economy, *ages) for ages in ((17, 21), (25, 32), (40, 50), (60, 65))}
    assert economy.frozen_demography is False
    for _ in range(72):
        economy.step()
    for ages, share in before.items():
        assert _participation(economy, *ages) == pytest.approx(share, abs=0.08), ages
    assert _participation(economy, 17, 21) < _participation(economy, 25, 32) - 0.4


def test_one_side_cares_where_both_are_there_and_who_is_alone_does() -> None:
    age, children = -12 * 35, np.array([1, 1, 0, 2], np.uint8)
    birth = np.array([age, age, age, -12 * 60, age, age, -12 * 60])
    sex, house = np.array([1, 0, 1, 1, 0, 0, 1]), np.array([0, 0, 1, 0, 2, 3, 3])
    carer = np.zeros(7, np.uint8)
    people = People(np.ones(7, np.uint8), birth, sex, house, carer)
    for women_care, expected in ((1, [1, 0, 1, 0, 0, 1, 0]), (0, [0, 1, 1, 0, 0, 1, 0])):
        choose_carers(people, 0, children, np.full(4, women_care))
        assert list(carer) == expected


def test_where_care_falls_to_women_their_hours_part_and_where_it_takes_no_time_they_do_not() -> None:
    ratio = {}
    for factor in (1.0, 2.0):
        scenario = small("none", persons=4000, parameters={"care_half_time": factor})
        q = prepare(scenario, role="no_policy", replicate=0).persons
        women = (q.sex == 1) & (q.status == EMPLOYED)
        cares, others = ((q.hours[women & (q.carer == flag)] == HALF_TIME).mean() for flag in (1, 0))
        ratio[factor] = cares / others
    assert ratio[1.0] == pytest.approx(1.0, abs=0.25)
    assert ratio[2.0] > 1.3 * ratio[1.0]
