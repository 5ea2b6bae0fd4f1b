"""The one place that imports Numba: after its cache is set, with the options all code shares."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.core import cache

__all__ = ["njit"]

if TYPE_CHECKING or not cache.only_declarations():
    cache.configure()
    import numba


def njit(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function: cached on disk, without the interpreter lock, exact arithmetic."""
    if cache.only_declarations():
        return function
    # Numba reads the folder when a function is decorated; each source file has its own.
    before = numba.config.CACHE_DIR
    source = Path(function.__code__.co_filename).read_text(encoding="utf-8")
    numba.config.CACHE_DIR = str(cache.folder() / cache.digest(source))
    try:
        compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True, fastmath=False)(function)
        return compiled
    finally:
        numba.config.CACHE_DIR = before
