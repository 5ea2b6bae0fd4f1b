"""Every country that ships starts and runs: a thousand persons, a year of two."""

import numpy as np
import pytest

from simulator.scenario.country.profile import available_countries, load_country
from tests.small import ran, series, small

pytestmark = pytest.mark.slow
NEAR = 0.03
"""A thousand persons are a few dozen unemployed: only a burn-in that missed its target is told apart."""


@pytest.mark.parametrize("iso3", available_countries())
def test_a_country_starts_near_its_unemployment_and_keeps_its_accounts(iso3: str):
    values = load_country(iso3).values
    run = ran(small("none", country=iso3))
    assert abs(np.mean(series(run, "unemployment_rate")[:12]) - values["unemployment_rate"]) < NEAR
    debt = series(run, "debt_ratio")[:12]
    assert debt[0] == pytest.approx(values["public_debt"], rel=0.05)
    assert abs(debt[-1] - debt[0]) < 0.1
