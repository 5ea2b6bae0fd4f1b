"""The economy as a model: its people, firms and state, and its month; called, it opens an economy."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from simulator.core.cache import refuse_the_model

refuse_the_model()


class _Room(ModuleType):
    """Once imported, the room has the name of the verb `simulator.economy`: the verb answers here."""

    def __call__(self, *given: Any, **how: Any) -> Any:
        """The economy of a scenario at month 0, as `simulator.api.verbs.economy` opens it."""
        return import_module("simulator.api.verbs").economy(*given, **how)


sys.modules[__name__].__class__ = _Room
