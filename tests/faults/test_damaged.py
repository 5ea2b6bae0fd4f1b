"""Stored runs that a crash of the computer damaged are found and run again."""

import logging
from pathlib import Path
from typing import Any

import pytest

from simulator.core.errors import InputError
from simulator.experiment.ensemble import RunInterruptedError
from simulator.store import manifest
from tests import experiment
from tests.fake_run import FakeModel
from tests.unit import fake_model
from tests.unit.fake_model import fake_scenario

SCENARIO = fake_scenario(months=24, seeds=2)


class Counting(FakeModel):
    """The stand-in for the model, counting its runs; it is stopped by the user after `stop_after`."""

    def __init__(self, stop_after: int = 1000) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.stop_after = stop_after
        self.simulate = self._simulate

    def _simulate(self, scenario: Any, *, role: str, replicate: int, **handed: Any) -> fake_model.FakeOutput:
        if len(self.runs) == self.stop_after:
            raise KeyboardInterrupt
        self.runs.append(f"{role}.{replicate}")
        return fake_model.simulate(scenario, role=role, replicate=replicate)


@pytest.fixture
def seeds(tmp_path: Path) -> list[Path]:
    """The stores of three finished runs of six."""
    with pytest.raises(RunInterruptedError):
        experiment.run(SCENARIO, out=tmp_path / "run", model=Counting(stop_after=3))
    return sorted((tmp_path / "run.partial" / "seeds").iterdir())


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("results.parquet", truncate),
        ("persons.parquet", flip),
        ("flows.parquet", Path.unlink),
        ("results.parquet", empty),
        ("note.json", truncate),
    ],
)
def test_a_damaged_store_is_run_again(
    name: str, damage: Any, seeds: list[Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damage(seeds[1] / name)
    model = Counting()
    with caplog.at_level(logging.WARNING):
        summary = experiment.run(SCENARIO, out=tmp_path / "run", model=model, resume=True)
    assert f"the stored run {seeds[1].name} is damaged and will be run again" in caplog.text
    assert len(model.runs) == 4
    whole = experiment.run(SCENARIO, out=tmp_path / "whole", model=FakeModel())
    for file in manifest.HASHED_FILES:
        assert (summary.path / file).read_bytes() == (whole.path / file).read_bytes()


def test_what_a_killed_process_was_writing_does_not_reach_the_finished_folder(
    seeds: list[Path], tmp_path: Path
) -> None:
    partial = tmp_path / "run.partial"
    (partial / "results.parquet.1234.writing").write_bytes(b"PAR1")
    (partial / "seeds" / "x.no_ai.0000.1234.writing").mkdir()
    (partial / "results.parquet").write_bytes(b"PAR1")
    summary = experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel(), resume=True)
    whole = experiment.run(SCENARIO, out=tmp_path / "whole", model=FakeModel())
    assert {e.name for e in summary.path.iterdir()} == {e.name for e in whole.path.iterdir()}
    assert not manifest.verify(summary.path)


def test_a_folder_killed_before_its_first_run_needs_no_resume(tmp_path: Path) -> None:
    (tmp_path / "run.partial").mkdir()
    (tmp_path / "run.partial" / "plan.json").write_text("{")
    assert experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel()).path.exists()


def test_an_unreadable_plan_is_told(seeds: list[Path], tmp_path: Path) -> None:
    (tmp_path / "run.partial" / "plan.json").write_text("{")
    with pytest.raises(InputError, match=r"plan\.json is not readable; delete it"):
        experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel(), resume=True)


def test_killed_after_the_folder_got_its_name_only_tidying_is_left(tmp_path: Path) -> None:
    summary = experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel())
    names = {entry.name for entry in summary.path.iterdir()}
    (summary.path / "seeds" / "x").mkdir(parents=True)
    (summary.path / "plan.json").write_text("{}")
    model = Counting()
    experiment.run(SCENARIO, out=tmp_path / "run", model=model, resume=True)
    assert model.runs == []
    assert {entry.name for entry in summary.path.iterdir()} == names
