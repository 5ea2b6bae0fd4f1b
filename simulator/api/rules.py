"""Rules and indicators that are Python functions: read as the text of a file, checked as a scenario's are."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import packages_distributions
from numbers import Integral, Real
from types import ModuleType
from typing import TYPE_CHECKING, Any

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.rule_replace import function_in, local_names
from simulator.indicators import metadata
from simulator.scenario.file.checks import rule_names
from simulator.scenario.file.code import INDICATORS, RULES, Code, file_of, indicators_of, instruments_of
from simulator.scenario.load import layers_of

if TYPE_CHECKING:
    from simulator.scenario import Scenario

type Functions = Mapping[str, Callable[..., Any]]
"""Functions by the name of what they stand for."""
PREFIXES = ("worker_", "firm_", "post_", "occupation_", "employer_", "provider_")
"""What rules are called after; it may be left out."""
EXAMPLES = {RULES: "reservation_wage", INDICATORS: "share_of_young"}


def with_functions(scenario: Scenario, rules: Functions, indicators: Functions) -> Scenario:
    """The scenario with functions by name: in place of rules, and as indicators of its own.

    InputErrors with all that is wrong with them.
    """
    named = {RULES: dict(scenario.rules), INDICATORS: dict(scenario.indicators)}
    sources, faults = dict(scenario.rule_sources), list[InputError]()
    for key, functions in ((RULES, rules), (INDICATORS, indicators)):
        if not isinstance(functions, Mapping):
            raise InputError(f'needs a mapping, as in {{"{EXAMPLES[key]}": f}}', field=key)
        own = set[str]()
        for given, function in functions.items():
            try:
                name = _name(given) if key == RULES else given
                if name in own:
                    raise InputError(f"stands for {name}, which has a function already; name it once")
                own.add(name)
                text, file = source_of(function), f"{name}.py" if key == RULES else f"{key}/{name}.py"
                target = f"{file}:{getattr(function, '__name__', '')}"
                file_of(key, name, target, {})
                for fault in Code().check(key, name, file, text, function.__name__):
                    fault.where = own_place(fault.where, function)
                    faults.append(fault)
                named[key][name], sources[file] = target, text
            except InputError as error:
                faults.append(InputError(error.message, field=f"{key}.{given}"))
    if faults:
        raise InputErrors(faults)
    made = replace(scenario, rules=named[RULES], indicators=named[INDICATORS], rule_sources=sources)
    layers = {f"{key}.{name}": "function" for key in named for name in named[key]}
    made = replace(made, provenance=layers_of(made, layers | dict(scenario.provenance)))
    metadata(None, instruments_of(made), indicators_of(made))  # names that are taken are told
    return made


def _name(given: str) -> str:
    known = rule_names()
    for name in (given, *(f"{prefix}{given}" for prefix in PREFIXES)):
        if name in known:
            return name
    raise InputError(f"no such rule; see sim list rules.{suggestion(given, known)}")


def source_of(function: Callable[..., Any]) -> str:
    """Text of a file that defines a function, with the imports, values and functions beside it that it uses.

    Raises InputError for what is no function of `def`, whose text cannot be read, or which uses what a run
    folder cannot keep.
    """
    lines: dict[str, str] = {}
    _write(function, lines)
    return "\n".join(["from __future__ import annotations", *lines.values()])


def own_place(where: str, function: Callable[..., Any]) -> str:
    """A place in the text of `source_of` ("mine.py:4"), as the function's own file has it."""
    lines, first = inspect.getsourcelines(function)
    before = source_of(function).count("\n") - len(lines)
    line = int((where.split(":")[1:] or ["0"])[0]) - before
    file = inspect.getsourcefile(function) or where
    return f"{file}:{first + line - 1}" if line > 0 else file


def _write(function: Callable[..., Any], lines: dict[str, str]) -> None:
    """Add what the function uses, each name once, and then its text."""
    if not inspect.isfunction(function) or not function.__name__.isidentifier():
        raise InputError(f"{function!r} stands where a function defined with def is needed")
    own = function.__name__
    try:
        text = textwrap.dedent(inspect.getsource(function))
        tree = function_in(ast.parse(text), own, own)
    except (OSError, TypeError, InputError):
        told = f"the text of {own} cannot be read; define it with def, in a file or a notebook"
        raise InputError(told) from None
    lines[own] = ""  # one that calls itself
    there = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
    for name in sorted(_used(tree) & there.keys() - lines.keys()):
        value = there[name]
        if inspect.isfunction(value) and value.__module__ == function.__module__ and value.__name__ == name:
            _write(value, lines)
        else:
            lines[name] = _line(name, value)
    del lines[own]
    lines[own] = f"\n\n{text}"


def _used(function: ast.FunctionDef) -> set[str]:
    """Names from without that a function needs when it is defined or called."""
    function.returns = None
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            node.annotation = None
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} - local_names(function)


def _line(name: str, value: Any) -> str:
    """The line of a file that gives a name its value; InputError where only this session knows it."""
    if isinstance(value, Real) and not isinstance(value, type):
        return f"{name} = {int(value) if isinstance(value, Integral) else float(value)!r}"
    called = "" if isinstance(value, ModuleType) else getattr(value, "__name__", "")
    module = value.__name__ if isinstance(value, ModuleType) else str(getattr(value, "__module__", ""))
    if module.partition(".")[0] in (*sys.stdlib_module_names, *packages_distributions(), "simulator"):
        if isinstance(value, ModuleType):
            return f"import {module} as {name}"
        if called and hasattr(sys.modules.get(module), called):
            return f"from {module} import {called} as {name}"
    with suppress(ValueError, SyntaxError):
        if isinstance(value, str | tuple | list | dict) and ast.literal_eval(repr(value)) == value:
            return f"{name} = {value!r}"
    raise InputError(f"uses {name}, which a run folder cannot keep; define it inside the function")
