"""A cache that stays small: what was used longest ago goes first."""

import os
from contextlib import suppress
from pathlib import Path


def used(path: Path) -> None:
    """Note that a file is needed still."""
    with suppress(OSError):
        os.utime(path)


def keep_within(folder: Path, room: int) -> None:
    """Delete what was used longest ago in a folder, until its files take at most `room` bytes together."""
    found = []
    for path in folder.iterdir():
        with suppress(OSError):  # another process may delete it meanwhile
            known = path.stat()
            found.append((known.st_mtime, known.st_size, path))
    excess = sum(size for _, size, _ in found) - room
    for _, size, path in sorted(found):
        if excess <= 0:
            return
        with suppress(OSError):
            path.unlink()
        excess -= size
