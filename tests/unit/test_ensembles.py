"""Draws of parameters: each month 0 takes one, the same in every role, and the folder says so."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from calibration.study import read_csv
from calibration.study.runs import Run, scenario_of
from reports.data.run import Run as ReportRun
from reports.story.limits import covered
from reports.text import Text
from simulator.core.errors import InputError, InputErrors
from simulator.experiment.inputs import parameters
from simulator.experiment.tasks import drawn, tasks_of
from simulator.findings.effects import contrast_of, effect
from simulator.policies import discover
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.country import ensembles
from simulator.scenario.country.ensembles import load_ensemble, read_ensemble
from simulator.scenario.country.profile import load_country
from simulator.scenario.differences import differences
from simulator.scenario.explain import explained
from simulator.scenario.scenario import resolved_yaml
from tests import experiment

TEXT = """# date: 2026-11-24
# version: abc
# kind: posterior
draw,loss,skill_decay,ability_sd
0,1.5,0.012,0.3
1,1.6,0.009,0.9
2,1.6,0.011,0.6
"""
SCENARIO = "title: Uncertain\nextends: esp/training_programme\nparameters: ensemble\nruns: {seeds: 5}\n"


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scenario:
    """A scenario of Spain on three draws."""
    folder = tmp_path / "calibration" / "ensembles"
    folder.mkdir(parents=True)
    (folder / "ESP.csv").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(ensembles, "package_folder", lambda package: tmp_path / package)
    path = tmp_path / "uncertain.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return load_scenario(path)


def test_month_0s_take_draws_in_turn_after_what_ships_the_same_in_every_role(scenario: Scenario) -> None:
    tasks = tasks_of(scenario)
    by_replicate: dict[int, set[tuple[float, ...]]] = {}
    for task in tasks:
        by_replicate.setdefault(task.replicate, set()).add(tuple(task.scenario.parameters.values()))
        assert task.draw == task.replicate
    assert [by_replicate[k] for k in range(5)] == [
        {()}, {(0.012, 0.3)}, {(0.009, 0.9)}, {(0.011, 0.6)}, {(0.012, 0.3)}
    ]  # fmt: skip
    assert len(tasks) == 3 * 5


def test_seeds_of_one_month_0_share_its_draw(scenario: Scenario) -> None:
    tasks = tasks_of(replace(scenario, opening_states=2))
    values = [tuple(task.scenario.parameters.values()) for task in tasks if task.role == "policy"]
    assert values == [(), (0.012, 0.3), (), (0.012, 0.3), ()]


def test_one_month_0_has_what_ships(scenario: Scenario) -> None:
    alone = replace(scenario, opening_states=1)
    assert not alone.draws_parameters
    assert all(not task.scenario.parameters for task in tasks_of(alone))


def test_a_run_has_its_draw_in_every_role_and_reads_back_as_it_was(
    scenario: Scenario, tmp_path: Path
) -> None:
    early = tuple(replace(one, start=1) for one in scenario.policies)
    small = replace(scenario, persons=1000, months=6, seeds=3, policies=early)
    experiment.run(small, out=tmp_path / "run")
    rows = pl.read_parquet(tmp_path / "run" / "results.parquet")
    assert rows["draw"].to_list() == rows["replicate"].to_list()
    start = rows.filter((pl.col("indicator") == "gini") & (pl.col("month") == 0) & (pl.col("by") == "total"))
    by_role = {role[0]: part["value"].to_list() for role, part in start.group_by("role", maintain_order=True)}
    ships, second, third = by_role["no_policy"]
    assert by_role["policy"] == by_role["no_ai"] == [ships, second, third]
    assert third > second  # abilities differ more in the second draw
    assert load_scenario(tmp_path / "run" / "scenario.yaml").ensemble
    _says_how_far_its_economies_are_apart(tmp_path / "run")


def _says_how_far_its_economies_are_apart(folder: Path) -> None:
    found = ReportRun(folder)
    item = effect(found, contrast_of(found, "policy"), "employed")
    assert item is not None
    assert item.nine_in_ten is not None
    assert item.nine_in_ten[0] < item.mean < item.nine_in_ten[1]
    for lang in ("en", "fr", "es"):
        text = Text(lang)
        assert text("drawn.posterior") in covered(found, text)


@pytest.mark.slow
def test_held_parameters_tell_no_range(scenario: Scenario, tmp_path: Path) -> None:
    small = replace(scenario, persons=1000, months=3, seeds=2, ensemble=False)
    experiment.run(small, out=tmp_path / "run")
    found = ReportRun(tmp_path / "run")
    item = effect(found, contrast_of(found, "policy"), "employed")
    assert item is not None
    assert item.nine_in_ten is None
    assert Text("en")("answer.chance") in covered(found, Text("en"))


def test_the_resolved_scenario_reads_back_the_same(scenario: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "resolved.yaml"
    path.write_text(resolved_yaml(scenario), encoding="utf-8")
    again = load_scenario(path)
    assert again.ensemble
    assert again.to_dict()["parameters"] == "ensemble"
    assert again == scenario


@pytest.mark.parametrize("said", ["", "parameters: {skill_decay: 0.02}"])
def test_a_scenario_that_says_nothing_takes_draws_where_its_country_has_some(
    scenario: Scenario, tmp_path: Path, said: str
) -> None:
    path = tmp_path / "silent.yaml"
    path.write_text(f"extends: baseline\ncountry: ESP\n{said}\n", encoding="utf-8")
    assert load_scenario(path).draws_parameters
    path.write_text(f"extends: baseline\ncountry: USA\n{said}\n", encoding="utf-8")
    assert not load_scenario(path).ensemble


def test_what_a_run_folder_of_before_resolved_holds_what_ships(scenario: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "resolved.yaml"
    text = resolved_yaml(replace(scenario, ensemble=False))
    assert 'parameters: "fixed"' in text
    path.write_text(text.replace('parameters: "fixed"', "parameters: {}"), encoding="utf-8")
    assert not load_scenario(path).ensemble


def test_studies_hold_what_ships() -> None:
    assert load_scenario("esp/training_programme").ensemble
    run = Run("ESP", 1, 1000, 12, policies_of="esp/training_programme")
    assert not scenario_of(run).ensemble


@pytest.mark.parametrize("preset", [{"quick": True}, {"classroom": True}, {"seeds": 1}])
def test_a_run_with_one_month_0_has_what_ships(preset: dict[str, Any]) -> None:
    made = load_scenario("esp/training_programme", options=Options(**preset))
    assert not made.draws_parameters
    assert all(not task.scenario.parameters for task in tasks_of(made))


def test_a_value_that_is_set_holds_in_every_draw_of_the_others(scenario: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "child.yaml"
    path.write_text("extends: uncertain.yaml\nparameters: {skill_decay: 0.02}\n", encoding="utf-8")
    child = load_scenario(path)
    assert (child.ensemble, dict(child.parameters)) == (True, {"skill_decay": 0.02})
    assert drawn(child, 0).parameters == {"skill_decay": 0.02}
    assert drawn(child, 1).parameters == {"skill_decay": 0.02, "ability_sd": 0.3}
    assert parameters(child, load_country("ESP"))["skill_decay"]["value"] == 0.02
    path.write_text(resolved_yaml(child), encoding="utf-8")
    assert load_scenario(path) == child


@pytest.mark.parametrize("written", ["fixed", "{others: fixed}", "{skill_decay: 0.02, others: fixed}"])
def test_fixed_holds_what_ships_and_stays_so_where_a_child_sets_a_value(
    scenario: Scenario, tmp_path: Path, written: str
) -> None:
    path, child = tmp_path / "held.yaml", tmp_path / "child.yaml"
    path.write_text(f"extends: uncertain.yaml\nparameters: {written}\n", encoding="utf-8")
    child.write_text("extends: held.yaml\nparameters: {skill_decay: 0.02}\n", encoding="utf-8")
    held = load_scenario(path)
    assert not held.ensemble
    assert drawn(held, 1) == held
    assert not held.is_uncertain
    assert dict(load_scenario(child).parameters) == {"skill_decay": 0.02}
    assert not load_scenario(child).ensemble
    path.write_text(resolved_yaml(held), encoding="utf-8")
    assert load_scenario(path) == held


def test_manifest_explanation_and_differences_tell_the_range(scenario: Scenario) -> None:
    entry = parameters(scenario, load_country("ESP"))["skill_decay"]
    assert (entry["value"], entry["status"]) == ("0.009 to 0.012", "estimated")
    assert "3 draws from the posterior (2026-11-24, abc)" in entry["source"]
    spain = load_country("ESP")
    sections = explained(scenario, spain, discover(), jobs=1, seconds=float, basis="a guess")
    told = " ".join(line for _, lines in sections for line in lines)
    assert "skill_decay 0.009 to 0.012" in told
    assert "each opening state but the first" in told
    plain = replace(load_scenario("esp/training_programme"), ensemble=False)
    rows = differences(plain, scenario, discover())
    (found,) = (one for one in rows if one.name == "parameters.skill_decay")
    assert found.second == "0.009 to 0.012 (ensemble)"


def test_a_country_without_draws_is_refused_with_the_remedy(scenario: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "american.yaml"
    path.write_text("extends: baseline\ncountry: USA\nparameters: ensemble\n", encoding="utf-8")
    with pytest.raises(InputErrors, match=r"american.yaml:3.*USA has no draws.*fixed.*posterior USA"):
        load_scenario(path)
    path.write_text("extends: baseline\ncountry: ESP\nparameters: ensembles\n", encoding="utf-8")
    with pytest.raises(InputErrors, match="or ensemble, are needed"):
        load_scenario(path)
    path.write_text("extends: baseline\ncountry: ESP\nparameters: {others: free}\n", encoding="utf-8")
    with pytest.raises(InputErrors, match=r"others.*neither fixed nor ensemble"):
        load_scenario(path)
    with pytest.raises(InputError, match="USA has no draws"):
        load_ensemble("USA")


@pytest.mark.parametrize(
    ("old", "new"), [("skill_decay", "skill_rot"), ("0.012", "9.0"), ("0.012", "much"), ("0,1.5", "")]
)
def test_a_file_that_is_wrong_names_itself(old: str, new: str) -> None:
    with pytest.raises(InputError, match=r"ESP.csv.*study posterior"):
        read_ensemble(TEXT.replace(old, new), "calibration/ensembles/ESP.csv")
    with pytest.raises(InputError, match="holds no draw"):
        read_ensemble("# date: x\n", "calibration/ensembles/ESP.csv")


@pytest.mark.parametrize("iso3", ensembles.countries_with_ensemble())
def test_shipped_draws_are_enough_for_the_month_0s_of_a_run_and_say_how_they_were_made(iso3: str) -> None:
    path = Path(ensembles.__file__).parents[3] / "calibration" / "ensembles" / f"{iso3}.csv"
    known = load_ensemble(iso3)
    assert len(known.draws) >= load_scenario("baseline").opening_states - 1
    text = path.read_text(encoding="utf-8")
    assert "# command: uv run" in text
    assert re.search(r"^# version: [0-9a-f]{8,}, code [0-9a-f]{12}$", text, re.M)  # of a commit, unchanged
    ranges = {row["parameter"]: row for row in read_csv(path.parents[1] / "estimate" / "unknowns.csv")}
    for name, (low, high) in known.all_spans().items():
        assert float(ranges[name]["low"]) <= low < high <= float(ranges[name]["high"])
