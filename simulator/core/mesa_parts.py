"""Mesa's model and agents alone: its grids, networks and tables are loaded when somebody asks for them.

`import mesa` loads all of Mesa, and with it pandas, networkx and SciPy, of which the model uses nothing. Here
`mesa` and `mesa.experimental` are in place before their own files are run: the first name that is asked of
them, as in `mesa.DataCollector`, runs the file, and from then on they are as Mesa has them. Modules of Mesa
that name pandas import it when they use it. Where Mesa was imported before, nothing of this is done.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from simulator.core.cache import only_declarations

__all__ = ["AbstractAgentSet", "Agent", "GroupBy", "Model"]

_LOCK = RLock()


class _Unread(ModuleType):
    """A package whose own file is run when a name, or another of its modules, is first asked for."""

    def __getattr__(self, name: str) -> Any:
        spec: Any = self.__spec__
        with _LOCK:  # its file asks as well, for modules that it is about to import
            if type(self) is _Unread and "__path__" not in vars(self):
                self.__path__ = spec.submodule_search_locations
                spec.loader.exec_module(self)
                self.__class__ = ModuleType  # type: ignore[assignment]
            return ModuleType.__getattribute__(self, name)

    def __dir__(self) -> list[str]:
        self.__getattr__("__all__")
        return dir(self)


class _Named(ModuleType):
    """What those have for a module who import it too early: it is imported when they use it."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _in_place[Kind: ModuleType](name: str, kind: type[Kind]) -> Kind:
    """Put a module into place that is not run, with file and path as when it is."""
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    made: Any = module_from_spec(spec)
    made.__class__ = kind
    sys.modules[name] = made
    return cast(Kind, made)


@contextmanager
def _alone() -> Iterator[None]:
    """Let modules of Mesa be imported without all that its packages import, and without pandas."""
    if "mesa" in sys.modules:
        yield
        return
    packages = [_in_place(name, _Unread) for name in ("mesa", "mesa.experimental")]
    pandas = None if "pandas" in sys.modules else _in_place("pandas", _Named)
    try:
        yield
    finally:
        for package in packages:
            del package.__path__
        if sys.modules.get("pandas") is pandas:
            del sys.modules["pandas"]


if TYPE_CHECKING:
    from mesa import Agent, Model
    from mesa.agentset import AbstractAgentSet, GroupBy
elif only_declarations():  # no agent is made there
    AbstractAgentSet, Agent, GroupBy, Model = (type(name, (), {}) for name in __all__)
else:
    with _alone():
        from mesa.agent import Agent
        from mesa.agentset import AbstractAgentSet, GroupBy
        from mesa.model import Model
