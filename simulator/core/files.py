"""Files that are whole or absent: written beside their place, then renamed.

What the computer, not the user and not the model, can get wrong: its disk, its memory, its permissions.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_FULL = "the disk is full"
_SAYS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file would be larger than the system allows",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.EIO: "the disk does not answer properly",
    errno.ESTALE: "the network disk has gone",
    errno.ENOMEM: "memory has run out",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}
_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
_REMEDIES = {
    errno.ENOSPC: "Make room",
    errno.EDQUOT: "Make room",
    errno.EFBIG: "Raise the limit on file sizes",
    errno.ENOMEM: "Use fewer --jobs or --persons",
    errno.EMFILE: "Raise the limit on open files",
    errno.ENFILE: "Close other programs",
}


def fault(error: BaseException) -> str | None:
    """What went wrong, for example `the disk is full (…/results.parquet)`; None when it is another error."""
    if isinstance(error, MemoryError):
        return _SAYS[errno.ENOMEM]
    own = _of_computer(error)
    return None if own is None else _SAYS[own.errno or 0] + (f" ({own.filename})" if own.filename else "")


def remedy(error: BaseException) -> str:
    """What to do about a `fault`, as the beginning of a sentence."""
    own = _of_computer(error)
    code = errno.ENOMEM if isinstance(error, MemoryError) else own and own.errno
    return _REMEDIES.get(code or 0, "Mend that")


def _of_computer(error: BaseException) -> OSError | None:
    """The error itself, or one about room that a library wrapped in its own."""
    if isinstance(error, OSError):
        return error if error.errno in _SAYS else None
    inner = error.__cause__ or error.__context__
    own = None if inner is None else _of_computer(inner)
    return own if own is not None and own.errno in _ROOM else None


LOCKED = ".lock"
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
def one_at_a_time(path: Path) -> Iterator[None]:
    """Let one process at a time make what is to stand at `path`; where files cannot be locked, all do."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        with suppress(OSError):
            lock = stack.enter_context(path.with_name(f"{path.name}{LOCKED}").open("w"))
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    with suppress(OSError):
        path.with_name(f"{path.name}{LOCKED}").unlink()


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
