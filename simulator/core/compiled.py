"""The one place that imports Numba: after its cache is set, with the options all code shares."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.core import cache

__all__ = ["njit"]

if TYPE_CHECKING or not cache.only_declarations():
    cache.configure()
    import numba

    from simulator.core import lean

    lean.apply()


def njit(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function: cached on disk, without the interpreter lock, exact arithmetic."""
    if cache.only_declarations():
        return function
    # Numba reads the folder when a function is decorated; each source file has its own.
    before = numba.config.CACHE_DIR
    source = Path(function.__code__.co_filename).read_text(encoding="utf-8")
    numba.config.CACHE_DIR = str(cache.folder() / cache.digest(source))
    try:
        compiled = numba.njit(cache=True, nogil=True, fastmath=False, no_cfunc_wrapper=True)(function)
    finally:
        numba.config.CACHE_DIR = before
    return _without_wrappers(compiled)


def _without_wrappers(compiled: Any) -> Callable[..., Any]:
    """Let compiled code call a function by a twin that Python cannot call, and that no disk keeps.

    What Python needs for a call takes a quarter of the time of compiling. Who has it already is used.
    """
    twin = numba.njit(nogil=True, fastmath=False, no_cfunc_wrapper=True, no_cpython_wrapper=True)(
        compiled.py_func
    )
    own_template, own_overload = compiled.get_call_template, compiled.get_overload

    def known(types: tuple[Any, ...]) -> bool:
        return types in compiled.overloads

    def get_call_template(args: Any, kws: Any) -> Any:
        _, types = compiled.fold_argument_types(args, kws)
        return (own_template if known(tuple(types)) else twin.get_call_template)(args, kws)

    def get_overload(types: Any) -> Any:
        return (own_overload if known(tuple(types)) else twin.get_overload)(types)

    compiled.get_call_template, compiled.get_overload = get_call_template, get_overload
    return compiled  # type: ignore[no-any-return]
