"""Policy instruments: one file each, its name is the key in a scenario. They stand on `simulator.kit`."""

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from simulator.agents.person import POLICY_INCOME
from simulator.core.cache import place_in
from simulator.core.economy import Economy
from simulator.core.errors import InputError, SimulatorError
from simulator.core.kernels import clear
from simulator.kit.instrument import PHASES, Instrument

__all__ = ["Instrument", "act", "discover"]


@cache
def discover() -> Mapping[str, type[Instrument]]:
    """Return every instrument by name (= its file's name)."""
    found: dict[str, type[Instrument]] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        for value in vars(import_module(f"{__name__}.{module}")).values():
            own = isinstance(value, type) and value.__module__.endswith("." + module)
            if own and issubclass(value, Instrument):
                value.name = module
                found[module] = value
    return found


def act(phase: str) -> Callable[[Economy], None]:
    """Return the step of the month in which all instruments act in a phase, in the order of the scenario."""
    if phase not in PHASES:
        raise ValueError(f'no phase "{phase}"; there are {", ".join(PHASES)}')

    def step(economy: Economy) -> None:
        if economy.month < 1:
            return
        if phase == "transfers" and economy.instruments:
            clear(economy.persons, POLICY_INCOME)  # what they paid to and took from people last month
        for instrument in economy.instruments:
            instrument.begin(economy, phase)
            try:
                getattr(instrument, phase)(economy)
            except SimulatorError:
                raise
            except Exception as error:
                if not instrument.own_file:
                    raise
                told = f"the policy file fails in the phase {phase}, month {economy.month}: {error!r}"
                raise InputError(told, where=place_in(instrument.own_file, error)) from error

    step.__name__ = f"act_{phase}"
    return step
