"""What counts as an effect: the same in proportion in every country."""

import pytest

from simulator.indicators import ADULT_AGE, YEAR, all_indicators, metadata
from simulator.scenario.country.profile import load_country
from tests.small import ran, series, small


def by_name(iso3: str) -> dict[str, dict]:
    return {entry["name"]: entry for entry in metadata(load_country(iso3))}


def test_in_spain_effects_count_as_declared():
    spain = by_name("ESP")
    assert all(spain[one.name]["smallest_relevant"] == one.smallest_relevant for one in all_indicators())


@pytest.mark.parametrize(
    ("name", "unit", "ratio"),
    [
        ("gdp", "USD/month", 29_774_540 / 1_640_385),
        ("mean_wage", "USD/month", 7_735.813 / 2_710.205),
        ("disposable_income", "USD/month per person", 7_735.813 / 2_710.205),
        ("employed", "persons", 6.56),
        ("unemployment_rate", "share", 1.0),
    ],
)
def test_elsewhere_they_count_in_proportion(name: str, unit: str, ratio: float):
    spain, america = by_name("ESP")[name], by_name("USA")[name]
    assert america["unit"] == unit
    assert america["smallest_relevant"] / spain["smallest_relevant"] == pytest.approx(ratio, rel=0.05)


@pytest.mark.parametrize("iso3", ["ESP", "USA", "ITA"])
def test_employment_counts_from_as_many_people_told_as_a_rate_or_as_persons(iso3: str):
    found, country = by_name(iso3), load_country(iso3)
    adults = float(country.population[country.population_years.index(YEAR), ADULT_AGE:].sum())
    people = found["employment_rate"]["smallest_relevant"] * adults
    assert people == pytest.approx(found["employed"]["smallest_relevant"], rel=0.05)


def test_trade_is_of_the_whole_country():
    """In Spain each way between a fifth and half of GDP, in its own money."""
    run = ran(small("none"))
    gdp = series(run, "gdp")
    for name in ("exports", "imports"):
        assert ((0.2 < series(run, name) / gdp) & (series(run, name) / gdp < 0.5)).all()
