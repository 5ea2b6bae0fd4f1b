"""What the argument names of a rule stand for: a column, a linked column or a keyed draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.core.column import Column
from simulator.core.errors import InputError, suggestion

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
