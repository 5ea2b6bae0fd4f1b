"""Stopping and going on: no folder that looks finished, no finished seed lost, the same bytes in the end."""

import dataclasses
import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from simulator.core.closure import CLOSURES
from simulator.core.errors import ExitCode, InputError
from simulator.core.files import drafted
from simulator.experiment.ensemble import RunInterruptedError, RunStoppedError
from simulator.store import manifest
from tests import experiment
from tests.fake_run import FakeModel
from tests.unit import fake_model
from tests.unit.fake_model import FakeOutput, fake_scenario

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = fake_scenario(months=24, seeds=2)


def stops_after(count: int) -> Any:
    """A model whose user presses Ctrl-C during run number `count` + 1."""
    calls = iter(range(count))

    def simulate(scenario: Any, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return fake_model.simulate(scenario, role=role, replicate=replicate)

    return FakeModel(simulate)


class LibraryError(Exception):
    """What a library makes of a full disk."""


@pytest.mark.parametrize(("code", "said"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only")])
def test_a_full_or_closed_disk_is_named_however_it_is_told(tmp_path: Path, code: int, said: str) -> None:
    calls = iter(range(3))

    def simulate(scenario: Any, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
        if next(calls, None) is None:
            try:
                with drafted(tmp_path / "table"):
                    raise OSError(code, os.strerror(code))
            except OSError:
                raise LibraryError("cannot write")  # noqa: B904 (as libraries do)
        return fake_model.simulate(scenario, role=role, replicate=replicate)

    with pytest.raises(RunStoppedError) as caught:
        experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel(simulate))
    assert f"{said} ({tmp_path / 'table'})" in str(caught.value)
    assert "3 of 6 runs are kept" in str(caught.value)
    assert "--resume" in str(caught.value)
    assert (tmp_path / "run.partial").exists()


def interrupted(out: Path, after: int = 3) -> RunInterruptedError:
    with pytest.raises(RunInterruptedError) as caught:
        experiment.run(SCENARIO, out=out, model=stops_after(after))
    return caught.value


def test_ctrl_c_keeps_finished_runs_and_says_how_to_go_on(tmp_path: Path) -> None:
    error = interrupted(tmp_path / "run")
    assert "3 of 6 runs are kept" in str(error)
    assert "--resume" in str(error)
    assert error.exit_code == ExitCode.INTERRUPTED
    assert [entry.name for entry in tmp_path.iterdir()] == ["run.partial"]
    assert len(list((tmp_path / "run.partial" / "seeds").iterdir())) == 3


def test_ctrl_c_before_the_first_run_leaves_nothing(tmp_path: Path) -> None:
    assert "nothing was kept" in str(interrupted(tmp_path / "run", after=0))
    assert list(tmp_path.iterdir()) == []


def test_a_resumed_experiment_has_the_bytes_of_an_undisturbed_one(tmp_path: Path) -> None:
    interrupted(tmp_path / "run")
    seen: list[int] = []
    resumed = experiment.run(
        SCENARIO, out=tmp_path / "run", model=FakeModel(), resume=True, workbook=True,
        progress=lambda done, total, left: seen.append(total),
    )  # fmt: skip
    assert seen == [3] * 3
    whole = experiment.run(SCENARIO, out=tmp_path / "whole", model=FakeModel(), workbook=True)
    for name in (*manifest.HASHED_FILES, "tables.xlsx"):
        assert (resumed.path / name).read_bytes() == (whole.path / name).read_bytes(), name
    assert resumed.run_id == whole.run_id
    assert not (tmp_path / "run.partial").exists()


def test_an_interrupted_run_is_not_overwritten(tmp_path: Path) -> None:
    interrupted(tmp_path / "run")
    with pytest.raises(InputError, match="--resume"):
        experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel())


def test_a_finished_run_is_not_overwritten(tmp_path: Path) -> None:
    experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel())
    with pytest.raises(InputError, match="exists"):
        experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel())


def test_resuming_a_finished_run_changes_nothing_and_tells_the_same(tmp_path: Path) -> None:
    first = experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel())
    before = {entry: entry.stat().st_mtime_ns for entry in first.path.iterdir()}
    again = experiment.run(SCENARIO, out=tmp_path / "run", model=stops_after(0), resume=True)
    assert (again.run_id, again.rows) == (first.run_id, first.rows)
    assert {entry: entry.stat().st_mtime_ns for entry in first.path.iterdir()} == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]


def test_resuming_refuses_a_finished_run_of_something_else_or_with_changed_files(tmp_path: Path) -> None:
    experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel())
    other = dataclasses.replace(SCENARIO, persons=30_000)
    with pytest.raises(InputError, match=r"population\.persons was 20000, is 30000"):
        experiment.run(other, out=tmp_path / "run", model=FakeModel(), resume=True)
    (tmp_path / "run" / "flows.parquet").write_bytes(b"")
    with pytest.raises(InputError, match=r"flows\.parquet differs"):
        experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel(), resume=True)


def test_resuming_names_what_changed_in_the_scenario(tmp_path: Path) -> None:
    interrupted(tmp_path / "run")
    changed = dataclasses.replace(SCENARIO, persons=30_000, closure=CLOSURES["foreseen"])
    with pytest.raises(InputError) as caught:
        experiment.run(changed, out=tmp_path / "run", model=FakeModel(), resume=True)
    assert "population.persons was 20000, is 30000" in str(caught.value)
    assert "closure.base was 'as_they_are', is 'foreseen'" in str(caught.value)


@pytest.mark.parametrize(
    ("function", "what"), [("code_hash", "the simulator's code"), ("data_hash", "the country's data")]
)
def test_resuming_names_changed_hashes(
    function: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(tmp_path / "run")
    monkeypatch.setattr(manifest, function, lambda *of: "another")
    with pytest.raises(InputError, match=f"{what} has changed"):
        experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel(), resume=True)


@pytest.mark.parametrize(
    ("function", "what"), [("code_hash", "the simulator's code"), ("data_hash", "the country's data")]
)
def test_an_experiment_whose_files_change_while_it_runs_is_not_finished(
    function: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited(scenario: Any, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
        monkeypatch.setattr(manifest, function, lambda *of: "another")
        return fake_model.simulate(scenario, role=role, replicate=replicate)

    with pytest.raises(InputError, match=f"{what} changed while this ran"):
        experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel(edited))
    assert not (tmp_path / "run").exists()


def test_the_report_is_written_before_the_folder_gets_its_name(tmp_path: Path) -> None:
    def finish(folder: Path) -> None:
        assert (folder / "manifest.json").exists()
        assert not (tmp_path / "run").exists()
        (folder / "report.html").write_text("report")

    summary = experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel(), finish=finish)
    assert (summary.path / "report.html").read_text() == "report"


def test_a_report_that_fails_leaves_no_finished_folder(tmp_path: Path) -> None:
    def finish(folder: Path) -> None:
        raise RuntimeError("no report")

    with pytest.raises(RuntimeError, match="no report"):
        experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel(), finish=finish)
    assert not (tmp_path / "run").exists()
    assert experiment.run(SCENARIO, out=tmp_path / "run", model=FakeModel(), resume=True).path.exists()


def test_a_folder_that_cannot_be_written_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        experiment.run(SCENARIO, out=tmp_path / "file" / "run", model=FakeModel())


SCRIPT = """
import sys
from pathlib import Path
from tests import experiment
from simulator.experiment.ensemble import RunInterruptedError, RunStoppedError
from tests.fake_run import FakeModel
from tests.unit import fake_model
try:
    experiment.run(fake_model.fake_scenario(months=24, seeds=10), out=Path(sys.argv[1]), jobs=2,
                   model=FakeModel(fake_model.slow), progress=lambda done, *_: print(done, flush=True))
except RunInterruptedError as error:
    print(error, file=sys.stderr)
    raise SystemExit(int(error.exit_code))
"""


def test_ctrl_c_in_a_terminal_stops_every_worker(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "run")], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "1\n"
    pressed = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert time.monotonic() - pressed < 20
    assert errors.startswith("interrupted: ")
    assert "Traceback" not in errors
    assert not (tmp_path / "run").exists()
