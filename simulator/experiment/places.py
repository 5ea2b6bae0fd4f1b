"""What policy does not choose: the world that AI makes, and the closure of the economy.

An effect holds in one world under one closure. Results are never pooled over either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from simulator.core.closure import CLOSURES, Closure, gone
from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.scenario.world import world_names

if TYPE_CHECKING:
    from simulator.scenario import Scenario

ALL = "all"
"""Stands for every closure."""
OPTION = "--closures"


@dataclass(frozen=True)
class Surroundings:
    """One world under one closure."""

    world: str
    closed: Closure

    @classmethod
    def of(cls, scenario: "Scenario") -> Self:
        """Where a scenario stands."""
        return cls(scenario.world_name, scenario.closure)

    def around(self, scenario: "Scenario") -> "Scenario":
        """The scenario here; as it is where it stands here already, perhaps in a world of its own making."""
        if scenario.world_name != self.world:
            scenario = scenario.with_world(self.world)
        if scenario.closure != self.closed:
            scenario = scenario.with_closure(self.closed)
        return scenario


def check_worlds(names: Sequence[str]) -> Sequence[str]:
    """The names of worlds, as they are; InputError for one that there is not, or that is named twice."""
    known = [name for name in world_names() if name != "none"]  # nothing happens in it: it is the reference
    for name in names:
        if name not in known:
            told = f'no world "{name}"; allowed: {", ".join(known)}.{suggestion(str(name), known)}'
            raise InputError(told, field="--worlds")
        _refuse_twice(name, [one == name for one in names], "--worlds")
    return names


def _refuse_twice(name: str, same: Sequence[bool], option: str) -> None:
    if sum(same) > 1:
        raise InputError(f'"{name}" is named {sum(same)} times; name it once', field=option)


def read_closures(given: str) -> list[Closure]:
    """The closures in `as_they_are,nobody_reacts`; every one for `all`.

    Raises InputErrors that name each wrong word with what is allowed, InputError for one named twice.
    """
    if given.strip() == ALL:
        return list(CLOSURES.values())
    words = [word.strip() for word in given.split(",")]
    if any(word[:1].isdigit() or "/" in word for word in words):
        raise InputError(gone(f'"{given[:40]}"'), field=OPTION)
    if ALL in words:
        raise InputError(f'"{ALL}" stands alone; leave the others out, or name each', field=OPTION)
    known = list(CLOSURES)
    told = f"allowed: {', '.join(known)}, or {ALL}."
    wrong = [
        f'no closure "{word[:40]}"; {told}{suggestion(word, known)}' for word in words if word not in known
    ]
    if wrong:
        raise InputErrors(InputError(message, field=OPTION) for message in wrong)
    for word in words:  # results are told apart by the name
        _refuse_twice(word, [word == other for other in words], OPTION)
    return [CLOSURES[word] for word in words]
