"""A scenario that stands in a mapping of Python, as the same tree that a file gives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

from simulator.core.errors import InputError, InputErrors
from simulator.scenario.file.characters import unseen, without_unseen
from simulator.scenario.file.document import MAXIMUM_DEPTH, Node
from simulator.scenario.file.scalars import Scalar, not_finite
from simulator.scenario.file.text import Where
from simulator.scenario.file.wording import shown


def read_mapping(written: Mapping[Any, Any]) -> Node:
    """The tree of what a scenario file would hold; InputErrors with all that no file could."""
    errors: list[InputError] = []
    root = _node(written, (), errors)
    if errors:
        raise InputErrors(errors)
    return root


def _node(value: Any, path: tuple[str | int, ...], errors: list[InputError]) -> Node:
    where = Where(keys=path)
    if len(path) > MAXIMUM_DEPTH:
        errors.append(where.error(f"is nested more than {MAXIMUM_DEPTH} levels deep", ""))
        return Node(None, where)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                errors.append(where.error(f"a key must be a text, not {shown(key)}", "scenario"))
            elif hidden := unseen(key):
                errors.append(Where(keys=(*path, without_unseen(key))).error(f"the key {hidden}", ""))
        inner = {key: _node(one, (*path, key), errors) for key, one in value.items() if isinstance(key, str)}
        return Node(inner, where, {key: node.where for key, node in inner.items()})
    if isinstance(value, list | tuple):
        return Node([_node(one, (*path, index), errors) for index, one in enumerate(value)], where)
    return Node(_scalar(value, where, errors), where)


def _scalar(value: Any, where: Where, errors: list[InputError]) -> Scalar:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Real):  # NumPy's numbers too
        return _number(value)
    if not isinstance(value, str):
        found = f"{type(value).__name__} stands where"
        errors.append(where.error(f"{found} a number, a text, a list or a mapping is needed", ""))
        return None
    if hidden := unseen(value):
        errors.append(where.error(hidden, ""))
    return value


def _number(value: Real) -> Scalar:
    """As a file gives it: whole to 2**53 is exact; what is not finite is told where it is used."""
    if isinstance(value, Integral) and abs(int(value)) < 2**53:
        return int(value)
    try:
        number = float(value)
    except OverflowError:
        return not_finite("number", "a number above 1e308 is too large")
    return number if math.isfinite(number) else not_finite(str(number), f"{number} is not a finite number")
