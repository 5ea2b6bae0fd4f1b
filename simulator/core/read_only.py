"""Parameters after loading: numbers by name that nobody writes."""

from collections.abc import Iterator, Mapping
from typing import NoReturn


class ReadOnly(Mapping[str, float]):
    """Values that stand as they were checked, until the end of a month under what instruments add."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, float]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> float:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __setitem__(self, name: str, value: float) -> NoReturn:
        raise TypeError(
            f"{name} = {value}: parameters are read-only once an economy is made. Set it in the scenario, "
            "which checks its bounds, or for one month by economy.shift"
        )

    def at(self, name: str) -> float:
        """Return a value."""
        return self._values[name]

    def put(self, name: str, value: float) -> None:
        """Set a value: for `Shifts` alone."""
        self._values[name] = value
