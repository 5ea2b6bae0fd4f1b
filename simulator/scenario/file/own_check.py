"""Policies and figures of one's own that a scenario names: read and checked, never executed."""

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError
from simulator.core.own_code import parsed
from simulator.scenario.file.paths import inside
from simulator.scenario.file.problems import Problem
from simulator.scenario.file.text import read_text
from simulator.scenario.file.wording import shown

INSTRUMENTS, FIGURES = "instruments", "figures"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")

type Checked = tuple[dict[str, str], list[Problem], list[InputError]]
type Check = Callable[[str, str, str], object]
"""What may be done with name, place and text of a file before it runs."""


def read_own(
    key: str, written: Any, folder: Path, label: str, shipped: Mapping[str, Any], check: Check
) -> Checked:
    """Text of each file under `instruments` or `figures`, what is wrong there, and what in the files.

    `shipped`: names that are taken; `label` is the scenario's name in messages.
    """
    sources: dict[str, str] = {}
    problems: list[Problem] = []
    errors: list[InputError] = []
    for name, file in written.items() if isinstance(written, dict) else ():
        try:
            _check_name(name, shipped)
            if not (isinstance(file, str) and file.endswith(".py")):
                raise InputError(f'{shown(file)} stands where "file.py" is needed')
            path, called = inside(folder, folder, file), os.path.normpath(Path(label).parent / file)
            text = read_text(path, called)
            check(name, called, text)
            sources[file] = text
        except InputError as error:
            if error.where and error.where != called:
                errors.append(error)
            else:  # of the whole file: the scenario names the wrong one
                problems.append(((key, name), f'"{file}" {error.message}' if error.where else error.message))
    return sources, problems, errors


def only_python(name: str, called: str, text: str) -> None:
    """All that can be asked of a figure before it runs."""
    parsed(called, text)


def _check_name(name: str, shipped: Mapping[str, Any]) -> None:
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise InputError(
            "is no name for one's own: lower-case letters, digits and _, a letter first, at most 60"
        )
    if name in shipped:
        raise InputError("is the name of one that ships; give yours another")
