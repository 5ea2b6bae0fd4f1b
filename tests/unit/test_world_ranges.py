"""A number of the world may be a range: each seed has its own draw, the same in every role."""

from pathlib import Path

from simulator.experiment.tasks import drawn, draws, tasks_of
from simulator.scenario import load_scenario
from simulator.scenario.setting import Distribution

RANGES = """
title: How much AI saves is not known
extends: esp/training_programme
world: {from: rapid, ai_kept: {low: 0.3, mode: 0.5, high: 70 %}}
runs: {seeds: 12}
"""


def written(folder: Path, text: str = RANGES) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text)
    return path


def test_each_seed_draws_its_own_and_the_mode_stands_in_the_world(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path))
    assert scenario.world["ai_kept"] == 0.5
    assert scenario.world_ranges == {"ai_kept": Distribution(0.3, 0.5, 0.7)}
    assert scenario.is_uncertain
    values = draws(scenario)["world.ai_kept"]
    assert len(set(values)) == 12
    assert all(0.3 < one < 0.7 for one in values)


def test_roles_of_a_seed_share_the_draw_and_none_is_left_in_a_shipped_world(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path))
    values = draws(scenario)["world.ai_kept"]
    found = {(task.role, task.replicate): drawn(task.scenario, task.replicate) for task in tasks_of(scenario)}
    for replicate, value in enumerate(values):
        assert found["policy", replicate].world["ai_kept"] == value
        assert found["no_policy", replicate].world["ai_kept"] == value
    assert not scenario.with_world("slow").distributions()


def test_a_resolved_scenario_keeps_its_ranges(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path))
    again = load_scenario(scenario.to_dict())
    assert again == scenario
    assert scenario.provenance["world.ai_kept"] == "scenario"
