"""Several scenarios at once: the errors of all of them, and a name for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from simulator.core.errors import InputError, InputErrors
from simulator.scenario.scenario import Scenario


def load_several(loads: Iterable[Callable[[], Scenario]]) -> list[Scenario]:
    """What each of `loads` gives, or InputErrors with the errors of all of them."""
    scenarios, faults = list[Scenario](), list[InputError]()
    for load in loads:
        try:
            scenarios.append(load())
        except InputErrors as error:
            faults += error.errors
        except InputError as error:
            faults.append(error)
    if faults:
        raise InputErrors(faults)
    return scenarios


def refuse_namesakes(scenarios: Sequence[Scenario]) -> None:
    """InputErrors for names that several scenarios bear: results are told apart by name."""
    names = [scenario.name for scenario in scenarios]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        told = 'two scenarios are called "{}"; give one of them another "name:"'
        raise InputErrors(InputError(told.format(name)) for name in twice)
