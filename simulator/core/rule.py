"""A rule: one behaviour, written as a scalar function of named quantities, run over all agents.

```python
@rule(over="person", writes="reservation_wage")
def reservation_wage(last_wage, months_out, benefit, *, minimum_wage, decay=param(0.01, ...)):
    return max(last_wage * (1 - decay) ** months_out, benefit, minimum_wage)
```
Positional names are columns, `<link>_<column>` a column of what the agent links to (0 without one),
`u_<purpose>` its keyed draw; keyword-only names are parameters or economy-wide values.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import update_wrapper
from types import FunctionType
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakKeyDictionary, ref

from simulator.core.errors import InputError
from simulator.core.param import PARAMS, Param, declare, resolve

if TYPE_CHECKING:
    from simulator.core.economy import Economy
    from simulator.core.rule_bind import Binding


class Runnable:
    """One or more rules applied in one loop over a set.

    A rule listed in the economy's `rules` (name → Rule) takes the place of ours of that name.
    `among` finds the rows that ours can change (mask, uint8); without it these are all.
    """

    def __init__(
        self, over: str, rules: "tuple[Rule, ...]", among: "Callable[[Economy], Any] | None" = None
    ) -> None:
        self.over = over
        self.rules = rules
        self.among = among
        self._bound: WeakKeyDictionary[Economy, Binding] = WeakKeyDictionary()
        self._last: tuple[Callable[[], Economy | None], Binding | None] = (lambda: None), None

    def bind(self, economy: "Economy") -> "Binding":
        """Return the loop bound to the arrays of an economy (made once for each economy).

        Raises
        ------
        RuntimeError
            A set was exchanged after the rule was bound: its arrays must stay the same.
        """
        whose, last = self._last
        binding = last if whose() is economy else self._bound.get(economy)
        if binding is None:
            from simulator.core.rule_bind import Binding

            replaced = getattr(economy, "rules", {})
            binding = Binding([replaced.get(rule.name, rule) for rule in self.rules], economy)
            self._bound[economy] = binding
        if not binding.fits(economy):
            raise RuntimeError(f"the {self.over} set was exchanged after its rules were bound to it")
        if binding is not last:
            self._last = ref(economy), binding
        return binding

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Itself: a rule is bound to each economy anew, copies too."""
        return self

    def run(self, economy: "Economy", among: Any = None) -> None:
        """Apply the compiled rule to every active row, or `among` those (mask, uint8) that it can change.

        A rule of a scenario may change others, and is applied to all.
        """
        self.bind(economy).run(economy, self.among(economy) if self.among and among is None else among)

    def run_python(self, economy: "Economy") -> None:
        """Apply the uncompiled rule, row by row: the same numbers, for debugging and tests."""
        self.bind(economy).run_python(economy)


class Rule(Runnable):
    """A named behaviour of one kind of agent.

    Attributes
    ----------
    python
        The plain function, with declared parameters at their monthly defaults.
    reads, keywords
        Its positional and its keyword-only names.
    writes
        Columns that its result is written to.
    params
        Parameters that it declares.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        over: str,
        writes: tuple[str, ...],
        *,
        name: str = "",
        source: str = "",
    ) -> None:
        self.python = _copy(function)
        self.name = name or function.__name__
        self._source = source
        self.writes = writes
        signature = inspect.signature(function).parameters.values()
        self.reads = tuple(p.name for p in signature if p.kind is p.POSITIONAL_OR_KEYWORD)
        self.keywords = tuple(p.name for p in signature if p.kind is p.KEYWORD_ONLY)
        self.params: dict[str, Param] = {
            name: value for name, value in (function.__kwdefaults__ or {}).items() if isinstance(value, Param)
        }
        self.python.__kwdefaults__ = {name: value.monthly for name, value in self.params.items()}
        super().__init__(over, (self,))
        update_wrapper(self, function)

    @property
    def is_replacement(self) -> bool:
        """Whether it comes from a scenario's rule file."""
        return bool(self._source)

    @property
    def source(self) -> str:
        """The text of the function."""
        return self._source or inspect.getsource(self.python)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the plain function on one agent's numbers."""
        return self.python(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<rule {self.name} over {self.over}, writes {', '.join(self.writes)}>"


def _copy(function: Callable[..., Any]) -> Any:
    """Return a function of its own, so that setting its defaults leaves the given one alone."""
    scope, name = function.__globals__, function.__name__
    made = FunctionType(function.__code__, scope, name, function.__defaults__, function.__closure__)
    return update_wrapper(made, function)


RULES: dict[str, Rule] = {}
"""Every rule by name; filled when the rules are imported."""


def rule(*, over: str, writes: str | tuple[str, ...]) -> Callable[[Callable[..., Any]], Rule]:
    """Turn a scalar function into a rule.

    Parameters
    ----------
    over
        Name of the set: person, firm, post, occupation, sector, household.
    writes
        Column, or columns in the order of the returned tuple.
    """

    def decorate(function: Callable[..., Any]) -> Rule:
        made = Rule(function, over, (writes,) if isinstance(writes, str) else writes)
        known = RULES.get(made.name)
        if known is not None and known.python.__module__ != function.__module__:
            places = f"{known.python.__module__} and {function.__module__}"
            raise InputError(f"two rules are named {made.name}: in {places}")
        for name, declaration in made.params.items():
            declare(name, declaration)
        RULES[made.name] = made
        return made

    return decorate


def resolve_parameters(overrides: Mapping[str, float], replaced: Iterable[Rule] = ()) -> dict[str, float]:
    """Return the value of every parameter of the rules, checked and per month.

    Parameters
    ----------
    overrides
        Values in the declared units, in place of the defaults.
    replaced
        Rules from `replace_rule`: what they declare wins over the declarations of ours.
    """
    declared = dict(PARAMS)
    for each in replaced:
        declared.update(each.params)
    return resolve(declared, overrides)


def fused(*rules: Rule, among: "Callable[[Economy], Any] | None" = None) -> Runnable:
    """Return one loop that applies several rules of the same set to each row in turn, `among` those it finds.

    A later rule sees what an earlier one wrote to the same row, but must not read through a link
    what an earlier one writes to other rows.
    """
    if len({member.over for member in rules}) != 1:
        raise InputError(f"only rules over one set can share a loop: {', '.join(map(repr, rules))}")
    return Runnable(rules[0].over, rules, among)
