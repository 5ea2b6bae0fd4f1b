"""Month 0 beside the national accounts: the bridge adds up."""

from dataclasses import replace

import pytest

from calibration import inputs
from calibration.validate.level import bridge
from calibration.validate.level.month_zero import TRANSFERS
from calibration.validate.level.published import countries, published, work
from calibration.validate.level.study import NINE
from simulator.core.errors import InputError
from simulator.scenario.country.profile import load_country
from simulator.scenario.explain import people
from simulator.scenario.load import load_scenario

PARTS = ("wages", "contributions", "informal_income", "own_income", "product_taxes", "surplus")


def test_the_steps_from_published_gdp_to_the_models_add_up():
    country, accounts = load_country("ESP"), published("ESP")
    at_work = {"employees": 1.7e7, "informal": 5e5, "own": 3e6, "hours": 0.93}
    amounts = dict(zip(PARTS, (5e11, 1.5e11, 1e10, 9e10, 1.2e11, 4e11), strict=True))
    transfers = dict.fromkeys((*TRANSFERS, "assistance_to_seekers"), 1e10)
    found = {**at_work, **amounts, **transfers, "capital_consumption": 2e11, "gdp": 1.27e12}
    steps = bridge.steps(country, accounts, work(country, accounts), found)
    assert sum(step.published for step in steps) == pytest.approx(accounts.gdp, rel=1e-12)
    assert sum(step.model for step in steps) == pytest.approx(found["gdp"], rel=1e-12)
    rows = bridge.rows(country, accounts, work(country, accounts), found)
    assert len({row["item"] for row in rows}) == len(rows)


def test_a_country_without_published_accounts_is_refused_by_name():
    assert set(NINE) <= set(countries())
    with pytest.raises(InputError, match="no published national accounts for 'DNK'; known: ALB"):
        published("DNK")


@pytest.mark.parametrize("iso3", NINE)
def test_profiles_stand_on_the_level_of_the_national_accounts(iso3: str):
    country, accounts = load_country(iso3), published(iso3)
    scenario = replace(load_scenario("baseline"), country=iso3)
    earned, gdp = people.labour_income(country, scenario), accounts.gdp
    assert people.model_gdp(country, scenario) == pytest.approx(gdp, rel=0.05)
    employees = earned["employees"] + earned["informal"]
    assert employees == pytest.approx(accounts.amount("compensation_employees"), rel=0.05)
    assert sum(earned.values()) == pytest.approx(country.values["labour_share"] * gdp, rel=0.05)


@pytest.mark.parametrize("iso3", NINE)
def test_what_the_law_fixes_keeps_its_published_ratio_to_pay(iso3: str):
    values = load_country(iso3).values
    given, known = (inputs.read(iso3)["values"], values)
    factor = values["average_wage"] / values["survey_wage"]
    for name in ("minimum_wage", "ui_cap", "ui_floor", "assistance_amount"):
        assert known[name] == pytest.approx(given[name]["value"] * factor, rel=1e-6), name
