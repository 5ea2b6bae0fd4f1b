"""A scenario's own rule in place of ours: checked without running it, then loaded."""

import ast
from collections.abc import Iterator
from pathlib import Path

from simulator.core.aggregates import Aggregates
from simulator.core.controllers import Controllers
from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.own_code import module_of, parsed, text_of
from simulator.core.param import PARAMS
from simulator.core.population import KINDS
from simulator.core.rule import RULES, Rule
from simulator.core.rule_body import body_faults, place
from simulator.core.rule_names import argument

_WHAT = "rule file"


def check_replacement(
    name: str, path: str | Path, function_name: str, source: str | None = None
) -> list[InputError]:
    """Return what forbids a function to stand in for the rule `name`, without running its file.

    Parameters
    ----------
    name
        A rule of `RULES` (the rules must have been imported).
    path, function_name
        File and function.
    source
        Text of the file, when it is not to be read from `path`.
    """
    if name not in RULES:
        return [InputError(f"there is no such rule.{suggestion(name, RULES)}", field=name)]
    try:
        tree = parsed(path, text_of(path, source, _WHAT))
        function = _function(tree, path, function_name)
    except InputError as error:
        return [error]
    return [*_faults(function, RULES[name], path), *body_faults(tree, function, RULES[name], path)]


def replace_rule(name: str, path: str | Path, function_name: str, source: str | None = None) -> Rule:
    """Return a rule that takes the place of ours in an economy whose `rules` holds it by name.

    Raises
    ------
    InputErrors
        Everything that `check_replacement` finds, or what happens when the file is run.
    """
    errors = check_replacement(name, path, function_name, source)
    if errors:
        raise InputErrors(errors)
    text = text_of(path, source, _WHAT)
    tree = parsed(path, text)
    definition = _function(tree, path, function_name)
    # A copy of one of our rule files is a good start: its decorators must not register rules.
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = [d for d in node.decorator_list if not _is_rule_decorator(d)]
    module = module_of(tree, text, path, _WHAT)
    original = RULES[name]
    segment = ast.get_source_segment(text, definition) or ""
    return Rule(getattr(module, function_name), original.over, original.writes, name=name, source=segment)


def _faults(function: ast.FunctionDef, original: Rule, path: str | Path) -> Iterator[InputError]:
    """Yield the faults of a function's argument names."""
    given = function.args
    if given.vararg or given.kwarg or given.defaults or given.posonlyargs:
        message = "a rule takes no *args, **kwargs, / or positional defaults; name each column it reads"
        yield InputError(message, where=place(path, function), field=function.name)
    for each in [*given.posonlyargs, *given.args]:
        try:
            argument(each.arg, original.over, KINDS)
        except InputError as error:
            yield InputError(error.message, where=place(path, each), field=each.arg)
    known = {*PARAMS, *Aggregates.declared(), *Controllers.declared()}
    known.update(keyword for rule in RULES.values() for keyword in rule.keywords)
    for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        called = default.func if isinstance(default, ast.Call) else None
        declared = isinstance(called, ast.Name) and called.id == "param"
        if default is not None and not declared:
            yield InputError("declare its default with param(...)", where=place(path, each), field=each.arg)
        elif default is None and each.arg not in known:
            message = f"no parameter or economy-wide value of this name.{suggestion(each.arg, known)}"
            yield InputError(message, where=place(path, each), field=each.arg)


def _function(tree: ast.Module, path: str | Path, name: str) -> ast.FunctionDef:
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    if name not in functions:
        message = f'defines no function "{name}".{suggestion(name, functions)}'
        raise InputError(message, where=str(path))
    return functions[name]


def _is_rule_decorator(node: ast.expr) -> bool:
    called = node.func if isinstance(node, ast.Call) else node
    return isinstance(called, ast.Name) and called.id == "rule"
