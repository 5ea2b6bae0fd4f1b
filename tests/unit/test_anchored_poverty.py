"""Poverty at a line held in time: that of month 0, moved with what households are charged."""

import numpy as np
import pytest

from simulator.experiment.simulate import prepare
from simulator.indicators import incomes
from tests.small import small, typical


def economy(world: str = "rapid", role: str = "policy"):
    policies = (typical("basic_income"),) if role == "policy" else ()
    return prepare(small(world, policies), role=role, replicate=0)


def test_every_role_and_world_starts_from_one_line_at_which_both_rates_agree() -> None:
    found = [economy(world, role) for world in ("moderate", "rapid") for role in ("no_policy", "policy")]
    assert len({one.opening_levels["poverty_line"] for one in found}) == 1
    for one in found:
        measured = incomes.households(one)
        assert measured["arop_anchored"] == measured["arop"] > 0.0
        assert incomes.anchored_line(one) == incomes.poverty_line(incomes.equivalised(one))


def test_incomes_that_all_rise_lower_the_anchored_rate_alone() -> None:
    one = economy()
    before = incomes.households(one)
    one.households.equivalised_income *= 1.1
    after = incomes.households(one)
    assert after["arop"] == pytest.approx(before["arop"])
    assert after["arop_anchored"] < before["arop_anchored"]


@pytest.mark.parametrize("price", ["consumer_price", "vat_on_prices"])
def test_the_line_moves_with_prices_and_taxes_on_them(price: str) -> None:
    one = economy()
    before, line = incomes.households(one), incomes.anchored_line(one)
    setattr(one.aggregates, price, 1.1 * getattr(one.aggregates, price))
    assert incomes.anchored_line(one) == pytest.approx(1.1 * line)
    assert incomes.households(one)["arop_anchored"] > before["arop_anchored"]
    one.households.equivalised_income *= 1.1
    assert incomes.households(one)["arop_anchored"] == pytest.approx(before["arop_anchored"])


def test_groups_add_up_to_the_adults_below_the_line() -> None:
    one = economy()
    for _ in range(6):
        one.step()
    q, parts = one.persons, incomes.by_group(one, incomes.codes(one))
    adults = q.active.astype(bool)
    below = one.households.equivalised_income[q.household] < incomes.anchored_line(one)
    for by, (code, labels) in incomes.codes(one).items():
        if "arop_anchored" not in incomes.NARROW.get(by, ("arop_anchored",)):
            continue
        told = adults & np.array([bool(label) for label in labels])[code]
        heads = np.bincount(code[told], minlength=len(labels))
        poor = [parts.get(("arop_anchored", by, label), 0.0) * heads[k] for k, label in enumerate(labels)]
        assert sum(poor) == pytest.approx(np.count_nonzero(below & told))


def test_a_transfer_to_all_lowers_it_more_than_a_line_that_moves_shows() -> None:
    without, given = economy(role="no_policy"), economy()
    for one in (without, given):
        for _ in range(24):
            one.step()
    base, paid = incomes.households(without), incomes.households(given)
    assert paid["arop_anchored"] < base["arop_anchored"]
    assert paid["arop_anchored"] - base["arop_anchored"] < paid["arop"] - base["arop"]
