"""Runs of a stand-in for the model, in a folder of their own, with a cache of timings of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import reports
from simulator.experiment import conduct, timing
from simulator.store import manifest
from tests.experiment import no_workbook
from tests.fake_run import FakeModel


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder; nothing that a test measures reaches the user's cache."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(timing, "cache_folder", lambda: tmp_path)
    return folder


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `sim run`, `sim compare` and `sim verify --again` compute with the stand-in, in seconds."""
    monkeypatch.setattr(conduct, "Model", FakeModel)


@pytest.fixture
def unpaged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Write an empty page and workbook: they take longer than all else, and the test looks at other files."""
    whole = reports.build

    def build(folder: Path, lang: str = "en", *, allow_code: bool = False) -> Path:
        if manifest.countries_in(folder):
            return whole(folder, lang)
        page = folder / manifest.REPORT
        page.write_text("<html></html>")
        manifest.record(folder, manifest.REPORT)
        return page

    monkeypatch.setattr(reports, "build", build)
    with no_workbook():
        yield
