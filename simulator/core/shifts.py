"""Values that are changed for a month and then put back, bit for bit."""

from collections.abc import MutableMapping


class Shifts:
    """Remembers what stood in a mapping before it was first changed."""

    def __init__(self) -> None:
        self._before: list[tuple[MutableMapping[str, float], str, float]] = []

    def add(self, values: MutableMapping[str, float], name: str, by: float) -> None:
        """Add to a value; KeyError when there is none of this name."""
        if not any(where is values and known == name for where, known, _ in self._before):
            self._before.append((values, name, values[name]))
        values[name] += by

    def before(self, name: str, now: float) -> float:
        """What a value was before it was changed; `now` when it was not."""
        return next((value for _, known, value in self._before if known == name), now)

    def undo(self) -> None:
        """Put everything back."""
        for values, name, value in self._before:
            values[name] = value
        self._before.clear()
