"""Rule files that a scenario names: read and checked, never executed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError, suggestion
from simulator.scenario.file.checks import rule_names
from simulator.scenario.file.paths import inside
from simulator.scenario.file.problems import Problem
from simulator.scenario.file.text import read_text
from simulator.scenario.file.wording import shown

type Checked = tuple[dict[str, str], list[Problem], list[InputError]]


def read_rules(written: Any, folder: Path, label: str) -> Checked:
    """Text of each rule file by its name; what is wrong in the scenario; what is wrong in those files.

    `label` is the scenario's name in messages, from which that of a rule file follows.
    """
    sources: dict[str, str] = {}
    problems: list[Problem] = []
    errors: list[InputError] = []
    if not isinstance(written, dict) or not written:
        return sources, problems, errors
    from simulator.core.rule_replace import check_replacement

    known = rule_names()
    for name, target in written.items():
        try:
            if name not in known:
                raise InputError(f"no such rule; see sim list rules.{suggestion(name, known)}")
            file, function = _split(target)
            path, called = inside(folder, folder, file), os.path.normpath(Path(label).parent / file)
            sources[file] = read_text(path, called)
            faults = check_replacement(name, called, function, sources[file])
            errors += (fault for fault in faults if fault.where != called)
            # A fault of the whole file: the scenario names the wrong function.
            problems += ((("rules", name), f'"{file}" {f.message}') for f in faults if f.where == called)
        except InputError as error:
            if error.where:
                errors.append(error)
            else:
                problems.append((("rules", name), error.message))
    return sources, problems, errors


def _split(target: Any) -> tuple[str, str]:
    """File and function of `file.py:function`."""
    if isinstance(target, str):
        file, _, function = target.rpartition(":")
        if file.endswith(".py") and function.isidentifier():
            return file, function
    raise InputError(f'{shown(target)} stands where "file.py:function" is needed')
