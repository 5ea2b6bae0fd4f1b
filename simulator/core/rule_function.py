"""The text of a rule as a plain function that stands alone in a generated module."""

import ast
import builtins
import inspect
import math
import textwrap
from enum import IntEnum
from types import ModuleType
from typing import Any

import numpy as np

from simulator.core.errors import InputError
from simulator.core.maths import power
from simulator.core.rule_seen import SeenRule

_POWER = "power_of_rules"
BUILTINS = ("min", "max", "abs", "int", "float", "bool", "round", "range", "len", "True", "False")


def plain_function(rule: SeenRule, name: str) -> tuple[list[str], str]:
    """Return the lines before a rule, and its source as a plain positional function."""
    tree = ast.parse(textwrap.dedent(rule.source))
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        raise InputError(f"rule {rule.name} must be a plain function", field=rule.name)
    function.name, function.decorator_list, function.returns = name, [], None
    arguments = function.args
    arguments.args += arguments.kwonlyargs
    arguments.kwonlyargs, arguments.kw_defaults, arguments.defaults = [], [], []
    for each in arguments.args:
        each.annotation = None
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:] or [ast.Pass()]
    scope = {**rule.python.__globals__, **inspect.getclosurevars(rule.python).nonlocals}
    assigned = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    rewriter = _Body(scope, {each.arg for each in arguments.args} | assigned, rule.name)
    function = rewriter.visit(function)
    return rewriter.lines, ast.unparse(ast.fix_missing_locations(function))


class _Body(ast.NodeTransformer):
    """Makes a function body stand alone: constants become literals, helpers become imports."""

    def __init__(self, scope: dict[str, Any], local: set[str], rule: str) -> None:
        self.scope, self.local, self.rule = scope, local, rule
        self.lines: list[str] = ["import math", f"from {power.__module__} import power as {_POWER}"]

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """Write members of integer enumerations as numbers."""
        base = node.value
        value = self.scope.get(base.id) if isinstance(base, ast.Name) and base.id not in self.local else None
        if isinstance(value, type) and issubclass(value, IntEnum):
            return ast.Constant(int(value[node.attr]))
        self.generic_visit(node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Write powers as `power` has them: Numba's own for whole exponents rounds unlike Python's."""
        self.generic_visit(node)
        square = isinstance(node.right, ast.Constant) and node.right.value == 2
        if not isinstance(node.op, ast.Pow) or square:
            return node
        written = ast.parse(f"{_POWER}(float(0), float(0))", mode="eval").body
        for call, operand in zip(written.args, (node.left, node.right), strict=True):  # type: ignore[attr-defined]
            call.args = [operand]
        return written

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Resolve a global name."""
        name = node.id
        if name in self.local or not isinstance(node.ctx, ast.Load):
            return node
        if name not in self.scope:
            if name in BUILTINS and hasattr(builtins, name):
                return node
            raise InputError(f'rule {self.rule} uses "{name}", which is unknown or not allowed in a rule')
        value = self.scope[name]
        if isinstance(value, bool | int | float | np.number | np.bool_ | tuple):
            return ast.parse(_literal(value), mode="eval").body
        self._import(name, value)
        return node

    def _import(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and value in (math, np):
            line = f"import {value.__name__} as {name}"
        elif getattr(value, "__module__", None) == "math":
            line = f"from math import {value.__name__} as {name}"
        elif hasattr(value, "py_func"):
            line = f"from {value.py_func.__module__} import {value.py_func.__name__} as {name}"
        else:
            raise InputError(
                f'rule {self.rule} uses "{name}"; a rule may use numbers, math and functions decorated '
                "with simulator.core.compiled.njit"
            )
        if line not in self.lines:
            self.lines.append(line)


def _literal(value: Any) -> str:
    """Return a number or tuple of numbers as source text."""
    if isinstance(value, tuple):
        return f"({''.join(f'{_literal(item)}, ' for item in value)})"
    plain = value.item() if isinstance(value, np.generic) else value
    plain = int(plain) if isinstance(plain, IntEnum) else plain
    if isinstance(plain, float) and not math.isfinite(plain):
        return f'float("{plain}")'
    return repr(plain)
