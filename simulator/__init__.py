"""Agent-based simulator of AI-driven labour displacement and of the policies that answer it.

`import simulator as ls` offers `run`, `compare`, `sweep`, `load` and `economy`, and what they return. Nothing
heavy is imported before one of them is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.core.errors import InputError, InputErrors
    from simulator.experiment.mesa_model import Economy
    from simulator.face.comparison import Comparison, compare
    from simulator.face.run import Run, run
    from simulator.face.sweep import Sweep, sweep
    from simulator.face.verbs import economy, load

__all__ = [
    "Comparison",
    "Economy",
    "InputError",
    "InputErrors",
    "Run",
    "Sweep",
    "compare",
    "economy",
    "load",
    "run",
    "sweep",
]
_PLACES = {
    "Comparison": "simulator.face.comparison",
    "Economy": "simulator.experiment.mesa_model",
    "InputError": "simulator.core.errors",
    "InputErrors": "simulator.core.errors",
    "Run": "simulator.face.run",
    "Sweep": "simulator.face.sweep",
    "compare": "simulator.face.comparison",
    "load": "simulator.face.verbs",
    "run": "simulator.face.run",
    "sweep": "simulator.face.sweep",
}


def __getattr__(name: str) -> Any:
    if name == "economy":  # a room of the house that can be called as well: see there
        return import_module("simulator.economy")
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
