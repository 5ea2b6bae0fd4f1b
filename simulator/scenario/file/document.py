"""A YAML file as a tree whose every value knows its file, line and column.

Reads YAML 1.2 (`NO` is text, `1e-3` is a number) from the parser's events, so that what a
scenario has no use for (tags, anchors, aliases, directives, several documents, non-finite numbers,
repeated keys, deep nesting, files above 1 MiB) is refused before anything is built from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from simulator.core.errors import InputError, InputErrors
from simulator.scenario.file.characters import unseen, without_unseen
from simulator.scenario.file.scalars import Scalar, not_finite, resolve_scalar
from simulator.scenario.file.text import Where, read_text, yaml_fault

MAXIMUM_DEPTH = 8

_FIRST_LINE = "such as country: ESP"


@dataclass(frozen=True)
class Node:
    """A value, where it stands, and the layer (scenario, extended file, option) it comes from."""

    value: Scalar | list[Node] | dict[str, Node]
    where: Where
    keys: dict[str, Where] = field(default_factory=dict)
    layer: str = "scenario"

    def plain(self) -> Any:
        """The value without positions."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def place(self, path: tuple[str | int, ...], *, key: bool = False) -> Where:
        """Where `path` stands, its key or its value; the nearest enclosing value when it is not written."""
        if path and isinstance(self.value, dict) and path[0] in self.value:
            name = str(path[0])
            inner = self.value[name]
            is_key = inner.value is None or (key and len(path) == 1)
            return self.keys.get(name, inner.where) if is_key else inner.place(path[1:], key=key)
        if path and isinstance(self.value, list) and isinstance(path[0], int) and path[0] < len(self.value):
            return self.value[path[0]].place(path[1:], key=key)
        return self.where.under(path)


def read_document(path: Path, *, name: str, layer: str = "scenario") -> Node:
    """Read the mapping that the YAML file at `path` holds; `name` is the file's name in messages.

    Raises InputErrors with every problem that can be told without knowing what the keys mean.
    """
    try:
        text = read_text(path, name)
    except InputError as error:
        raise InputErrors([error]) from None
    return parse_document(text, name, layer)


def parse_document(text: str, name: str, layer: str) -> Node:
    """The same of a text."""
    return _Reader(name, layer).read(text)


class _Reader:
    """Builds the tree from parser events and gathers what is refused."""

    def __init__(self, name: str, layer: str) -> None:
        self.name, self.layer = name, layer
        self.errors: list[InputError] = []

    def error(self, mark: Any, field_name: str, message: str) -> InputError:
        where = Where(self.name, mark.line + 1, mark.column + 1)
        return InputError(message, where=str(where), field=field_name)

    def read(self, text: str) -> Node:
        try:
            events = YAML(typ="safe", pure=True).parse(text)
            root = self._document(iter(events))
        except YAMLError as error:
            raise InputErrors([*self.errors, yaml_fault(error, text, self.name)]) from None
        except InputError as error:
            raise InputErrors([*self.errors, error]) from None
        if self.errors:
            raise InputErrors(self.errors)
        return root

    def _document(self, events: Iterator[Any]) -> Node:
        root: Node | None = None
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                if root is not None:
                    raise self.error(event.start_mark, "", "a second document; a scenario file holds one")
                if getattr(event, "version", None) or getattr(event, "tags", None):
                    raise self.error(event.start_mark, "", "YAML directives (%) are not read")
                root = self._node(next(events), events, "", 0)
        if root is None or root.value is None:
            message = f"the file is empty; it needs “key: value” lines, {_FIRST_LINE}"
            raise InputError(message, where=str(Where(self.name, 1, 1)))
        if not isinstance(root.value, dict):
            found = "a list" if isinstance(root.value, list) else "a single value"
            message = f"the file holds {found}; it needs “key: value” lines, {_FIRST_LINE}"
            raise InputError(message, where=str(root.where))
        return root

    def _node(self, event: Any, events: Iterator[Any], name: str, depth: int) -> Node:
        mark, kind = event.start_mark, type(event).__name__
        if depth > MAXIMUM_DEPTH:
            raise self.error(mark, name, f"is nested more than {MAXIMUM_DEPTH} levels deep")
        if getattr(event, "anchor", None):
            mark_of = "alias (*)" if kind == "AliasEvent" else "anchor (&)"
            self.errors.append(self.error(mark, name, f"{mark_of} is not read; write the value out"))
        if getattr(event, "tag", None) is not None:
            self.errors.append(self.error(mark, name, f"tag {event.tag} is not read; write the plain value"))
        where = Where(self.name, mark.line + 1, mark.column + 1)
        if kind == "MappingStartEvent":
            return self._mapping(events, where, name, depth)
        if kind == "SequenceStartEvent":
            items: list[Node] = []
            while type(inner := next(events)).__name__ != "SequenceEndEvent":
                items.append(self._node(inner, events, name, depth + 1))
            return Node(items, where, layer=self.layer)
        return Node(self._scalar(event, name), where, layer=self.layer)

    def _mapping(self, events: Iterator[Any], where: Where, name: str, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Where] = {}
        while type(event := next(events)).__name__ != "MappingEndEvent":
            mark = event.start_mark
            if type(event).__name__ != "ScalarEvent":
                raise self.error(mark, name, "a key must be a word, not a list or a mapping")
            key = without_unseen(str(event.value))
            field_name = f"{name}.{key}" if name else key
            if hidden := unseen(str(event.value)):
                self.errors.append(self.error(mark, field_name, f"the key {hidden}"))
            if key in values:
                self.errors.append(self.error(mark, field_name, f"is written twice (first at {keys[key]})"))
            value = self._node(next(events), events, field_name, depth + 1)
            values.setdefault(key, value)
            keys.setdefault(key, Where(self.name, mark.line + 1, mark.column + 1))
        return Node(values, where, keys, self.layer)

    def _scalar(self, event: Any, name: str) -> Scalar:
        if type(event).__name__ != "ScalarEvent":
            return None
        if hidden := unseen(event.value):
            self.errors.append(self.error(event.start_mark, name, hidden))
            return ""
        if event.style in ("'", '"', "|", ">"):
            return str(event.value)
        if name.startswith("law.") and event.value.startswith(("+", "-")):
            return str(event.value)  # the sign makes it a change; as a number it would lose that
        try:
            return resolve_scalar(event.value)
        except ValueError as error:
            # What needs the number refuses it, with the range that it knows.
            return not_finite(event.value, str(error))
