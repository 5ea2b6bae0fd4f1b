"""What pydantic finds wrong, as messages with file, line, column, allowed values and a suggestion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from simulator.core.closure import CLOSURES
from simulator.core.errors import InputError, suggestion
from simulator.scenario.file.document import Node
from simulator.scenario.file.wording import shown
from simulator.scenario.world import world_names

type KeyPath = tuple[str | int, ...]
type Problem = tuple[KeyPath, str]

_MISSING = "is missing; it must be written here ({example}) or in what is extended"
_EXAMPLES = {"country": "country: ESP", "share": "share: 10 %", "by": "by: 2035"}


def translated(error: ValidationError, tree: Node, model: type[BaseModel]) -> Iterator[InputError]:
    """One InputError for each thing that is wrong."""
    for item in error.errors(include_url=False):
        place: KeyPath = item["loc"]
        if item["type"] == "refused":
            for inner, message in item["ctx"]["problems"]:
                yield located((*place, *inner), message, tree)
        elif item["type"] == "extra_forbidden":
            yield located(place, _unknown(place, _keys_at(model, place[:-1])), tree, key=True)
        elif item["type"] == "missing":
            key = str(place[-1])
            yield located(place, _MISSING.format(example=_EXAMPLES.get(key, f"{key}: …")), tree)
        elif item["type"] == "list_type":
            yield located(place, 'needs a list: one line "- instrument: {…}" for each', tree)
        elif item["type"] in ("model_type", "model_attributes_type"):
            yield located(place, _no_mapping(place, item["input"], _keys_at(model, place)), tree)
        else:
            yield located(place, item["msg"], tree)


def located(place: KeyPath, message: str, tree: Node, *, key: bool = False) -> InputError:
    """An error at the place of the file where `place` is written: its value, or its key."""
    name = ".".join(str(part) for part in place if not isinstance(part, int))
    return tree.place(place, key=key).error(message, name)


def in_file_order(errors: Iterable[InputError]) -> list[InputError]:
    """Errors without repetitions, file by file and from top to bottom."""

    def key(error: InputError) -> tuple[str, int, int]:
        file, _, rest = error.where.partition(":")
        parts = error.where.rsplit(":", 2)
        is_placed = len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit()
        return (parts[0], int(parts[1]), int(parts[2])) if is_placed else (file + rest, 0, 0)

    unique = {str(error): error for error in errors}
    return sorted(unique.values(), key=key)


def _no_mapping(place: KeyPath, raw: Any, keys: list[str]) -> str:
    if place == ("world",):
        need = f"the name of a world is needed ({', '.join(world_names())}), or its base and what differs"
        return f"{shown(raw)} stands where {need}"
    if place == ("closure",):
        return f"{shown(raw)} stands where the name of a closure is needed; allowed: {', '.join(CLOSURES)}"
    if place[0] == "policies" and len(place) == 2:
        example = next((key for key in keys if key == raw), keys[0])
        need = f'an instrument with its settings is needed, as in "- {example}: {{…}}"'
        hint = "" if example == raw else suggestion(str(raw), keys)
        return f"{shown(raw)} stands where {need}; allowed: {', '.join(keys)}.{hint}"
    return f"{shown(raw)} stands where a mapping {{key: value}} is needed; allowed keys: {', '.join(keys)}"


def _unknown(place: KeyPath, known: list[str]) -> str:
    what = "no such instrument" if place[0] == "policies" and len(place) == 3 else "unknown key"
    listed = ", ".join(name for name in known if name != "provenance")
    return f"{what}; allowed: {listed}.{suggestion(str(place[-1]), known)}"


def _keys_at(model: type[BaseModel], place: KeyPath) -> list[str]:
    """Keys allowed in the mapping that stands at `place`."""
    found: type[BaseModel] | None = model
    for part in place:
        if isinstance(part, str) and found is not None and part in found.model_fields:
            found = _model_of(found.model_fields[part].annotation)
    return list(found.model_fields) if found is not None else []


def _model_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and not get_args(annotation) and issubclass(annotation, BaseModel):
        return annotation
    candidates = get_args(annotation) if isinstance(annotation, UnionType) or get_args(annotation) else ()
    return next((found for item in candidates if (found := _model_of(item)) is not None), None)
