"""What a scenario sets that can never act, and why: told before anything is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.core.time import month_label
from simulator.scenario.country.profile import Country
from simulator.scenario.explain import costs
from simulator.scenario.explain.costs import NO_LIMIT
from simulator.scenario.financing import Balancing
from simulator.scenario.law import Clause, value_told
from simulator.scenario.reach import Span
from simulator.scenario.scenario import PolicySetting, Scenario
from simulator.scenario.setting import Distribution, Setting


def warnings(scenario: Scenario, country: Country, instruments: Mapping[str, Any]) -> list[str]:
    """One line for each instrument that can never act, or of which something can never come about."""
    found = []
    for policy in scenario.policies:
        instrument = instruments[policy.name]
        if reason := why_inert(policy, scenario, country, instrument):
            found.append(f"{policy.name} will never act because {reason}")
        else:
            found += [f"{policy.name} {line}" for line in idle_parts(policy, scenario, instrument)]
    return found + [
        f"law.{name} will never act because {reason}"
        for name, clause in scenario.law.items()
        if (reason := why_unchanged(clause, scenario))
    ]


def why_unchanged(clause: Clause, scenario: Scenario) -> str:
    """Why the law stays as it is today throughout the run; empty when it changes."""
    if any(clause.at(month) != clause.today for month in range(scenario.months)):
        return ""
    if clause.months[0] >= scenario.months:
        months = clause.months[0], scenario.months - 1
        begins, last = (month_label(scenario.start, month) for month in months)
        return f"it begins in {begins}, after the last month of the run, {last}"
    return f"it is {value_told(clause.lever, clause.today, clause.unit)} today already"


def why_inert(policy: PolicySetting, scenario: Scenario, country: Country, instrument: Any) -> str:
    """Why an instrument can never act in this scenario; empty when it may."""
    return next(_reasons(policy, scenario, country, instrument), "")


def idle_parts(policy: PolicySetting, scenario: Scenario, instrument: Any) -> Iterator[str]:
    """What of an instrument that acts comes to nothing."""
    needs = instrument.needs if hasattr(instrument, "needs") else {}
    given = {
        f"{one.name}.{name}"
        for one in scenario.policies
        for name in one.values
        if _largest(one, name, scenario)
    }
    given |= {name for name, value in scenario.parameters.items() if value}
    given |= {scenario.financing.by} if isinstance(scenario.financing, Balancing) else set()
    if needs and not given & set(needs):
        yield f"changes nothing without {' or '.join(needs)}, which this scenario leaves at zero"
    if {"months", "learnt"} <= set(policy.values):
        course, acts = _smallest(policy, "months", scenario), len(_months(policy, scenario))
        if course > acts:
            yield f"ends no course: one takes {course:g} months, and it acts in {acts}"


def _reasons(policy: PolicySetting, scenario: Scenario, country: Country, instrument: Any) -> Iterator[str]:
    begins, last = month_label(scenario.start, policy.start), month_label(scenario.start, scenario.months - 1)
    if policy.start >= scenario.months:
        yield f"it begins in {begins}, after the last month of the run, {last}"
        return
    yield from _without_size(policy, scenario, instrument)
    for name in ("take_up", "capacity"):
        if name in policy.values and _largest(policy, name, scenario) == 0.0:
            yield f"{name} is 0"
    if "capacity" in policy.values and 0.0 < (most := _largest(policy, "capacity", scenario)) < NO_LIMIT:
        simulated = costs.labour_force(country, scenario) / costs.adults(country, scenario) * scenario.persons
        if most / 1000.0 * simulated < 0.5:
            yield f"a capacity of {most:g} per 1,000 is nobody among {scenario.persons:,} simulated persons"
    yield from _without_people(policy, scenario, country)
    yield from _without_months(policy)


def _without_size(policy: PolicySetting, scenario: Scenario, instrument: Any) -> Iterator[str]:
    financing = scenario.financing
    if isinstance(financing, Balancing) and financing.instrument == policy.name:
        return  # the run finds the size
    own = getattr(instrument, "own", instrument.declared)()
    acting = [name for name, one in own.items() if one.default == 0.0 and one.kind != "flag"]
    for name in ("wait",):  # a wait from zero on makes nothing act
        acting = [one for one in acting if one != name]
    if acting and not any(_largest(policy, name, scenario) for name in acting):
        yield f"{' and '.join(acting)} {'are' if len(acting) > 1 else 'is'} 0 while it lasts"


def _without_people(policy: PolicySetting, scenario: Scenario, country: Country) -> Iterator[str]:
    target = policy.target
    if target.share == 0.0:
        yield "its share of people, for: share, is 0"
    ages = _ages(policy, scenario, country)
    within = (max(ages[0], target.age[0]), min(ages[1], target.age[1]))
    if within[0] > within[1] or costs.adults(country, scenario, within) == 0.0:
        span = f"{ages[0]:g} to {ages[1]:g}"
        yield f"nobody whom it could reach, aged {span}, is of the ages that for: age names"
    elif (target.occupation or target.exposure) and costs.part_of_work(target, country) == 0.0:
        yield "nobody works in an occupation that is among both for: occupation and for: exposure"
    wait = _smallest(policy, "wait", scenario) if "wait" in policy.values else 0.0
    if wait > target.months_unemployed[1]:
        most = target.months_unemployed[1]
        yield f"it waits {wait:g} months, longer than for: months_unemployed allows ({most:g})"


def _ages(policy: PolicySetting, scenario: Scenario, country: Country) -> Span:
    """Ages of those whom an instrument may reach by itself, without `for:`."""
    if policy.name == "youth_guarantee":
        return costs.ADULT, _largest(policy, "age", scenario) - 1.0
    if policy.name == "care_services":
        return _smallest(policy, "youngest", scenario), _largest(policy, "oldest", scenario)
    if policy.name == "bridge_pension":
        return costs.before_pension(country, _largest(policy, "years", scenario))
    return costs.ADULT, costs.OLDEST


def _without_months(policy: PolicySetting) -> Iterator[str]:
    levels = dict(policy.trigger.levels)
    above, below = levels.get("unemployment_above", 0.0), levels.get("unemployment_below", 1.0)
    if above > below:
        yield f"unemployment is never above {above:.4g} and below {below:.4g} in one month"
    elif above >= 1.0 or below <= 0.0:
        yield "unemployment is never all of the labour force, nor none of it"
    elif levels.get("displaced_above", 0.0) >= 1.0:
        yield "the whole labour force is never displaced within a year"


def _months(policy: PolicySetting, scenario: Scenario) -> range:
    return range(policy.start, min(scenario.months if policy.end is None else policy.end, scenario.months))


def _values(policy: PolicySetting, name: str, scenario: Scenario) -> list[float]:
    """What a parameter may be in the months of the run in which its instrument acts."""
    setting = policy.values[name]
    if isinstance(setting, Distribution):
        return list(setting.extremes())
    return (
        [policy.value(name, month) for month in _months(policy, scenario)]
        if isinstance(setting, Setting)
        else []
    )


def _largest(policy: PolicySetting, name: str, scenario: Scenario) -> float:
    """The value farthest from zero."""
    return max(_values(policy, name, scenario), key=abs, default=0.0)


def _smallest(policy: PolicySetting, name: str, scenario: Scenario) -> float:
    return min(_values(policy, name, scenario), default=0.0)
