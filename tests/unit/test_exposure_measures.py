"""Measures of exposure: they move who is exposed and never how much."""

import numpy as np
import pytest

from simulator.kit.targeting import exposure_fifths
from simulator.scenario.country.profile import available_countries, load_country
from simulator.scenario.country.technology import ILO, MEASURES, by_rank, measured

OTHERS = [name for name in MEASURES if name != ILO]


def test_the_ilos_measure_is_the_profile_itself() -> None:
    country = load_country("ESP")
    assert measured(country, ILO) is country


@pytest.mark.parametrize("measure", OTHERS)
@pytest.mark.parametrize("iso3", available_countries())
def test_another_measure_keeps_the_means_and_moves_who(iso3: str, measure: str) -> None:
    country = load_country(iso3)
    other = measured(country, measure)
    people = country.employment.sum(axis=0)
    for name in ("automation", "augmentation"):
        before, after = getattr(country, name), getattr(other, name)
        assert np.average(after, weights=people) == pytest.approx(np.average(before, weights=people))
        assert np.corrcoef(before, after)[0, 1] < 0.9
    assert (other.automation + other.augmentation <= 1.0).all()
    assert (exposure_fifths(other) != exposure_fifths(country)).any()


def test_the_first_by_a_measure_takes_what_the_first_had() -> None:
    people = np.array([1.0, 1.0, 2.0])
    found = by_rank(np.array([0.0, 0.2, 0.6]), np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0]), people)
    # Ranked backwards, two people hold the lowest places 0.0 and 0.2, the others the places of 0.6.
    assert found == pytest.approx([0.6, 0.6, 0.1])


def test_the_same_ranking_gives_the_same_shares() -> None:
    country = load_country("ESP")
    people, score = country.employment.sum(axis=0) + 1.0, country.exposure
    assert by_rank(country.automation, score, np.exp(score), people) == pytest.approx(country.automation)
