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

_SLOW = ("exp", "expm1", "log", "log1p", "pow", "erf", "erfc")
"""Functions of `math` whose values are worth keeping; so are powers."""
_POWER = "power_of_rules"
_DIVIDE = (ast.Div, ast.FloorDiv, ast.Mod)
BUILTINS = ("min", "max", "abs", "int", "float", "bool", "round", "range", "len", "True", "False")


def plain_function(rule: SeenRule, name: str, whole: set[str]) -> tuple[list[str], str, dict[str, list[str]]]:
    """Return the lines before a rule, its source as a plain positional function, and values it takes last.

    Those are kept in tables by a whole number (`whole`: arguments that are such): name → what it depends on.
    """
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
    assigned = _assigned(function)
    rewriter = _Body(scope, {each.arg for each in arguments.args} | assigned, rule.name)
    rewriter.whole, rewriter.same = whole - assigned, set(rule.keywords) - assigned
    rewriter.positive = {key for key, declared in rule.params.items() if declared.bounds[0] > 0.0}
    function = rewriter.visit(function)
    arguments.args += [ast.arg(value) for value in rewriter.kept]
    return rewriter.lines, ast.unparse(ast.fix_missing_locations(function)), rewriter.kept


def _assigned(function: ast.FunctionDef) -> set[str]:
    return {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


class _Body(ast.NodeTransformer):
    """Makes a function body stand alone: constants become literals, helpers become imports.

    What depends on one whole number (`whole`) and on what is the same for everyone (`same`), as
    `exp(-tenure / fade)` does, is reckoned once for each number and looked up: by the same arithmetic.
    """

    def __init__(self, scope: dict[str, Any], local: set[str], rule: str) -> None:
        self.scope, self.local, self.rule = scope, local, rule
        self.whole, self.same, self.positive = set[str](), set[str](), set[str]()
        self.kept: dict[str, list[str]] = {}
        self.lines: list[str] = ["import math", f"from {power.__module__} import power as {_POWER}"]

    def visit(self, node: ast.AST) -> Any:
        """Visit a node; what is worth keeping becomes an argument."""
        depends = self._depends(node) if self._is_slow(node) else []
        found = super().visit(node)
        if not depends:
            return found
        value = f"kept_{self.rule}_{len(self.kept)}"
        self.kept[value] = depends
        self.lines.append(
            f"@njit\ndef reckon_{value}({', '.join(depends)}):\n    return {ast.unparse(found)}\n"
        )
        return ast.Name(value, ast.Load())

    def _is_slow(self, node: ast.AST) -> bool:
        if isinstance(node, ast.BinOp):
            return isinstance(node.op, ast.Pow) and not isinstance(node.right, ast.Constant)
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return False
        return any(self.scope.get(node.func.id) is getattr(math, name) for name in _SLOW)

    def _depends(self, node: ast.AST) -> list[str]:
        """Return what a value depends on, a whole number first; nothing when it is not to be kept.

        Values are reckoned whether or not the rule comes to them: what could divide by zero is not kept.
        """
        used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} & self.local
        number, same = used & self.whole, used & self.same
        divisors = [n.right for n in ast.walk(node) if isinstance(n, ast.BinOp) and isinstance(n.op, _DIVIDE)]
        safe = all(isinstance(each, ast.Name) and each.id in self.positive for each in divisors)
        return [*number, *sorted(same)] if len(number) == 1 and used == number | same and safe else []

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
