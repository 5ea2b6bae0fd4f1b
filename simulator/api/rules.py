"""Rules that are Python functions: read as the text of a file, checked as a scenario's rule files are."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from numbers import Real
from types import ModuleType
from typing import TYPE_CHECKING, Any

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.rule_replace import check_replacement
from simulator.scenario.file.checks import rule_names

if TYPE_CHECKING:
    from simulator.scenario import Scenario

PREFIXES = ("worker_", "firm_", "post_", "occupation_", "employer_", "provider_")
"""What rules are called after; it may be left out."""


def with_rules(scenario: Scenario, rules: Mapping[str, Callable[..., Any]]) -> Scenario:
    """The scenario with functions in place of rules by name; InputErrors with all that is wrong with them."""
    if not isinstance(rules, Mapping):
        raise InputError('needs a mapping, as in {"reservation_wage": f}', field="rules")
    named, sources, faults = dict(scenario.rules), dict(scenario.rule_sources), list[InputError]()
    own = set[str]()
    for given, function in rules.items():
        try:
            name = _name(given)
            if name in own:
                raise InputError(f"stands for {name}, which has a function already; name it once")
            own.add(name)
            file, text = f"{name}.py", source_of(function)
            found = check_replacement(name, file, function.__name__, text)
            faults += found
            named[name], sources[file] = f"{file}:{function.__name__}", text
        except InputError as error:
            faults.append(InputError(error.message, field=f"rules.{given}"))
    if faults:
        raise InputErrors(faults)
    return replace(scenario, rules=named, rule_sources=sources)


def _name(given: str) -> str:
    known = rule_names()
    for name in (given, *(f"{prefix}{given}" for prefix in PREFIXES)):
        if name in known:
            return name
    raise InputError(f"no such rule; see sim list rules.{suggestion(given, known)}")


def source_of(function: Callable[..., Any]) -> str:
    """Text of a file that defines a function, with the imports and numbers that it uses.

    Raises InputError for what is no function of `def`, whose text cannot be read, or which uses what no
    file can import.
    """
    if not inspect.isfunction(function) or not function.__name__.isidentifier():
        raise InputError(f"{function!r} stands where a function defined with def is needed")
    try:
        text = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        told = f"the text of {function.__name__} cannot be read; define it in a file or a notebook"
        raise InputError(told) from None
    used = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    known = {name: function.__globals__[name] for name in sorted(used) if name in function.__globals__}
    return "\n".join([*_imports(known), "", text])


def _imports(known: Mapping[str, Any]) -> Iterator[str]:
    for name, value in known.items():
        if isinstance(value, ModuleType):
            yield f"import {value.__name__} as {name}"
        elif isinstance(value, Real) and not isinstance(value, type):
            yield f"{name} = {value!r}"
        elif hasattr(value, "__name__") and getattr(value, "__module__", "__main__") != "__main__":
            yield f"from {value.__module__} import {value.__name__} as {name}"
