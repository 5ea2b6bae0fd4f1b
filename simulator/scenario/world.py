"""The world: how fast AI comes, and what a closure leaves open. Policies choose neither.

A world is a set of values for the parameters below; the shipped ones are `scenarios/worlds/*.yaml`, each with
its own source and status. All growing worlds share one frontier in January 2025 and differ in what follows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.param import Parameters
from simulator.core.shipped import shipped_folder
from simulator.scenario.file.document import Node, read_document
from simulator.scenario.file.values import DECLARED, Refused, read_number

INCIDENCES = ("exposed", "entry", "even", "top")
"""Whose work a named share is, in the order of `tasks_incidence`."""


class World(Parameters, declared=DECLARED["world"]):
    """Technology as it arrives from outside; values in the declared units."""


class Shock(Parameters, declared=DECLARED["shock"]):
    """Demand that a scenario moves from outside, in every role alike; dated values, 0 without."""


class Closing(Parameters, declared=DECLARED["closure"]):
    """What a scenario may change of a named closure (`simulator.core.closure`)."""


@dataclass(frozen=True)
class WorldFile:
    """A shipped world: values by parameter in declared units, and where each comes from."""

    name: str
    title: str
    about: str
    values: dict[str, float]
    sources: dict[str, dict[str, str]]
    recognised: tuple[str, ...]
    """Published worlds of this size: whose, what its authors say follows, how likely they call it."""


def world_names() -> list[str]:
    """Names of the shipped worlds, slowest first."""
    order = ("none", "slow", "moderate", "rapid", "broad", "transformative")
    found = {path.stem for path in (shipped_folder() / "worlds").glob("*.yaml")}
    return [name for name in order if name in found] + sorted(found - set(order))


@cache
def load_world(name: str) -> WorldFile:
    """Read a shipped world; InputErrors names every fault of the file."""
    if name not in world_names():
        hint = suggestion(name, world_names())
        raise InputError(f'no world "{name}"; there are {", ".join(world_names())}.{hint}', field="world")
    label = f"scenarios/worlds/{name}.yaml"
    document = read_document(shipped_folder() / "worlds" / f"{name}.yaml", name=label)
    written = document.plain()
    values, sources = _read_values(document, written.get("world") or {}, label)
    known = tuple(_told(one) for one in written.get("recognised_as") or ())
    about = str(written.get("about", ""))
    return WorldFile(name, str(written.get("title", name)), about, values, sources, known)


def _told(published: Mapping[str, str]) -> str:
    likely = f" Probability: {published['probability']}." if "probability" in published else ""
    return f"{published['source']}: {published['says']} ({published['provenance']}).{likely}"


def _read_values(
    document: Node, written: dict[str, Any], label: str
) -> tuple[dict[str, float], dict[str, dict[str, str]]]:
    errors: list[InputError] = []
    values: dict[str, float] = {}
    sources: dict[str, dict[str, str]] = {}
    for name, declared in World.declared().items():
        entry = written.get(name)
        where = str(document.place(("world", name)))
        if not isinstance(entry, dict) or set(entry) != {"value", "status", "source"}:
            errors.append(InputError("needs value, status and source", where=where, field=f"world.{name}"))
            continue
        try:
            values[name] = read_number(entry["value"], declared)
        except Refused as refused:
            errors.append(InputError(str(refused), where=where, field=f"world.{name}"))
        sources[name] = {"status": str(entry["status"]), "source": str(entry["source"])}
    unknown = [name for name in written if name not in World.declared()]
    errors += [InputError("no such world parameter", where=label, field=f"world.{name}") for name in unknown]
    if errors:
        raise InputErrors(errors)
    return values, sources
