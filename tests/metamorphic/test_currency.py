"""Eight new pesetas for one: every amount of money is eight times as large, everything else as it was."""

import pytest

from simulator.scenario.country.profile import load_country
from tests.small import different, policy, ran, rescaled, small

POLICIES = (policy("training_programme", places_per_1000=20.0), policy("automation_levy", rate=0.25))


@pytest.mark.parametrize("world", ["none", "rapid"])
def test_only_money_changes_with_the_currency(world: str) -> None:
    """From the opening state through burn-in to the last month; a power of two keeps every bit."""
    scenario = small(world, POLICIES)
    ours, theirs = ran(scenario), ran(scenario, country=rescaled(load_country("ESP"), 8.0))
    assert not different(ours, theirs, factor=8.0)


def test_flows_and_incomes_of_people_change_with_the_currency() -> None:
    scenario = small("rapid")
    ours, theirs = ran(scenario), ran(scenario, country=rescaled(load_country("ESP"), 8.0))
    assert (8.0 * ours.flows["amount"] == theirs.flows["amount"]).all()
    for name, values in ours.persons.items():
        expected = 8.0 * values if name == "equivalised_income" else values
        assert (expected == theirs.persons[name]).all(), name
