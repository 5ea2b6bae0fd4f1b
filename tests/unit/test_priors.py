"""Numbers that nobody has measured: each replicate draws them, the same in every role and option."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulator.core.closure import CLOSURES
from simulator.core.errors import InputError, InputErrors
from simulator.core.frontier import frontier_at
from simulator.experiment.inputs import parameters
from simulator.experiment.simulate import prepare
from simulator.experiment.tasks import drawn, draws, quantile, tasks_of
from simulator.scenario import Scenario, load_scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.priors import PRIOR, RETURNS, TABLE, centres, read_priors

TAUGHT = {"training_programme.certificate", "training_programme.learnt"}
FEE, KEPT, FIRST = "world.ai_fee", "world.ai_kept", "world.ai_kept_first"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return replace(load_scenario("esp/training_programme"), seeds=200, opening_states=1, persons=1000)


def test_roles_of_a_replicate_are_one_economy_and_the_first_has_what_ships(scenario: Scenario) -> None:
    few = replace(scenario, seeds=3)
    late = {(task.role, task.replicate): task.scenario.late for task in tasks_of(few)}
    assert {one for (_, replicate), one in late.items() if replicate == 0 and one} == set()
    assert late["policy", 1] == late["no_policy", 1] == late["no_ai", 1] != late["policy", 2]
    world = {(task.role, task.replicate): task.scenario.world["ai_fee"] for task in tasks_of(few)}
    assert world["policy", 1] == world["no_policy", 1] != world["policy", 2]
    assert world["no_ai", 1] == few.with_world("none").world["ai_fee"]


def test_fee_kept_work_and_saving_are_parts_of_one_whole(scenario: Scenario) -> None:
    """A Dirichlet of concentration 10: a part of mean m has variance m (1 - m) / 11."""
    found = draws(scenario)
    fee, kept = (np.array(found[name][1:]) for name in (FEE, KEPT))
    assert np.all((fee > 0.0) & (kept > 0.0) & (fee + kept < 1.0))
    assert fee.mean() == pytest.approx(0.2, abs=0.02)
    assert fee.var() == pytest.approx(0.2 * 0.8 / 11, rel=0.25)
    assert np.corrcoef(fee, kept)[0, 1] == pytest.approx(-np.sqrt(0.2 * 0.4 / (0.8 * 0.6)), abs=0.12)


def test_what_was_measured_of_today_stays(scenario: Scenario) -> None:
    """The frontier of January 2025, and what experiments found that a task saves."""
    for replicate in (1, 2, 3):
        world = drawn(scenario, replicate).world
        assert frontier_at(world, 2025.0) == pytest.approx(frontier_at(scenario.world, 2025.0))
        saved = world["ai_fee"] + world["ai_kept_first"]
        assert saved == pytest.approx(scenario.world["ai_fee"] + scenario.world["ai_kept_first"])


def test_what_a_scenario_sets_is_not_drawn(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = (
        "extends: esp/training_programme\nworld: {from: moderate, ai_fee: 0.3}\nparameters: {roll_out: 20}\n"
    )
    path.write_text(f"{text}closure: {{from: as_they_are, returns: 0.7}}\n", encoding="utf-8")
    mine = load_scenario(path)
    assert {FEE, "roll_out", RETURNS}.isdisjoint(centres(mine))
    values = [drawn(mine, replicate).world for replicate in range(1, 9)]
    assert {one["ai_fee"] for one in values} == {0.3}
    assert len({one["ai_kept"] for one in values}) == 8
    assert max(one["ai_kept"] for one in values) < 0.7


def test_nothing_of_ai_is_otherwithout_it_and_nothing_at_all_where_parameters_are_fixed(
    scenario: Scenario,
) -> None:
    without = set(centres(scenario.with_world("none")))
    of_ai = {name for name, prior in read_priors().items() if prior.part == "ai"}
    assert of_ai == set(centres(scenario)) - without
    assert not centres(replace(scenario, ensemble=False))
    stressed = scenario.with_closure(CLOSURES["nobody_reacts"])
    assert RETURNS not in centres(stressed)  # half of what is paid abroad: what that closure says


def test_numbers_act_from_month_1_on_the_same_people(scenario: Scenario) -> None:
    small = replace(scenario, months=24)
    first, other = (prepare(drawn(small, one), role="no_ai", replicate=0) for one in (0, 1))
    assert np.array_equal(first.persons.wage, other.persons.wage)
    late = drawn(small, 1).late
    assert other.parameters["cost_weight"] == late["cost_weight"] != first.parameters["cost_weight"]
    assert other.closure.returns == late[RETURNS]


def test_what_a_course_teaches_is_otherwith_the_policy_alone(scenario: Scenario, tmp_path: Path) -> None:
    few = replace(scenario, seeds=3)
    taught = {task.role: task.scenario for task in tasks_of(few) if task.replicate == 1}
    ships, other = (one.policies[0].values["learnt"] for one in (few, taught["policy"]))
    assert other != ships
    assert TAUGHT.isdisjoint(taught["policy"].late)
    assert TAUGHT.isdisjoint(centres(few.without_policies()))
    path = tmp_path / "mine.yaml"
    course = "[{training_programme: {places_per_1000: 8, learnt: 0.5}}]"
    path.write_text(f"extends: baseline\ncountry: ESP\npolicies: {course}\n", encoding="utf-8")
    assert set(centres(load_scenario(path))) & TAUGHT == TAUGHT - {"training_programme.learnt"}


def test_draws_of_any_number_of_replicates_lie_evenly(scenario: Scenario) -> None:
    several = np.array([[quantile(2025, one, name) for one in range(16)] for name in "abcdef"])
    assert all(sorted((16 * row).astype(int)) == list(range(16)) for row in several)
    many = np.array([[quantile(2025, one, name) for one in range(500)] for name in "abcdef"])
    assert np.abs(np.corrcoef(many) - np.eye(6)).max() < 0.2
    assert draws(replace(scenario, seeds=7))[FEE] == draws(scenario)[FEE][:7]


def test_the_manifest_says_what_is_otherand_from_what(scenario: Scenario) -> None:
    entry = parameters(scenario, load_country("ESP"))[FEE]
    assert (entry["value"], entry["status"]) == (0.2, PRIOR)
    assert entry["source"].startswith("drawn by replicate, 95 % between 0.0281 and 0.482")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("world.ai_fee,ai,shares,,10,0,1.2,x", "bounds"),
        ("world.no_such,ai,share,,10,0,1,x", "no such number"),
        ("no_such.number,policy,share,,10,0,1,x", "no such number"),
        ("roll_out,ai,share,,,1,240,x", "spread"),
        ("roll_out,ai,normal,,1,1,240,x", "family"),
        ("world.reinstatement,ai,share,3,6,0,1,x", "times 3: of a ratio alone"),
    ],
)
def test_a_prior_that_makes_no_sense_is_refused(tmp_path: Path, wrong: str, told: str) -> None:
    table = tmp_path / "priors.csv"
    table.write_text(f"{TABLE.read_text(encoding='utf-8').splitlines()[0]}\n{wrong}\n", encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_priors(table)


@pytest.mark.parametrize("world", ["{from: moderate, ai_fee: 0.7}", "{from: moderate, ai_kept: 0.9}"])
def test_parts_of_a_task_that_add_up_to_more_than_it_are_refused(tmp_path: Path, world: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"extends: esp/training_programme\nworld: {world}\n", encoding="utf-8")
    with pytest.raises(
        InputErrors, match=r"mine.yaml:2:\d+.*parts of one task and add up to 1\.\d+.*at most 1"
    ):
        load_scenario(path)


def test_a_range_of_one_part_leaves_the_rest_to_the_others(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    kept = "world: {from: moderate, ai_kept: {low: 0.5, mode: 0.7, high: 0.79}}"
    text = f"extends: esp/training_programme\n{kept}\nruns: {{seeds: 12}}\n"
    path.write_text(text, encoding="utf-8")
    mine = load_scenario(path)
    worlds = [drawn(mine, replicate).world for replicate in range(12)]
    assert all(one["ai_fee"] + one["ai_kept"] < 1.0 for one in worlds)
    found = draws(mine)
    assert found[KEPT] == [one["ai_kept"] for one in worlds]
    assert found[FEE] == [one["ai_fee"] for one in worlds]
