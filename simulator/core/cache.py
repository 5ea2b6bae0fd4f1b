"""Where compiled code is kept, and by what it is told apart.

Numba notices an edited function, but not an edited helper or constant in another file. So each
file's compiled code lives in a folder named by a hash of the file and of all it imports from us.
"""

import getpass
import os
import re
import sys
import tempfile
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]

_IMPORT = re.compile(
    r"^\s*(?:from\s+(simulator[\w.]*)\s+import\s+(\([^)]*\)|[^\n#]*)|import\s+(simulator[\w.]*))", re.M
)
_RELATIVE = re.compile(r"^\s*from\s+\.", re.M)
_NAME = "labour-displacement-simulator"
_THREADS = ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "POLARS_MAX_THREADS")


def configure() -> None:
    """Set the threads and Numba's folder; to be called before Numba is imported."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder()))


@cache
def folder() -> Path:
    """Return a writable folder for this version of Python and Numba."""
    import platformdirs

    name = f"python{sys.version_info.major}.{sys.version_info.minor}-numba{version('numba')}"
    temporary = Path(tempfile.gettempdir()) / f"{_NAME}-{getpass.getuser()}"
    for base in (platformdirs.user_cache_path(_NAME), temporary):
        path = base / name
        try:
            path.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=path):
                return path
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix=f"{_NAME}-"))


def compiled_folder(path: str) -> Path:
    """Return the folder of the code compiled from one source file."""
    return folder() / digest(Path(path).read_text(encoding="utf-8"))


def digest(text: str) -> str:
    """Return a hash of a source text and of every module of ours that it imports, at any depth."""
    pending, seen = _imports(text), set[Path]()
    while pending:
        path = pending.pop()
        if path not in seen:
            seen.add(path)
            pending |= _imports(_source(path))
    hasher = blake2b(text.encode(), digest_size=10)
    for path in sorted(seen):
        hasher.update(path.relative_to(PACKAGE).as_posix().encode())
        hasher.update(_source(path).encode())
    return hasher.hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place, then rename it, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(temporary).replace(path)


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


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
