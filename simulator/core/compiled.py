"""The one place that imports Numba: after its cache is set, with the options all code shares."""

from collections.abc import Callable
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
    numba.config.CACHE_DIR = str(cache.compiled_folder(function.__code__.co_filename))
    try:
        compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True, fastmath=False)(function)
        return compiled
    finally:
        numba.config.CACHE_DIR = before
