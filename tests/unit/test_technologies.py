"""Technologies are data: what a file says of exposure, cost and roll-out reaches the model."""

import numpy as np
import pytest

from simulator.core.maths import user_cost
from simulator.experiment.inputs import describe
from simulator.policies import discover
from simulator.rules.firm_profit import firm_invest
from simulator.scenario.country.profile import load_country
from simulator.scenario.country.technology import country_of, load_technology, technology_names
from simulator.scenario.differences import differences
from simulator.scenario.explain import explained
from tests.small import small


def test_the_country_is_its_own_under_the_technology_that_the_simulator_is_about() -> None:
    assert technology_names()[0] == "generative_ai"
    country = load_country("ESP")
    assert country_of(small(), country) is country
    assert (country.reach == 1.0).all()


def test_robots_reach_manual_work_in_industry() -> None:
    country = country_of(small(technology="robots"))
    assert np.array(country.sectors)[country.reach > 0.0].tolist() == ["B-E"]
    assert {code[0] for code in np.array(country.occupations)[country.automation > 0.0]} == set("789")
    assert (country.augmentation == 0.0).all()
    assert all(cell.status == "assumed" for cell in load_technology("robots").parameters.values())


def test_a_scenario_s_number_stands_before_the_technology_s() -> None:
    country = country_of(small(technology="robots"))
    own = load_technology("robots").parameters["machine_price"].value
    assert country.parameters({})["machine_price"] == own
    assert country.parameters({"machine_price": 6.0})["machine_price"] == 6.0


def test_it_is_told_before_and_after_a_run() -> None:
    ours, theirs = small(), small(technology="robots")
    entries = describe(theirs)["parameters"]
    assert entries["technology.name"]["value"] == "robots"
    assert entries["machine_price"]["status"] == "assumed"
    found = {row.name: (row.first, row.second) for row in differences(ours, theirs, discover())}
    assert found["technology.name"] == ("generative_ai", "robots")
    assert found["parameters.machine_price"] == ("0", "24")
    sections = dict(explained(theirs, load_country("ESP"), discover(), jobs=1, seconds=float, basis=""))
    assert any("ISCO-08 8: 50% of tasks" in line for line in sections["Technology: robots"])


def test_user_cost_rises_with_the_tax_and_with_wear() -> None:
    assert user_cost(0.01, 0.25, 0.005) == pytest.approx(0.01 / 0.75 + 0.005)
    assert user_cost(0.01, 0.5, 0.005) > user_cost(0.01, 0.25, 0.005)


def test_machines_are_ordered_on_top_of_other_investment() -> None:
    names = {**dict.fromkeys(firm_invest.reads, 0.0), **dict.fromkeys(firm_invest.keywords, 0.0)}
    names = {name: value for name, value in names.items() if name not in firm_invest.params}
    firm = {**names, "capital": 1000.0, "expected_orders": 100.0, "profit": 500.0, "deposits": 500.0,
            "cpi": 1.2, "capital_ratio": 10.0, "depreciation": 0.01, "intensity": 1.0}  # fmt: skip
    plain, *_, none = firm_invest.python(**firm)
    firm |= {"automated_heads": 2.0, "machine_units": 24.0}
    order, *_, machines = firm_invest.python(**firm)
    assert none == 0.0
    assert machines == pytest.approx(48.0)
    assert order == pytest.approx(plain + 48.0 * 1.2)
    poor = firm_invest.python(**firm | {"profit": 0.0, "deposits": order / 2.0})
    assert poor[0] == pytest.approx(order / 2)
    assert poor[3] == pytest.approx(24.0)
    assert np.isfinite(poor).all()
