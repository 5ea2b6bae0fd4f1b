"""Economy-wide numbers as typed fields: each is declared once, with unit, meaning and who writes it."""

from dataclasses import dataclass, field, fields
from math import nan
from typing import Any

from simulator.core.errors import suggestion


@dataclass(frozen=True)
class Declaration:
    """What a field means.

    `owner` is the one module, below `simulator`, that assigns it once the economy has opened.
    """

    unit: str
    about: str
    owner: str


def value(unit: str, about: str, owner: str, start: float = nan) -> Any:
    """Declare a field; until it is written it is `start`, NaN if nothing is said."""
    return field(default=start, metadata={"declaration": Declaration(unit, about, owner)})


@dataclass(slots=True, eq=False)
class Values:
    """Fields that are all declared by `value`; no other name can be written."""

    @classmethod
    def declared(cls) -> dict[str, Declaration]:
        """Return name → declaration."""
        return {each.name: each.metadata["declaration"] for each in fields(cls)}

    def open(self, **opening: float) -> None:
        """Set opening values, before month 0: the one way to write what another module owns."""
        for name, number in opening.items():
            setattr(self, name, number)

    def __contains__(self, name: object) -> bool:
        return name in self.__dataclass_fields__

    def at(self, name: str) -> float:
        """Return a number by its name."""
        return float(getattr(self, name))

    def put(self, name: str, number: float) -> None:
        """Set a number by its name: for `Shifts` alone."""
        setattr(self, name, number)

    def as_dict(self) -> dict[str, float]:
        """Return name → number, in the order of declaration."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def __getattr__(self, name: str) -> float:
        raise AttributeError(f"no {type(self).__name__.lower()} of this name: {name}."
                             f"{suggestion(name, self.__dataclass_fields__)}")  # fmt: skip
