"""Rule files of a scenario, kept in its run folder: the folder alone must be enough to run it again."""

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Protocol

FOLDER = "rules"


class Ruled(Protocol):
    """What names rule files and holds their text: a dataclass such as a scenario."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def rules(self) -> Mapping[str, str]:
        """Rule → `file:function`."""

    @property
    def rule_sources(self) -> Mapping[str, str]:
        """File → its text."""


def housed[R: Ruled](scenario: R) -> R:
    """The scenario as its run folder holds it: every rule file named by its place in `rules/`.

    Housing a housed scenario changes nothing, so a rerun has the same content as the run.
    """
    places = _places(sorted(scenario.rule_sources))
    targets = {name: target.rpartition(":") for name, target in scenario.rules.items()}
    return dataclasses.replace(
        scenario,
        rules={name: f"{places.get(file, file)}:{function}" for name, (file, _, function) in targets.items()},
        rule_sources={places[file]: text for file, text in scenario.rule_sources.items()},
    )


def write(scenario: Ruled, folder: Path) -> None:
    """Write the rule files of a housed scenario into its run folder."""
    for place, text in scenario.rule_sources.items():
        path = folder / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _places(files: list[str]) -> dict[str, str]:
    """Place of each file: `rules/` and its path with underscores, numbered where two would be the same."""
    places: dict[str, str] = {}
    # What stands in its place already keeps it; the others give way.
    for file in sorted(files, key=lambda file: (_flat(file) != file, file)):
        stem, number = PurePosixPath(_flat(file)).with_suffix(""), 1
        place = f"{stem}.py"
        while place in places.values():
            number += 1
            place = f"{stem}_{number}.py"
        places[file] = place
    return places


def _flat(file: str) -> str:
    parts = [part for part in PurePosixPath(file).parts if part != ".."]
    inside = parts[1:] if parts[0] == FOLDER and len(parts) > 1 else parts
    return f"{FOLDER}/" + re.sub(r"[^A-Za-z0-9_.-]", "_", "_".join(inside))
