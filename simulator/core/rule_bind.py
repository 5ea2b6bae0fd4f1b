"""Rules bound to the arrays of an economy: what their names stand for, the text of their compiled loop."""

import ast
import builtins
import importlib.util
import inspect
import math
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from operator import attrgetter, itemgetter
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from simulator.core.aggregates import Aggregates
from simulator.core.cache import digest, folder
from simulator.core.economy import Economy
from simulator.core.errors import InputError, suggestion
from simulator.core.files import write_whole
from simulator.core.maths import power
from simulator.core.param import PARAMS, Param
from simulator.core.population import Column
from simulator.core.records import Record
from simulator.core.streams import stream_key, uniform

Classes = Mapping[str, Any]  # set name → agent class with `columns`


@dataclass(frozen=True)
class ColumnArgument:
    """A column read through zero or more links: (("person", "firm"), ("firm", "price"))."""

    path: tuple[tuple[str, str], ...]
    declaration: Column


@dataclass(frozen=True)
class DrawArgument:
    """The uniform draw of a row for a purpose."""

    purpose: str


Argument = ColumnArgument | DrawArgument


def argument(name: str, over: str, classes: Classes) -> Argument:
    """Return what a positional name of a rule stands for.

    Raises
    ------
    InputError
        The name is none of the columns, linked columns and draws.
    """
    found = _column(name, over, classes)
    if found is not None:
        return found
    if name.startswith("u_") and len(name) > 2:
        return DrawArgument(name[2:])
    raise InputError(
        f'"{name}" is neither a column of {over}, a column of what it links to, nor a draw u_<purpose>.'
        f"{suggestion(name, column_names(over, classes))} Parameters and economy-wide values "
        "are keyword-only: write them after `*`.",
        field=name,
    )


def column_names(over: str, classes: Classes) -> Iterator[str]:
    """Yield every name that a rule may read, one link deep."""
    columns = _columns(over, classes)
    yield from columns
    for name, target in _links(columns, classes):
        yield from (f"{name}_{far}" for far in _columns(target, classes))


def _columns(over: str, classes: Classes) -> Mapping[str, Column]:
    if over not in classes:
        raise InputError(f'there is no set "{over}".{suggestion(over, classes)}', field="over")
    columns: Mapping[str, Column] = classes[over].columns
    return columns


def _links(columns: Mapping[str, Column], classes: Classes) -> list[tuple[str, str]]:
    """Return (column, set it links to), the longest names first."""
    found = [(name, column.link or name) for name, column in columns.items() if column.dtype.kind in "iu"]
    return sorted((pair for pair in found if pair[1] in classes), key=lambda pair: -len(pair[0]))


def _column(name: str, over: str, classes: Classes) -> ColumnArgument | None:
    columns = _columns(over, classes)
    if name in columns:
        return ColumnArgument(((over, name),), columns[name])
    for link, target in _links(columns, classes):
        if name.startswith(f"{link}_"):
            far = _column(name.removeprefix(f"{link}_"), target, classes)
            if far is not None:
                return ColumnArgument(((over, link), *far.path), far.declaration)
    return None


class SeenRule(Protocol):
    """A rule as it is bound and compiled; `simulator.core.rule.Rule` is one."""

    name: str
    over: str
    reads: tuple[str, ...]
    keywords: tuple[str, ...]
    writes: tuple[str, ...]
    params: dict[str, Param]
    python: Callable[..., Any]

    def __hash__(self) -> int: ...

    @property
    def is_replacement(self) -> bool:
        """Whether it comes from a scenario's rule file."""

    @property
    def source(self) -> str:
        """The text of the function."""


_POWER = "power_of_rules"
BUILTINS = ("min", "max", "abs", "int", "float", "bool", "round", "range", "len", "True", "False")


@cache
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


BESIDE = " + "
"""What stands between the rules of a loop, in the first line of its module."""
_HEADER = """import numpy as np
from simulator.core.compiled import njit
from simulator.core.streams import uniform
"""
_CASTS = {"f": "np.float64({})", "i": "np.int64({})", "u": "np.int64({})"}


def _load(name: str, read: ColumnArgument, arrays: Mapping[tuple[str, str], str]) -> list[str]:
    """Return the lines that load a value through its links, 0 where a link is below zero.

    Small and unsigned integers become int64 and floats float64, as in Python: numba would turn
    an unsigned minus a signed integer into a float.
    """
    cast = _CASTS.get(read.declaration.dtype.kind, "{}")
    *links, last = read.path
    if not links:
        return [f"{name} = {cast.format(f'{arrays[last]}[i]')}"]
    zero = cast.format("0") if cast != "{}" else "False"
    lines, index, indent = [f"{name} = {zero}", f"{name}_0 = {arrays[links[0]]}[i]"], f"{name}_0", ""
    for depth, link in enumerate(links[1:], start=1):
        lines.append(f"{indent}if {index} >= 0:")
        indent += "    "
        lines.append(f"{indent}{name}_{depth} = {arrays[link]}[{index}]")
        index = f"{name}_{depth}"
    return [
        *lines,
        f"{indent}if {index} >= 0:",
        f"{indent}    {name} = {cast.format(f'{arrays[last]}[{index}]')}",
    ]


class Binding:
    """One loop over a set. It holds arrays, never the economy, which must stay free to go."""

    def __init__(self, rules: Sequence[SeenRule], economy: Economy) -> None:
        self.rules = tuple(rules)
        self.over = rules[0].over
        classes = {name: members.agent_class for name, members in economy.sets.items()}
        columns = economy.sets[self.over].columns
        self.reads = [[argument(name, self.over, classes) for name in rule.reads] for rule in rules]
        touched: dict[tuple[str, str], None] = {}  # in the order of first use
        self.purposes: list[str] = []
        for rule, reads in zip(rules, self.reads, strict=True):
            for read in reads:
                if isinstance(read, ColumnArgument):
                    touched.update(dict.fromkeys(read.path))
                elif read.purpose not in self.purposes:
                    self.purposes.append(read.purpose)
            for name in rule.writes:
                if name not in columns:
                    message = f'"{name}" is no column of {self.over}.{suggestion(name, columns)}'
                    raise InputError(message, field=name)
                touched[self.over, name] = None
        self.active, self.ids = columns.get("active"), columns.get("id")
        if self.purposes and self.ids is None:
            raise InputError(f"{self.over} has no column id, by which draws are keyed")
        self.arrays = {path: economy.sets[path[0]].columns[path[1]] for path in touched}
        self._read_at_once(rules, economy)
        self.watched = [(rule, name) for rule in rules if rule.is_replacement for name in rule.writes]
        self._loop: Callable[..., None] | None = None
        self._is_ours = not any(rule.is_replacement for rule in self.rules)
        passed = {f"a{k}": array for k, array in enumerate(self.arrays.values())}
        passed |= {"ids": self.ids} if self.purposes else {}
        self._passed, self.record = tuple(passed), Record(__name__, passed)

    def _read_at_once(self, rules: Sequence[SeenRule], economy: Economy) -> None:
        """Find what reads the keyword-only values of each holder at once, and their places in the loop."""
        values = [(name, _holder(name, rule, economy)) for rule in rules for name in rule.keywords]
        defaults = {name: p.monthly for rule in rules for name, p in rule.params.items()}
        places = [place for place, (_, of) in enumerate(values) if of == _DEFAULT]
        self._defaults, self._read = [defaults[values[place][0]] for place in places], []
        for kind, holder in _HELD.items():
            own = [place for place, (_, of) in enumerate(values) if of == kind]
            if own:
                own = own if len(own) > 1 else 2 * own  # of one name alone it would return no tuple
                read: Any = itemgetter if kind == _PARAMETER else attrgetter
                self._read.append((holder, read(*(values[place][0] for place in own))))
                places += own
        self._order = [places.index(place) for place in range(len(values))]

    def run(self, economy: Economy, among: Any = None) -> None:
        """Run the compiled loop over the rows in use, or `among` these, where all rules are ours."""
        if self._loop is None:
            self._loop = _compiled(self.rules, self.source())
        rows = economy.sets[self.over].n
        active = among if among is not None and self._is_ours else self.active
        given = [self.record, *self._keys(economy), *self._values(economy)]
        bad = [np.zeros(len(self.watched), np.int64)] if self.watched else []
        try:
            self._loop(rows, *([] if active is None else [active]), *given, *bad)
        except Exception as error:
            _blame(self.rules, error, economy)
            raise
        for (rule, column), count in zip(self.watched, bad[0].tolist() if bad else (), strict=True):
            if count:
                among = rows if self.active is None else int(np.count_nonzero(self.active[:rows]))
                raise _no_number(rule, column, f"{count:,} of {among:,} rows", economy)

    def source(self) -> str:
        """Return a module whose `loop(n, ...)` applies the rules to rows 0 ... n - 1.

        Its arguments are, in this order: n; `active` where the set has it; the record of its columns; one key
        per purpose of draws; the keyword-only values of each rule in turn; where rules of the scenario's own
        are among them, in how many rows each of their outputs is no number.
        """
        arrays = {path: f"a{k}" for k, path in enumerate(self.arrays)}
        keys = {purpose: f"key{k}" for k, purpose in enumerate(self.purposes)}
        lines, values = [f'"""{BESIDE.join(rule.name for rule in self.rules)}"""', _HEADER], list[str]()
        body = [] if self.active is None else ["if active[i] == 0:", "    continue"]
        for number, (rule, reads) in enumerate(zip(self.rules, self.reads, strict=True)):
            before, function = plain_function(rule, f"rule{number}")
            lines += [*before, f"@njit\n{function}\n"]
            given = [f"r{number}_{position}" for position in range(len(reads))]
            for name, read in zip(given, reads, strict=True):
                if isinstance(read, ColumnArgument):
                    body += _load(name, read, arrays)
                else:
                    body.append(f"{name} = uniform({keys[read.purpose]}, ids[i])")
            own = [f"v{number}_{name}" for name in rule.keywords]
            values += own
            # Seen before they are stored: what is no number would be one in a column of whole numbers.
            outputs = [f"o{number}_{name}" for name in rule.writes]
            body.append(f"{', '.join(outputs)} = rule{number}({', '.join([*given, *own])})")
            for output, name in zip(outputs, rule.writes, strict=True):
                if rule.is_replacement:
                    place = self.watched.index((rule, name))
                    body += [f"if not np.isfinite({output}):", f"    bad[{place}] += 1"]
                body.append(f"{arrays[self.over, name]}[i] = {output}")
        head = ["n", *([] if self.active is None else ["active"]), "columns", *keys.values(), *values]
        head += ["bad"] if self.watched else []
        opened = "".join(f"    {name} = columns.{name}\n" for name in self._passed)
        text = "\n".join(f"        {line}" for line in body)
        lines.append(f"@njit\ndef loop({', '.join(head)}):\n{opened}    for i in range(n):\n{text}\n")
        return "\n".join(lines)

    def fits(self, economy: Economy) -> bool:
        """Tell whether the economy still has the arrays of this binding."""
        name = self.rules[0].writes[0]
        return economy.sets[self.over].columns[name] is self.arrays[self.over, name]

    def run_python(self, economy: Economy) -> None:
        """Run the plain functions row by row."""
        keys = dict(zip(self.purposes, self._keys(economy), strict=True))
        given = iter(self._values(economy))
        keywords = [{name: next(given) for name in rule.keywords} for rule in self.rules]
        for row in range(economy.sets[self.over].n):
            if self.active is not None and not self.active[row]:
                continue
            for rule, reads, values in zip(self.rules, self.reads, keywords, strict=True):
                try:
                    result = rule.python(*(self._value(read, row, keys) for read in reads), **values)
                except ArithmeticError as error:
                    error.add_note(f"in rule {rule.name}, row {row} of {self.over}")
                    raise
                results = result if len(rule.writes) > 1 else (result,)
                for name, value in zip(rule.writes, results, strict=True):
                    if rule.is_replacement and not math.isfinite(value):
                        raise _no_number(rule, name, f"row {row}", economy)
                    self.arrays[self.over, name][row] = value

    def _value(self, read: Any, row: int, keys: dict[str, Any]) -> Any:
        if not isinstance(read, ColumnArgument):
            return uniform(keys[read.purpose], self.ids[row])
        index = row
        for link in read.path[:-1]:
            index = self.arrays[link][index]
            if index < 0:
                return read.declaration.dtype.type(0).item()
        return self.arrays[read.path[-1]][index].item()

    def _keys(self, economy: Economy) -> list[Any]:
        return [stream_key(economy.root, purpose, economy.month) for purpose in self.purposes]

    def _values(self, economy: Economy) -> list[float]:
        held = self._defaults.copy()
        for holder, read in self._read:
            held += read(getattr(economy, holder))
        return [float(held[place]) for place in self._order]


def _no_number(rule: SeenRule, column: str, where: str, economy: Economy) -> InputError:
    """The error of a scenario's own rule that gave NaN or an infinite number, from which all else follows."""
    return InputError(
        f"the rule file's function gives no finite number for {column} in {where} of {rule.over}, in "
        f"{_when(economy)}; have it return a finite number whatever it reads",
        field=rule.name,
    )


def _when(economy: Economy) -> str:
    return f"month {economy.month} (seed {economy.checker.seed})"


_NO_NUMBER = ("ufunc 'isfinite'", "got None", "Can't unify return type")
"""What Numba says of a function that returns something else on some path."""


def _blame(rules: Sequence[SeenRule], error: Exception, economy: Economy) -> None:
    """Raise InputError when a rule of the scenario's own may be at fault; else say which rules it was."""
    own = [rule for rule in rules if rule.is_replacement]
    if own and not isinstance(error, OSError | MemoryError | SystemError):  # these are of the computer
        has_run = isinstance(error, ArithmeticError | LookupError)
        if any(mark in str(error) for mark in _NO_NUMBER):
            told = "returns None (or text) where a number is needed; return a number on every path"
            raise InputError(told, field=own[0].name) from error
        what = f"fails in {_when(economy)}" if has_run else "cannot be compiled"
        # Numba's first lines, coloured where it was imported first, name its steps; the next what it found.
        lines = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).splitlines()
        said = (line for line in lines if line.strip() and not line.startswith("Failed in"))
        raise InputError(f"the rule file's function {what}: {next(said, '')}", field=own[0].name) from error
    error.add_note(f"in rule {', '.join(rule.name for rule in rules)}; run_python finds the row")


_PARAMETER, _DEFAULT, _CONTROLLER, _AGGREGATE = range(4)
"""What holds the value of a keyword-only name."""
_HELD = {_PARAMETER: "parameters", _CONTROLLER: "controllers", _AGGREGATE: "aggregates"}
"""Of these, what may change from month to month, by its name in the economy."""


def _holder(name: str, rule: SeenRule, economy: Economy) -> int:
    """Return which holds it; InputError when the name is neither a parameter nor an economy-wide value."""
    kinds = economy.parameters, rule.params, economy.controllers, economy.aggregates
    for kind in (_CONTROLLER, _PARAMETER, _DEFAULT, _AGGREGATE):
        if name in kinds[kind]:
            return kind
    message = f"rule {rule.name}: no parameter or economy-wide value of this name."
    known = {*PARAMS, *economy.parameters, *Aggregates.declared()}
    raise InputError(message + suggestion(name, known), field=name)


@cache
def _compiled(rules: tuple[SeenRule, ...], text: str) -> Callable[..., None]:
    """Return the loop of a generated module: a file, because Numba caches nothing else on disk."""
    stem = f"{'_'.join(rule.name for rule in rules)[:80]}_{digest(text)}"
    module_name = f"simulator_generated_{stem}"
    if module_name not in sys.modules:
        path = folder() / "rules" / f"{stem}.py"
        if not path.exists():
            write_whole(path, text)
        spec = importlib.util.spec_from_file_location(module_name, path)
        module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
        spec.loader.exec_module(module)  # type: ignore[union-attr]
        sys.modules[module_name] = module
    loop: Callable[..., None] = sys.modules[module_name].loop
    return loop


def compile_loop(rules: Sequence[SeenRule], economy: Any) -> None:
    """Compile the loop of some of our rules over the columns of an economy's sets, without running it."""
    from numba import typeof

    bound = Binding(rules, economy)
    given = [0, *([] if bound.active is None else [bound.active]), bound.record]
    given += [np.uint64(0)] * len(bound.purposes)
    given += [0.0] * sum(len(rule.keywords) for rule in rules)
    loop: Any = _compiled(bound.rules, bound.source())
    loop.compile(tuple(map(typeof, given)))
