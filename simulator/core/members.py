"""Mesa's AgentSet interface over rows of columns; agents appear only when they are asked for."""

from collections.abc import Callable, Iterable, Iterator
from math import inf
from random import Random
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from simulator.core.errors import suggestion
from simulator.core.mesa_classes import AbstractAgentSet, GroupBy

Rows = NDArray[np.int64]
Method = str | Callable[..., Any]
_OWN = frozenset({"root", "random", "_rows", "_identities"})


class Members(AbstractAgentSet):
    """Agents of one class, in an order; what `ArraySet` and `Selection` share."""

    root: Any  # the ArraySet whose rows these are
    random: Random

    def rows(self) -> Rows:
        """Return the rows of the agents in order, shape (len(self),)."""
        raise NotImplementedError

    def keep(self, rows: Rows) -> Self:
        """Narrow or reorder this very set to the given rows."""
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.rows())

    def __iter__(self) -> Iterator[Any]:
        return map(self.root.agent, self.rows().tolist())

    def __contains__(self, agent: object) -> bool:
        ours = getattr(agent, "array_set", None) is self.root
        return bool(ours and self.root.is_alive(agent) and agent.row in self.rows())  # type: ignore[attr-defined]

    def _result(self, rows: Rows, inplace: bool) -> "Members":
        return self.keep(rows) if inplace else Selection(self.root, rows)

    def _update(self, agents: Iterable[Any]) -> Self:
        return self.keep(np.fromiter((agent.row for agent in agents), np.int64))

    def copy(self) -> "Members":
        """Return a selection of the same agents."""
        return Selection(self.root, self.rows())

    __copy__ = copy

    def to_list(self) -> list[Any]:
        """Return the agents as a list."""
        return list(self)

    def select(
        self,
        filter_func: Callable[[Any], bool] | NDArray[np.bool_] | None = None,
        at_most: float = inf,
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> "Members":
        """Select agents by a function of the agent or a mask, and at most some number or share.

        Parameters
        ----------
        filter_func
            Function agent → bool, or boolean mask of shape (len(self),) or (rows of the set,).
        at_most
            Whole number of agents, or share of them when a float of at most one.
        """
        rows = self.rows()
        limit = int(len(rows) * at_most) if isinstance(at_most, float) and at_most <= 1 else at_most
        if agent_type is not None and not issubclass(self.root.agent_class, agent_type):
            rows = rows[:0]
        if callable(filter_func):
            rows = rows[np.fromiter((bool(filter_func(self.root.agent(r))) for r in rows.tolist()), np.bool_)]
        elif filter_func is not None:
            mask = np.asarray(filter_func)
            rows = rows[mask if len(mask) == len(rows) else mask[rows]]
        return self._result(rows if limit == inf else rows[: int(limit)], inplace)

    def shuffle(self, inplace: bool = False) -> "Members":
        """Return the agents in random order."""
        order = self.rows().tolist()
        self.random.shuffle(order)
        return self._result(np.array(order, dtype=np.int64), inplace)

    def sort(self, key: Method, ascending: bool = False, inplace: bool = False) -> "Members":
        """Return the agents sorted by an attribute or function, the highest first unless `ascending`."""
        values = self.get(key) if isinstance(key, str) else np.array([key(agent) for agent in self])
        order = np.argsort(values if ascending else values[::-1], kind="stable")
        # Python's reversed sort keeps equal agents in their order; a reversed argsort would not.
        order = order if ascending else len(order) - 1 - order[::-1]
        return self._result(self.rows()[order], inplace)

    def get(self, attr_names: Any, handle_missing: str = "error", default_value: Any = None) -> Any:
        """Return values by agent: an array for one column, a list of lists for several names."""
        if handle_missing not in ("error", "default"):
            raise ValueError(f'handle_missing is "error" or "default", not "{handle_missing}"')
        if not isinstance(attr_names, str):
            each = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [list(values) for values in zip(*map(list, each), strict=True)]
        if attr_names in self.root.columns:
            return self.root.columns[attr_names][self.rows()]
        if handle_missing == "default":
            return [getattr(agent, attr_names, default_value) for agent in self]
        return [getattr(agent, attr_names) for agent in self]

    def set(self, attr_name: str, value: Any) -> Self:
        """Set a column to one value for all, or to an array with one value per agent."""
        if attr_name not in self.root.columns:
            what = f"{self.root.agent_class.__name__} has no column {attr_name}."
            raise AttributeError(what + suggestion(attr_name, self.root.columns))
        self.root.columns[attr_name][self.rows()] = value
        return self

    def do(self, method: Method, *args: Any, **kwargs: Any) -> Self:
        """Call a method or function on each agent that is still alive when its turn comes."""
        self._visit(self.to_list(), method, args, kwargs)
        return self

    def shuffle_do(self, method: Method, *args: Any, **kwargs: Any) -> Self:
        """Call a method or function on each agent in random order."""
        agents = self.to_list()
        self.random.shuffle(agents)
        self._visit(agents, method, args, kwargs)
        return self

    def map(self, method: Method, *args: Any, **kwargs: Any) -> list[Any]:
        """Return the results of a method or function called on each agent."""
        return self._visit(self.to_list(), method, args, kwargs)

    def _visit(self, agents: list[Any], method: Method, args: Any, kwargs: Any) -> list[Any]:
        alive = self.root.is_alive
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in agents if alive(agent)]
        return [method(agent, *args, **kwargs) for agent in agents if alive(agent)]

    def groupby(self, by: Method, result_type: Any = "agentset") -> GroupBy:
        """Group agents by a column or a function of the agent, in order of first appearance."""
        values = self.get(by) if isinstance(by, str) else [by(agent) for agent in self]
        members: dict[Any, list[int]] = {}
        for value, row in zip(getattr(values, "tolist", lambda: values)(), self.rows().tolist(), strict=True):
            members.setdefault(value, []).append(row)
        sets = {value: Selection(self.root, np.array(rows)) for value, rows in members.items()}
        return GroupBy(sets if result_type == "agentset" else {k: s.to_list() for k, s in sets.items()})


class Selection(Members):
    """Some agents of a set: it shares their columns and forgets those who leave the model."""

    def __init__(self, root: Any, rows: Rows) -> None:
        self.root = root
        self.random = root.random
        self.keep(rows)

    def __setattr__(self, name: str, value: Any) -> None:
        # Writing a column fills it for those selected.
        if name in _OWN:
            super().__setattr__(name, value)
        else:
            self.set(name, value)

    def keep(self, rows: Rows) -> Self:
        """Hold the given rows and who is there now."""
        self._rows = np.asarray(rows, dtype=np.int64)
        self._identities = self.root.identities(self._rows)
        return self

    def rows(self) -> Rows:
        """Return the rows whose agents are still the ones selected."""
        same = self.root.alive(self._rows) & (self.root.identities(self._rows) == self._identities)
        rows: Rows = self._rows[same]
        return rows

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self.root.columns:
            raise AttributeError(name)
        return self.get(name)

    def add(self, agent: Any) -> None:
        """Add an agent of the same set."""
        if agent not in self:
            self.keep(np.append(self.rows(), agent.row))

    def discard(self, agent: Any) -> None:
        """Forget an agent, if it is here."""
        if agent in self:
            self.remove(agent)

    def remove(self, agent: Any) -> None:
        """Forget an agent; KeyError when it is not here."""
        if agent not in self:
            raise KeyError(agent)
        rows = self.rows()
        self.keep(rows[rows != agent.row])
