"""A disk that is full, read-only or at its limit: a clear message, and finished runs are kept."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.processes import LONG, TASKS, Sim, assert_same, obey_permissions, run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits")]
MEGABYTE = 1 << 20


def no_large_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE, MEGABYTE))


def test_a_report_that_cannot_be_written_keeps_every_run(tmp_path: Path, reference: Path) -> None:
    assert (reference / "report.html").stat().st_size > MEGABYTE
    with Sim(tmp_path / "run", ("--jobs", "1"), before=no_large_files) as sim:
        code, said = sim.end()
    assert code == 1
    assert "stopped: a file would be larger than the system allows" in said
    assert f"{TASKS} of {TASKS} runs are kept" in said
    assert "--resume" in said
    assert "Traceback" not in said
    assert not sim.out.exists()
    assert run(sim.out, "--resume")[0] == 0
    assert_same(sim.out, reference)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own on which the first stored runs fit, but not all of them."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160k", "faults", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_keeps_what_fits(disk: Path, reference: Path) -> None:
    with Sim(disk / "run") as sim:
        code, said = sim.end()
    assert code == 1
    assert "stopped: the disk is full" in said
    assert f"({sim.partial}" in said
    assert "Make room" in said
    assert "Traceback" not in said
    stored = sim.stored()
    assert 0 < len(stored) < TASKS
    assert f"{len(stored)} of {TASKS} runs are kept" in said
    assert not sim.out.exists()
    subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
    assert run(sim.out, "--resume")[0] == 0
    assert_same(sim.out, reference)


@pytest.mark.skipif(not LONG, reason="as a file that may not grow: make faults")
def test_a_full_disk_at_the_last_step_keeps_every_run(disk: Path, reference: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=2m", str(disk)], check=True)
    with Sim(disk / "run") as sim:
        code, said = sim.end()
    assert code == 1
    assert "stopped: the disk is full" in said
    assert f"{TASKS} of {TASKS} runs are kept" in said
    assert "Traceback" not in said
    assert not sim.out.exists()


def test_a_disk_without_any_room_is_told_at_once(disk: Path) -> None:
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(bytes(4096)):
            pass
    code, said = run(disk / "run")
    assert code != 0
    assert "the disk is full" in said
    assert "Traceback" not in said
    assert os.listdir(disk) == ["filler"]


def test_a_folder_without_write_permission_is_told_at_once(tmp_path: Path) -> None:
    place = tmp_path / "theirs"
    place.mkdir(mode=0o555)
    code, said = run(place / "run", before=obey_permissions)
    assert code == 2
    assert "cannot be written: permission is denied" in said
    assert "choose another --out" in said
    assert os.listdir(place) == []
