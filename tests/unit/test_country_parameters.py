"""Parameters of the model that a country sets: between the declared default and the scenario."""

from dataclasses import replace

import pytest

from calibration import inputs
from simulator.experiment.inputs import describe
from simulator.parameters import GROUPS
from simulator.scenario import load_scenario
from simulator.scenario.country.profile import available_countries, load_country
from simulator.scenario.file.checks import model_parameters


@pytest.mark.parametrize("iso3", available_countries())
def test_every_country_sets_the_parameters_that_spain_sets_as_they_are_declared(iso3: str):
    country = load_country(iso3)
    declared = model_parameters()
    bank = next(group for about, group in GROUPS.items() if about.startswith("The central bank"))
    assert set(country.national) >= set(load_country("ESP").national) - set(bank)
    for name, cell in country.national.items():
        declared[name].check(name, cell.value)
        assert (cell.unit, cell.kind) == (declared[name].unit, declared[name].kind), name
        assert cell.kind != "money", f"{name}: amounts of money belong into values, which a currency rescales"


@pytest.mark.parametrize("iso3", available_countries())
def test_a_dollar_costs_what_is_published_whatever_level_pay_stands_on(iso3: str):
    published = inputs.read(iso3)["values"]["exchange_rate"]["value"]
    assert load_country(iso3).values["exchange_rate"] == published


def test_a_scenario_stands_before_the_country_and_the_country_before_the_default():
    given = load_country("USA").parameters({"pension_rate": 0.6})
    assert given["pension_rate"] == 0.6
    assert given["net_of_tax"] == load_country("USA").national["net_of_tax"].value
    assert given["net_of_tax"] != model_parameters()["net_of_tax"].default


def test_the_manifest_tells_whose_a_parameter_is():
    scenario = load_scenario("usa/no_policy")
    entries = describe(replace(scenario, parameters={"pension_rate": 0.6}))["parameters"]
    assert entries["net_of_tax"]["source"].startswith("OECD")
    assert entries["pension_rate"] | {"source": "the scenario"} == entries["pension_rate"]
