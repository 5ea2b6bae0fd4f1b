"""The run folder: written beside its final place, one store per finished run, final only by renaming.

While runs go on, everything stands in `<out>.partial/`: `plan.json` says what is being computed,
`seeds/` holds each finished run. An interrupted experiment therefore keeps its finished seeds and
never leaves a folder that looks finished.
"""

import json
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from simulator import manifest
from simulator.core.errors import InputError
from simulator.results import TABLES, write_parquet

PLAN = "plan.json"
_HASHED = {
    "code_hash": "the simulator's code",
    "data_hash": "the country's data",
    "plugins": "a rule file",
}


class RunFolder:
    """A run folder in the making; `path` is where it will be, `partial` where it is written."""

    def __init__(self, path: Path) -> None:
        """Name the folder; nothing is written before `open`."""
        self.path = path
        self.partial = path.parent / f"{path.name}.partial"  # also of ".", which exists and is refused

    def open(self, plan: Mapping[str, Any], *, resume: bool) -> None:
        """Start, or with `resume` continue, the work described by `plan` (plain values).

        Raises InputError when the folder exists, when an interrupted run is in the way, and when
        `resume` would mix runs of different content, naming what changed.
        """
        if self.path.exists():
            raise InputError(f"{self.path} exists; name another folder with --out, or delete it")
        if self.partial.exists():
            if not resume:
                raise InputError(
                    f"an interrupted run stands in {self.partial}; continue it with --resume, or delete it"
                )
            _refuse_changes(self.partial, plan)
        try:
            (self.partial / "seeds").mkdir(parents=True, exist_ok=True)
            _write_json(self.partial / PLAN, plan)
        except OSError as error:
            raise InputError(
                f"{self.partial} cannot be written: {error.strerror}; choose another --out"
            ) from error

    @contextmanager
    def logged(self) -> Iterator[None]:
        """Write the package's log to run.log meanwhile; a resumed run goes on in the same file."""
        handler = logging.FileHandler(self.partial / "run.log", encoding="utf-8")
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
            handler.close()

    def stored(self) -> set[str]:
        """Keys of the runs that are finished and stored."""
        return {entry.name for entry in (self.partial / "seeds").iterdir() if entry.suffix != ".writing"}

    def load(self, key: str, name: str) -> pl.DataFrame:
        """One table of one stored run."""
        return pl.read_parquet(self.partial / "seeds" / key / f"{name}.parquet")

    def note(self, key: str) -> dict[str, Any]:
        """What `store` noted about a stored run (seconds, largest residual)."""
        path = self.partial / "seeds" / key / "note.json"
        note: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return note

    def discard_if_empty(self) -> bool:
        """Remove the partial folder when no run is stored in it; returns whether it was removed."""
        if self.stored():
            return False
        shutil.rmtree(self.partial)
        return True

    def publish(self) -> None:
        """Give the folder its final name, then drop the stores of single runs."""
        # In this order a stop in between loses nothing: the folder is complete, with seeds to spare.
        os.rename(self.partial, self.path)
        shutil.rmtree(self.path / "seeds")
        (self.path / PLAN).unlink()


def store(partial: Path, key: str, tables: Mapping[str, pl.DataFrame], note: Mapping[str, Any]) -> None:
    """Store one finished run under `key`; whole or not at all. Called in worker processes."""
    final = partial / "seeds" / key
    writing = final.with_name(key + ".writing")
    shutil.rmtree(writing, ignore_errors=True)
    writing.mkdir()
    for name in TABLES:
        write_parquet(tables[name], writing / f"{name}.parquet")
    _write_json(writing / "note.json", note)
    os.rename(writing, final)


def _refuse_changes(partial: Path, plan: Mapping[str, Any]) -> None:
    try:
        before = json.loads((partial / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{partial} cannot be resumed, its {PLAN} is not readable; delete it") from error
    changes = _differences(before, manifest.plain(plan))
    if changes:
        raise InputError(
            f"{partial} cannot be resumed: since it was started, {'; '.join(changes)}. "
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


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(manifest.plain(value), indent=1, sort_keys=True) + "\n", encoding="utf-8")
