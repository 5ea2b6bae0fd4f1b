"""Starter files: what they may be called, their texts, and writing all of them or none."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from simulator.core.errors import InputError

FOLDER = Path(__file__).parent
_LONGEST = 60


def module_name(name: str, what: str) -> str:
    """A name that a Python file may have; InputError says what one looks like."""
    plain = name.removesuffix(".py")
    is_word = re.fullmatch(r"[a-z][a-z0-9_]*", plain) and not keyword.iskeyword(plain)
    if not is_word or len(plain) > _LONGEST:
        example = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_0123456789")[:_LONGEST]
        hint = f'; such as "{example}"' if example and not keyword.iskeyword(example) else ""
        raise InputError(
            f'"{name[:80]}" is no name for a {what}: lower-case letters, digits and _, a letter first, '
            f"at most {_LONGEST}{hint}",
            field="NAME",
        )
    return plain


def scenario_name(name: str) -> str:
    """A name that a scenario file may have; InputError says what one looks like."""
    plain = name.removesuffix(".yaml").removesuffix(".yml")
    if not re.fullmatch(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{_LONGEST - 1}}}", plain):
        raise InputError(
            f'"{name[:80]}" is no name for a scenario: letters, digits, _ and -, a letter or digit first, '
            f"at most {_LONGEST}; it is written into the present folder",
            field="NAME",
        )
    return plain


def starter(template: str, **values: str) -> str:
    """Text of a starter file."""
    text = (FOLDER / f"{template}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(values)


def write_new(texts: Mapping[Path, str]) -> None:
    """Write new files, all or none; InputError when one of them is there already or cannot be written."""
    there = [str(path) for path in texts if path.exists() or path.is_symlink()]
    if there:
        raise InputError(f"{', '.join(there)} exists; nothing was written. Choose another name")
    written: list[Path] = []
    try:
        for path, text in texts.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise InputError(
            f"{error.filename} cannot be written: {error.strerror}; nothing was written"
        ) from error
