"""The source text of a compiled loop, generated from the source of its rules."""

import ast
import builtins
import inspect
import math
import textwrap
from collections.abc import Mapping, Sequence
from enum import IntEnum
from types import ModuleType
from typing import Any

import numpy as np

from simulator.core.errors import InputError
from simulator.core.rule_names import Argument, ColumnArgument, DrawArgument
from simulator.core.rule_seen import SeenRule

_HEADER = """import numpy as np
from simulator.core.compiled import njit
from simulator.core.streams import uniform
"""
_CASTS = {"f": "np.float64({})", "i": "np.int64({})", "u": "np.int64({})"}
_SLOW = ("exp", "expm1", "log", "log1p", "pow", "erf", "erfc")
"""Functions of `math` whose values are worth keeping; so are powers."""
_DIVIDE = (ast.Div, ast.FloorDiv, ast.Mod)
_KEPT = 1200
"""Values are kept for whole numbers from 0 to below this: a hundred years in months."""
BUILTINS = ("min", "max", "abs", "int", "float", "bool", "round", "range", "len", "True", "False")


def loop_source(
    rules: Sequence[SeenRule], arguments: Sequence[Sequence[Argument]], skip_inactive: bool
) -> str:
    """Return a module whose `loop(n, ...)` applies the rules to rows 0 ... n - 1.

    Its arguments are, in this order: n; `active` when inactive rows are skipped; the arrays of
    `array_paths`; the id column and one key per purpose of `purposes`; the keyword-only values
    of each rule in turn; where there are `watched` outputs, the counts of their rows without a number.
    """
    lines = [_HEADER]
    body: list[str] = []
    arrays = {path: f"a{k}" for k, path in enumerate(array_paths(rules, arguments))}
    keys = {purpose: f"key{k}" for k, purpose in enumerate(purposes(arguments))}
    values: list[str] = []
    tables: list[str] = []
    for number, (rule, reads) in enumerate(zip(rules, arguments, strict=True)):
        before, function, kept = _plain_function(rule, f"rule{number}", _whole(rule, reads))
        lines += [*before, f"@njit\n{function}\n"]
        own = [f"v{number}_{name}" for name in rule.keywords]
        body += _row(rule, number, reads, arrays, keys, own, kept)
        body += _watch(rule, number, watched(rules))
        values += own
        tables += [f"table_{value}" for value in kept]
    head = ["n", *(["active"] if skip_inactive else []), *arrays.values()]
    head += [*(["ids"] if keys else []), *keys.values(), *values, *(["bad"] if watched(rules) else [])]
    guard = ["if active[i] == 0:", "    continue"] if skip_inactive else []
    empty = "".join(f"    {table} = np.full({_KEPT}, np.nan)\n" for table in tables)
    text = "\n".join(f"        {line}" for line in [*guard, *body])
    lines.append(f"@njit\ndef loop({', '.join(head)}):\n{empty}    for i in range(n):\n{text}\n")
    return "\n".join(lines)


def array_paths(rules: Sequence[SeenRule], arguments: Sequence[Sequence[Argument]]) -> list[tuple[str, str]]:
    """Return the (set, column) pairs that the loop touches, each once."""
    found: dict[tuple[str, str], None] = {}
    for rule, reads in zip(rules, arguments, strict=True):
        for read in reads:
            found.update(dict.fromkeys(read.path if isinstance(read, ColumnArgument) else ()))
        found.update(dict.fromkeys((rule.over, name) for name in rule.writes))
    return list(found)


def purposes(arguments: Sequence[Sequence[Argument]]) -> list[str]:
    """Return the purposes of the draws, each once."""
    return list(dict.fromkeys(a.purpose for reads in arguments for a in reads if isinstance(a, DrawArgument)))


def watched(rules: Sequence[SeenRule]) -> list[tuple[SeenRule, str]]:
    """Return (rule, column) of what rules of the scenario's own write: nobody has tried those before."""
    return [(rule, name) for rule in rules if rule.is_own for name in rule.writes]


def _row(
    rule: SeenRule,
    number: int,
    reads: Sequence[Argument],
    arrays: dict[tuple[str, str], str],
    keys: dict[str, str],
    values: list[str],
    kept: Mapping[str, list[str]],
) -> list[str]:
    """Return the lines that apply one rule to row i."""
    lines, given = [], []
    for position, read in enumerate(reads):
        name = f"r{number}_{position}"
        if isinstance(read, DrawArgument):
            lines.append(f"{name} = uniform({keys[read.purpose]}, ids[i])")
        else:
            lines += _load(name, read, arrays)
        given.append(name)
    names = dict(zip([*rule.reads, *rule.keywords], [*given, *values], strict=True))
    for value, used in kept.items():
        lines += _look_up(value, [names[name] for name in used])
    outputs = [f"{arrays[rule.over, name]}[i]" for name in rule.writes]
    call = f"rule{number}({', '.join([*given, *values, *kept])})"
    if not rule.is_own:
        return [*lines, f"{', '.join(outputs)} = {call}"]
    # Seen before it is stored: what is no number would be one in a column of whole numbers.
    found = [f"o{number}_{name}" for name in rule.writes]
    lines.append(f"{', '.join(found)} = {call}")
    return [*lines, *(f"{output} = {name}" for output, name in zip(outputs, found, strict=True))]


def _watch(rule: SeenRule, number: int, seen: Sequence[tuple[SeenRule, str]]) -> list[str]:
    """Return the lines that count in which rows a rule of the scenario's own gave no number."""
    places = [(place, name) for place, (own, name) in enumerate(seen) if own is rule]
    return [
        line
        for place, name in places
        for line in (f"if not np.isfinite(o{number}_{name}):", f"    bad[{place}] += 1")
    ]


def _look_up(value: str, given: Sequence[str]) -> list[str]:
    """Return the lines that look a kept value up by a whole number, the first of what it is reckoned of."""
    number, reckoned = given[0], f"reckon_{value}({', '.join(given)})"
    return [
        f"if 0 <= {number} < {_KEPT}:",
        f"    {value} = table_{value}[{number}]",
        f"    if math.isnan({value}):",
        f"        {value} = table_{value}[{number}] = {reckoned}",
        "else:",
        f"    {value} = {reckoned}",
    ]


def _load(name: str, read: ColumnArgument, arrays: dict[tuple[str, str], str]) -> list[str]:
    """Return the lines that load a value through its links, 0 where a link is below zero.

    Small and unsigned integers become int64 and floats float64, as in Python: numba would turn
    an unsigned minus a signed integer into a float.
    """
    column = read.declaration
    cast = "{}" if column.shape else _CASTS.get(column.dtype.kind, "{}")
    *links, last = read.path
    if not links:
        return [f"{name} = {cast.format(f'{arrays[last]}[i]')}"]
    zero = cast.format("0") if cast != "{}" else "False"
    lines, index = [f"{name} = {zero}", f"{name}_0 = {arrays[links[0]]}[i]"], f"{name}_0"
    indent = ""
    for depth, far in enumerate([*links[1:], last], start=1):
        lines.append(f"{indent}if {index} >= 0:")
        indent += "    "
        if far is last and depth == len(links):
            lines.append(f"{indent}{name} = {cast.format(f'{arrays[far]}[{index}]')}")
        else:
            lines.append(f"{indent}{name}_{depth} = {arrays[far]}[{index}]")
            index = f"{name}_{depth}"
    return lines


def _whole(rule: SeenRule, reads: Sequence[Argument]) -> set[str]:
    """Return the arguments of a rule that are columns of whole numbers."""
    columns = {
        name: read.declaration
        for name, read in zip(rule.reads, reads, strict=True)
        if isinstance(read, ColumnArgument)
    }
    return {name for name, column in columns.items() if column.dtype.kind in "iu" and not column.shape}


def _plain_function(
    rule: SeenRule, name: str, whole: set[str]
) -> tuple[list[str], str, dict[str, list[str]]]:
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
        self.lines: list[str] = ["import math"]  # for powers

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
        """Write powers as math.pow: Numba's own for whole exponents rounds differently from Python's."""
        self.generic_visit(node)
        square = isinstance(node.right, ast.Constant) and node.right.value == 2
        if not isinstance(node.op, ast.Pow) or square:
            return node
        power = ast.parse("math.pow(float(0), float(0))", mode="eval").body
        for call, operand in zip(power.args, (node.left, node.right), strict=True):  # type: ignore[attr-defined]
            call.args = [operand]
        return power

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
