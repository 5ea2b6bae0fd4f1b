"""The stores of single finished runs: each whole or absent, and known by hash to be what was written."""

import errno
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from simulator.core.files import WRITING, discard, drafted, sweep
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


def stored(partial: Path) -> set[str]:
    """Keys of the runs that are finished and stored."""
    seeds = partial / SEEDS
    return {entry.name for entry in seeds.iterdir() if entry.suffix != WRITING} if seeds.exists() else set()


def load(partial: Path, key: str, name: str) -> pl.DataFrame:
    """One table of one stored run."""
    return pl.read_parquet(_table(partial / SEEDS / key, name), glob=False)


def note_of(partial: Path, key: str) -> dict[str, Any]:
    """What `store` noted about a run: seconds, largest residual, hashes of its files."""
    note: dict[str, Any] = json.loads((partial / SEEDS / key / _NOTE).read_text(encoding="utf-8"))
    return note


def sound_out(partial: Path) -> None:
    """Remove what a stopped run left unfinished, and stores that are not what was written."""
    sweep(partial)
    sweep(partial / SEEDS)
    for key in sorted(stored(partial)):
        if not _is_sound(partial, key):
            log.warning("the stored run %s is damaged and will be run again", key)
            discard(partial / SEEDS / key)


def _is_sound(partial: Path, key: str) -> bool:
    """Whether every table has the bytes it was written with: a crash of the computer can lose some."""
    try:
        hashes = note_of(partial, key)["files"]
        return all(manifest.file_hash(_table(partial / SEEDS / key, name)) == hashes[name] for name in TABLES)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _table(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"
