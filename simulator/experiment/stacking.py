"""Stacked provisions: the instruments of one scenario one after another, and each of them alone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.core.errors import InputError
from simulator.experiment.plan import Stack
from simulator.scenario.financing import Balancing
from simulator.scenario.load import layers_of

if TYPE_CHECKING:
    from simulator.scenario import PolicySetting, Scenario

type Provision = tuple["PolicySetting", ...]
LAW: Provision = ()
"""What a scenario changes in the law: the first provision, without an instrument of its own."""


def stacked(scenario: "Scenario") -> tuple[list["Scenario"], Stack]:
    """Options that add the provisions of `scenario` in its order, and options of one provision each.

    Raises InputError when it has one provision only, or a budget to balance.
    """
    if isinstance(scenario.financing, Balancing):
        message = "cannot be stacked: every step would solve another rate; finance it in another way"
        raise InputError(message, where=scenario.name, field="--stack")
    parts = provisions(scenario.policies)
    if scenario.law:
        parts.insert(0, LAW)
    if len(parts) < 2:
        message = f"needs a scenario of two provisions or more; {scenario.name} has {len(parts)}"
        raise InputError(message, field="--stack")
    steps = [_option(scenario, parts[: count + 1], f"{count + 1}_") for count in range(len(parts))]
    singles = [_option(scenario, [part], "only_") for part in parts[1:]]
    names = tuple(option.name for option in steps)
    return [*steps, *singles], Stack(names, (names[0], *(option.name for option in singles)))


def provisions(policies: Sequence["PolicySetting"]) -> list[Provision]:
    """Instruments that go together, in their order: what is paid for by an earmarked levy comes with it."""
    parts: list[list[PolicySetting]] = []
    for policy in policies:
        linked = [part for part in parts if any(_is_linked(policy, other) for other in part)]
        if not linked:
            parts.append([policy])
            continue
        linked[0].append(policy)
        for other in linked[1:]:
            linked[0].extend(other)
            parts.remove(other)
    return [tuple(part) for part in parts]


def _is_linked(one: "PolicySetting", other: "PolicySetting") -> bool:
    return one.earmark == other.name or other.earmark == one.name


def _option(scenario: "Scenario", parts: Sequence[Provision], prefix: str) -> "Scenario":
    policies = tuple(policy for part in parts for policy in part)
    name = prefix + ("_".join(policy.name for policy in parts[-1]) or "law")
    law = scenario.law if LAW in parts else {}
    is_earmarked = any(policy.earmark for policy in policies)
    financing = scenario.financing if is_earmarked else "deficit"
    option = replace(scenario, name=name, title="", law=law, policies=policies, financing=financing)
    return replace(option, provenance=layers_of(option, scenario.provenance))
