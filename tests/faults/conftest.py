"""The undisturbed run that every other is compared with; it also fills the cache."""

from pathlib import Path

import pytest

from tests.faults.processes import run


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed") / "run"
    code, said = run(out, "--jobs", "1")
    assert code == 0, said
    return out
