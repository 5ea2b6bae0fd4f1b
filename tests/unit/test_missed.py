"""Missed targets are taken apart by changes that the model allows, beside what ships on the same seeds."""

from dataclasses import replace
from typing import Any

import pytest

from calibration.study.declaration import Asked
from calibration.study.runs import Run, measure_run, scenario_of
from calibration.validate.changes import OWN_WORK_AT_ANY_PAY, SHIPS, Change, Line
from calibration.validate.heldout_changed import CHANGES as OF_TESTS
from calibration.validate.missed import ASKED, MISSED, calls, table
from simulator.scenario.country.profile import load_country
from simulator.scenario.load import load_scenario

CHANGES = {change.says: change for changes in (*(one.changes for one in MISSED), *OF_TESTS.values())
           for change in changes}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_one_thing_that_a_scenario_allows_and_does_not_ship(change: Change) -> None:
    own = change.line is not None
    assert len(change.parameters) + len(change.closure) + own + change.frozen_ages == 1
    shipped = load_scenario("baseline")
    with change.made():
        changed = scenario_of(Run(shipped.country, 9001, 1000, 2))
    unchanged = scenario_of(Run(shipped.country, 9001, 1000, 2))
    checked = load_scenario({"country": "ESP", **{name: dict(value) for name, value in change.fields.items()
                                                  if name in ("parameters", "closure")}})  # fmt: skip
    assert change.parameters.items() <= checked.parameters.items()
    assert (changed.parameters, changed.closure, changed.rules) != (
        unchanged.parameters, unchanged.closure, unchanged.rules) or change.frozen_ages  # fmt: skip


def test_a_line_of_a_rule_is_changed_in_the_run_itself() -> None:
    """More begin work on their own where they may at any pay; what ships stays as it is."""
    runs = [Run("ESP", seed, 6000, 24, frozen_demography=False) for seed in (9001, 9002, 9003)]
    with OWN_WORK_AT_ANY_PAY.made():
        any_pay = sum(map(on_their_own, runs))
    ships = sum(map(on_their_own, runs))
    assert any_pay[0] == ships[0]
    assert any_pay[12:].mean() > ships[12:].mean()
    with pytest.raises(ValueError, match="does not stand once"), replace(
        OWN_WORK_AT_ANY_PAY, line=Line("worker_self_employ", "no such line", "")).made():  # fmt: skip
        pass


def on_their_own(run: Run) -> Any:
    """People in own-account and informal work, by month."""
    totals = measure_run(run).totals
    return totals["own_account"] + totals["informal"]


def test_differences_are_of_the_same_base_seeds() -> None:
    one = MISSED[0]
    name, change = "C17 elasticity to benefits", one.changes[0]
    found = [(SHIPS, {name: 1.0}), (SHIPS, {name: 3.0}), (change, {name: 1.5}), (change, {name: 3.5})]
    ships, changed = table(Asked("missed", (one.country,), seeds=2, more={"only": ""}), found).rows
    assert (ships["value"], ships["error"]) == (2.0, 1.0)
    assert "difference" not in ships
    assert (changed["value"], changed["difference"], changed["difference_error"]) == (2.5, 0.5, 0.0)
    assert ships["range"] == "0.3 to 0.8"


def test_each_target_asked_for_is_one_of_a_country_that_is_run() -> None:
    known = {target["target"] for one in MISSED for target in load_country(one.country).targets}
    assert set(ASKED.values()) <= known


def test_what_ships_is_run_beside_each_change_on_each_seed() -> None:
    asked = Asked("missed", ("DNK",), seeds=2, base_seed=9001, persons=1000, more={"only": ""})
    (danish,) = (one for one in MISSED if one.country == "DNK")
    run = calls(asked)
    assert len(run) == 2 * (1 + len(danish.changes))
    assert {seed for _, seed, _, change in run if change == SHIPS} == {9001, 9002}
