"""Agent-based simulator of AI-driven labour displacement and of the policies that answer it.

`import simulator as ls` offers `run`, `compare`, `sweep`, `load`, `economy` and `household`, and what they
return. Nothing heavy is imported before one of them is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.api.household import Household, household
    from simulator.api.verbs import Comparison, Countries, Run, Sweep, compare, economy, load, run, sweep
    from simulator.core.errors import InputError, InputErrors
    from simulator.experiment.mesa_model import Economy

__all__ = [
    "Comparison",
    "Countries",
    "Economy",
    "Household",
    "InputError",
    "InputErrors",
    "Run",
    "Sweep",
    "compare",
    "economy",
    "household",
    "load",
    "run",
    "sweep",
]
_PLACES = {
    "Household": "simulator.api.household",
    "household": "simulator.api.household",
    "Economy": "simulator.experiment.mesa_model",
    "InputError": "simulator.core.errors",
    "InputErrors": "simulator.core.errors",
}


def __getattr__(name: str) -> Any:
    if name == "economy":  # a room of the house that can be called as well: see there
        return import_module("simulator.economy")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES.get(name, "simulator.api.verbs")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
