"""What a loop over rules sees of the economy that it runs in, and of a rule."""

from collections.abc import Callable, Container, Mapping
from typing import Any, Protocol

from simulator.core.identities import Checker
from simulator.core.param import Param


class Ruled(Protocol):
    """What a rule needs to know of the economy that it runs in."""

    month: int

    @property
    def checker(self) -> Checker:
        """What knows the seed that messages name."""

    @property
    def sets(self) -> Mapping[str, Any]:
        """Sets of agents by the name of their kind."""

    @property
    def parameters(self) -> Mapping[str, float]:
        """Values of all declared parameters, per month."""

    @property
    def controllers(self) -> Container[str]:
        """Names that burn-in's controllers move, which stand before a parameter of that name."""

    @property
    def root(self) -> Any:
        """Root key of all random draws."""

    def scalar(self, name: str) -> float:
        """Return an economy-wide value; KeyError when there is none of this name."""


class SeenRule(Protocol):
    """A rule as it is bound and compiled; `simulator.core.rule.Rule` is one."""

    name: str
    over: str
    reads: tuple[str, ...]
    keywords: tuple[str, ...]
    writes: tuple[str, ...]
    params: dict[str, Param]
    python: Callable[..., Any]

    @property
    def is_own(self) -> bool:
        """Whether it comes from a scenario's rule file."""

    @property
    def source(self) -> str:
        """The text of the function."""
