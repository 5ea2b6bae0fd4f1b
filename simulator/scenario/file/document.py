"""A YAML file as a tree whose every value knows its file, line and column.

Reads YAML 1.2 (`NO` is text, `1e-3` is a number) from the parser's events. What a scenario has no use for is
refused before anything is built: tags, anchors, aliases, directives, several documents, non-finite numbers,
repeated keys, deep nesting, files above 1 MiB, and characters that nobody sees.
"""

from __future__ import annotations

import codecs
import math
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from simulator.core.errors import InputError, InputErrors

MAXIMUM_BYTES = 1_048_576

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_COLON = (
    "a colon stands where none is expected; quote a text that holds “: ”, or mend the indentation or the "
    "line above"
)
# What the parser says, and what that means to the person who wrote the file.
_MEANINGS = (
    (r"found character '\\t'", "a tab stands where spaces are needed; write spaces"),
    (r"found character '(.)'", "a text that begins with {0} needs quotes around it"),
    ("mapping values are not", _COLON),
    ("could not find expected ':'", "a key without its value; write “key: value”, with a colon and a space"),
    ("found unknown escape", "a backslash within double quotes; use single quotes"),
    ("found unexpected (end of stream|document sep)", "the quote that opens here is not closed"),
    ("expected '<document start>'", "this is no “key: value” line"),
    ("expected <block end>", "the indentation fits none of the lines above; begin the line below its group"),
    ("expected ',' or '([]}])'", "the bracket that opens at {where} is not closed with {0}"),
)


@dataclass(frozen=True)
class Where:
    """A place in a file; line and column count from 1. Without a line it names an option.

    What stands in no file, but in a mapping of Python, has the `keys` and list indices that lead to it.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    keys: tuple[str | int, ...] | None = None

    def __str__(self) -> str:
        if self.keys is not None:
            return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.keys).lstrip(".")
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def under(self, path: tuple[str | int, ...]) -> Where:
        """The place of what is not written, but belongs under `path` from here; in a file, this place."""
        return self if self.keys is None else Where(keys=(*self.keys, *path))

    def error(self, message: str, field: str) -> InputError:
        """The error of what stands here: its place and `field`, or the keys alone that lead to it."""
        if self.keys is None:
            return InputError(message, where=str(self), field=field)
        return InputError(message, field=str(self) or field)


def after(text: str, file: str) -> Where:
    """The place that follows `text` in a file that begins with it, whatever ends its lines."""
    *above, last = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Where(file, len(above) + 1, len(last) + 1)


def read_text(path: Path, name: str) -> str:
    """The UTF-8 text of a file of at most 1 MiB; InputError, which calls the file `name`, for another."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            raw = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=name) from None
    if max(size, len(raw)) > MAXIMUM_BYTES:
        held = f"{max(size, len(raw)):,} bytes"
        raise InputError(f"the file has {held}; at most {MAXIMUM_BYTES:,} are read", where=name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = after(raw[: error.start].decode("utf-8-sig"), name)
        found = "UTF-16" if raw.startswith(_WIDE) else f"byte 0x{raw[error.start]:02X}"
        raise InputError(f"{found} is not UTF-8 text; save the file as UTF-8", where=str(place)) from None


def yaml_fault(error: YAMLError, text: str, name: str) -> InputError:
    """What the parser found wrong with `text`, at its place in the file called `name`."""
    if isinstance(error, ReaderError):
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"holds the control character U+{code:04X}; delete it"
        return InputError(message, where=str(after(text[: error.position], name)))
    if not isinstance(error, MarkedYAMLError):
        return InputError(f"is not valid YAML: {str(error).splitlines()[0]}", where=f"{name}:1:1")
    problem = str(error.problem or error.context or "cannot be read")
    ends = error.problem_mark or error.context_mark
    begins = error.context_mark or ends
    for pattern, meaning in _MEANINGS:
        found = re.match(pattern, problem)
        if found:
            place = begins if "opens here" in meaning else ends
            said = meaning.format(*found.groups(), where=_place(begins, name))
            return InputError(f"is not valid YAML: {said}", where=_place(place, name))
    return InputError(f"is not valid YAML: {problem}", where=_place(ends, name))


def _place(mark: object, name: str) -> str:
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return str(Where(name, line + 1, column + 1))


# Control characters but tab and line feed; joiners and breaks of no width, but those within a script that
# needs them; marks that turn the direction of writing; tags; halves of a character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)


def unseen(text: str) -> str:
    """What is wrong with a text that holds a character which is not to be seen; empty when none does."""
    found = _UNSEEN.search(text)
    if found is None:
        return ""
    kind, code = unicodedata.category(found[0]), f"U+{ord(found[0]):04X}"
    if kind == "Cs":
        return "holds half a character (\\ud800 to \\udfff)"
    if kind == "Cc":
        return f"holds the control character {code}; delete it"
    return f"holds the invisible character {code}, {unicodedata.name(found[0], 'unnamed').lower()}; delete it"


def without_unseen(text: str) -> str:
    """The text with a question mark for each of them, as it may be printed."""
    return _UNSEEN.sub("?", text)


type Scalar = str | int | float | bool | None

_INTEGER = re.compile(r"[-+]?[0-9][0-9_]*")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class NotFinite(str):
    """A number that is not finite, as it was written; `problem` says so."""

    __slots__ = ("problem",)
    problem: str


def not_finite(text: str, problem: str) -> NotFinite:
    """Mark `text` as a number that is not finite."""
    made = NotFinite(text)
    made.problem = problem
    return made


def resolve_scalar(text: str) -> Scalar:
    """The value of a plain YAML 1.2 scalar; ValueError when it is a number that is not finite."""
    if text in _WORDS:
        return _WORDS[text]
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(f"{text} is not a finite number")
    if not _FLOAT.fullmatch(text):
        return text
    number = float(text.replace("_", ""))
    if not math.isfinite(number):
        raise ValueError(f"{text[:24]}{'…' if len(text) > 24 else ''} is too large a number")
    is_exact = _INTEGER.fullmatch(text) and abs(number) < 2**53
    return int(text.replace("_", "")) if is_exact else number


def scalar_named(name: str, text: str) -> Scalar:
    """The same of a value by its dotted name: of the law, a sign makes it a change and the text stays."""
    return text if name.startswith("law.") and text.startswith(("+", "-")) else resolve_scalar(text)


MAXIMUM_DEPTH = 8

_FIRST_LINE = "such as country: ESP"


@dataclass(frozen=True)
class Node:
    """A value, where it stands, and the layer (scenario, extended file, option) it comes from."""

    value: Scalar | list[Node] | dict[str, Node]
    where: Where
    keys: dict[str, Where] = field(default_factory=dict)
    layer: str = "scenario"

    @property
    def entries(self) -> dict[str, Node]:
        """What a mapping holds, by key; nothing of another value."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """What a list holds; nothing of another value."""
        return self.value if isinstance(self.value, list) else []

    @property
    def inside(self) -> list[tuple[str | int, Node]]:
        """What a mapping or a list holds, by key or index."""
        return [*self.entries.items(), *enumerate(self.items)]

    def get(self, key: str) -> Node | None:
        """What stands under `key`, None when nothing does."""
        return self.entries.get(key)

    def having(self, **changed: Node) -> Node:
        """The same mapping with other values under some keys."""
        return replace(self, value={**self.entries, **changed})

    def without(self, *keys: str) -> Node:
        """The same mapping without some keys."""
        return replace(self, value={key: one for key, one in self.entries.items() if key not in keys})

    def plain(self) -> Any:
        """The value without positions."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value

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
        try:
            return scalar_named(name, str(event.value))
        except ValueError as error:
            # What needs the number refuses it, with the range that it knows.
            return not_finite(event.value, str(error))
