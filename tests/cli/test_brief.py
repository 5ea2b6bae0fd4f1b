"""`sim brief`: one page of a finished run as PDF; a fault is one clear error, and nothing is written."""

from pathlib import Path

import pypdf
import pytest

from simulator.store import manifest
from tests.cli.calling import sim, words
from tests.fake_run import make_fake_run


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("brief") / "run", months=24, seeds=2)


def test_a_brief_is_written_where_it_is_asked_for(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("brief", str(run_folder), "--lang", "fr", "--out", "notes/note.pdf") == 0
    assert words(capsys.readouterr().out) == "notes/note.pdf"
    document = pypdf.PdfReader(apart / "notes/note.pdf")
    assert len(document.pages) == 1
    assert document.trailer["/Root"]["/Lang"] == "fr"
    assert sim("brief", str(run_folder)) == 0
    assert (run_folder / "brief-en.pdf").is_file()
    assert manifest.verify(run_folder) == {}


def test_a_fault_is_told_and_nothing_is_written(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*arguments: str) -> str:
        assert sim("brief", *arguments) == 2
        assert [one.name for one in apart.iterdir()] == kept
        return words(capsys.readouterr().err)

    kept: list[str] = []
    assert "is no run folder" in refused("nowhere")
    assert "--lang" in refused(str(run_folder), "--lang", "eo", "--out", "x.pdf")
    assert "--window" in refused(str(run_folder), "--window", "last", "--out", "x.pdf")
    (apart / "folder").mkdir()
    kept = ["folder"]
    assert "is a folder; name a file" in refused(str(run_folder), "--out", "folder")
