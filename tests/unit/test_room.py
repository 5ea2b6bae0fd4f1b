"""The cache of opening states keeps to its room, and what is in use stays."""

import os
from pathlib import Path

from simulator.core.cache import keep_within, used


def _stored(folder: Path, names: str) -> list[Path]:
    """Files of a hundred bytes each, the first used longest ago."""
    paths = [folder / name for name in names]
    for day, path in enumerate(paths):
        path.write_bytes(bytes(100))
        os.utime(path, (day, day))
    return paths


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    _stored(tmp_path, "zyx")
    keep_within(tmp_path, 250)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x", "y"]


def test_what_fits_stays(tmp_path: Path) -> None:
    _stored(tmp_path, "abc")
    keep_within(tmp_path, 300)
    assert len(list(tmp_path.iterdir())) == 3


def test_what_is_read_again_outlives_what_is_not(tmp_path: Path) -> None:
    oldest, *_ = _stored(tmp_path, "abc")
    used(oldest)
    keep_within(tmp_path, 100)
    assert list(tmp_path.iterdir()) == [oldest]


def test_a_file_that_is_gone_is_no_fault(tmp_path: Path) -> None:
    used(tmp_path / "gone")
