"""Runs of a stand-in for the model, in a folder of their own, with a cache of timings of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.experiment import again, compare, timing
from simulator.experiment import run as experiment
from tests.fake_run import FakeModel


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder; nothing that a test measures reaches the user's cache."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(timing, "folder", lambda: tmp_path)
    return folder


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `sim run`, `sim compare` and `sim rerun` compute with the stand-in: seconds instead of minutes."""
    for room in (experiment, compare, again):
        monkeypatch.setattr(room, "ShippedModel", FakeModel)
