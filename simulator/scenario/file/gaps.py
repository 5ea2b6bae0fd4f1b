"""Keys without a value: a word left out, or a number that a comma cut in two (`{amount: 1,200}`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.core.errors import InputError
from simulator.scenario.file.document import Node
from simulator.scenario.file.problems import KeyPath, located
from simulator.scenario.file.wording import comma_meant

_REST = re.compile(r"(\d+)(\s*\D*)")
_ABSENT = "has no value; write one, or leave the line out"


def gaps_told(found: Iterable[InputError], tree: Node) -> list[InputError]:
    """The errors found, and one for each key without a value that none of them tells."""
    cut = dict(_cut_numbers(tree))
    of_cut = {_spot(located(place, "", tree)) for place in cut}
    errors = [error for error in found if _spot(error) not in of_cut]
    errors += [located(place, message, tree) for place, message in cut.items() if message]
    known = of_cut | {_spot(error) for error in errors}
    bare = (located(place, _ABSENT, tree) for place in _unfilled(tree))
    return errors + [error for error in bare if _spot(error) not in known]


def _spot(error: InputError) -> tuple[str, str]:
    return error.where, error.field


def _unfilled(node: Node, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Paths of the keys that have no value; what a list holds is read with the list.

    Of a line under `policies` that holds several keys it is told that they stand side by side.
    """
    for key, inner in _inside(node):
        is_line = path[:1] == ("policies",) and len(path) == 2 and len(_inside(node)) > 1
        if inner.value is None and isinstance(node.value, dict) and not is_line:
            yield (*path, key)
        yield from _unfilled(inner, (*path, key))


def _cut_numbers(node: Node, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Keys that are the rest of a number: `200` in `{amount: 1,200}`; the first with what is meant."""
    name, number = "", ""
    rests: list[str] = []
    for key, inner in _inside(node):
        rest = _REST.fullmatch(str(key)) if inner.value is None else None
        if rest and number:
            number += f",{rest[1]}"
            rests.append(str(key))
        else:
            yield from _mended(path, name, number, rests)
            name, number, rests = str(key), str(inner.value) if type(inner.value) in (int, float) else "", []
        yield from _cut_numbers(inner, (*path, key))
    yield from _mended(path, name, number, rests)


def _mended(path: KeyPath, name: str, number: str, rests: list[str]) -> Iterator[tuple[KeyPath, str]]:
    unit = rests[-1].lstrip("0123456789") if rests else ""
    meant = comma_meant(number)
    remedy = f"write {name}: {meant}{unit}" if meant else f"write {name} without a comma"
    for key in rests:
        yield (
            (*path, key),
            f"is the rest of a number that a comma cuts in two; {remedy}" if key is rests[0] else "",
        )


def _inside(node: Node) -> list[tuple[str | int, Node]]:
    """What a mapping or a list holds, by key or index."""
    if isinstance(node.value, dict):
        return list(node.value.items())
    return list(enumerate(node.value)) if isinstance(node.value, list) else []
