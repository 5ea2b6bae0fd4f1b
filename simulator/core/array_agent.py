"""A Mesa agent whose state is one row of columns."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from simulator.core.column import Column
from simulator.core.errors import suggestion
from simulator.core.mesa_classes import Agent

KINDS: dict[str, type["ArrayAgent"]] = {}
"""Agent classes by the name of their set: "person" → Person."""
_OWN = frozenset({"array_set", "row", "model", "unique_id", "pos"})


class ArrayAgent(Agent):
    """A Mesa agent whose state is one row of an `ArraySet`, made on demand and not kept.

    Two agents are equal when they are the same individual of the same set.
    """

    columns: ClassVar[Mapping[str, Column]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.columns = {**cls.columns, **{k: v for k, v in vars(cls).items() if isinstance(v, Column)}}
        KINDS[cls.__name__.lower()] = cls

    # Mesa's constructor registers the agent and numbers it; a row is in the model already.
    def __init__(self, array_set: Any, row: int) -> None:
        self.array_set = array_set
        self.row = row
        self.model = array_set.model
        self.unique_id = array_set.identity(row)
        self.pos = None

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _OWN and not hasattr(type(self), name):
            raise AttributeError(no_column(type(self).__name__, name, self.columns))
        super().__setattr__(name, value)

    def remove(self) -> None:
        """Leave the model; the row becomes free for another agent."""
        self.array_set.remove(self)

    def leave(self) -> None:
        """Break off what holds others to this agent, as it is removed; ValueError where that cannot be."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ArrayAgent):
            return NotImplemented
        return self.array_set is other.array_set and self.unique_id == other.unique_id

    def __hash__(self) -> int:
        return hash((id(self.array_set), self.unique_id))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(row={self.row}, unique_id={self.unique_id})"


def no_column(kind: str, name: str, columns: Iterable[str]) -> str:
    """What is said of a write or read of a column that is not declared."""
    return (
        f"{kind} has no column {name}.{suggestion(name, columns)} A quantity of your own is declared in the "
        f"class: {name} = Column(np.float64, unit=…, about=…)"
    )
