"""`sim doctor`: one screen, exit code 0 where all is well, 1 for a fault with its remedy, within a second."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.given import health
from tests.cli.calling import sim, words

PROGRAM = "from simulator.cli.app import main; main()"


def test_it_fits_a_screen_and_a_second_of_processor() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, "doctor"], capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert told.returncode == 0, told.stdout + told.stderr
    assert len(told.stdout.splitlines()) <= 30
    for what in (
        "simulator",
        "Python",
        "cores",
        "threads",
        "memory",
        "cache",
        "data",
        "browser",
        "extra [static]",
    ):
        assert what in told.stdout
    assert "Ready to run." in told.stdout
    assert after.ru_utime - before.ru_utime <= 2.0  # a second, on a computer that others use too


def test_a_damaged_table_is_a_fault_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "countries").mkdir()
    (tmp_path / "tables/good.csv").write_text('a,b\n1,"two\nlines"\n')
    (tmp_path / "tables/cut.csv").write_text("a,b\n1,2\n3")
    monkeypatch.setattr(health, "package_folder", lambda _: tmp_path)
    assert sim("doctor") == 1
    told = words(capsys.readouterr().out)
    assert "damaged or missing: cut.csv" in told
    assert "install the simulator again" in told
    assert "1 fault: see above." in told
