"""A scenario's closure: its name, or its base and what comes back of what is paid abroad for AI."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, create_model

from simulator.core.closure import CLOSURES, DEFAULT, GONE, gone
from simulator.core.errors import InputError
from simulator.scenario.file.document import Node
from simulator.scenario.file.fields import checked_field, number_field
from simulator.scenario.file.merge import entry, with_entry, without_entry
from simulator.scenario.file.problems import located
from simulator.scenario.file.reading import Refused
from simulator.scenario.file.wording import none_of
from simulator.scenario.world import Closing


def closure_model(base: type[BaseModel]) -> type[BaseModel]:
    """A named closure, and what differs from it."""

    def read(raw: Any) -> str:
        if not isinstance(raw, str) or raw not in CLOSURES:
            raise Refused(((), none_of(raw, "closure", list(CLOSURES))))
        return raw

    named = checked_field(read, {"enum": list(CLOSURES), "description": "How the economy closes"})
    returns = number_field(Closing.declared()["returns"])
    return create_model("Closure", __base__=base, base=(named, DEFAULT), returns=(returns, None))


def without_numbers(tree: Node, errors: list[InputError]) -> Node:
    """The tree without the numbers that closures were; one error names all of them."""
    closure = entry(tree, "closure")
    old = [name for name in GONE if closure is not None and entry(closure, name) is not None]
    if closure is None or not old:
        return tree
    errors.append(located(("closure", old[0]), gone(", ".join(old)), tree, key=True))
    for name in old:
        closure = without_entry(closure, name)
    return with_entry(tree, "closure", closure)
