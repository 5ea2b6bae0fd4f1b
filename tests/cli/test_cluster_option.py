"""`--cluster` before any scheduler is asked: what it takes, and what it does not go with."""

import sys
from pathlib import Path

import pytest

from tests.cli.calling import sim, words


@pytest.mark.parametrize("verb", [("run", "esp/no_policy"), ("compare", "esp/automation_levy")])
def test_without_the_extra_it_says_what_to_install(
    verb: tuple[str, str], apart: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert sim(*verb, "--cluster", "tcp://127.0.0.1:9", "--out", "new") == 2
    assert "pip install 'labour-displacement-simulator[cluster]'" in words(capsys.readouterr().err)
    assert not list(apart.iterdir())


def test_it_does_not_go_with_jobs(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("run", "esp/no_policy", "--cluster", "tcp://127.0.0.1:9", "--jobs", "2") == 2
    assert "--jobs: is for local processes" in words(capsys.readouterr().err)
    assert not list(apart.iterdir())
