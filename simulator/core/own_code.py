"""A file of code that a scenario names: its text, its syntax tree, and the module when it may run."""

import ast
import sys
from hashlib import blake2b
from pathlib import Path
from types import ModuleType

from simulator.core.cache import folder
from simulator.core.errors import InputError
from simulator.core.files import write_whole

LARGEST = 1 << 20
"""Bytes of a file of code."""


def text_of(path: str | Path, source: str | None, what: str) -> str:
    """The text of a file, `source` where it is known already."""
    if source is not None:
        return source
    try:
        data = Path(path).read_bytes()
        if len(data) > LARGEST:
            raise InputError(f"a {what} holds at most {LARGEST} bytes", where=str(path))
        return data.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the {what}: {error}", where=str(path)) from error


def parsed(path: str | Path, text: str) -> ast.Module:
    """The syntax tree of a file; InputError with line and column where it is no Python."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line, column = getattr(error, "lineno", 1) or 1, getattr(error, "offset", 1) or 1
        message = f"this is not valid Python: {getattr(error, 'msg', error)}"
        raise InputError(message, where=f"{path}:{line}:{column}") from error


def place_in(path: str, error: BaseException) -> str:
    """Where in a file of code an exception arose, "file:line"; the file where that cannot be told."""
    copies, at, line = str(folder() / "rules"), error.__traceback__, 0
    while at is not None:
        line = at.tb_lineno if at.tb_frame.f_code.co_filename.startswith(copies) else line
        at = at.tb_next
    return f"{path}:{line}" if line else path


def module_of(tree: ast.Module, text: str, path: str | Path, what: str, *, named: str = "") -> ModuleType:
    """The module of a file, from a copy: workers have its text only, helpers need a file.

    Modules of one text that are `named` otherwise are two.
    """
    name = f"simulator_user_{blake2b((text + named).encode(), digest_size=10).hexdigest()}"
    if name not in sys.modules:
        copy = folder() / "rules" / f"{name}.py"
        if not copy.exists():
            write_whole(copy, text)
        module = ModuleType(name)
        module.__file__ = str(copy)
        try:
            exec(compile(tree, str(copy), "exec"), module.__dict__)
        except (Exception, SystemExit) as error:
            raise InputError(f"the {what} fails when it is run: {error!r}", where=str(path)) from error
        sys.modules[name] = module
    return sys.modules[name]
