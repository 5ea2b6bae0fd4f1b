"""What the body of a rule may use and must return, told from its text before anything runs."""

import ast
import builtins
from collections.abc import Iterator
from pathlib import Path

from simulator.core.errors import InputError, suggestion
from simulator.core.rule import Rule
from simulator.core.rule_function import BUILTINS

_MODULES = ("math", "numpy")


def body_faults(
    tree: ast.Module, function: ast.FunctionDef, original: Rule, path: str | Path
) -> Iterator[InputError]:
    """Yield what the body of `function`, in the file `tree` at `path`, may not use, and returns amiss."""
    usable, refused = _module_names(tree)
    local = _local_names(function)
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


def _local_names(function: ast.FunctionDef) -> set[str]:
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
