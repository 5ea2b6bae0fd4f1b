"""The run folder: written beside its final place, one store per finished run, final only by renaming.

While runs go on, everything stands in `<out>.partial/`: `plan.json` says what is being computed, `seeds/`
holds each finished run, whole or absent and known by hash to be what was written, `lock` keeps a second run
out: the system releases it when its holder ends, however it ends. However an experiment ends, it keeps its
finished seeds and never leaves a folder that looks finished.
"""

import errno
import json
import logging
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import polars as pl

from simulator.core.errors import InputError, signals_held_back
from simulator.core.files import WRITING, discard, drafted, fault, settle, sweep, unusable, write_whole
from simulator.store import manifest
from simulator.store.tables import TABLES, parquet

SEEDS = "seeds"
_NOTE = "note.json"
log = logging.getLogger(__name__)


def encoded(tables: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    """The tables of one finished run as the bytes that are stored."""
    return {name: parquet(tables[name]) for name in TABLES}


def store(partial: Path, key: str, tables: Mapping[str, bytes], note: Mapping[str, Any]) -> None:
    """Store one finished run under `key`; whole or not at all. Called in local worker processes."""
    try:
        with drafted(partial / SEEDS / key) as draft:
            draft.mkdir()
            for name in TABLES:
                _table(draft, name).write_bytes(tables[name])
            hashes = {name: manifest.file_hash(_table(draft, name)) for name in TABLES}
            text = json.dumps(manifest.plain({**note, "files": hashes}), sort_keys=True)
            (draft / _NOTE).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        # The last worker of a run that was killed may have stored it since: the same bytes.
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise


def _table(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"


try:
    import fcntl
except ImportError:  # Windows: two runs at once into one folder are not told apart there
    fcntl = None  # type: ignore[assignment]

LOCK = "lock"
_UNSUPPORTED = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


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


PLAN = "plan.json"
_HASHED = {"code_hash": "the simulator's code", "data_hash": "the country's data", "plugins": "a code file"}


class RunFolder:
    """A run folder in the making; `path` is where it will be, `partial` where it is written."""

    def __init__(self, path: Path) -> None:
        """Name the folder; nothing is written before `open`."""
        self.path = path
        self.partial = path.parent / f"{path.name}.partial"  # also of ".", which exists and is refused
        self._lock: IO[str] | None = None

    def open(self, plan: Mapping[str, Any], *, resume: bool) -> bool:
        """Start, or with `resume` continue, the work described by `plan` (plain values).

        Returns whether anything is left to do: to resume what was finished changes nothing.

        Raises InputError when the folder exists, when an interrupted or another run is in the way, when it
        cannot be written, and when `resume` would mix runs of different content, naming what changed.
        """
        if told := unusable(self.path):
            raise InputError(f"the name of the run folder {told}; choose another --out")
        is_new = not os.path.lexists(self.partial)
        try:
            if self._is_there(plan, resume):
                return False
            self.partial.mkdir(parents=True, exist_ok=True)
            self._lock = take(self.partial)
            if self._is_there(plan, resume):  # another run finished it while we came here
                discard(self.partial)
                self.release()
                return False
            self._begin(plan, resume)
        except OSError as error:
            self.release()
            if is_new:
                discard(self.partial)
            why = fault(error) or f"{error.strerror} ({error.filename})"
            raise InputError(f"{self.path} cannot be written: {why}; choose another --out") from error
        except BaseException:
            self.release()
            raise
        return True

    def _is_there(self, plan: Mapping[str, Any], resume: bool) -> bool:
        """Whether the folder is finished, InputError when it is in the way."""
        if not os.path.lexists(self.path):
            return False
        if not resume:
            raise InputError(f"{self.path} exists; name another folder with --out, or delete it")
        content = manifest.read(self.path)["content"]
        _refuse_changes(self.path, {key: content.get(key) for key in plan}, plan)
        if wrong := "; ".join(f"{name} {what}" for name, what in manifest.verify(self.path).items()):
            raise InputError(f"{self.path} is finished, but {wrong}; delete it to run it again")
        self._drop_stores()
        return True

    def _begin(self, plan: Mapping[str, Any], resume: bool) -> None:
        self._sound_out()
        if self.stored():
            if not resume:
                raise InputError(
                    f"an interrupted run stands in {self.partial}; continue it with --resume, or delete it"
                )
            _refuse_changes(self.partial, _read_plan(self.partial), plan)
        (self.partial / SEEDS).mkdir(exist_ok=True)
        text = json.dumps(manifest.plain(plan), indent=1, sort_keys=True)
        write_whole(self.partial / PLAN, text + "\n")

    @contextmanager
    def logged(self) -> Iterator[None]:
        """Write the package's log to run.log meanwhile; a resumed run goes on in the same file."""
        handler = _RunLog(self.partial / "run.log", encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        package = logging.getLogger("simulator")
        before = package.level
        package.addHandler(handler)
        package.setLevel(logging.INFO)
        try:
            yield
        finally:
            package.removeHandler(handler)
            package.setLevel(before)
            with suppress(OSError):  # what stopped the run must not be hidden by what a full disk adds
                handler.close()

    def stored(self) -> set[str]:
        """Keys of the runs that are finished and stored."""
        seeds = self.partial / SEEDS
        return {one.name for one in seeds.iterdir() if one.suffix != WRITING} if seeds.exists() else set()

    def load(self, key: str, name: str) -> pl.DataFrame:
        """One table of one stored run. A signal waits meanwhile: Polars would turn it into a panic."""
        with signals_held_back():
            return pl.read_parquet(_table(self.partial / SEEDS / key, name), glob=False)

    def scan(self, key: str, name: str) -> pl.LazyFrame:
        """One table of one stored run, of which nothing is read yet."""
        return pl.scan_parquet(_table(self.partial / SEEDS / key, name), glob=False)

    def note(self, key: str) -> dict[str, Any]:
        """What `store` noted about a run: seconds, largest residual, hashes of its files."""
        note: dict[str, Any] = json.loads((self.partial / SEEDS / key / _NOTE).read_text(encoding="utf-8"))
        return note

    def _sound_out(self) -> None:
        """Remove what a stopped run left unfinished, and stores that are not what was written."""
        sweep(self.partial)
        sweep(self.partial / SEEDS)
        for key in sorted(self.stored()):
            if not self._is_sound(key):
                log.warning("the stored run %s is damaged and will be run again", key)
                discard(self.partial / SEEDS / key)

    def _is_sound(self, key: str) -> bool:
        """Whether every table has the bytes it was written with: a crash of the computer can lose some."""
        store = self.partial / SEEDS / key
        try:
            hashes = self.note(key)["files"]
            return all(manifest.file_hash(_table(store, name)) == hashes[name] for name in TABLES)
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def publish(self) -> None:
        """Give the folder its final name, then drop the stores of single runs."""
        sweep(self.partial)
        settle(self.partial)
        # In this order a stop in between loses nothing: the folder is complete, with seeds to spare.
        os.rename(self.partial, self.path)
        self._drop_stores()

    def _drop_stores(self) -> None:
        for name in (SEEDS, PLAN, LOCK):
            discard(self.path / name)

    def release(self) -> None:
        """Let another run work on the folder."""
        if self._lock is not None:
            with suppress(OSError):
                self._lock.close()
            self._lock = None


class _RunLog(logging.FileHandler):
    """A log that a full disk silences: it must neither stop the run nor print a traceback."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """Leave the record out."""


def _read_plan(partial: Path) -> Any:
    try:
        return json.loads((partial / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{partial} cannot be resumed, its {PLAN} is not readable; delete it") from error


def _refuse_changes(folder: Path, before: Any, plan: Mapping[str, Any]) -> None:
    changes = _differences(before, manifest.plain(plan))
    if changes:
        raise InputError(
            f"{folder} cannot be resumed: since it was started, {'; '.join(changes)}. "
            "Finished seeds would not belong together: delete it, or name another folder with --out"
        )


def _differences(before: Any, now: Any, path: str = "") -> list[str]:
    """Leaves in which two plain values differ, as `name was x, is y`; hashes are named, not printed."""
    if isinstance(before, dict) and isinstance(now, dict):
        changes: list[str] = []
        for key in sorted(set(before) | set(now)):
            changes += _differences(before.get(key), now.get(key), f"{path}.{key}" if path else key)
        return changes
    if before == now:
        return []
    top = path.split(".", 1)[0]
    if top in _HASHED:
        return [f"{_HASHED[top]} has changed"]
    return [f"{path} was {before!r}, is {now!r}"]
