"""`parameters: ensemble`: each replicate takes a draw, the same in every role, and the folder says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from calibration.study.table import read_csv
from simulator.core.errors import InputError, InputErrors
from simulator.experiment import run as experiment
from simulator.experiment.draws import drawn
from simulator.experiment.provenance import parameters
from simulator.experiment.tasks import tasks_of
from simulator.policies import discover
from simulator.scenario import Scenario, load_scenario
from simulator.scenario.country import ensembles
from simulator.scenario.country.ensembles import load_ensemble, read_ensemble
from simulator.scenario.country.profile import load_country
from simulator.scenario.explain.differences import differences
from simulator.scenario.explain.sentences import explained
from simulator.scenario.file.dump import resolved_yaml

TEXT = """# date: 2026-11-24
# version: abc
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


def test_replicates_take_draws_in_turn_the_same_in_every_role(scenario: Scenario) -> None:
    tasks = tasks_of(scenario)
    by_replicate: dict[int, set[tuple[float, float]]] = {}
    for task in tasks:
        values = task.scenario.parameters
        by_replicate.setdefault(task.replicate, set()).add((values["skill_decay"], values["ability_sd"]))
        assert task.draw == task.replicate
    assert [by_replicate[k] for k in range(5)] == [
        {(0.012, 0.3)}, {(0.009, 0.9)}, {(0.011, 0.6)}, {(0.012, 0.3)}, {(0.009, 0.9)}
    ]  # fmt: skip
    assert len(tasks) == 3 * 5


def test_a_run_has_its_draw_in_every_role_and_reads_back_as_it_was(
    scenario: Scenario, tmp_path: Path
) -> None:
    small = replace(scenario, persons=1000, months=3, seeds=2)
    experiment.run(small, out=tmp_path / "run")
    rows = pl.read_parquet(tmp_path / "run" / "results.parquet")
    assert rows["draw"].to_list() == rows["replicate"].to_list()
    start = rows.filter((pl.col("indicator") == "gini") & (pl.col("month") == 0) & (pl.col("by") == "total"))
    by_role = {role[0]: part["value"].to_list() for role, part in start.group_by("role", maintain_order=True)}
    first, second = by_role["no_policy"]
    assert by_role["policy"] == by_role["no_ai"] == [first, second]
    assert second > first  # abilities differ more in the second draw
    assert load_scenario(tmp_path / "run" / "scenario.yaml").ensemble


def test_the_resolved_scenario_reads_back_the_same(scenario: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "resolved.yaml"
    path.write_text(resolved_yaml(scenario), encoding="utf-8")
    again = load_scenario(path)
    assert again.ensemble
    assert again.to_dict()["parameters"] == "ensemble"
    assert again == scenario


def test_values_under_parameters_take_the_place_of_an_inherited_ensemble(
    scenario: Scenario, tmp_path: Path
) -> None:
    path = tmp_path / "child.yaml"
    path.write_text("extends: uncertain.yaml\nparameters: {skill_decay: 0.02}\n", encoding="utf-8")
    child = load_scenario(path)
    assert (child.ensemble, dict(child.parameters)) == (False, {"skill_decay": 0.02})
    assert drawn(child, 1) == child


def test_manifest_explanation_and_differences_tell_the_range(scenario: Scenario) -> None:
    entry = parameters(scenario, load_country("ESP"))["skill_decay"]
    assert (entry["value"], entry["status"]) == ("0.009 to 0.012", "estimated")
    assert "3 draws (2026-11-24, abc)" in entry["source"]
    spain = load_country("ESP")
    sections = explained(scenario, spain, discover(), jobs=1, seconds=float, basis="a guess")
    told = " ".join(line for _, lines in sections for line in lines)
    assert "skill_decay 0.009 to 0.012" in told
    assert "settle anew" in told
    plain = load_scenario("esp/training_programme")
    rows = differences(plain, scenario, discover())
    (found,) = (one for one in rows if one.name == "parameters.skill_decay")
    assert found.second == "0.009 to 0.012 (ensemble)"


def test_a_country_without_draws_is_refused_with_the_remedy(scenario: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "american.yaml"
    path.write_text("extends: baseline\ncountry: USA\nparameters: ensemble\n", encoding="utf-8")
    with pytest.raises(InputErrors, match=r"american.yaml:3.*USA has no ensemble.*sim calibrate USA"):
        load_scenario(path)
    path.write_text("extends: baseline\ncountry: ESP\nparameters: ensembles\n", encoding="utf-8")
    with pytest.raises(InputErrors, match="or ensemble, are needed"):
        load_scenario(path)
    with pytest.raises(InputError, match="USA has no ensemble"):
        load_ensemble("USA")


@pytest.mark.parametrize(
    ("old", "new"), [("skill_decay", "skill_rot"), ("0.012", "9.0"), ("0.012", "much"), ("0,1.5", "")]
)
def test_a_file_that_is_wrong_names_itself(old: str, new: str) -> None:
    with pytest.raises(InputError, match=r"ESP.csv.*sim calibrate"):
        read_ensemble(TEXT.replace(old, new), "calibration/ensembles/ESP.csv")
    with pytest.raises(InputError, match="holds no draw"):
        read_ensemble("# date: x\n", "calibration/ensembles/ESP.csv")


@pytest.mark.parametrize("iso3", ensembles.countries_with_ensemble())
def test_shipped_draws_are_many_the_best_first_and_say_how_they_were_made(iso3: str) -> None:
    path = Path(ensembles.__file__).parents[3] / "calibration" / "ensembles" / f"{iso3}.csv"
    rows = read_csv(path)
    losses = [float(row["loss"]) for row in rows]
    assert len(load_ensemble(iso3).draws) == len(rows) >= 50
    assert losses[0] == min(losses)
    assert "sim calibrate" in path.read_text(encoding="utf-8")
    estimated = {row["parameter"] for row in read_csv(path.parents[1] / "estimate" / "unknowns.csv")}
    spans = load_ensemble(iso3).spans
    assert all(high > low for name, (low, high) in spans.items() if name in estimated)
    assert spans["reservation_start"] == (0.9, 0.9)  # held where these draws were accepted
