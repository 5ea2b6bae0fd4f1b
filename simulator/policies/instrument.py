"""What a policy instrument is, and how it is found: one file, one class, no registration."""

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from simulator.core.param import Param

if TYPE_CHECKING:
    from simulator.model import Economy

PHASES = ("adoption", "separations", "training", "transfers", "levies")


class Instrument:
    """A policy. Subclasses declare parameters with `param(...)`, default 0 = inert, and override phases.

    A phase is a moment of the month in which the instrument may act; see `PHASES` and the schedule.
    """

    name: ClassVar[str] = ""
    family: ClassVar[str] = ""
    about: ClassVar[str] = ""
    raises: ClassVar[bool] = False

    def __init__(self, setting: Any) -> None:
        self.setting = setting
        self.month = 0

    @classmethod
    def declared(cls) -> dict[str, Param]:
        """Return parameter name -> declaration."""
        found: dict[str, Param] = {}
        for base in reversed(cls.__mro__):
            found |= {name: value for name, value in vars(base).items() if isinstance(value, Param)}
        return found

    def value(self, name: str) -> float:
        """Value of a parameter this month, in its declared unit; 0 outside the instrument's dates."""
        if name not in self.setting.values:
            return float(self.declared()[name].default) if self.setting.is_active(self.month) else 0.0
        return float(self.setting.value(name, self.month))

    def prepare(self, economy: "Economy") -> None:
        """Once, before the first month."""

    def adoption(self, economy: "Economy") -> None:
        """Before firms decide on AI."""

    def separations(self, economy: "Economy") -> None:
        """Before people leave jobs."""

    def training(self, economy: "Economy") -> None:
        """After matching."""

    def transfers(self, economy: "Economy") -> None:
        """Before taxes: what people receive."""

    def levies(self, economy: "Economy") -> None:
        """After taxes: what firms or people pay."""


@cache
def discover() -> Mapping[str, type[Instrument]]:
    """Return every instrument by name (= its file's name)."""
    import simulator.policies as package

    found: dict[str, type[Instrument]] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        for value in vars(import_module(f"{package.__name__}.{module}")).values():
            own = isinstance(value, type) and value.__module__.endswith("." + module)
            if own and issubclass(value, Instrument) and value is not Instrument:
                value.name = module
                found[module] = value
    return found


def act(phase: str) -> Callable[["Economy"], None]:
    """Return the step of the month in which all instruments act in a phase, in the order of the scenario."""

    def step(economy: "Economy") -> None:
        if economy.month < 1:
            return
        for instrument in economy.instruments:
            instrument.month = economy.month
            getattr(instrument, phase)(economy)

    step.__name__ = f"act_{phase}"
    return step
