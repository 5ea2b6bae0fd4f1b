"""All agents of a model: Mesa's own and those of the array sets."""

from collections.abc import Callable, Iterator
from itertools import chain
from math import inf
from typing import Any

from simulator.core.mesa_classes import AbstractAgentSet, GroupBy, HardKeyAgentSet

Method = str | Callable[..., Any]


class Everyone(HardKeyAgentSet):  # type: ignore[misc]
    """What `model.agents` returns: Mesa's own agents, then those of the registered sets.

    What it selects, sorts or copies is a plain set that keeps its agents alive: those of array sets
    are made on demand, and a weak set would lose them at once.
    """

    def __init__(self, own: Any, random: Any) -> None:
        super().__init__(own, random=random)
        self.array_sets: list[Any] = []

    def __len__(self) -> int:
        return int(super().__len__()) + sum(map(len, self.array_sets))

    def __iter__(self) -> Iterator[Any]:
        return chain(list(super().__iter__()), *self.array_sets)

    def __contains__(self, agent: object) -> bool:
        return super().__contains__(agent) or any(agent in members for members in self.array_sets)

    def copy(self) -> Any:
        """Return a plain set of all agents."""
        return HardKeyAgentSet(list(self), self.random)

    __copy__ = copy

    def to_list(self) -> list[Any]:
        """Return all agents."""
        return list(self)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Return attribute values by agent."""
        return self.copy().get(*args, **kwargs)

    def select(
        self, filter_func: Any = None, at_most: float = inf, inplace: bool = False, agent_type: Any = None
    ) -> Any:
        """Return a plain set of the agents that satisfy a function and type."""
        _refuse(inplace)
        if filter_func is None and agent_type is None and at_most == inf:
            return self.copy()
        return AbstractAgentSet.select(self.copy(), filter_func, at_most, False, agent_type)

    def shuffle(self, inplace: bool = False) -> Any:
        """Return a plain set in random order."""
        _refuse(inplace)
        return self.copy().shuffle(inplace=True)

    def sort(self, key: Method, ascending: bool = False, inplace: bool = False) -> Any:
        """Return a plain set in the order of an attribute or function."""
        _refuse(inplace)
        return self.copy().sort(key, ascending, inplace=True)

    def groupby(self, by: Method, result_type: Any = "agentset") -> GroupBy:
        """Group agents by an attribute or function."""
        return AbstractAgentSet.groupby(self.copy(), by, result_type)

    def do(self, method: Method, *args: Any, **kwargs: Any) -> "Everyone":
        """Call a method or function on each agent."""
        self._visit(list(self), method, args, kwargs)
        return self

    def shuffle_do(self, method: Method, *args: Any, **kwargs: Any) -> "Everyone":
        """Call a method or function on each agent in random order."""
        agents = list(self)
        self.random.shuffle(agents)
        self._visit(agents, method, args, kwargs)
        return self

    def map(self, method: Method, *args: Any, **kwargs: Any) -> list[Any]:
        """Return the results of a method or function called on each agent."""
        return self._visit(list(self), method, args, kwargs)

    def _visit(self, agents: list[Any], method: Method, args: Any, kwargs: Any) -> list[Any]:
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in agents if agent in self]
        return [method(agent, *args, **kwargs) for agent in agents if agent in self]


def _refuse(inplace: bool) -> None:
    if inplace:
        raise TypeError("the set of all agents cannot be narrowed or reordered; use inplace=False")
