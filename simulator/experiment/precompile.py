"""Compiling before the first run, in all worker processes at once, from a list of functions.

Numba compiles a function when it is first called. Every worker calls the same ones in the same order, and
would compile each for itself. So each takes parts of `compiled.csv` that none has taken, and finds others'
code on disk. What the list lacks, or cannot be compiled from it, is compiled when it is called.
`python -m benchmarks.cold --write` writes the list; a test holds it to what the main example compiles.
"""

import ast
import csv
import logging
import os
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from simulator.core.cache import PACKAGE, folder
from simulator.core.param import PARAMS

LIST = Path(__file__).with_name("compiled.csv")
"""Functions with the types of their arguments, of `written`; loops by their rules, with none."""
log = logging.getLogger(__name__)


@cache
def prepare() -> None:
    """Compile what no other process has taken, once in each process; any fault is left to who calls it."""
    try:
        for part, functions in parts().items():
            if _taken(part):
                continue
            for name, types in functions:
                _compile(name, types)
    except Exception:
        log.debug("not all could be compiled beforehand", exc_info=True)


def parts() -> dict[str, list[tuple[str, str]]]:
    """What one process compiles, as the functions of a module share what they call; short parts last."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = [(row["function"], row["types"]) for row in csv.DictReader(file)]
    rows.sort(key=lambda row: not row[1])
    found: dict[str, list[tuple[str, str]]] = {}
    for name, types in rows:
        found.setdefault(name.rpartition(".")[0] or name, []).append((name, types))
    return found


def _taken(part: str) -> bool:
    """Take a part for this process, unless one of the same code has it."""
    place = folder() / "compiled" / _code()
    place.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(place / blake2b(part.encode(), digest_size=8).hexdigest(), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return True
    return False


@cache
def _code() -> str:
    """What tells this code from another: all sources, and where they lie."""
    hasher = blake2b(str(PACKAGE).encode(), digest_size=10)
    for path in sorted(PACKAGE.rglob("*.py")):
        hasher.update(path.read_bytes())
    return hasher.hexdigest()


def _compile(name: str, types: str) -> None:
    if types:
        module, _, function = name.rpartition(".")
        getattr(import_module(module), function).compile(read(types))
    else:
        import simulator.economy.schedule
        import simulator.parameters  # noqa: F401  (both declare what rules read)
        from simulator.core.rule import RULES
        from simulator.core.rule_bind import BESIDE, compile_loop

        compile_loop([RULES[one] for one in name.split(BESIDE)], _without_people())


@cache
def _without_people() -> Any:
    """What rules are bound to: the columns of the economy's sets, nobody in them."""
    from simulator.core.aggregates import Aggregates
    from simulator.core.economy import Controllers
    from simulator.economy.model import KINDS

    sets = {
        name: SimpleNamespace(
            agent_class=kind,
            n=0,
            columns={one: np.empty(0, column.dtype) for one, column in kind.columns.items()},
        )
        for name, kind in KINDS.items()
    }
    declared = {"controllers": Controllers.declared(), "aggregates": Aggregates.declared()}
    return SimpleNamespace(sets=sets, parameters=PARAMS, **declared)


def written(types: tuple[Any, ...]) -> str:
    """Types of arguments, as an expression of Python that `read` reads."""
    return ", ".join(map(_written, types))


def _written(given: Any) -> str:
    from numba import types

    from simulator.core.records import RecordType

    if isinstance(given, types.Array) and given.layout == "C" and given.mutable and given.aligned:
        return f"{given.dtype}[{given.ndim}]"
    if isinstance(given, types.BaseTuple):
        held = "".join(f"{_written(one)}, " for one in given)
        kind = getattr(given, "instance_class", None)
        return f"({held})" if kind is None else f"{kind.__module__}.{kind.__name__}({held.rstrip(', ')})"
    if isinstance(given, RecordType):
        return f"{given.kind}[{', '.join(map(str, given.dtypes))}]"
    if isinstance(given, types.Number | types.Boolean):
        return str(given)
    raise TypeError(f"the list of compiled functions holds no {given}")


def read(text: str) -> tuple[Any, ...]:
    """The types that `written` wrote."""
    tree = ast.parse(f"({text},)", mode="eval").body
    return tuple(_read_all(tree))


def _read_all(tree: Any) -> Iterator[Any]:
    return map(_read, tree.args if isinstance(tree, ast.Call) else getattr(tree, "elts", [tree]))


def _read(tree: Any) -> Any:
    from numba import types

    from simulator.core.records import RecordType

    if isinstance(tree, ast.Name):
        return getattr(types, tree.id)
    if isinstance(tree, ast.Subscript) and isinstance(tree.value, ast.Attribute):
        module, _, name = ast.unparse(tree.value).rpartition(".")
        return RecordType(
            f"{module}.{name}", getattr(import_module(module), name)._fields, tuple(_read_all(tree.slice))
        )
    if isinstance(tree, ast.Subscript):
        return types.Array(_read(tree.value), ast.literal_eval(tree.slice), "C")
    if isinstance(tree, ast.Tuple):
        return types.Tuple(tuple(_read_all(tree)))
    module, _, name = ast.unparse(tree.func).rpartition(".")
    return types.NamedTuple(tuple(_read_all(tree)), getattr(import_module(module), name))
