"""Whether this process only reads what is declared: then it goes without Numba and Mesa, which load slowly.

A verb that runs nothing says so, in a process of its own, before anything of the model is imported. Such a
process can hold no economy: `simulator.economy` refuses to be imported, so no rule is ever run uncompiled.
"""

import sys

_ONLY = False
_LOADERS = ("simulator.core.compiled", "simulator.core.mesa_classes")


def begin() -> None:
    """Only read declarations from now on; nothing changes where Numba or Mesa are there already."""
    global _ONLY
    _ONLY = _ONLY or not any(name in sys.modules for name in _LOADERS)


def only() -> bool:
    """Tell whether this process only reads declarations."""
    return _ONLY


def refuse() -> None:
    """RuntimeError where the model is about to be loaded by a process that only reads declarations."""
    if _ONLY:
        raise RuntimeError("this process only reads declarations; the model is run in another one")
