"""In how many economies effects hold, and which number moves jobs: a small run of the study."""

from dataclasses import replace
from pathlib import Path

import pytest

from calibration.study import Asked, read_csv
from calibration.validate import economies
from simulator.scenario import load_scenario
from simulator.scenario.priors import centres


@pytest.mark.slow
def test_a_small_run_tells_outcomes_and_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = replace(load_scenario("esp/training_programme"), months=30)
    monkeypatch.setattr(economies, "load_scenario", lambda name: short)
    more = {"of": "training_programme", "work": tmp_path / "work"}
    given = Asked("economies", ("ESP",), seeds=16, base_seed=5, persons=1000, jobs=2, out=tmp_path, more=more)
    economies.study(given)
    rows = {row["what"]: row for row in read_csv(tmp_path / "economies_ESP.csv")}
    jobs = rows["the policy: jobs, thousand"]
    assert float(jobs["least"]) < float(jobs["mean"]) < float(jobs["most"])
    assert 0.0 <= float(jobs["rise"]) <= 100.0
    parts = sum(float(jobs[part]) for part in ("seeds", "ai", "labour", "macro", "policy") if jobs[part])
    assert parts == pytest.approx(100.0, abs=0.01)
    numbers = read_csv(tmp_path / "economies_ESP_numbers.csv")
    assert {row["what"] for row in numbers} == set(centres(short))
    moved = [abs(float(row["ai"])) for row in numbers]
    assert moved == sorted(moved, reverse=True)
