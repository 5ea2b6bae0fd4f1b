"""Files of code that a scenario names (rules, policies, figures): their texts, what is wrong with them.

Rule files that a scenario names: read and checked, never executed.

Policies and figures of one's own that a scenario names: read and checked, never executed.
"""

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.core.cache import parsed
from simulator.core.errors import InputError, suggestion
from simulator.scenario.file.checks import rule_names
from simulator.scenario.file.document import read_text
from simulator.scenario.file.layers import CODE, Layers, Options
from simulator.scenario.file.paths import inside
from simulator.scenario.file.problems import Problem
from simulator.scenario.file.wording import runs_code, shown

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


INSTRUMENTS, FIGURES = "instruments", "figures"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")

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


@dataclass
class Code:
    """Text by file, the instruments that the files declare, and what is wrong in the scenario."""

    sources: dict[str, str] = field(default_factory=dict)
    instruments: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: frozenset[str] = frozenset()

    def untold(self, errors: Iterable[InputError]) -> list[InputError]:
        """Errors without those of policies whose file is at fault, which is said already."""
        return [one for one in errors if one.field not in self.faulty]


def read_code(plain: Mapping[str, Any], layers: Layers, shipped: Mapping[str, Any], options: Options) -> Code:
    """What a scenario names, read and not run; faults in the files join `layers.errors`.

    `shipped`: instruments whose names are taken. Without leave to run or read code, naming any is wrong.
    """
    from simulator.kit.policy_file import declared_in

    code = Code()

    def declared(name: str, called: str, text: str) -> None:
        code.instruments[name] = declared_in(name, called, text)

    found = [
        read_rules(plain.get("rules"), layers.folder, layers.label),
        read_own(INSTRUMENTS, plain.get(INSTRUMENTS), layers.folder, layers.label, shipped, declared),
        read_own(FIGURES, plain.get(FIGURES), layers.folder, layers.label, {}, only_python),
    ]
    for sources, problems, faults in found:
        code.sources |= sources
        code.problems += problems
        layers.errors += faults
    named = [key for key in CODE if plain.get(key)]
    if named and not (options.allow_code or options.reads_code):
        code.problems.append(((named[0],), runs_code(code.sources)))
    own = plain.get(INSTRUMENTS)
    names = own if isinstance(own, dict) else ()
    code.faulty = frozenset(f"policies.{name}" for name in names if name not in code.instruments)
    return code
