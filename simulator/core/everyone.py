"""All agents of a model, as Mesa's tools go through them: Mesa's own and those of the array sets."""

from collections.abc import Collection, Iterator
from itertools import chain
from typing import Any


class Everyone(Collection[Any]):
    """What `model.agents` returns: Mesa's own agents, then those of the registered sets, each an AgentSet."""

    def __init__(self, own: Any) -> None:
        self.own = own
        self.array_sets: list[Any] = []
        self.add, self.remove = own.add, own.remove  # by which Mesa registers its own

    def __len__(self) -> int:
        return len(self.own) + sum(map(len, self.array_sets))

    def __iter__(self) -> Iterator[Any]:
        return chain(list(self.own), *self.array_sets)

    def __contains__(self, agent: object) -> bool:
        return agent in self.own or any(agent in members for members in self.array_sets)
