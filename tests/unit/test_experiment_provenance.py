"""Every number that went into a run can be traced: value, unit, source, status."""

import dataclasses
import json

from simulator.experiment.inputs import describe
from simulator.scenario import Constant, PolicySetting, Steps
from simulator.scenario.scenario import CHANGED
from simulator.scenario.world import load_world
from simulator.store import manifest
from tests.unit.fake_model import fake_scenario

SCENARIO = fake_scenario(world={"frontier_growth": 0.9})


def test_every_parameter_has_unit_source_and_status() -> None:
    found = describe(SCENARIO)["parameters"]
    assert len(found) > 100
    for name, entry in found.items():
        assert set(entry) == {"value", "unit", "source", "status", "about"}, name
        assert entry["status"] in ("observed", "estimated", "calibrated", "assumed"), name
        assert entry["source"], name


def test_what_the_scenario_sets_is_said_to_be_its_choice() -> None:
    levy = PolicySetting("automation_levy", {"rate": Steps((24, 60), (0.1, 0.2))}, start=24, source="a paper")
    overridden = dataclasses.replace(SCENARIO, policies=(levy,), parameters={"applications": 7.0})
    found = describe(overridden)["parameters"]
    assert found["automation_levy.rate"]["value"].startswith("0.1 ")
    assert found["automation_levy.rate"]["source"] == "a paper"
    assert (found["applications"]["value"], found["applications"]["source"]) == (7.0, "the scenario")


def test_a_value_of_a_shipped_world_keeps_its_source_and_a_changed_one_loses_it() -> None:
    shipped = load_world("rapid").values
    world = {**shipped, "frontier_growth": shipped["frontier_growth"] + 0.1}
    found = describe(fake_scenario(world_name="rapid" + CHANGED, world=world))["parameters"]
    assert found["world.frontier_growth"]["source"] == "the scenario"
    assert (
        found["world.frontier_ceiling"]["source"] == load_world("rapid").sources["frontier_ceiling"]["source"]
    )


def test_what_the_scenario_leaves_alone_stands_at_its_default() -> None:
    training = PolicySetting("training_programme", {"places_per_1000": Constant(8.0)})
    found = describe(fake_scenario(policies=(training,)))["parameters"]
    assert found["training_programme.places_per_1000"]["value"] == 8.0
    assert found["training_programme.months"]["value"] > 0


def test_the_country_tells_how_many_people_one_person_stands_for() -> None:
    country = describe(SCENARIO)["country"]
    assert (country["iso3"], country["name"], country["currency"]) == ("ESP", "Spain", "EUR")
    assert 2_000 < country["weight"] < 2_200  # some 41 to 44 million adults, 20,000 persons


def test_a_hash_depends_on_the_content_only() -> None:
    assert manifest.hash_of({"a": 1, "b": [0.1]}) == manifest.hash_of({"b": (0.1,), "a": 1})
    assert manifest.hash_of({"a": 1}) != manifest.hash_of({"a": 2})
    assert manifest.data_hash("ESP") == manifest.data_hash("ESP")
    assert json.loads(manifest.canonical({"x": float("inf")})) == {"x": None}
