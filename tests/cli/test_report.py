"""`sim report`: the page of a finished folder, written anew; a fault is one clear error."""

from pathlib import Path

import pytest

from simulator.store import manifest
from tests.cli.calling import sim, words
from tests.fake_run import make_fake_run


def test_the_page_is_written_anew_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_fake_run(tmp_path / "run", months=24, seeds=2)
    (folder / "report.html").unlink(missing_ok=True)
    assert sim("report", str(folder), "--lang", "es") == 0
    assert words(capsys.readouterr().out).endswith("report.html")
    assert '<html lang="es">' in (folder / "report.html").read_text("utf-8")
    assert manifest.verify(folder) == {}


def test_what_is_no_run_or_no_language_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("report", str(tmp_path / "nowhere")) == 2
    assert "is no run folder" in words(capsys.readouterr().err)
    folder = make_fake_run(tmp_path / "run", months=24, seeds=2)
    assert sim("report", str(folder), "--lang", "eo") == 2
    assert 'no reports in "eo"' in words(capsys.readouterr().err)
    next(folder.glob("results.parquet")).write_bytes(b"changed")
    assert sim("report", str(folder)) == 2
    assert "cannot be drawn" in words(capsys.readouterr().err)
