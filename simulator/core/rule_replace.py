"""A scenario's own rule in place of ours: checked without running it, then loaded."""

import ast
import builtins
from collections.abc import Iterator
from pathlib import Path

from simulator.core.aggregates import Aggregates
from simulator.core.cache import module_of, parsed, text_of
from simulator.core.economy import Controllers
from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.param import PARAMS
from simulator.core.population import KINDS
from simulator.core.rule import RULES, Rule
from simulator.core.rule_bind import BUILTINS, argument

_MODULES = ("math", "numpy")


def body_faults(
    tree: ast.Module, function: ast.FunctionDef, original: Rule, path: str | Path
) -> Iterator[InputError]:
    """Yield what the body of `function`, in the file `tree` at `path`, may not use, and returns amiss."""
    usable, refused = _module_names(tree)
    local = local_names(function)
    told: set[str] = set()
    for node in _within(function.body):
        if not isinstance(node, ast.Name) or node.id in {*local, *usable, *told, *BUILTINS}:
            continue
        told.add(node.id)
        yield InputError(_unusable(node.id, refused, local | usable), where=place(path, node), field=node.id)
    yield from _returns(function, original, path)


def place(path: str | Path, node: ast.AST) -> str:
    """Return file:line:column of a piece of a file."""
    return f"{path}:{getattr(node, 'lineno', 1)}:{getattr(node, 'col_offset', 0) + 1}"


def _unusable(name: str, refused: set[str], known: set[str]) -> str:
    if name in refused or hasattr(builtins, name):
        return (
            f'"{name}" may not be used here: a rule computes with numbers, math and functions decorated '
            "with simulator.core.compiled.njit"
        )
    return f'"{name}" is neither an argument nor defined in the file.{suggestion(name, known)}'


def _module_names(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Return the names of the file that a rule may use, and those that it may not."""
    usable, refused = set[str](), set[str]()
    for node in _within(tree.body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            usable.add(node.id)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                (usable if alias.name in _MODULES else refused).add(alias.asname or alias.name.split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            is_known = (node.module or "").split(".")[0] in (*_MODULES, "simulator")
            (usable if is_known else refused).update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.FunctionDef):
            (usable if any(map(_is_njit, node.decorator_list)) else refused).add(node.name)
        elif isinstance(node, ast.AsyncFunctionDef | ast.ClassDef):
            is_enum = any(getattr(base, "id", "") == "IntEnum" for base in getattr(node, "bases", ()))
            (usable if is_enum else refused).add(node.name)
    return usable, refused


def _within(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Yield all nodes of a body, of functions and classes in it no more than their head."""
    pending: list[ast.AST] = list(reversed(body))
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            pending += reversed(list(ast.iter_child_nodes(node)))


def local_names(function: ast.FunctionDef) -> set[str]:
    """Return the names of arguments, and of what a function itself sets."""
    nodes = list(ast.walk(function))
    arguments = {node.arg for node in nodes if isinstance(node, ast.arg)}
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return arguments | stored


def _is_njit(node: ast.expr) -> bool:
    called = node.func if isinstance(node, ast.Call) else node
    return getattr(called, "id", getattr(called, "attr", "")) == "njit"


def _returns(function: ast.FunctionDef, original: Rule, path: str | Path) -> Iterator[InputError]:
    """Yield an error where the number of values returned differs from that of the columns written."""
    needed = len(original.writes)
    found = [node for node in _within(function.body) if isinstance(node, ast.Return)]
    returned = [node for node in found if node.value is not None]
    what = f"{original.name} writes {', '.join(original.writes)}: return {needed} value{'s' * (needed > 1)}"
    if not returned:
        yield InputError(f"returns nothing; {what}", where=place(path, function), field=function.name)
    for node in returned:
        given = len(node.value.elts) if isinstance(node.value, ast.Tuple) else 1
        is_known = isinstance(node.value, ast.Tuple | ast.Constant | ast.BinOp) or needed == 1
        if is_known and given != needed:
            yield InputError(f"returns {given} values; {what}", where=place(path, node), field=function.name)


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
        function = function_in(tree, path, function_name)
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
    definition = function_in(tree, path, function_name)
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


def function_in(tree: ast.Module, path: str | Path, name: str) -> ast.FunctionDef:
    """Return a function that a file defines; InputError where it does not."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    if name not in functions:
        message = f'defines no function "{name}".{suggestion(name, functions)}'
        raise InputError(message, where=str(path))
    return functions[name]


def _is_rule_decorator(node: ast.expr) -> bool:
    called = node.func if isinstance(node, ast.Call) else node
    return isinstance(called, ast.Name) and called.id == "rule"
