"""An instrument in a file of a scenario's own: read without running it, and made when code may run."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from simulator import kit
from simulator.core.cache import module_of, parsed
from simulator.core.errors import InputError
from simulator.kit.instrument import Instrument, Sources, Typical, param

WHAT = "policy file"
FAMILIES = ("adapt", "compensate", "contribute", "share", "shape")
BASES: dict[str, type[Instrument]] = {
    name: one
    for name in kit.__all__
    if isinstance(one := getattr(kit, name), type) and issubclass(one, Instrument)
}
"""What an instrument may derive from."""
_CALLED: dict[str, Callable[..., Any]] = {"param": param, "Sources": Sources, "Typical": Typical}
_PLAIN = "is read before the file may run: write plain numbers and texts"


@cache
def declared_in(name: str, path: str, text: str) -> type[Instrument]:
    """The instrument as its file declares it: family, parameters, what it derives from. Nothing is run.

    Raises
    ------
    InputError
        The file holds no instrument, or more than one, or says of it what only running it would tell.
    """
    node = _the_class(path, parsed(path, text))
    bases = tuple(BASES[base] for base in _bases(node))
    try:
        made: type[Instrument] = type(node.name, bases, dict(_read(node, path)))
    except ValueError as error:
        raise _fault(str(error), path, node, "sources") from None
    made.name = name
    if made.family not in FAMILIES:
        told = f'"{made.family}" is no family' if made.family else "says no family"
        raise _fault(f"{told}; allowed: {', '.join(FAMILIES)}", path, node, "family")
    if not made.about:
        raise _fault('says not what it is: about = "…", one sentence', path, node, "about")
    return made


@cache
def made_of(name: str, path: str, text: str) -> type[Instrument]:
    """The instrument itself. Runs the file.

    Raises
    ------
    InputError
        What `declared_in` finds; the file fails when it is run, or then declares something else.
    """
    stated, tree = declared_in(name, path, text), parsed(path, text)
    found = getattr(module_of(tree, text, path, WHAT, named=name), _the_class(path, tree).name)
    if found.declared() != stated.declared() or found.family != stated.family:
        raise InputError("declares other parameters when it is run than are written in its class", where=path)
    found.name, found.own_file = name, path
    return found  # type: ignore[no-any-return]


def _the_class(path: str, tree: ast.Module) -> ast.ClassDef:
    found = [node for node in tree.body if isinstance(node, ast.ClassDef) and _bases(node)]
    if len(found) != 1:
        names = f": {', '.join(node.name for node in found)}" if found else ""
        told = f"holds {len(found) or 'no'} policies{names}; one class that derives from one of "
        told += f"{', '.join(BASES)} is needed"
        raise InputError(told, where=path)
    return found[0]


def _bases(node: ast.ClassDef) -> list[str]:
    names = [getattr(base, "id", getattr(base, "attr", "")) for base in node.bases]
    return [name for name in names if name in BASES]


def _read(node: ast.ClassDef, path: str) -> Iterator[tuple[str, Any]]:
    """What the class says of itself by plain values; its functions are left for when it runs."""
    for line in node.body:
        if not (
            isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name)
        ):
            continue
        name, value = line.targets[0].id, line.value
        called = value.func.id if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) else ""
        if isinstance(value, ast.Call) and called in _CALLED:
            yield name, _called(value, called, path, name)
            continue
        try:
            yield name, ast.literal_eval(value)
        except ValueError:
            if hasattr(Instrument, name):
                raise _fault(_PLAIN, path, value, name) from None


def _called(value: ast.Call, called: str, path: str, name: str) -> Any:
    try:
        given = [ast.literal_eval(one) for one in value.args]
        named = {str(one.arg): ast.literal_eval(one.value) for one in value.keywords}
    except ValueError:
        raise _fault(_PLAIN, path, value, name) from None
    try:
        return _CALLED[called](*given, **named)
    except (TypeError, ValueError) as error:
        raise _fault(str(error), path, value, name) from None


def _fault(message: str, path: str, node: ast.expr | ast.stmt, field: str) -> InputError:
    return InputError(message, where=f"{path}:{node.lineno}:{node.col_offset + 1}", field=field)
