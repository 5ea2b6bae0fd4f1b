"""Profiles stand on the level of the national accounts."""

from dataclasses import replace

import pytest

from calibration import inputs
from calibration.data.build import HERE
from calibration.study import read_csv
from simulator.scenario import costs
from simulator.scenario.country.profile import load_country
from simulator.scenario.load import load_scenario

ACCOUNTS = {(row["iso3"], row["variable"]): float(row["value"])
            for row in read_csv(HERE / "tables" / "accounts.csv")}  # fmt: skip
COUNTRIES = sorted({iso3 for iso3, _ in ACCOUNTS})


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_profiles_stand_on_the_level_of_the_national_accounts(iso3: str):
    country, scenario = load_country(iso3), replace(load_scenario("baseline"), country=iso3)
    earned, gdp = costs.labour_income(country, scenario), 1e6 * country.values["gdp_nominal"]
    assert gdp == pytest.approx(1e9 * ACCOUNTS[iso3, "gdp_nominal"], rel=0.05)  # with a year of growth
    assert costs.model_gdp(country, scenario) == pytest.approx(gdp, rel=0.05)
    employees = earned["employees"] + earned["informal"]
    assert employees == pytest.approx(0.01 * ACCOUNTS[iso3, "compensation_employees"] * gdp, rel=0.05)
    assert sum(earned.values()) == pytest.approx(country.values["labour_share"] * gdp, rel=0.05)


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_what_the_law_fixes_keeps_its_published_ratio_to_pay(iso3: str):
    values = load_country(iso3).values
    given, known = (inputs.read(iso3)["values"], values)
    factor = values["average_wage"] / values["survey_wage"]
    for name in ("minimum_wage", "ui_cap", "ui_floor", "assistance_amount"):
        assert known[name] == pytest.approx(given[name]["value"] * factor, rel=1e-6), name
