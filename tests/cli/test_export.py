"""`sim export`: a fault is one clear error, and nothing is written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.calling import sim, words
from tests.fake_run import make_fake_run


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("export") / "run", months=24, seeds=2)


def refused(*arguments: str, capsys: pytest.CaptureFixture[str], apart: Path) -> str:
    assert sim("export", *arguments) == 2
    assert not list(apart.iterdir())
    return words(capsys.readouterr().err)


def test_a_wrong_name_tells_what_there_is(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(str(run_folder), "--figures", "employmant", "--out", "slides", capsys=capsys, apart=apart)
    assert 'no figure "employmant"; there is' in said
    assert 'Did you mean "employment"?' in said
    assert "is no run folder" in refused("nowhere", capsys=capsys, apart=apart)
    assert "--lang" in refused(str(run_folder), "--lang", "eo", capsys=capsys, apart=apart)


def test_without_a_browser_it_says_what_to_install(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(apart))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    assert "apt-get install chromium" in refused(str(run_folder), "--out", "x", capsys=capsys, apart=apart)
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    assert "set BROWSER_PATH" in refused(str(run_folder), "--out", "x", capsys=capsys, apart=apart)


def test_without_the_extra_it_says_what_to_install(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", sys.executable)
    monkeypatch.setitem(sys.modules, "kaleido", None)
    said = refused(str(run_folder), "--out", "slides", capsys=capsys, apart=apart)
    assert "pip install 'labour-displacement-simulator[static]'" in said
