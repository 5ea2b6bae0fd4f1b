"""What Numba does for nobody here, left out: compiling takes two thirds of the time, and gives the same code.

A function that only compiled code calls becomes part of its callers. Numba also makes machine code of it
alone, and optimises it before and after it is linked. It finds out thousands of times which `+` takes two
floats, and how large a float is. Here all this is done once, on the version whose inner parts are known.
"""

import gc
from typing import Any

import numba
from numba.core import base, codegen, event, ir, targetconfig
from numba.core.types import functions

KNOWN = "0.68"
"""The version whose inner parts are replaced here; any other is left as it is, and only slower."""
PARTS = {
    (codegen.JITCodeLibrary, "finalize"),
    (codegen.JITCPUCodegen, "set_env"),
    (codegen.CPUCodeLibrary, "_optimize_functions"),
    (codegen.CPUCodegen, "_check_llvm_bugs"),
    (targetconfig.TargetConfig, "values"),
    (functions.BaseFunction, "get_call_type"),
    (base.BaseContext, "get_abi_sizeof"),
    (ir.Inst, "_rec_list_vars"),
}
_numba = {name: getattr(owner, name) for owner, name in PARTS}


class _Compiling(event.Listener):  # type: ignore[misc]
    """How many functions are being compiled, each for the one before it.

    The collector of garbage rests meanwhile: it finds little, in a tenth of the time.
    """

    depth, was_on = 0, False

    def on_start(self, event: event.Event) -> None:
        if self.depth == 0:
            self.was_on = gc.isenabled()
            gc.disable()
        self.depth += 1

    def on_end(self, event: event.Event) -> None:
        self.depth -= 1
        if self.depth == 0 and self.was_on:
            gc.enable()


_compiling = _Compiling()


def apply() -> None:
    """Leave it out from here on."""
    event.register("numba:compile", _compiling)
    if numba.__version__.rpartition(".")[0] == KNOWN:
        for owner, name in PARTS:
            setattr(owner, name, globals()[f"_{name.lstrip('_')}"])


def _finalize(library: Any) -> None:
    """Of what is only linked into its callers: link what it calls itself, and leave the rest to them."""
    if _compiling.depth < 2:
        _numba["finalize"](library)
        return
    library._raise_if_finalized()
    for linked in dict.fromkeys(library._linking_libraries):
        library._reload_init.update(linked._reload_init)
        library._final_module.link_in(linked._get_module_for_linking(), preserve=True)
    library._finalize_dynamic_globals()
    library._finalized = True


def _set_env(self: Any, name: str, env: Any) -> None:
    """What is only linked has no place of its own for what Python's calls need."""
    if self._engine.is_symbol_defined(name):
        _numba["set_env"](self, name, env)


def _optimize_functions(self: Any, module: Any) -> None:
    """The whole module is optimised later: single functions before it gain nothing."""
    module.data_layout = self._codegen._data_layout


def _check_llvm_bugs(self: Any) -> None:
    """A fault of old versions in some languages' locales; this one is not among them."""


_defaults: dict[type, dict[str, Any]] = {}


def _values(self: Any) -> dict[str, Any]:
    """All options of a configuration: its own, else the defaults."""
    kind = type(self)
    if kind not in _defaults:
        _defaults[kind] = {name: option.default for name, option in kind.options.items()}
    return {**_defaults[kind], **self._values}


def _get_call_type(self: Any, context: Any, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Which version of a function takes arguments of these types: asked once."""
    if named:
        return _numba["get_call_type"](self, context, given, named)
    found = self.__dict__.setdefault("_found", {})
    if given not in found:
        found[given] = _numba["get_call_type"](self, context, given, named)
    return found[given]


_sizes: dict[Any, int] = {}


def _get_abi_sizeof(self: Any, kind: Any) -> int:
    """Bytes of a type: asked once. Numba asks LLVM with a module of text, in a millisecond."""
    if kind not in _sizes:
        _sizes[kind] = _numba["get_abi_sizeof"](self, kind)
    return _sizes[kind]


_NO_VARIABLE = frozenset({str, int, float, bool, type(None), ir.Loc, ir.Const, ir.Global, ir.FreeVar, ir.Arg})


def _rec_list_vars(self: Any, value: Any) -> list[Any]:
    """The variables in a piece of a statement."""
    kind = type(value)
    if kind is ir.Var:
        return [value]
    if kind in _NO_VARIABLE:
        return []
    if isinstance(value, ir.Inst):
        return value.list_vars()  # type: ignore[no-any-return]
    if not isinstance(value, list | tuple | dict):
        return []
    found: list[Any] = []
    for one in value.values() if isinstance(value, dict) else value:
        kind = type(one)
        if kind is ir.Var:
            found.append(one)
        elif kind not in _NO_VARIABLE:
            found += _rec_list_vars(self, one)
    return found
