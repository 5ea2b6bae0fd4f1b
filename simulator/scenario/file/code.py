"""Files of code that a scenario names: rules, and policies, figures and indicators of its own.

They are read and checked before a run, and not executed; what is wrong with them is told like the rest of the
scenario. The instruments that a scenario may use are those that ship and those of its files.
"""

from __future__ import annotations

import ast
import keyword
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.core.cache import module_of, parsed
from simulator.core.errors import InputError, suggestion
from simulator.core.rule_replace import function_in
from simulator.kit.instrument import Instrument
from simulator.kit.policy_file import declared_in, made_of
from simulator.policies import discover
from simulator.scenario.file.checks import Problem, rule_names
from simulator.scenario.file.document import read_text
from simulator.scenario.file.layers import Layers, Options, inside
from simulator.scenario.file.values import CODE, runs_code, shown

if TYPE_CHECKING:
    from simulator.scenario.scenario import Scenario

RULES, INSTRUMENTS, _, INDICATORS = CODE
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


def instruments_of(scenario: Scenario) -> Mapping[str, type[Instrument]]:
    """By name; those of the scenario's own as their files declare them, without running these."""
    own = {name: declared_in(name, file, scenario.rule_sources[file])
           for name, file in scenario.instruments.items()}  # fmt: skip
    return {**discover(), **own} if own else discover()


def own_instruments(scenario: Scenario) -> Mapping[str, type[Instrument]]:
    """Those of the scenario's own, ready to act. Runs their files."""
    return {name: made_of(name, file, scenario.rule_sources[file])
            for name, file in scenario.instruments.items()}  # fmt: skip


def indicators_of(scenario: Scenario) -> Mapping[str, str]:
    """Indicators of the scenario's own: what the function of each says of itself. Runs no file."""
    return {name: _measure_in(file, scenario.rule_sources[file], function)
            for name, file, function in _measures(scenario)}  # fmt: skip


def own_indicators(scenario: Scenario) -> Mapping[str, tuple[str, Callable[[Any], Any]]]:
    """File and function of each, ready to measure. Runs the files."""
    found = {}
    for name, file, function in _measures(scenario):
        text = scenario.rule_sources[file]
        found[name] = file, getattr(module_of(parsed(file, text), text, file, "indicator file"), function)
    return found


def _measures(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    for name, target in scenario.indicators.items():
        file, _, function = target.rpartition(":")
        yield name, file, function


def _measure_in(file: str, text: str, name: str) -> str:
    """First line of the docstring of a function that measures; InputError unless it takes one economy."""
    node = function_in(parsed(file, text), file, name)
    given = node.args
    needed = len(given.posonlyargs) + len(given.args) - len(given.defaults)
    if needed != 1 or None in given.kw_defaults:
        told = "takes one argument, as in def share(economy); give others a default"
        raise InputError(told, where=f"{file}:{node.lineno}:{node.col_offset + 1}", field=name)
    return (ast.get_docstring(node) or "").partition("\n")[0]


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

    def check(self, key: str, name: str, called: str, text: str, function: str) -> Iterable[InputError]:
        """What is wrong with a file before it runs; raises where that is found one by one."""
        if key == RULES:
            from simulator.core.rule_replace import check_replacement

            return check_replacement(name, called, function, text)
        if key == INSTRUMENTS:
            self.instruments[name] = declared_in(name, called, text)
        elif key == INDICATORS:
            _measure_in(called, text, function)
        else:
            parsed(called, text)  # all that can be asked of a figure
        return ()


def read_code(plain: Mapping[str, Any], layers: Layers, shipped: Mapping[str, Any], options: Options) -> Code:
    """What a scenario names, read and not run; faults in the files join `layers.errors`.

    `shipped`: instruments whose names are taken. Without leave to run or read code, naming any is wrong.
    """
    code = Code()
    written = {key: plain[key] for key in CODE if isinstance(plain.get(key), dict)}
    for key, name, target in ((key, *one) for key, named in written.items() for one in named.items()):
        file, called, faults = "", "", list[InputError]()
        try:
            file, function = file_of(key, name, target, shipped)
            path, called = inside(layers.folder, layers.folder, file), _called(layers, file)
            text = read_text(path, called)
            faults += code.check(key, name, called, text, function)
            code.sources[file] = text
        except InputError as error:
            faults.append(error)
        for fault in faults:
            if fault.where and fault.where != called:
                layers.errors.append(fault)
            else:  # of the whole file: the scenario names the wrong one
                told = f'"{file}" {fault.message}' if fault.where else fault.message
                code.problems.append(((key, name), told))
    named = [key for key in CODE if plain.get(key)]
    if named and not (options.allow_code or options.reads_code):
        code.problems.append(((named[0],), runs_code(code.sources)))
    own = written.get(INSTRUMENTS, ())
    code.faulty = frozenset(f"policies.{name}" for name in own if name not in code.instruments)
    return code


def _called(layers: Layers, file: str) -> str:
    """What messages call a file: its place as seen from the scenario's."""
    return os.path.normpath(Path(layers.label).parent / file)


def file_of(key: str, name: str, target: Any, shipped: Mapping[str, Any]) -> tuple[str, str]:
    """The file that a name stands for, and of a rule or an indicator the function in it."""
    if key == RULES:
        known = rule_names()
        if name not in known:
            raise InputError(f"no such rule; see sim list rules.{suggestion(name, known)}")
    elif not (isinstance(name, str) and _NAME.fullmatch(name)) or keyword.iskeyword(name):
        raise InputError(
            "is no name for one's own: lower-case letters, digits and _, a letter first, at most 60"
        )
    if key in (RULES, INDICATORS):
        file, _, function = target.rpartition(":") if isinstance(target, str) else ("", "", "")
        if not (file.endswith(".py") and function.isidentifier()):
            raise InputError(f'{shown(target)} stands where "file.py:function" is needed')
        return file, function
    if key == INSTRUMENTS and name in shipped:
        raise InputError("is the name of one that ships; give yours another")
    if not (isinstance(target, str) and target.endswith(".py")):
        raise InputError(f'{shown(target)} stands where "file.py" is needed')
    return target, ""
