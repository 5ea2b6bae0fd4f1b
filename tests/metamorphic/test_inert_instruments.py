"""An instrument at zero is no instrument, bit for bit; one that is switched on changes the results."""

import numpy as np
import pytest

from simulator.policies import discover
from tests.small import different, policy, ran, series, small

INERT = {
    "training_programme": {"places_per_1000": 0.0},
    "automation_levy": {"rate": 0.0, "rate_on_saved": 0.0},
}
ACTIVE = [
    (
        "training_programme",
        {"places_per_1000": 8.0},
        {"in_training", "spending_training_programme", "unemployed"},
    ),
    ("automation_levy", {"rate": 0.25}, {"revenue_automation_levy", "price_level", "firm_profit"}),
    ("automation_levy", {"rate_on_saved": 0.1}, {"revenue_automation_levy", "price_level", "firm_profit"}),
]


def test_every_instrument_is_inert_by_default() -> None:
    assert set(INERT) == set(discover())
    policies = tuple(policy(name) for name in INERT)
    assert not different(ran(small("rapid")), ran(small("rapid", policies)))


def test_instruments_at_zero_are_the_run_without_policies() -> None:
    without, zero = ran(small("rapid")), ran(small("rapid", tuple(policy(n, **v) for n, v in INERT.items())))
    assert not different(without, zero)
    for table in ("flows", "persons"):
        for name, values in getattr(without, table).items():
            np.testing.assert_array_equal(values, getattr(zero, table)[name])


@pytest.mark.parametrize(("name", "values", "touched"), ACTIVE)
def test_an_active_instrument_changes_what_it_is_meant_to(
    name: str, values: dict[str, float], touched: set[str]
) -> None:
    without, active = ran(small("rapid")), ran(small("rapid", (policy(name, **values),)))
    assert touched <= different(without, active)


@pytest.mark.parametrize(("name", "values", "_"), ACTIVE)
def test_an_instrument_does_nothing_before_its_start(
    name: str, values: dict[str, float], _: set[str]
) -> None:
    start = 14
    without, late = ran(small("rapid")), ran(small("rapid", (policy(name, start=start, **values),)))
    for indicator in sorted(set(without.rows["indicator"])):
        before, after = series(without, indicator), series(late, indicator)
        np.testing.assert_array_equal(before[:start], after[:start], err_msg=indicator)
    assert different(without, late)
