"""Values that are changed for a month and then put back, bit for bit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from simulator.core.aggregates import Aggregates
from simulator.core.economy import Controllers
from simulator.core.errors import InputError, suggestion
from simulator.core.param import PARAMS, ReadOnly


class Shifted(Protocol):
    """What has numbers that may be changed for a month; `Economy` is one."""

    aggregates: Aggregates
    controllers: Controllers
    parameters: ReadOnly


class Shifts:
    """Remembers what stood before it was first changed."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[Aggregates | Controllers | ReadOnly, float]] = {}

    def add(self, economy: Shifted, name: str, by: float) -> None:
        """Add to an economy-wide value or a parameter.

        Raises
        ------
        InputError
            There is no such name, or a parameter would leave its bounds.
        """
        holders = (economy.controllers, economy.aggregates, economy.parameters)
        holder = next((each for each in holders if name in each), None)
        if holder is None:
            known = (*economy.parameters, *Aggregates.declared())
            raise InputError(f"no parameter or economy-wide value.{suggestion(name, known)}", field=name)
        now = holder.at(name)
        if holder is economy.parameters and name in PARAMS:
            PARAMS[name].check_monthly(name, now + by)
        self._before.setdefault(name, (holder, now))
        holder.put(name, now + by)

    def before(self, name: str, now: float) -> float:
        """What a value was before it was changed; `now` when it was not."""
        return self._before[name][1] if name in self._before else now

    @contextmanager
    def suspended(self, *names: str) -> Iterator[None]:
        """Put back what stood before, of these names, while a block runs."""
        changed = {name: self._before[name] for name in names if name in self._before}
        now = {name: holder.at(name) for name, (holder, _) in changed.items()}
        for name, (holder, value) in changed.items():
            holder.put(name, value)
        yield
        for name, (holder, _) in changed.items():
            holder.put(name, now[name])

    def undo(self) -> None:
        """Put everything back."""
        for name, (holder, value) in self._before.items():
            holder.put(name, value)
        self._before.clear()
