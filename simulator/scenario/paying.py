"""How a scenario is paid for: what balances it, within which bounds, and its instruments as they are run."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from simulator.core.time import month_label
from simulator.scenario.file.code import instruments_of
from simulator.scenario.financing import Balancing, targets
from simulator.scenario.scenario import PolicySetting, Scenario
from simulator.scenario.setting import Distribution

CASH = "basic_income"
"""The instrument by which money goes to all adults alike."""


def bounds(scenario: Scenario, instruments: Mapping[str, Any]) -> tuple[float, float]:
    """Lowest and highest addition to what balances the scenario, so that the whole stays in its bounds."""
    financing = balancing_of(scenario)
    low, high = targets(instruments)[financing.by].bounds
    if not financing.instrument:
        return low, high
    (policy,) = (policy for policy in scenario.policies if policy.name == financing.instrument)
    setting = policy.values[financing.parameter]
    if isinstance(setting, Distribution):
        lowest, highest = setting.low, setting.high
    else:
        months = range(policy.start, max(scenario.months, policy.start + 1))
        values = [policy.value(financing.parameter, month) for month in months if policy.is_active(month)]
        lowest, highest = min(values), max(values)
    return low - lowest, high - highest


def first_month(scenario: Scenario) -> int:
    """The first month in which a policy or changed law acts, from which on a tax is raised; not month 0."""
    starts = [policy.start for policy in scenario.policies]
    return max(1, min((*starts, *(clause.months[0] for clause in scenario.law.values())), default=1))


def balancing_of(scenario: Scenario) -> Balancing:
    """The scenario's balancing; TypeError when it is financed otherwise."""
    if not isinstance(scenario.financing, Balancing):
        raise TypeError(f"{scenario.name} is financed by {scenario.financing}")
    return scenario.financing


def paid_policies(scenario: Scenario) -> tuple[PolicySetting, ...]:
    """The scenario's instruments, one of them with what balances the budget added to its parameter."""
    financing = scenario.financing
    if not isinstance(financing, Balancing) or financing.rate is None:
        return scenario.policies
    added = {financing.parameter: financing.rate}
    return tuple(
        replace(policy, added=added) if policy.name == financing.instrument else policy
        for policy in scenario.policies
    )


def outlays_of(scenario: Scenario) -> list[str]:
    """Items of the budget under which its policies may pay out; what raises money is apart."""
    own = (f"spending_{policy.name}" for policy in scenario.policies if not _raises(scenario, policy))
    law = (clause.lever.counted for clause in scenario.law.values() if clause.lever.pays_out)
    return list(dict.fromkeys([*own, *law]))


def is_cash(scenario: Scenario) -> bool:
    """Whether all that it pays out is a basic income."""
    return outlays_of(scenario) == [f"spending_{CASH}"]


def in_cash(scenario: Scenario) -> Scenario:
    """What raises money stays, with its rate; in place of all else every adult is paid the same."""
    levies = (replace(one, earmark=None) for one in scenario.policies if _raises(scenario, one))
    law = {name: clause for name, clause in scenario.law.items()
           if clause.lever.counted and not clause.lever.pays_out}  # fmt: skip
    paid = PolicySetting(CASH, {}, start=first_month(scenario))
    return replace(scenario, policies=(*levies, paid), law=law)


def _raises(scenario: Scenario, policy: PolicySetting) -> bool:
    return instruments_of(scenario)[policy.name].family == "contribute"


def in_words(scenario: Scenario, instruments: Mapping[str, Any]) -> str:
    """The financing in words, before the run."""
    if scenario.financing == "earmarked":
        return "Earmarked: what is paid for by a fund never spends more than the fund has."
    if not isinstance(scenario.financing, Balancing):
        return "Deficit: what the policies cost or raise changes the public balance and debt."
    by, rate, instrument = scenario.financing.by, scenario.financing.rate, scenario.financing.instrument
    months = (first_month(scenario), scenario.months - 1)
    first, last = (month_label(scenario.start, month) for month in months)
    goal = (
        f"so that the primary balances to {last}, discounted at the state's interest rate, sum to what they "
        "would without the policies"
    )
    declared, (low, high) = targets(instruments)[by], bounds(scenario, instruments)
    when = f"while {instrument} acts" if instrument else f"from {first} on"
    if rate is not None:
        said = f"{rate:+.6g} ({declared.unit}) is added {when}, as given in the file"
        return f"Balanced by {by}: {said}, {goal}."
    span = f"between {low:+.4g} and {high:+.4g} ({declared.unit}; {declared.about})"
    return f"Balanced: a constant addition to {by} {when}, {span}, will be solved {goal}."
