"""The user's cache: compiled code, and what takes long to parse; files of code that a scenario names.

Numba notices an edited function, but not an edited helper or constant in another file. So each
file's compiled code lives in a folder named by a hash of the file and of all it imports from us.
Parsed texts are kept as JSON under their hash. A cache stays small: what was used longest ago goes first.

A process that only reads declarations goes without Numba and Mesa, which load slowly: a verb that runs
nothing says so, in a process of its own, before anything of the model is imported. Such a process can hold
no economy: `simulator.economy` refuses to be imported, so no rule is ever run uncompiled.
"""

import ast
import json
import logging
import os
import re
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from simulator.core.errors import InputError, SimulatorError
from simulator.core.files import fault, write_whole

_ONLY_DECLARATIONS = False
_LOADERS = ("simulator.core.compiled", "simulator.core.mesa_parts")


def read_declarations_only() -> None:
    """Only read declarations from now on; nothing changes where Numba or Mesa are there already."""
    global _ONLY_DECLARATIONS
    _ONLY_DECLARATIONS = _ONLY_DECLARATIONS or not any(name in sys.modules for name in _LOADERS)


def only_declarations() -> bool:
    """Tell whether this process only reads declarations."""
    return _ONLY_DECLARATIONS


def refuse_the_model() -> None:
    """RuntimeError where the model is about to be loaded by a process that only reads declarations."""
    if _ONLY_DECLARATIONS:
        raise RuntimeError("this process only reads declarations; the model is run in another one")


def used(path: Path) -> None:
    """Note that a file is needed still."""
    with suppress(OSError):
        os.utime(path)


def keep_within(folder: Path, room: int) -> None:
    """Delete what was used longest ago in a folder, until its files take at most `room` bytes together."""
    found = []
    for path in folder.iterdir():
        with suppress(OSError):  # another process may delete it meanwhile
            known = path.stat()
            found.append((known.st_mtime, known.st_size, path))
    excess = sum(size for _, size, _ in found) - room
    for _, size, path in sorted(found):
        if excess <= 0:
            return
        with suppress(OSError):
            path.unlink()
        excess -= size


PACKAGE = Path(__file__).resolve().parents[1]

_IMPORT = re.compile(
    r"^\s*(?:from\s+(simulator[\w.]*)\s+import\s+(\([^)]*\)|[^\n#]*)|import\s+(simulator[\w.]*))", re.M
)
_RELATIVE = re.compile(r"^\s*from\s+\.", re.M)
_PROSE = re.compile(r'(?:^"""|(?<=:\n)[ \t]+""")(?:.|\n)*?"""[ \t]*\n|^[ \t]*#.*\n|^[ \t]*\n', re.M)
"""Docstrings, what stands below a name, whole lines of comment, and empty lines."""
_NAME = "labour-displacement-simulator"
THREADS = ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "POLARS_MAX_THREADS")
_PLAIN = "NUMBA_DISABLE_ERROR_MESSAGE_HIGHLIGHTING"
"""Else Numba's messages, which errors of rules quote, are coloured wherever colorama is installed."""
_FOLDER = "NUMBA_CACHE_DIR"
_ROOM = 100_000_000  # bytes: compiled code takes 6 MB, the opening state of a million persons 80 MB
log = logging.getLogger(__name__)


def configure() -> None:
    """Set the threads, Numba's folder and its messages; to be called before Numba is imported."""
    for name in (*THREADS, _PLAIN):
        os.environ.setdefault(name, "1")
    os.environ[_FOLDER] = str(folder())  # workers take the same


@cache
def folder() -> Path:
    """Return a writable folder for this version of Python and Numba.

    It lies in `NUMBA_CACHE_DIR` if that is set, else in the user's cache, else, and the log says so, in a
    folder of the user's own among the temporary files. SimulatorError when none can be written.
    """
    import platformdirs

    name = f"python{sys.version_info.major}.{sys.version_info.minor}-numba{version('numba')}"
    given = os.environ.get(_FOLDER)
    usual = Path(given) if given else platformdirs.user_cache_path(_NAME)
    usual = usual if usual.name.endswith(name) else usual / name
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    temporary = Path(tempfile.gettempdir()) / f"{_NAME}-{user}-{name}"
    why = _unusable(usual)
    if why is None:
        return usual.resolve()  # Numba tells files apart by their path: each shall have one
    other = _unusable(temporary)
    if other is not None:
        raise SimulatorError(
            f"compiled code can be kept neither in {usual} ({why}) nor in {temporary} ({other}); "
            f"set {_FOLDER} to a folder of yours with {_ROOM // 1_000_000} MB of room"
        )
    log.warning("%s cannot be used (%s); compiled code is kept in %s", usual, why, temporary)
    return temporary.resolve()


def _unusable(path: Path) -> str | None:
    """Why a folder cannot be the cache, None when it can."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return "it belongs to somebody else"  # what we load from it is run
        if shutil.disk_usage(path).free < _ROOM:
            return "the disk is full"
        with tempfile.TemporaryFile(dir=path) as probe:
            probe.write(bytes(65536))
    except OSError as error:
        return fault(error) or str(error.strerror)
    return None


@cache
def digest(text: str, *, prose: bool = True) -> str:
    """Return a hash of a source text and of every module of ours that it imports, at any depth.

    Without `prose` what documentation and comments say does not count.
    """
    pending, seen = set(_imports(text)), set[Path]()
    while pending:
        path = pending.pop()
        if path not in seen:
            seen.add(path)
            pending |= _imports(_source(path))
    hasher = blake2b(text.encode(), digest_size=10)
    for path in sorted(seen):
        hasher.update(path.relative_to(PACKAGE).as_posix().encode())
        source = _source(path)
        hasher.update((source if prose else _PROSE.sub("", source)).encode())
    return hasher.hexdigest()


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _imports(text: str) -> set[Path]:
    """Return the files of ours that a source text imports; all of them if it does so relatively."""
    if _RELATIVE.search(text):
        return set(PACKAGE.rglob("*.py"))
    found = set()
    for module, names, plain in _IMPORT.findall(text):
        dotted = [module or plain]
        dotted += [f"{module}.{name}" for name in re.findall(r"\w+", names)]
        found |= {file for name in dotted if (file := _file(name)) is not None}
    return found


@cache
def _file(module: str) -> Path | None:
    """Return the file of one of our modules, None when the name is no module."""
    stem = PACKAGE.parent.joinpath(*module.split("."))
    for path in (stem.with_suffix(".py"), stem / "__init__.py"):
        if path.is_file():
            return path
    return None


def parsed_once(kind: str, text: str, parse: Callable[[str], Any]) -> Any:
    """What `parse` makes of a text, the same whether it was parsed now or before.

    What JSON cannot hold without loss is parsed each time, as everything is where there is no cache.
    """
    try:
        path = folder() / "parsed" / f"{kind}-{blake2b(text.encode(), digest_size=16).hexdigest()}.json"
    except SimulatorError:
        return parse(text)
    with suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    content = parse(text)
    with suppress(OSError, TypeError, ValueError):
        written = json.dumps(content)
        if json.loads(written) == content:
            write_whole(path, written)
    return content


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
    frames, copies = traceback.extract_tb(error.__traceback__), str(folder() / "rules")
    lines = [frame.lineno for frame in frames if frame.filename.startswith(copies)]
    return f"{path}:{lines[-1]}" if lines else path


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
