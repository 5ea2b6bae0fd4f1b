"""The text of a YAML file; where its bytes are no text, or its text no YAML, a place and a remedy."""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from simulator.core.errors import InputError

MAXIMUM_BYTES = 1_048_576

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_COLON = (
    "a colon stands where none is expected; quote a text that holds “: ”, or mend the indentation or the "
    "line above"
)
# What the parser says, and what that means to the person who wrote the file.
_MEANINGS = (
    (r"found character '\\t'", "a tab stands where the line is indented; indent with spaces"),
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
