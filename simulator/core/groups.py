"""Groups of agents, as Mesa's GroupBy."""

from collections.abc import Callable, Iterator
from typing import Any

Method = str | Callable[..., Any]


class Groups:
    """Groups of agents by the value that they share, as Mesa's GroupBy."""

    def __init__(self, groups: dict[Any, Any]) -> None:
        self.groups = groups

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self.groups.items())

    def __len__(self) -> int:
        return len(self.groups)

    def count(self) -> dict[Any, int]:
        """Return the number of agents by group."""
        return {value: len(group) for value, group in self}

    def agg(self, attr_name: str, func: Callable[[Any], Any]) -> dict[Any, Any]:
        """Return func(values of an attribute) by group."""
        return {value: func(_values(group, attr_name)) for value, group in self}

    def map(self, method: Method, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """Return the result of a method or function of the group, by group."""
        if isinstance(method, str):
            return {value: getattr(group, method)(*args, **kwargs) for value, group in self}
        return {value: method(group, *args, **kwargs) for value, group in self}

    def do(self, method: Method, *args: Any, **kwargs: Any) -> "Groups":
        """Call a method or function of each group."""
        self.map(method, *args, **kwargs)
        return self


def _values(group: Any, name: str) -> Any:
    return [getattr(agent, name) for agent in group] if isinstance(group, list) else group.get(name)
