"""Sets of Mesa agents whose state lives in columns: an agent is a row, made on demand and not kept."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy, deepcopy
from enum import IntEnum
from functools import partial
from itertools import chain
from operator import attrgetter
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from simulator.core.errors import suggestion
from simulator.core.mesa_parts import AbstractAgentSet, Agent, GroupBy

if TYPE_CHECKING:
    import polars as pl

Rows = NDArray[np.int64]
Method = str | Callable[..., Any]
_OWN = frozenset({"root", "random", "_rows", "_identities"})

_PAGE, _LINE = 4096, 64  # bytes


class Code(IntEnum):
    """What a code is called: equal to its name and to its number, and hashed as the number."""

    def __str__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return self.name == other if isinstance(other, str) else int(self) == other

    __ne__ = object.__ne__  # an int has one of its own
    __hash__ = int.__hash__


codes: Any = Code
"""To make codes of names: `codes("Sex", "male female", start=0)`."""


class Derived(property):
    """What follows from columns: written for one agent or for its set, of which it gives all rows in use."""

    names = linked = None


class Column:
    """One quantity that every agent of a class has.

    On the class it is the declaration; on an agent it reads and writes the agent's row. Of rows of a set it
    gives the agent of that row, None below 0; a code that has `names` is read as one of them.

    Parameters
    ----------
    dtype
        NumPy type of one value.
    unit, about
        Unit and meaning; codes are explained in `about`.
    default
        Value of a new row.
    link
        Name of the set whose rows the values are; unset, a column named like a set links to it.
    names
        What the codes are called: members of it are equal to their codes.
    """

    def __init__(
        self,
        dtype: DTypeLike,
        unit: str = "",
        about: str = "",
        *,
        default: Any = 0,
        link: str = "",
        names: type[Code] | None = None,
    ) -> None:
        self.dtype: np.dtype[Any] = np.dtype(dtype)
        self.unit = unit
        self.about = about
        self.default = default
        self.link = link
        self.names = names
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def allocate(self, rows: int, place: int = 0) -> NDArray[Any]:
        """Return a new array of shape (rows,) filled with the default.

        Columns of different `place` begin in different lines of a page: large arrays would otherwise all
        begin alike, and the columns that a loop reads side by side would drive each other out of the cache.
        """
        size = rows * self.dtype.itemsize
        memory = np.empty(size + _PAGE, np.uint8)
        start = (place * _LINE - memory.ctypes.data) % _PAGE
        array = memory[start : start + size].view(self.dtype)
        array[...] = self.default
        return array

    def __get__(self, agent: Any, owner: type) -> Any:
        if agent is None:
            return self
        return self.read(agent.array_set.columns[self.name][agent.row].item(), agent.model)

    def read(self, number: Any, model: Any) -> Any:
        """Return what an agent has of a number: the agent of that row, a name, or the number."""
        if self.linked is None:
            return number if self.names is None else self.names(number)
        return None if number < 0 else model.agents_by_type[self.linked].agent(number)

    @property
    def linked(self) -> "type[ArrayAgent] | None":
        """The class of agents whose rows the values are; None of other quantities."""
        return KINDS.get(self.link or self.name) if self.dtype.kind in "iu" else None

    def __set__(self, agent: Any, value: Any) -> None:
        agent.array_set.columns[self.name][agent.row] = self.number(value)

    def number(self, value: Any) -> Any:
        """The number that stands for what an agent is given; TypeError or ValueError where none does."""
        if self.names is not None:
            try:
                return self.names[value] if isinstance(value, str) else self.names(value)
            except (KeyError, ValueError):
                told = f"{self.name} is one of {', '.join(self.names.__members__)}; not {value!r}"
                raise ValueError(told) from None
        if self.linked is not None:
            value = -1 if value is None else getattr(value, "row", value)
        if np.ndim(value) or np.asarray(value).dtype.kind not in "biuf":
            raise TypeError(f"{self.name} is a number ({self.unit}), not {value!r}")
        return value


class Acting(AbstractAgentSet):
    """A set that calls its agents one by one, but for those who have left the model by then."""

    random: Random

    def to_list(self) -> list[Any]:
        """Return the agents as a list."""
        return list(self)

    def do(self, method: Method, *args: Any, **kwargs: Any) -> Self:
        """Call a method or function on each agent."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: Method, *args: Any, **kwargs: Any) -> Self:
        """Call a method or function on each agent in random order."""
        self.shuffle().map(method, *args, **kwargs)
        return self

    def map(self, method: Method, *args: Any, **kwargs: Any) -> list[Any]:
        """Return the results of a method or function called on each agent."""
        call = attrgetter(method) if isinstance(method, str) else (lambda agent: partial(method, agent))
        return [call(agent)(*args, **kwargs) for agent in self.to_list() if _is_there(agent)]

    def remove(self, agent: Any) -> None:
        """Take an agent out; KeyError when it is not here."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)


def _is_there(agent: Any) -> bool:
    is_row = isinstance(agent, ArrayAgent)
    return agent in (agent.array_set if is_row else agent.model.agents_by_type.get(type(agent), ()))


class Members(Acting):
    """Agents of one class, in an order; what `ArraySet` and `Selection` share."""

    root: Any  # the ArraySet whose rows these are

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

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.root.agent_class.readable})

    def to_frame(self, *names: str | Iterable[str]) -> "pl.DataFrame":
        """Return a Polars frame: a row an agent, `unique_id` and the named columns, all else.

        Codes that have names are names; of other agents it has their name, or else their `unique_id`.
        """
        import polars as pl  # late: the month needs none

        rows, readable = self.rows(), self.root.agent_class.readable
        named = [one for given in names for one in ([given] if isinstance(given, str) else given)]
        if unknown := [name for name in named if name not in readable]:
            raise AttributeError(no_column(self.root, unknown[0]))
        wanted = named or [name for name in readable if name != "id"]
        ids = {"unique_id": self.root.identities(rows)}
        return pl.DataFrame(ids | {one: self._told(one, getattr(self.root, one)[rows]) for one in wanted})

    def _told(self, name: str, values: NDArray[Any]) -> Any:
        """Values of a column, as a frame has them."""
        import polars as pl

        column = self.root.agent_class.readable[name]
        if column.names is not None:
            return pl.Series(values).replace_strict({one.value: one.name for one in column.names})
        if column.linked is None:
            return values
        linked = self.root.model.agents_by_type[column.linked]
        told = linked.name[values] if "name" in column.linked.readable else linked.identities(values)
        return pl.Series(told).set(pl.Series(values < 0), None)

    def copy(self) -> "Members":
        """Return a selection of the same agents."""
        return Selection(self.root, self.rows())

    __copy__ = copy

    def select(
        self,
        filter_func: Callable[[Any], bool] | NDArray[np.bool_] | None = None,
        at_most: float = math.inf,
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> "Members":
        """Select agents by a function of the agent or a mask, of shape (len(self),) or (rows of the set,).

        `at_most`: whole number of agents, or share of them when a float of at most one.
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
        return self._result(rows if limit == math.inf else rows[: int(limit)], inplace)

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
        if attr_names in self.root.agent_class.readable:
            return getattr(self.root, attr_names)[self.rows()]
        if handle_missing == "default":
            return [getattr(agent, attr_names, default_value) for agent in self]
        return [getattr(agent, attr_names) for agent in self]

    def set(self, attr_name: str, value: Any) -> Self:
        """Set a column to one value for all, or to an array with one value per agent."""
        if attr_name not in self.root.columns:
            raise AttributeError(no_column(self.root, attr_name))
        if value is None or isinstance(value, str):
            value = self.root.agent_class.columns[attr_name].number(value)
        self.root.columns[attr_name][self.rows()] = value
        return self

    def groupby(self, by: Method, result_type: Any = "agentset") -> GroupBy:
        """Group agents by an attribute or a function of the agent, in order of first appearance."""
        values = self.get(by) if isinstance(by, str) else [by(agent) for agent in self]
        members: dict[Any, list[int]] = {}
        for value, row in zip(getattr(values, "tolist", lambda: values)(), self.rows().tolist(), strict=True):
            members.setdefault(value, []).append(row)
        column, model = self.root.agent_class.columns.get(by), self.root.model
        if column is not None:  # read once a group, and not once an agent
            members = {column.read(value, model): rows for value, rows in members.items()}
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
        if name.startswith("_") or name not in self.root.agent_class.readable:
            raise AttributeError(name)
        return self.get(name)

    def __getitem__(self, place: int | slice) -> Any:
        """Return the agent at a place of the selection, or a list of them."""
        rows = self.rows()[place]
        return [self.root.agent(row) for row in rows.tolist()] if rows.ndim else self.root.agent(int(rows))

    def add(self, agent: Any) -> None:
        """Add an agent of the same set."""
        if agent not in self:
            self.keep(np.append(self.rows(), agent.row))

    def discard(self, agent: Any) -> None:
        """Forget an agent, if it is here."""
        if agent in self:
            rows = self.rows()
            self.keep(rows[rows != agent.row])


class Everyone(Acting):
    """What `model.agents` returns, and parts of it: agents of its own, then those of the registered sets."""

    def __init__(self, agents: Iterable[Any], random: Random) -> None:
        self.own, self.random = dict.fromkeys(agents), random
        self.array_sets: list[Any] = []

    def __len__(self) -> int:
        return len(self.own) + sum(map(len, self.array_sets))

    def __iter__(self) -> Iterator[Any]:
        return chain(list(self.own), *self.array_sets)

    def __contains__(self, agent: object) -> bool:
        return agent in self.own or any(agent in members for members in self.array_sets)

    def __getitem__(self, place: int | slice) -> Any:
        return self.to_list()[place]

    @property
    def _agents(self) -> list[Any]:  # what Mesa's `get` goes through
        return self.to_list()

    def _update(self, agents: Iterable[Any]) -> Self:
        if self.array_sets:
            raise TypeError(WHOLE)
        self.own = dict.fromkeys(agents)
        return self

    def copy(self) -> "Everyone":
        """Return a set of the same agents, which may be narrowed and reordered."""
        return Everyone(self, self.random)

    __copy__ = copy

    def shuffle(self, inplace: bool = False) -> "Everyone":
        """Return the agents in random order."""
        agents = self.to_list()
        self.random.shuffle(agents)
        return self._update(agents) if inplace else Everyone(agents, self.random)

    def sort(self, key: Method, ascending: bool = False, inplace: bool = False) -> "Everyone":
        """Return the agents sorted by an attribute or function, the highest first unless `ascending`."""
        by: Any = attrgetter(key) if isinstance(key, str) else key
        agents = sorted(self, key=by, reverse=not ascending)
        return self._update(agents) if inplace else Everyone(agents, self.random)

    def add(self, agent: Any) -> None:
        """Add an agent; TypeError for a row in `model.agents`."""
        if self.array_sets and isinstance(agent, ArrayAgent):
            agent.create_agents(agent.model, 1)
        self.own[agent] = None

    def discard(self, agent: Any) -> None:
        """Take an agent out, if it is here; TypeError for a row in `model.agents`."""
        if self.array_sets and isinstance(agent, ArrayAgent):
            raise TypeError(f"{agent} leaves the model by its own method: agent.remove()")
        self.own.pop(agent, None)


WHOLE = "the set of all agents cannot be narrowed or reordered; use inplace=False, or its copy()"
KINDS: dict[str, type["ArrayAgent"]] = {}
"""Agent classes by the name of their set: "person" → Person."""
_KEPT_NAMES = frozenset({"array_set", "row", "model", "unique_id", "pos"})


class ArrayAgent(Agent):
    """A Mesa agent whose state is one row of an `ArraySet`, made on demand and not kept.

    Two agents are equal when they are the same individual of the same set.
    """

    columns: ClassVar[Mapping[str, Column]] = {}
    readable: ClassVar[Mapping[str, Any]] = {}
    """Columns, and what is derived from them."""
    comes: ClassVar[str] = "their rows are laid out as the model is made"
    """Why none is added by hand."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.columns = {**cls.columns, **{k: v for k, v in vars(cls).items() if isinstance(v, Column)}}
        derived = {k: v for k, v in vars(cls).items() if isinstance(v, Derived)}
        cls.readable = {**cls.readable, **cls.columns, **derived}
        KINDS[cls.__name__.lower()] = cls

    # Mesa's constructor registers the agent and numbers it; a row is in the model already.
    def __init__(self, array_set: Any, row: int | None = None) -> None:
        if row is None:  # as Mesa's agents are made, of a model
            self.create_agents(array_set, 1)
        self.array_set = array_set
        self.row = row
        self.model = array_set.model
        self.unique_id = array_set.identity(row)
        self.pos = None

    @classmethod
    def create_agents(cls, model: Any, *args: Any, **values: Any) -> NoReturn:
        """Refuse: rows that look free are for those who come by the model's own rules."""
        raise TypeError(
            f"no {cls.__name__} is added by hand: {cls.comes}. To have more, make it with more persons"
        )

    from_dataframe = create_agents

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # A DataCollector copies each value that it reads: of an agent, not the economy that it leads to.
        if id(self.model) not in memo:
            return self
        made = copy(self)
        made.array_set = deepcopy(self.array_set, memo)
        made.model = memo[id(self.model)]
        return made

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _KEPT_NAMES and not hasattr(type(self), name):
            raise AttributeError(no_column(self.array_set, name))
        super().__setattr__(name, value)

    def remove(self) -> None:
        """Leave the model; the row becomes free for another agent."""
        self.array_set.remove(self)

    def leave(self) -> None:
        """Break off what holds others to this agent, as it is removed; ValueError where that cannot be."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ArrayAgent):
            return NotImplemented
        return self.array_set is other.array_set and self.unique_id == other.unique_id

    def __hash__(self) -> int:
        return hash((id(self.array_set), self.unique_id))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(row={self.row}, unique_id={self.unique_id})"


def no_column(members: Any, name: str, of: str = "") -> str:
    """What is said of a write or read of a column that is not declared."""
    readable, kind = members.agent_class.readable, f"{of}{members.agent_class.__name__}{'s' * bool(of)}"
    if name in readable:
        return f"{name} follows from other columns and cannot be set"
    if name in vars(members.model):
        return f"{kind} has no column {name}: it is the economy's, economy.{name}"
    return (
        f"{kind} has no column {name}.{suggestion(name, readable)} A quantity of your own is declared in the "
        f"class: {name} = Column(np.float64, unit=…, about=…)"
    )


__all__ = ["KINDS", "Agent", "ArrayAgent", "ArraySet", "Column", "Selection", "register"]
_COPIED = frozenset({"agent_class", "capacity", "model", "n", "next_id", "random", "root"})
_OWN_OF_SET = _COPIED | {"columns", "records"}


class ArraySet[A: ArrayAgent](Members):
    """All agents of one class: an array per column, and Mesa's AgentSet over the rows in use.

    `persons.wage` is the whole column (rows in use), `persons[17].wage` one value. Arrays are
    allocated once, for `capacity` rows: compiled code may hold them.

    Parameters
    ----------
    agent_class
        Class that declares the columns; `active` (1 = row in use) and `id` are optional.
    capacity
        Most rows that will ever be in use at once.
    model
        The model the agents belong to.
    """

    def __init__(self, agent_class: type[A], capacity: int, model: Any) -> None:
        self.agent_class = agent_class
        self.capacity = int(capacity)
        self.model = model
        self.random = model.random
        self.root = self
        self.next_id = 0
        self.records: dict[type, Any] = {}  # of the rows in use, for compiled passes (`kernels.columns`)
        self.n = 0
        declared = agent_class.columns.items()
        self.columns = {name: c.allocate(self.capacity, k) for k, (name, c) in enumerate(declared)}
        if "active" in self.columns:
            self.columns["active"][:] = 0

    def __getattr__(self, name: str) -> NDArray[Any]:
        columns = self.__dict__.get("columns", {})
        if name not in columns:
            if columns and name in self.agent_class.readable:
                return self.agent_class.readable[name].__get__(self)  # type: ignore[no-any-return]
            raise AttributeError(no_column(self, name, "the set of ") if columns else name)
        view: NDArray[Any] = columns[name][: self.n]
        self.__dict__[name] = view  # found there by the next read, until other rows come into use
        return view

    def __setattr__(self, name: str, value: Any) -> None:
        # Writing a column fills its array: compiled code holds the array itself.
        if name in self.__dict__.get("columns", {}):
            self.columns[name][: self.n] = value
        elif name in _OWN_OF_SET:
            if name == "n":  # views of other rows than these
                self.records.clear()
                for column in self.agent_class.columns:
                    self.__dict__.pop(column, None)
            super().__setattr__(name, value)
        else:
            raise AttributeError(no_column(self, name, "the set of "))

    def __getitem__(self, row: int) -> A:
        if not isinstance(row, int | np.integer):
            raise TypeError(f"{row} is no row; for agents in order take to_list()")
        if not -self.n <= row < self.n:
            raise IndexError(f"row {row} of {self.n}")
        if "active" in self.columns and not self.active[row]:
            raise IndexError(f"row {row} is not in use; for those who are there take to_list()")
        return self.agent(int(row) % self.n)

    def agent(self, row: int) -> A:
        """Return the agent of a row."""
        return self.agent_class(self, row)

    def add_rows(self, count: int) -> Rows:
        """Take so many rows into use, freed ones first, set to their defaults; returns them. Ids are new."""
        free = np.flatnonzero(self.active == 0)[:count] if "active" in self.columns else np.empty(0, np.int64)
        end = self.n + count - len(free)
        if end > self.capacity:
            raise ValueError(f"{self.agent_class.__name__}: {end} rows needed, capacity is {self.capacity}")
        rows = np.concatenate([free, np.arange(self.n, end)]).astype(np.int64)
        self.n = end
        for name, column in self.agent_class.columns.items():
            self.columns[name][rows] = column.default
        if "active" in self.columns:
            self.columns["active"][rows] = 1
        if "id" in self.columns and count:
            self.columns["id"][rows] = np.arange(self.next_id, self.next_id + count)
            self.next_id += count
        return rows

    def remove_rows(self, rows: Rows) -> None:
        """Free rows for other agents; ids are not used again."""
        if "active" not in self.columns:
            raise TypeError(f"{self.agent_class.__name__} has no column active: its agents stay")
        self.columns["active"][rows] = 0

    def rows(self) -> Rows:
        """Return the rows in use."""
        return np.flatnonzero(self.active) if "active" in self.columns else np.arange(self.n)

    def __len__(self) -> int:
        return int(np.count_nonzero(self.active)) if "active" in self.columns else self.n

    def __contains__(self, agent: object) -> bool:
        return getattr(agent, "array_set", None) is self and self.is_alive(agent)

    def alive(self, rows: Rows) -> NDArray[np.bool_]:
        """Tell which rows are in use."""
        return self.columns["active"][rows] != 0 if "active" in self.columns else rows < self.n

    def identities(self, rows: Rows) -> NDArray[np.int64]:
        """Return the ids of rows (the rows themselves when the class has no id)."""
        return self.columns["id"][rows].astype(np.int64) if "id" in self.columns else rows

    def identity(self, row: int) -> int:
        """Return the id of one row."""
        return int(self.columns["id"][row]) if "id" in self.columns else row

    def is_alive(self, agent: Any) -> bool:
        """Tell whether an agent is still in the model."""
        same = agent.row < self.n and self.identity(agent.row) == agent.unique_id
        return bool(same and ("active" not in self.columns or self.columns["active"][agent.row]))

    def keep(self, rows: Rows) -> Self:
        """Refuse: the set holds every agent of its class."""
        raise TypeError(WHOLE)

    def add(self, agent: Any) -> None:
        """Refuse: rows are agents."""
        self.agent_class.create_agents(self.model)

    def discard(self, agent: Any) -> None:
        """Remove an agent from the model, if it is there; ValueError where others depend on it."""
        if agent in self:
            agent.leave()
            self.remove_rows(np.array([agent.row]))

    def __getstate__(self) -> dict[str, Any]:
        """All but views: a copy makes its own, of its own arrays."""
        return {name: vars(self)[name] for name in (*_COPIED, "columns")} | {"records": {}}

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A set of its own arrays for a copy of the model, laid out as those are."""
        made = object.__new__(type(self))
        memo[id(self)] = made
        kept = {name: vars(self)[name] for name in _COPIED}
        columns = {}
        for place, (name, column) in enumerate(self.agent_class.columns.items()):
            columns[name] = memo[id(self.columns[name])] = column.allocate(self.capacity, place)
            columns[name][...] = self.columns[name]
        made.__dict__.update(deepcopy(kept, memo) | {"columns": columns, "records": {}})
        return made


def register(model: Any, array_set: ArraySet[Any]) -> None:
    """Make a set known to Mesa: `model.agents_by_type` has it, `model.agents` has its agents."""
    if not isinstance(model._all_agents, Everyone):
        model._all_agents = Everyone(model._all_agents, model.random)
    model._all_agents.array_sets.append(array_set)
    model._agents_by_type[array_set.agent_class] = array_set
