"""A cache or a package that cannot be written costs time, a damaged one too; neither costs the run."""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.core import cache
from simulator.core.errors import SimulatorError
from simulator.experiment.simulate import prepare
from simulator.start import opening
from tests.faults.processes import LONG, ROOT, assert_same, obey_permissions, run
from tests.small import small

PACKAGES = ("simulator", "scenarios", "calibration", "reports")


@pytest.fixture
def fresh_folder(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """The choice of the folder, made anew and forgotten."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    return cache.folder.__wrapped__


@pytest.mark.slow
def test_an_unwritable_cache_is_told_and_the_temporary_folder_serves(tmp_path: Path, reference: Path) -> None:
    theirs, temporary = tmp_path / "theirs", tmp_path / "tmp"
    theirs.mkdir(mode=0o555)
    temporary.mkdir()
    used = cache.folder()
    # The place where the fallback looks is made warm, so that the test need not compile.
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-numba"
    name = f"labour-displacement-simulator-{os.getuid()}-{version}{used.name.partition('numba')[2]}"
    (temporary / name).symlink_to(used)
    settings = {"NUMBA_CACHE_DIR": str(theirs), "TMPDIR": str(temporary)}
    code, said = run(tmp_path / "run", "--jobs", "1", environment=settings, before=obey_permissions)
    assert code == 0, said
    assert said.count("Note: ") == 1
    assert f"{theirs}" in said
    assert "permission is denied" in said
    assert f"compiled code is kept in {temporary / name}" in said
    assert_same(tmp_path / "run", reference)


def test_a_full_cache_is_left_for_the_temporary_folder(
    fresh_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:  # fmt: skip
    full = tmp_path / "full"
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(full))
    monkeypatch.setattr(
        shutil, "disk_usage", lambda path: usage._replace(free=0 if full in path.parents else usage.free)
    )
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(cache, "_ROOM", 1)
    assert fresh_folder().parent == tmp_path.resolve()
    assert "the disk is full" in caplog.text


def test_no_place_for_compiled_code_at_all_is_a_clear_error(
    fresh_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "file"))
    with pytest.raises(SimulatorError, match=r"neither in .*set NUMBA_CACHE_DIR to a folder of yours"):
        fresh_folder()


@pytest.mark.skipif(sys.platform != "linux", reason="root's rights are dropped as Linux does it")
@pytest.mark.parametrize("program", [
    "from simulator.core import streams; print(streams.__file__, streams.uniform(1, 2))",
    pytest.param(
        "import sys; from simulator.cli import app\napp.main(['run', 'esp/no_policy', '--persons', '1000', "
        "'--months', '12', '--seeds', '2', '--out', sys.argv[1]])",
        marks=[pytest.mark.slow, pytest.mark.skipif(not LONG, reason="compiles everything: make faults")],
    ),
])  # fmt: skip
def test_a_package_that_cannot_be_written_runs(program: str, tmp_path: Path) -> None:
    package = tmp_path / "site"
    for name in PACKAGES:
        shutil.copytree(ROOT / name, package / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (package, *package.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "run")], cwd=tmp_path, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(package)}, preexec_fn=obey_permissions, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert str(package) in done.stdout or (tmp_path / "run" / "manifest.json").exists()
    assert list(package.rglob("__pycache__")) == []
    for path in (package, *package.rglob("*")):
        path.chmod(0o755)


@pytest.mark.slow
def test_a_damaged_opening_state_is_made_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(opening, "folder", lambda: tmp_path)  # empty, whatever ran here before
    first = prepare(small(base_seed=77), role="no_policy", replicate=0, followed=False)
    (path,) = tmp_path.rglob("*.npz")
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:]):
        path.write_bytes(damaged)
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            again = prepare(small(base_seed=77), role="no_policy", replicate=0, followed=False)
        assert "is made again" in caplog.text
        assert path.read_bytes() == whole
        assert (again.persons.deposits == first.persons.deposits).all()
