"""A scenario in plain language, before it is run: what it changes, what it may cost, how long it takes.

What a scenario changes in the law, in words, and what that costs at first sight where tables tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from simulator.core.frontier import tasks_outside, tasks_within
from simulator.core.param import Param
from simulator.core.time import month_label, year_of
from simulator.scenario.country.ensembles import load_ensemble
from simulator.scenario.country.exposure import MEASURES
from simulator.scenario.country.profile import Country
from simulator.scenario.country.technology import country_of, load_technology
from simulator.scenario.explain import costs
from simulator.scenario.explain.costs import rough_cost
from simulator.scenario.explain.inert import idle_parts, why_inert, why_unchanged
from simulator.scenario.file.wording import takes_percent
from simulator.scenario.financing import Balancing
from simulator.scenario.law import Clause, value_told
from simulator.scenario.paying import is_cash, outlays_of, told
from simulator.scenario.scenario import CHANGED, PolicySetting, Scenario
from simulator.scenario.setting import Setting, show
from simulator.scenario.world import INCIDENCES, Closing, Shock, World, load_world

type Reckoned = tuple[float, str]


def law_told(scenario: Scenario, country: Country) -> list[str]:
    """Lines on each changed value: today's, what it becomes, what that moves and about what it costs."""
    return [line for name, clause in scenario.law.items() for line in _told(name, clause, scenario, country)]


def _told(name: str, clause: Clause, scenario: Scenario, country: Country) -> Iterator[str]:
    lever = clause.lever
    yield f"law, {name}: {lever.about}."
    today = value_told(lever, clause.today, clause.unit) if lever.key else "as it stands"
    yield f"  {clause.describe(scenario.start)}; today {today}"
    if lever.kind == "money":
        yield "  at month-0 prices, on the level of the country file, and indexed as today's is"
    yield f"  moves at once: {', '.join(item.replace('_', ' ') for item in lever.moves)}"
    if reason := why_unchanged(clause, scenario):
        yield f"  WARNING: it will never act because {reason}; it costs and raises nothing"
        return
    reckon = _RECKONINGS.get(name)
    if reckon is None:
        yield "  cost or revenue: depends on what firms and people do; the run tells"
        return
    values = [clause.at(month) - clause.today for month in range(scenario.months)]
    amount, reckoning = reckon(max(values, key=abs), scenario, country)
    gdp, currency = costs.model_gdp(country, scenario), country.currency
    word = "revenue" if amount >= 0.0 else "cost"
    billions = f"{abs(amount) / 1e9:,.1f} billion {currency} a year"
    yield f"  {word}, order of magnitude: {billions} ({abs(amount) / gdp:.2%} of GDP in the model)"
    yield f"    = {reckoning}"


def _on_wages(more: float, scenario: Scenario, country: Country) -> Reckoned:
    employees = costs.workers(country, scenario)["employees"]
    wage = country.values["average_wage"]
    return employees * wage * 12.0 * more, (
        f"{employees / 1e6:.1f} million employees × average wage {wage:,.0f} {country.currency} × "
        f"{100 * more:+.4g} points × 12 months"
    )


def _in_step(share: str, rate: str) -> Callable[[float, Scenario, Country], Reckoned]:
    """A tax that brings in a share of GDP at today's rate."""

    def reckon(more: float, scenario: Scenario, country: Country) -> Reckoned:
        values, gdp = country.values, costs.model_gdp(country, scenario)
        return values[share] * gdp * more / values[rate], (
            f"{values[share]:.1%} of GDP that it brings in today × {100 * more:+.4g} points over today's "
            f"{values[rate]:.1%}"
        )

    return reckon


def _child_benefit(more: float, scenario: Scenario, country: Country) -> Reckoned:
    young = costs.children(country, scenario)
    return -young * more * 12.0, (
        f"{young / 1e6:.1f} million children × {more:+,.4g} {country.currency} × 12 months"
    )


_RECKONINGS: dict[str, Callable[[float, Scenario, Country], Reckoned]] = {
    "employee_contributions": _on_wages,
    "employer_contributions": _on_wages,
    "vat": _in_step("indirect_tax_share", "vat_rate_effective"),
    "child_benefit": _child_benefit,
}


type Section = tuple[str, list[str]]


def explained(
    scenario: Scenario,
    country: Country,
    instruments: Mapping[str, Any],
    *,
    jobs: int,
    seconds: Callable[[int], float],
    basis: str,
) -> list[Section]:
    """Sections of text, heading and lines; `seconds` of so many runs rest on `basis`."""
    sections = [
        ("What it asks", [text for text in (scenario.question, _written_by(scenario)) if text]),
        ("Where and when", _place(scenario, country)),
        (f"World: {scenario.world_name}", _world(scenario, country)),
        (f"Technology: {scenario.technology}", _technology(scenario)),
        ("Closure", _closure(scenario)),
        ("Shock, in every run", _shock(scenario)),
        ("What changes against the same world without the policy", _policies(scenario, country, instruments)),
        ("Who pays", [told(scenario, instruments)]),
        ("Changed behaviour and parameters", _changes(scenario)),
        ("What will be run", _runs(scenario, jobs, seconds, basis)),
    ]
    return [(heading, lines) for heading, lines in sections if lines]


def _written_by(scenario: Scenario) -> str:
    return f"Written by {scenario.author}." if scenario.author else ""


def _place(scenario: Scenario, country: Country) -> list[str]:
    last = month_label(scenario.start, scenario.months - 1)
    weight = costs.adults(country, scenario)
    end, known = year_of(scenario.start) + scenario.months / 12.0, country.population_years[-1]
    after = [f"The projection of the population ends in {known}; numbers by age and sex stay from then on."]
    return [
        f"{country.name('en')} ({country.iso3}), profile of {country.vintage}, money in {country.currency}.",
        f"{scenario.start} to {last} ({scenario.months} months).",
        f"{scenario.persons:,} simulated persons aged 16 and over, each standing for about "
        f"{weight / scenario.persons:,.0f} people.",
        *(after if end > known else ()),
    ]


def _world(scenario: Scenario, country: Country) -> list[str]:
    world, base = scenario.world, load_world(scenario.world_name.removesuffix(CHANGED))
    lines = [base.about]
    if not world["frozen"]:
        years = [int(scenario.start[:4]) + offset for offset in (0, 5, 10)]
        path = ", ".join(f"{year}: {_feasible(scenario, country, year):.1%}" for year in years)
        lines.append(f"Share of today's work that AI can do alone, at the beginning of {path}.")
    if world["tasks_share"] > 0.0:
        heads = world["tasks_share"] * float(country.employment.sum()) / 1e3
        whose = INCIDENCES[round(world["tasks_incidence"])]
        lines.append(f"By {world['tasks_by']:.0f} AI can do {world['tasks_share']:.0%} of today's work "
                     f"alone, as much as {heads:.1f} million people do; whose: {whose}.")  # fmt: skip
    for name, declared in World.declared().items():
        if name in scenario.world_ranges:
            drawn = scenario.world_ranges[name].describe(declared.unit)
            lines.append(f"{name}: {drawn}, drawn for each seed. {declared.about}.")
        elif world[name] != base.values[name] and not name.startswith("tasks_"):
            was, now = show(base.values[name], declared.unit), show(world[name], declared.unit)
            lines.append(f"{name}: {now} instead of {was}. {declared.about}.")
    return lines


def _feasible(scenario: Scenario, country: Country, year: float) -> float:
    met = country_of(scenario, country)
    tasks = tasks_outside(met.automation, met.augmentation, met.physical_part)
    people = met.employment.sum(axis=0)
    alone, _ = tasks_within(scenario.world, year, tasks, people)
    return float(np.average(alone, weights=people))


def _technology(scenario: Scenario) -> list[str]:
    technology = load_technology(scenario.technology)
    shares = [f"ISCO-08 {code}: {cell.value:.0%} of tasks" for code, cell in technology.automation.items()]
    own = [f"{name}: {show(cell.value, cell.unit)}." for name, cell in technology.parameters.items()]
    reach = ", ".join(shares) or MEASURES[scenario.exposure]
    named = [f"ISCO-08 {code}: {share:.0%} of tasks." for code, share in scenario.automation.items()]
    return [technology.about, f"Who is exposed: {reach}.", *named, *own]


def _closure(scenario: Scenario) -> list[str]:
    closure, declared = scenario.closure, Closing.declared()["returns"]
    return [
        f"{closure.name}: {closure.about}.",
        f"returns: {show(closure.returns, declared.unit)}. {declared.about}.",
    ]


def _shock(scenario: Scenario) -> list[str]:
    declared = Shock.declared()
    return [
        f"{name}: {setting.describe(declared[name].unit, scenario.start)}. {declared[name].about}."
        for name, setting in scenario.shock.items()
    ]


def _policies(scenario: Scenario, country: Country, instruments: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for policy in scenario.policies:
        instrument = instruments[policy.name]
        lines.append(f"{policy.name} ({instrument.family}): {' '.join(str(instrument.about).split())}.")
        lines += [f"  {line}" for line in _settings(policy, scenario, instrument)]
        lines += [f"  WARNING: {line}" for line in idle_parts(policy, scenario, instrument)]
        reason = why_inert(policy, scenario, country, instrument)
        lines += [f"  {line}" for line in _cost(policy, scenario, country, reason)]
    lines += law_told(scenario, country)
    return lines or ["Nothing: there is no policy. The run shows what AI does in this world."]


def _settings(policy: PolicySetting, scenario: Scenario, instrument: Any) -> Iterator[str]:
    own = getattr(instrument, "own", instrument.declared)()
    for name, declared in instrument.declared().items():
        value = policy.values[name]
        is_default = scenario.provenance.get(f"policies.{policy.name}.{name}") == "default"
        # What all instruments share is worth a line only where somebody wrote it.
        if isinstance(value, Setting) and (name in own or not is_default):
            text = value.describe(declared.unit, scenario.start) + _in_percent(value, declared)
            default = " (default)" if is_default else ""
            yield f"{name}: {text}{default} — {declared.about}"
    if policy.target.plain():
        yield f"for: {policy.target.describe()}"
    if policy.trigger.levels:
        yield f"only in months with {policy.trigger.describe()}"
    if any(declared.kind == "money" for declared in instrument.declared().values()):
        yield f"amounts of money are at month-0 prices and follow {policy.index.replace('none', 'nothing')}"
    end = "to the end" if policy.end is None else f"until before {month_label(scenario.start, policy.end)}"
    yield f"acts from {month_label(scenario.start, policy.start)} {end}"
    financing = scenario.financing
    if isinstance(financing, Balancing) and financing.instrument == policy.name:
        yield f"{financing.parameter} is raised or lowered by a constant that balances the budget"
    if policy.earmark:
        yield f"its revenue pays for {policy.earmark} and for nothing else"
    if policy.source:
        yield f"source of the values: {policy.source.strip()}"


def _in_percent(value: Setting, declared: Param) -> str:
    """Says of a share above one what it is in per cent: `4` is not 4 %."""
    most = value.extremes()[1]
    return f" (up to {most:.0%})" if takes_percent(declared) and most > 1.0 else ""


def _cost(policy: PolicySetting, scenario: Scenario, country: Country, inert: str) -> Iterator[str]:
    if inert:
        yield f"WARNING: it will never act because {inert}; it costs and raises nothing"
        return
    cost = rough_cost(policy, scenario, country)
    if cost is None:
        yield "cost or revenue: depends on what firms and people do; the run tells"
        return
    amount, reckoning = cost
    gdp = costs.model_gdp(country, scenario)
    billions = f"{amount / 1e9:,.1f} billion {country.currency} a year"
    yield f"cost, order of magnitude: {billions} ({amount / gdp:.2%} of GDP in the model)"
    yield f"  = {reckoning}"


def _changes(scenario: Scenario) -> list[str]:
    rules = [f"rule {name} is replaced by {target} (not run here)" for name, target in scenario.rules.items()]
    lines = [*rules, *(f"parameter {name} = {value:g}" for name, value in scenario.parameters.items())]
    if scenario.draws_parameters:
        known = load_ensemble(scenario.country)
        drawn = {name: span for name, span in known.spans(scenario.states).items()
                 if name not in scenario.parameters}  # fmt: skip
        spans = ", ".join(f"{name} {low:.3g} to {high:.3g}" for name, (low, high) in drawn.items())
        other = "other " if scenario.parameters else ""
        lines.append(
            f"{len(drawn)} {other}parameters are drawn, a set of values for each opening state but the "
            f"first, which has what ships ({known.source}): {spans}"
        )
    return lines


def _runs(scenario: Scenario, jobs: int, seconds: Callable[[int], float], basis: str) -> list[str]:
    alike = bool(outlays_of(scenario)) and not is_cash(scenario)
    runs, states = (2 + scenario.has_policy + alike) * scenario.seeds, scenario.states
    first = "The scenario, its money paid to all alike, the" if alike else "The scenario, the"
    first = first if scenario.has_policy else "The"
    lines = [
        f"{first} same world without policy, and no further AI, on {scenario.seeds} paired seeds: "
        f"{runs} runs.",
        f"About {_duration(seconds(runs))} with --jobs {jobs}, {basis}.",
        f"The first run of a size also lets the economy settle, once for each of {states} opening states, as "
        "long as four runs each, which are kept for later runs.",
    ]
    if isinstance(scenario.financing, Balancing) and scenario.financing.rate is None:
        lines.append("The scenario itself is run about five times over, to find the rate that balances.")
    return lines


def _duration(seconds: float) -> str:
    return f"{max(seconds, 1):.0f} seconds" if seconds < 90 else f"{seconds / 60:.0f} minutes"
