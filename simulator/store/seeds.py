"""The stores of single finished runs: each whole or absent, and known by hash to be what was written.

Files of code of a scenario, kept in its run folder: the folder alone must be enough to run it again.
"""

import dataclasses
import errno
import json
import logging
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Protocol

import polars as pl

from simulator.core.files import WRITING, discard, drafted, sweep
from simulator.store import manifest
from simulator.store.tables import TABLES, parquet

FOLDER, POLICIES, FIGURES = "rules", "policies", "figures"
"""Where rules, policies and figures of one's own lie in a run folder."""


class Ruled(Protocol):
    """What names files of code and holds their text: a dataclass such as a scenario."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def rules(self) -> Mapping[str, str]:
        """Rule → `file:function`."""

    @property
    def instruments(self) -> Mapping[str, str]:
        """Policy of one's own → its file."""

    @property
    def figures(self) -> Mapping[str, str]:
        """Figure of one's own → its file."""

    @property
    def rule_sources(self) -> Mapping[str, str]:
        """File → its text."""


def housed_together[R: Ruled](scenarios: Sequence[R]) -> list[R]:
    """Scenarios as one run folder holds them: the same text in one place, other texts in others.

    Housing housed scenarios changes nothing, so a run made again has the same content.
    """
    texts = sorted(
        {(_kind(one, file), file, text) for one in scenarios for file, text in one.rule_sources.items()}
    )
    places = _places(texts)
    return [_at(scenario, places) for scenario in scenarios]


def _kind(scenario: Ruled, file: str) -> str:
    """The folder that a file of code belongs into."""
    kinds = {POLICIES: scenario.instruments, FIGURES: scenario.figures}
    return next((folder for folder, named in kinds.items() if file in named.values()), FOLDER)


def _at[R: Ruled](scenario: R, places: Mapping[tuple[str, str, str], str]) -> R:
    own = {file: places[_kind(scenario, file), file, text] for file, text in scenario.rule_sources.items()}
    targets = {name: target.rpartition(":") for name, target in scenario.rules.items()}
    return dataclasses.replace(
        scenario,
        rules={name: f"{own.get(file, file)}:{function}" for name, (file, _, function) in targets.items()},
        instruments={name: own.get(file, file) for name, file in scenario.instruments.items()},
        figures={name: own.get(file, file) for name, file in scenario.figures.items()},
        rule_sources={own[file]: text for file, text in scenario.rule_sources.items()},
    )


def write(scenario: Ruled, folder: Path) -> None:
    """Write the files of code of a housed scenario into its run folder."""
    for place, text in scenario.rule_sources.items():
        path = folder / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _places(files: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """Place of each file and text: folder and path with underscores, numbered where two would agree."""
    places: dict[tuple[str, str, str], str] = {}
    # What stands in its place already keeps it; the others give way.
    for folder, file, text in sorted(files, key=lambda item: (_flat(*item[:2]) != item[1], item)):
        stem, number = PurePosixPath(_flat(folder, file)).with_suffix(""), 1
        place = f"{stem}.py"
        while place in places.values():
            number += 1
            place = f"{stem}_{number}.py"
        places[folder, file, text] = place
    return places


def _flat(folder: str, file: str) -> str:
    parts = [part for part in PurePosixPath(file).parts if part != ".."]
    inside = parts[1:] if parts[0] == folder and len(parts) > 1 else parts
    return f"{folder}/" + re.sub(r"[^A-Za-z0-9_.-]", "_", "_".join(inside))


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
