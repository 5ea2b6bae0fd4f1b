"""More month 0s than draws take these over again: seeds on one draw are one cluster of every interval."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from simulator.core.param import draw_of
from simulator.experiment.inputs import drawn_of
from simulator.experiment.tasks import clusters_of, tasks_of
from simulator.findings.effects import Contrast, effect
from simulator.findings.intervals import mean_interval
from simulator.findings.lives import Panel
from simulator.findings.results import Results
from simulator.findings.windows import WHOLE
from simulator.scenario import Scenario, load_scenario
from simulator.scenario.country import ensembles

DRAWS, STATES, SEEDS = 4, 20, 40
POLICY = Contrast("policy", "policy", "no_policy", "mine")
LUCK = np.array([0.0, 9.0, -6.0, 4.0, -8.0])  # of what ships, and of each draw
DRAWN = {"kind": "posterior", "states": STATES, "parameters": ["skill_decay"]}
TEXT = """# date: 2026-11-24
# version: abc
# kind: posterior
draw,loss,skill_decay
0,1.5,0.012
1,1.6,0.009
"""


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scenario:
    """A scenario of Spain on two draws, with a month 0 for each of its seven seeds."""
    folder = tmp_path / "calibration" / "ensembles"
    folder.mkdir(parents=True)
    (folder / "ESP.csv").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(ensembles, "package_folder", lambda package: tmp_path / package)
    path = tmp_path / "uncertain.yaml"
    path.write_text(
        "title: Uncertain\nextends: esp/training_programme\nparameters: ensemble\nruns: {seeds: 7}\n",
        encoding="utf-8",
    )
    return load_scenario(path)


def shared() -> np.ndarray:
    """The draw of each seed: that of its month 0, in turn after what ships."""
    return np.array([draw_of(seed % STATES, DRAWS) for seed in range(SEEDS)])


def results(**drawn: Any) -> Results:
    """Forty seeds in twenty month 0s, whose effect is the luck of the draw and a trifle."""
    trifle = np.random.default_rng(5).normal(0.0, 0.3, SEEDS)
    gain = {"no_policy": np.zeros(SEEDS), "policy": LUCK[shared()] + trifle}
    rows = [("mine", role, 0, seed, month, "employed", "total", "all",
             100.0 + month * float(gain[role][seed]))
            for role in gain for seed in range(SEEDS) for month in (0, 1)]  # fmt: skip
    names = ["scenario", "role", "draw", "replicate", "month", "indicator", "by", "group", "value"]
    content = {"opening_states": STATES, "drawn": DRAWN | drawn if drawn else {}}
    return Results(pl.DataFrame(rows, names, orient="row"), content)


def test_draws_come_in_turn_after_what_ships() -> None:
    assert [draw_of(state, 3) for state in range(8)] == [0, 1, 2, 3, 1, 2, 3, 1]


def test_seeds_on_one_draw_are_one_cluster() -> None:
    found = effect(results(draws=DRAWS), POLICY, "employed", WHOLE)
    states = effect(results(draws=STATES), POLICY, "employed", WHOLE)  # each month 0 has a draw of its own
    assert found is not None
    assert states is not None
    gain = results(draws=DRAWS).series("employed", "policy").values[:, 1] - 100.0
    assert found.half == pytest.approx(mean_interval(gain, shared()).half)
    assert found.half > 2 * states.half  # five clusters, where twenty were counted
    assert found.mean == states.mean
    assert found.nine_in_ten == states.nine_in_ten


def test_a_folder_that_does_not_tell_how_many_draws_there_were_has_its_month_0s() -> None:
    keys = [(0, seed) for seed in range(SEEDS)]
    for old in (results(), results(kind="posterior")):
        assert (
            old.clusters(keys).tolist() == old.openings(keys).tolist() == [s % STATES for s in range(SEEDS)]
        )


def test_who_lives_in_a_month_0_is_not_asked_of_draws() -> None:
    """Month 0s on one draw hold other people, whom the panel keeps apart; its jackknife leaves out both."""
    people = pl.DataFrame(
        [("mine", role, seed, 7, 1, 100.0, 1.0) for role in ("no_policy", "policy") for seed in range(SEEDS)],
        ["scenario", "role", "replicate", "person_id", "month", "equivalised_income", "weight"], orient="row",
    )  # fmt: skip
    panel = Panel(results(draws=DRAWS), people)
    assert panel.people.height == len(np.unique(panel.openings)) == STATES
    assert panel.clusters.tolist() == shared().tolist()


def test_the_manifest_tells_how_many_draws_there_are(scenario: Scenario) -> None:
    assert drawn_of(scenario)["draws"] == 2
    assert drawn_of(replace(scenario, ensemble=False)) == {}


def test_what_solves_a_rate_has_the_same_clusters(scenario: Scenario) -> None:
    def clusters(of: Scenario) -> list[int]:
        return clusters_of([task for task in tasks_of(of) if task.role == "policy"]).tolist()

    assert clusters(scenario) == [0, 1, 2, 1, 2, 1, 2]
    assert clusters(replace(scenario, ensemble=False, opening_states=3)) == [0, 1, 2, 0, 1, 2, 0]
    assert clusters(replace(scenario, opening_states=1)) == [0] * 7
