"""One run folder, one run: a lock that the system releases when its holder ends, however it ends."""

import errno
import logging
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import IO

from simulator.core.errors import InputError

try:
    import fcntl
except ImportError:  # Windows: two runs at once into one folder are not told apart there
    fcntl = None  # type: ignore[assignment]

LOCK = "lock"
_UNSUPPORTED = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)
log = logging.getLogger(__name__)


def take(folder: Path) -> IO[str]:
    """Lock an existing folder and return the open lock file: closing it releases the lock.

    The file names the process and the computer of its holder. A lock whose holder was killed is free.
    Raises InputError when another run holds it, FileNotFoundError when the folder has gone.
    """
    while True:
        file = (folder / LOCK).open("a+", encoding="utf-8")
        try:
            _lock(file, folder)
            if _is_current(file, folder / LOCK):
                file.truncate(0)
                file.write(f"process {os.getpid()} on {socket.gethostname()}")
                file.flush()
                if fcntl is None:  # there, an open file keeps its folder from getting its final name
                    file.close()
                return file
        except BaseException:
            with suppress(OSError):
                file.close()
            raise
        # Its former holder finished and took the lock file away between our opening and our locking it.
        file.close()


def _lock(file: IO[str], folder: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read() or "its process is just starting"
        raise InputError(
            f"another run is at work in {folder} ({holder}); nothing of it was touched. "
            "Wait until it is finished, or name another folder with --out"
        ) from None
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        log.warning("%s cannot be locked on this disk: start no second run into it", folder)


def _is_current(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
