"""Missed targets are taken apart by changes that the model allows, beside what ships on the same seeds."""

import pytest

from calibration.study.declaration import Asked
from calibration.validate.missed import ASKED, MISSED, SHIPS, Change, calls, table
from simulator.scenario.country.profile import load_country
from simulator.scenario.load import load_scenario

CHANGES = {change.says: change for one in MISSED for change in one.changes}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_one_thing_that_a_scenario_allows_and_does_not_ship(change: Change) -> None:
    assert len(change.parameters) + len(change.closure) + change.frozen_ages == 1
    given = {"country": "ESP", "parameters": dict(change.parameters), "closure": dict(change.closure)}
    scenario = load_scenario({key: value for key, value in given.items() if value})
    assert change.parameters.items() <= scenario.parameters.items()
    shipped = load_scenario({"country": "ESP"})
    assert (scenario.parameters, scenario.closure) != (
        shipped.parameters,
        shipped.closure,
    ) or change.frozen_ages


def test_differences_are_of_the_same_base_seeds() -> None:
    one = MISSED[0]
    name, change = "C17 elasticity to benefits", one.changes[0].says
    found = [(one.country, SHIPS.says, {name: 1.0}), (one.country, SHIPS.says, {name: 3.0}),
             (one.country, change, {name: 1.5}), (one.country, change, {name: 3.5})]  # fmt: skip
    ships, changed = table(Asked("missed", seeds=2), found).rows
    assert (ships["value"], ships["error"]) == (2.0, 1.0)
    assert "difference" not in ships
    assert (changed["value"], changed["difference"], changed["difference_error"]) == (2.5, 0.5, 0.0)
    assert ships["range"] == "0.3 to 0.8"


def test_each_target_asked_for_is_one_of_a_country_that_is_run() -> None:
    known = {target["target"] for one in MISSED for target in load_country(one.country).targets}
    assert set(ASKED.values()) <= known


def test_what_ships_is_run_beside_each_change_on_each_seed() -> None:
    asked = Asked("missed", ("DNK",), seeds=2, base_seed=9001, persons=1000)
    (danish,) = (one for one in MISSED if one.country == "DNK")
    run = calls(asked)
    assert len(run) == 2 * (1 + len(danish.changes))
    assert {seed for _, seed, _, change in run if change == SHIPS} == {9001, 9002}
