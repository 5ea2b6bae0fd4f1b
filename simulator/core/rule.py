"""A rule: one behaviour, written as a scalar function of named quantities, run over all agents.

```python
@rule(over="person", writes="reservation_wage")
def reservation_wage(last_wage, months_out, benefit, *, minimum_wage, decay=param(0.01, ...)):
    return max(last_wage * (1 - decay) ** months_out, benefit, minimum_wage)
```
Positional names are columns, `<link>_<column>` a column of what the agent links to (0 without one),
`u_<purpose>` its keyed draw; keyword-only names are parameters or economy-wide values.

What the argument names of a rule stand for: a column, a linked column or a keyed draw.

What a loop over rules sees of the economy that it runs in, and of a rule.

The text of a rule as a plain function that stands alone in a generated module.
"""

import ast
import builtins
import inspect
import math
import textwrap
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import update_wrapper
from types import FunctionType, ModuleType
from typing import Any, Protocol, Self
from weakref import WeakKeyDictionary

import numpy as np

from simulator.core.column import Column
from simulator.core.errors import InputError, suggestion
from simulator.core.ledger import Checker
from simulator.core.maths import power
from simulator.core.param import PARAMS, Param, declare, resolve

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


def written(names: Sequence[str], over: str, classes: Classes) -> tuple[Column, ...]:
    """Return the declarations of the columns that a rule writes."""
    columns = _columns(over, classes)
    for name in names:
        if name not in columns:
            raise InputError(f'"{name}" is no column of {over}.{suggestion(name, columns)}', field=name)
    return tuple(columns[name] for name in names)


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


class Ruled(Protocol):
    """What a rule needs to know of the economy that it runs in."""

    month: int

    @property
    def checker(self) -> Checker:
        """What knows the seed that messages name."""

    @property
    def sets(self) -> Mapping[str, Any]:
        """Sets of agents by the name of their kind."""

    @property
    def parameters(self) -> Mapping[str, float]:
        """Values of all declared parameters, per month."""

    @property
    def controllers(self) -> Container[str]:
        """Names that burn-in's controllers move, which stand before a parameter of that name."""

    @property
    def root(self) -> Any:
        """Root key of all random draws."""

    def scalar(self, name: str) -> float:
        """Return an economy-wide value; KeyError when there is none of this name."""


class SeenRule(Protocol):
    """A rule as it is bound and compiled; `simulator.core.rule.Rule` is one."""

    name: str
    over: str
    reads: tuple[str, ...]
    keywords: tuple[str, ...]
    writes: tuple[str, ...]
    params: dict[str, Param]
    python: Callable[..., Any]

    @property
    def is_own(self) -> bool:
        """Whether it comes from a scenario's rule file."""

    @property
    def source(self) -> str:
        """The text of the function."""


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


class Runnable:
    """One or more rules applied in one loop over a set.

    A rule listed in the economy's `rules` (name → Rule) takes the place of ours of that name.
    """

    def __init__(self, over: str, rules: "tuple[Rule, ...]") -> None:
        self.over = over
        self.rules = rules
        self._bound: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()

    def bind(self, economy: Ruled) -> Any:
        """Return the loop bound to the arrays of an economy (made once for each economy).

        Raises
        ------
        RuntimeError
            A set was exchanged after the rule was bound: its arrays must stay the same.
        """
        binding = self._bound.get(economy)
        if binding is None:
            from simulator.core.rule_bind import Binding

            replaced = getattr(economy, "rules", {})
            binding = Binding([replaced.get(rule.name, rule) for rule in self.rules], economy)
            self._bound[economy] = binding
        if not binding.fits(economy):
            raise RuntimeError(f"the {self.over} set was exchanged after its rules were bound to it")
        return binding

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Itself: a rule is bound to each economy anew, copies too."""
        return self

    def run(self, economy: Ruled) -> None:
        """Apply the compiled rule to every active row."""
        self.bind(economy).run(economy)

    def run_python(self, economy: Ruled) -> None:
        """Apply the uncompiled rule, row by row: the same numbers, for debugging and tests."""
        self.bind(economy).run_python(economy)


class Rule(Runnable):
    """A named behaviour of one kind of agent.

    Attributes
    ----------
    python
        The plain function, with declared parameters at their monthly defaults.
    reads, keywords
        Its positional and its keyword-only names.
    writes
        Columns that its result is written to.
    params
        Parameters that it declares.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        over: str,
        writes: tuple[str, ...],
        *,
        name: str = "",
        source: str = "",
    ) -> None:
        self.python = _copy(function)
        self.name = name or function.__name__
        self._source = source
        self.writes = writes
        signature = inspect.signature(function).parameters.values()
        self.reads = tuple(p.name for p in signature if p.kind is p.POSITIONAL_OR_KEYWORD)
        self.keywords = tuple(p.name for p in signature if p.kind is p.KEYWORD_ONLY)
        self.params: dict[str, Param] = {
            name: value for name, value in (function.__kwdefaults__ or {}).items() if isinstance(value, Param)
        }
        self.python.__kwdefaults__ = {name: value.monthly for name, value in self.params.items()}
        super().__init__(over, (self,))
        update_wrapper(self, function)

    @property
    def is_own(self) -> bool:
        """Whether it comes from a scenario's rule file."""
        return bool(self._source)

    @property
    def source(self) -> str:
        """The text of the function."""
        return self._source or inspect.getsource(self.python)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the plain function on one agent's numbers."""
        return self.python(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<rule {self.name} over {self.over}, writes {', '.join(self.writes)}>"


def _copy(function: Callable[..., Any]) -> Any:
    """Return a function of its own, so that setting its defaults leaves the given one alone."""
    scope, name = function.__globals__, function.__name__
    made = FunctionType(function.__code__, scope, name, function.__defaults__, function.__closure__)
    return update_wrapper(made, function)


RULES: dict[str, Rule] = {}
"""Every rule by name; filled when the rules are imported."""


def rule(*, over: str, writes: str | tuple[str, ...]) -> Callable[[Callable[..., Any]], Rule]:
    """Turn a scalar function into a rule.

    Parameters
    ----------
    over
        Name of the set: person, firm, post, occupation, sector, household.
    writes
        Column, or columns in the order of the returned tuple.
    """

    def decorate(function: Callable[..., Any]) -> Rule:
        made = Rule(function, over, (writes,) if isinstance(writes, str) else writes)
        known = RULES.get(made.name)
        if known is not None and known.python.__module__ != function.__module__:
            places = f"{known.python.__module__} and {function.__module__}"
            raise InputError(f"two rules are named {made.name}: in {places}")
        for name, declaration in made.params.items():
            declare(name, declaration)
        RULES[made.name] = made
        return made

    return decorate


def resolve_parameters(overrides: Mapping[str, float], replaced: Iterable[Rule] = ()) -> dict[str, float]:
    """Return the value of every parameter of the rules, checked and per month.

    Parameters
    ----------
    overrides
        Values in the declared units, in place of the defaults.
    replaced
        Rules from `replace_rule`: what they declare wins over the declarations of ours.
    """
    declared = dict(PARAMS)
    for each in replaced:
        declared.update(each.params)
    return resolve(declared, overrides)


def fused(*rules: Rule) -> Runnable:
    """Return one loop that applies several rules of the same set to each row in turn.

    A later rule sees what an earlier one wrote to the same row, but must not read through a link
    what an earlier one writes to other rows.
    """
    if len({member.over for member in rules}) != 1:
        raise InputError(f"only rules over one set can share a loop: {', '.join(map(repr, rules))}")
    return Runnable(rules[0].over, rules)
