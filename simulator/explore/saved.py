"""What was found on the page, as a scenario file: it holds what differs from the scenario it began with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError
from simulator.core.shipped import shipped_path
from simulator.explore.choice import Choice
from simulator.scenario.file.dump import yaml_text

NAME = "explored"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_HEADER = "# Chosen in `sim explore`: what differs from the scenario that it extends.\n"


def document(choice: Choice) -> dict[str, Any]:
    """The scenario file of a choice."""
    start = choice.start
    extended = choice.base if shipped_path(choice.base) else Path(choice.base).name
    found: dict[str, Any] = {"title": f"{start.title or start.name}, explored"}
    found |= {"question": start.question} if start.question else {}
    found["extends"] = extended
    found |= {"world": choice.world} if choice.world else {}
    policies = [{policy: values} for policy, values in choice.differs.items()]
    return found | ({"policies": policies} if policies else {})


def place(choice: Choice, name: str) -> Path:
    """The file of that name: beside the scenario file that it extends, else in the present folder."""
    plain = name.removesuffix(".yaml").strip()
    if not _PLAIN.fullmatch(plain):
        allowed = "letters, digits, _ and -, a letter or digit first, at most 60"
        raise InputError(f'"{name[:80]}" is no name for a file; allowed: {allowed}')
    folder = Path() if shipped_path(choice.base) else Path(choice.base).parent
    return folder / f"{plain}.yaml"


def save(choice: Choice, name: str) -> Path:
    """Write a choice; InputError when there is such a file or it cannot be written."""
    choice.scenario  # noqa: B018 (raises what is wrong with it)
    path = place(choice, name)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_HEADER + yaml_text(document(choice)))
    except FileExistsError:
        raise InputError(f"{path} exists; nothing was written. Choose another name") from None
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; nothing was written") from error
    return path


def command(choice: Choice, name: str) -> str:
    """What runs it in full."""
    run = f"sim run {place(choice, name)}" if choice.is_changed else f"sim run {choice.base}"
    return run + (" --allow-code" if choice.allow_code else "") + " --open"
