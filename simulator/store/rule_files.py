"""Rule files of a scenario, kept in its run folder: the folder alone must be enough to run it again."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
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
    return housed_together([scenario])[0]


def housed_together[R: Ruled](scenarios: Sequence[R]) -> list[R]:
    """Scenarios as one run folder holds them: the same text in one place, other texts in others."""
    texts = sorted({item for one in scenarios for item in one.rule_sources.items()})
    places = _places(texts)
    return [_at(scenario, places) for scenario in scenarios]


def _at[R: Ruled](scenario: R, places: Mapping[tuple[str, str], str]) -> R:
    own = {file: places[file, text] for file, text in scenario.rule_sources.items()}
    targets = {name: target.rpartition(":") for name, target in scenario.rules.items()}
    return dataclasses.replace(
        scenario,
        rules={name: f"{own.get(file, file)}:{function}" for name, (file, _, function) in targets.items()},
        rule_sources={own[file]: text for file, text in scenario.rule_sources.items()},
    )


def write(scenario: Ruled, folder: Path) -> None:
    """Write the rule files of a housed scenario into its run folder."""
    for place, text in scenario.rule_sources.items():
        path = folder / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _places(files: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Place of each file and text: `rules/` and its path with underscores, numbered where two would agree."""
    places: dict[tuple[str, str], str] = {}
    # What stands in its place already keeps it; the others give way.
    for file, text in sorted(files, key=lambda item: (_flat(item[0]) != item[0], item)):
        stem, number = PurePosixPath(_flat(file)).with_suffix(""), 1
        place = f"{stem}.py"
        while place in places.values():
            number += 1
            place = f"{stem}_{number}.py"
        places[file, text] = place
    return places


def _flat(file: str) -> str:
    parts = [part for part in PurePosixPath(file).parts if part != ".."]
    inside = parts[1:] if parts[0] == FOLDER and len(parts) > 1 else parts
    return f"{FOLDER}/" + re.sub(r"[^A-Za-z0-9_.-]", "_", "_".join(inside))
