"""Whether scenarios can be compared: what they must agree in, and what makes them variants."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from simulator.core.errors import InputError

if TYPE_CHECKING:
    from simulator.scenario import Scenario

NO_POLICY = "no_policy"
"""Name of the scenario without policies, where none is given."""
# What must be the same for two scenarios to be compared, person by person and seed by seed, and the option
# that sets it on the command line.
_SAME = {
    "country": "", "start": "", "months": "--months", "persons": "--persons", "seeds": "--seeds",
    "opening_states": "", "base_seed": "--base-seed",
}  # fmt: skip
_PLACE = {"world_name": "--worlds", "world": "--worlds", "closure": "--closures"}
_WORDS = {
    "opening_states": "runs.opening_states",
    "start": "horizon.start",
    "months": "horizon.months",
    "world_name": "world",
}
# Scenarios that differ in one of these have no run without policies in common.
_SHARED = (
    "world_name", "world", "technology", "exposure", "closure", "shock", "rules", "instruments",
    "rule_sources", "parameters", "ensemble", "keeps_rule",
)  # fmt: skip


def are_variants(scenarios: Sequence["Scenario"]) -> bool:
    """Whether they differ in more than policies and how these are paid for: each is then its own world."""
    first = scenarios[0]
    return any(getattr(one, name) != getattr(first, name) for one in scenarios for name in _SHARED)


def faults(scenarios: Sequence["Scenario"], *, is_one_place: bool) -> list[InputError]:
    """Every field in which scenarios must agree and do not; what is wrong with those without policies.

    Variants of several worlds or closures each stand in their own: in several places they must agree there.
    """
    same = _SAME if is_one_place else _SAME | _PLACE
    return [*_disagreements(scenarios, same), *([] if are_variants(scenarios) else _of_base(scenarios))]


def _disagreements(scenarios: Sequence["Scenario"], same: Mapping[str, str]) -> Iterator[InputError]:
    first, told = scenarios[0], set[str]()
    for name, option in same.items():
        shown = _WORDS.get(name, name)
        other = next((one for one in scenarios if getattr(one, name) != getattr(first, name)), None)
        if other is None or shown in told:
            continue
        told.add(shown)
        remedy = f"or set it for all with {option}" if option else "to compare them"
        yield InputError(
            f'is {_plain(getattr(first, name))} in "{first.name}" and {_plain(getattr(other, name))} in '
            f'"{other.name}"; give all the same {remedy}',
            field=shown,
        )


def _plain(value: object) -> str:
    return str(value) if isinstance(value, str | int) else "of its own"


def _of_base(scenarios: Sequence["Scenario"]) -> Iterator[InputError]:
    without = [one for one in scenarios if not one.has_policy]
    for one, other in combinations(without, 2):
        yield InputError(
            f'"{one.name}" and "{other.name}" both have no policies: they are the same; name one'
        )
    if len(without) == len(scenarios):
        yield InputError("no scenario has a policy: there is nothing to compare")
    if not without and any(option.name == NO_POLICY for option in scenarios):
        yield InputError(f'a scenario with policies is called "{NO_POLICY}"; give it another "name:"')
