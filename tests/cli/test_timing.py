"""The time estimate of `sim explain` rests on what was measured here, and says so."""

from pathlib import Path
from typing import Any

import pytest

from simulator.experiment import timing
from tests.cli.calling import sim, words


def document(persons: int, months: int, seconds: float) -> dict[str, Any]:
    content = {"persons": persons, "horizon": {"months": months}, "seeds": 5, "roles": ["no_policy", "no_ai"]}
    return {"content": content, "run": {"seconds_per_run": seconds, "jobs": 1}}


def test_without_a_run_it_says_that_nothing_was_measured_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert timing.remembered() == []
    assert sim("explain", "esp/no_policy") == 0
    assert "nothing was run on this computer yet" in words(capsys.readouterr().out)


def test_a_run_is_remembered_and_the_estimate_is_in_proportion(capsys: pytest.CaptureFixture[str]) -> None:
    timing.remember(document(20_000, 180, 3.0))
    same, half = timing.estimate(20_000, 180), timing.estimate(10_000, 180)
    assert same.seconds == 3.0
    assert 1.5 < half.seconds < 3.0  # what every run costs is not halved
    assert "median of 10" in same.basis
    assert "scaled" not in same.basis
    assert "scaled by a run's fixed part" in half.basis
    assert sim("explain", "esp/training_programme", "--jobs", "1") == 0
    printed = words(capsys.readouterr().out)
    assert "About 2 minutes with --jobs 1, measured here on " in printed  # 48 runs of 3 s


def test_the_timing_nearest_in_size_decides_and_a_new_one_replaces_the_old() -> None:
    for persons, seconds in ((2_000, 0.2), (1_000_000, 40.0), (2_000, 0.4)):
        timing.remember(document(persons, 100, seconds))
    assert timing.estimate(2_000, 100).seconds == 0.4
    near, far = timing.estimate(4_000, 100).seconds, timing.estimate(500_000, 100).seconds
    assert 0.4 < near < 0.8
    assert 15.0 < far < 25.0
    assert len(timing.remembered()) == 2


@pytest.mark.parametrize("persons", [2_000, 60_000])
@pytest.mark.parametrize(("each_month", "each_person"), [(1.0, 1.0), (3.0, 3.0), (2.0, 1.0), (1.0, 2.0)])
def test_runs_of_one_size_tell_of_others_within_half(
    persons: int, each_month: float, each_person: float
) -> None:
    """A computer that is slower, and not equally so at what every month and what every person costs."""

    def took(people: int) -> float:
        alone = timing.reckoned(0, 180)
        return each_month * alone + each_person * (timing.reckoned(people, 180) - alone)

    timing.remember(document(20_000, 180, took(20_000)))
    assert 1 / 1.5 < timing.estimate(persons, 180).seconds / took(persons) < 1.5


def test_the_time_beside_the_runs_is_remembered_and_not_multiplied() -> None:
    one = document(20_000, 180, 3.0)
    one["run"]["seconds"] = 35.0  # ten runs of 3 s, and 5 s of loading and tables
    timing.remember(one, after=7.0)
    told = timing.estimate(20_000, 180)
    assert told.around == pytest.approx(12.0)
    assert told.whole(100, 1) == pytest.approx(312.0)
    assert told.whole(1, 64) == pytest.approx(15.0)  # one run is not made faster by more processes


def test_a_run_at_the_command_line_is_remembered(fake: None) -> None:
    assert sim("run", "esp/no_policy", "--months", "12", "--seeds", "2", "--out", "run") == 0
    (kept,) = timing.remembered()
    assert (kept.persons, kept.months, kept.runs) == (20_000, 12, 4)


def test_a_damaged_or_unwritable_cache_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "timings.json").write_text('[{"persons": 1}]')
    assert timing.remembered() == []
    (tmp_path / "file").touch()
    monkeypatch.setattr(timing, "cache_folder", lambda: tmp_path / "file")
    timing.remember(document(2_000, 100, 1.0))
    assert timing.remembered() == []
