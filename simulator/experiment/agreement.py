"""Whether scenarios can be compared: they must agree in all but their policies and how these are paid for."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from simulator.core.errors import InputError

if TYPE_CHECKING:
    from simulator.scenario import Scenario

NO_POLICY = "no_policy"
"""Name of the scenario without policies, where none is given."""
# What must be the same for two options to be compared, by the option that sets it on the command line.
_SAME = {
    "country": "", "start": "", "months": "--months", "persons": "--persons", "seeds": "--seeds",
    "base_seed": "--base-seed", "world_name": "--worlds", "world": "--worlds", "technology": "",
    "exposure": "", "closure": "--closures", "shock": "", "rules": "", "rule_sources": "", "parameters": "",
}  # fmt: skip
_WORDS = {
    "start": "horizon.start", "months": "horizon.months", "world_name": "world",
    "technology": "technology.name", "exposure": "technology.exposure",
}  # fmt: skip


def faults(
    scenarios: Sequence["Scenario"], without: Sequence["Scenario"], options: Sequence["Scenario"]
) -> list[InputError]:
    """Every field in which scenarios must agree and do not; what is wrong with those `without` policies."""
    return [*_disagreements(scenarios), *_of_base(without, options)]


def _disagreements(scenarios: Sequence["Scenario"]) -> Iterator[InputError]:
    first = scenarios[0]
    told: set[str] = set()
    for name, option in _SAME.items():
        shown = _WORDS.get(name, name)
        other = next((one for one in scenarios if getattr(one, name) != getattr(first, name)), None)
        if other is None or shown in told:
            continue
        told.add(shown)
        remedy = f"or set it for all with {option}" if option else "to compare them"
        yield InputError(
            f'is {_shown(getattr(first, name))} in "{first.name}" and {_shown(getattr(other, name))} in '
            f'"{other.name}"; give all the same {remedy}',
            field=shown,
        )


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else "of its own" if value else "not set"


def _of_base(without: Sequence["Scenario"], options: Sequence["Scenario"]) -> Iterator[InputError]:
    for one, other in combinations(without, 2):
        yield InputError(
            f'"{one.name}" and "{other.name}" both have no policies: they are the same; name one'
        )
    if not options:
        yield InputError("no scenario has a policy: there is nothing to compare")
    if not without and any(option.name == NO_POLICY for option in options):
        yield InputError(f'a scenario with policies is called "{NO_POLICY}"; give it another "name:"')
