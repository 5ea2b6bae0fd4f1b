"""Month 0 beside the national accounts: the bridge adds up."""

import pytest

from calibration.validate.level import bridge
from calibration.validate.level.month_zero import TRANSFERS
from calibration.validate.level.published import countries, published, work
from calibration.validate.level.study import NINE
from simulator.core.errors import InputError
from simulator.scenario.country.profile import load_country

PARTS = ("wages", "contributions", "informal_income", "own_income", "product_taxes", "surplus")


def test_the_steps_from_published_gdp_to_the_models_add_up():
    country, accounts = load_country("ESP"), published("ESP")
    people = {"employees": 1.7e7, "informal": 5e5, "own": 3e6, "hours": 0.93}
    amounts = dict(zip(PARTS, (5e11, 1.5e11, 1e10, 9e10, 1.2e11, 4e11), strict=True))
    found = {**people, **amounts, "capital_consumption": 2e11, "gdp": 1.27e12} | dict.fromkeys(
        TRANSFERS, 1e10
    )
    steps = bridge.steps(country, accounts, work(country, accounts), found)
    assert sum(step.published for step in steps) == pytest.approx(accounts.gdp, rel=1e-12)
    assert sum(step.model for step in steps) == pytest.approx(found["gdp"], rel=1e-12)
    rows = bridge.rows(country, accounts, work(country, accounts), found)
    assert len({row["item"] for row in rows}) == len(rows)


def test_a_country_without_published_accounts_is_refused_by_name():
    assert set(NINE) <= set(countries())
    with pytest.raises(InputError, match="no published national accounts for 'DNK'; known: ALB"):
        published("DNK")
