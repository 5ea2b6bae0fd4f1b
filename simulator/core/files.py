"""Files that are whole or absent: written beside their place, then renamed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

WRITING = ".writing"
"""Ending of what is not whole yet; whoever finds one whose writer is gone may delete it."""


LONGEST_NAME = 200
"""Bytes of a name that leave room for what is written beside it: most systems take 255."""
LONGEST_PATH = 3000


def unusable(path: str | Path) -> str | None:
    """Why nothing can be written under a path, whatever stands there; None when it can be tried."""
    text = str(path)
    if "\0" in text:
        return "holds a character that no file name may have (NUL)"
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        return "is no UTF-8 text; give a name in UTF-8"
    longest = max((len(part.encode()) for part in Path(text).parts), default=0)
    if longest > LONGEST_NAME or size > LONGEST_PATH:
        return (
            f"is too long: a name of {longest} bytes in a path of {size}; allowed: at most {LONGEST_NAME} "
            f"bytes a name, {LONGEST_PATH:,} in all"
        )
    return None


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file, and its folder when that is missing, so that no reader ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with drafted(path) as draft:
        draft.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Give a name beside `path`, to which nobody else writes; what was made there then becomes `path`."""
    draft = path.with_name(f"{path.name}.{uuid4().hex[:12]}{WRITING}")
    try:
        yield draft
        os.replace(draft, path)
    except BaseException as error:
        discard(draft)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)  # a full disk does not say where it is
        raise


def discard(path: Path) -> None:
    """Remove a file or folder as far as the system lets us."""
    shutil.rmtree(path, ignore_errors=True)
    with suppress(OSError):
        path.unlink()


def sweep(folder: Path) -> None:
    """Remove the drafts that a killed process left in a folder."""
    for draft in folder.glob(f"*{WRITING}"):
        discard(draft)


def settle(folder: Path) -> None:
    """Make the system keep the files of a folder for good: a full disk or a lost connection shows here."""
    for path in folder.iterdir():
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
