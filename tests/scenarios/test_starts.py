"""Every month 0 that a scenario may have is one that every shipped country knows people and firms of."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from simulator.core.shipped import country_codes
from simulator.core.time import year_of
from simulator.experiment.inputs import describe
from simulator.scenario import load_scenario
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.file.schema import EARLIEST, LATEST
from simulator.start.adopters import check_decisions, last_survey, months_since_2021

DECISIONS = 1.0 / 12.0


def test_the_first_and_the_last_start_can_be_computed_in_every_country() -> None:
    for code in country_codes():
        country = load_country(code)
        assert country.ai_adoption_years[0] <= year_of(EARLIEST), code
        for year, shares in zip(country.ai_adoption_years, country.ai_adoption, strict=True):
            check_decisions(float(shares.max()), months_since_2021(year), DECISIONS)
        for start in (EARLIEST, "2026-07", LATEST):
            scenario = load_scenario({"country": code, "horizon": {"start": start}})
            described = describe(scenario)["country"]
            assert described["weight"] == country.people_in(year_of(start))[16:].sum() / 20_000, (code, start)


def test_people_are_those_of_the_projection_between_its_years_and_stay_after_its_end() -> None:
    country = load_country("ESP")
    first, second = (country.population[country.population_years.index(year)] for year in (2027, 2028))
    assert np.array_equal(country.people_in(2027.0), first)
    assert np.allclose(country.people_in(2027.5), (first + second) / 2)
    assert np.array_equal(country.people_in(2060.0), country.population[-1])


def test_a_start_knows_the_last_survey_before_it_and_the_law_goes_on_from_there() -> None:
    country = load_country("USA")
    starts = {"2023-01": 2023, "2024-12": 2024, "2025-01": 2025, "2026-01": 2026, "2031-06": 2026}
    for start, asked in starts.items():
        shares, months = last_survey(opening(country, year_of(start)))
        surveyed = country.ai_adoption[country.ai_adoption_years.index(asked)]
        assert np.array_equal(shares, [0.5 * surveyed[0], *surveyed]), start
        assert months == 12 * (asked - 2021), start
    assert last_survey(opening(country, 2021.5))[1] == 6  # the first survey, as if it were of then


def opening(country: Country, year: float) -> Any:
    return SimpleNamespace(country=country, start_year=year, parameters={"micro_adoption": 0.5})
