"""Every month 0 that a scenario may have is one that every shipped country knows people and firms of."""

from __future__ import annotations

import numpy as np

from simulator.core.shipped import country_codes
from simulator.core.time import year_of
from simulator.experiment.provenance import describe
from simulator.scenario import load_scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.file.schema import EARLIEST, LATEST
from simulator.start.adopters import CLOCK_START, check_decisions

DECISIONS = 1.0 / 12.0


def test_the_first_and_the_last_start_can_be_computed_in_every_country() -> None:
    for code in country_codes():
        country = load_country(code)
        largest = float(country.ai_adoption.max())
        check_decisions(largest, round(12 * (year_of(EARLIEST) - CLOCK_START)), DECISIONS)
        for start in (EARLIEST, "2026-07", LATEST):
            scenario = load_scenario({"country": code, "horizon": {"start": start}})
            described = describe(scenario)["country"]
            assert described["weight"] == country.people_in(year_of(start))[16:].sum() / 20_000, (code, start)


def test_people_are_those_of_the_projection_between_its_years_and_stay_after_its_end() -> None:
    country = load_country("ESP")
    first, second = (country.population[country.population_years.index(year)] for year in (2025, 2030))
    assert np.array_equal(country.people_in(2025.0), first)
    assert np.allclose(country.people_in(2027.5), (first + second) / 2)
    assert np.array_equal(country.people_in(2060.0), country.population[-1])
