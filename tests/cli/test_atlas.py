"""`sim atlas`: a folder of pages from comparisons; a fault is one clear error, and nothing is written."""

from pathlib import Path

import pytest

from tests.cli.calling import sim, words
from tests.fake_run import make_fake_run
from tests.unit import fake_options


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fake_options.run(tmp_path_factory.mktemp("atlas") / "compared").path


def test_an_atlas_is_written_where_it_is_asked_for(
    compared: Path, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("atlas", str(compared), "--lang", "es", "--out", "site") == 0
    assert words(capsys.readouterr().out) == "site/index.html"
    assert '<html lang="es">' in (apart / "site/index.html").read_text("utf-8")


def test_a_fault_is_told_and_nothing_is_written(
    compared: Path, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*arguments: str) -> str:
        assert sim("atlas", *arguments) == 2
        assert [one.name for one in apart.iterdir()] == ["here"]
        return words(capsys.readouterr().err)

    single = make_fake_run(compared.parent / "single", months=24, seeds=2)
    (apart / "here").mkdir()
    assert "here exists; delete it, or name another folder" in refused(str(compared), "--out", "here")
    assert "is no run folder" in refused("nowhere", "--out", "site")
    assert "is a run of one scenario" in refused(str(single), "--out", "site")
    assert "--lang" in refused(str(compared), "--out", "site", "--lang", "xx")
    assert "is not there; make it: sim report" in refused(str(compared), "--out", "site", "--with-reports")
