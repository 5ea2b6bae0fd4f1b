"""A scenario in plain language, before it is run: what it changes, what it may cost, how long it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp
from typing import Any

from simulator.core.time import month_label
from simulator.scenario.country.ensembles import load_ensemble
from simulator.scenario.country.exposure import MEASURES
from simulator.scenario.country.profile import Country
from simulator.scenario.country.technology import load_technology
from simulator.scenario.explain.costs import rough_cost
from simulator.scenario.financing import Balancing
from simulator.scenario.paying import told
from simulator.scenario.scenario import CHANGED, PolicySetting, Scenario
from simulator.scenario.setting import Setting, show
from simulator.scenario.shipped_worlds import load_world
from simulator.scenario.world import Closure, Shock, World

type Section = tuple[str, list[str]]


def explained(
    scenario: Scenario,
    country: Country,
    instruments: Mapping[str, Any],
    *,
    jobs: int,
    seconds_per_run: float,
    basis: str,
) -> list[Section]:
    """Sections of text, heading and lines; `basis` says in words what the seconds of a run rest on."""
    sections = [
        ("What it asks", [text for text in (scenario.question, _written_by(scenario)) if text]),
        ("Where and when", _place(scenario, country)),
        (f"World: {scenario.world_name}", _world(scenario)),
        (f"Technology: {scenario.technology}", _technology(scenario)),
        ("Closure", _closure(scenario)),
        ("Shock, in every run", _shock(scenario)),
        ("What changes against the same world without the policy", _policies(scenario, country, instruments)),
        ("Who pays", [told(scenario, instruments)]),
        ("Changed behaviour and parameters", _changes(scenario)),
        ("What will be run", _runs(scenario, jobs, seconds_per_run, basis)),
    ]
    return [(heading, lines) for heading, lines in sections if lines]


def _written_by(scenario: Scenario) -> str:
    return f"Written by {scenario.author}." if scenario.author else ""


def _place(scenario: Scenario, country: Country) -> list[str]:
    last = month_label(scenario.start, scenario.months - 1)
    weight = float(country.population[:, 16:, :].sum(axis=(1, 2))[_year_index(country, scenario)])
    return [
        f"{country.name('en')} ({country.iso3}), profile of {country.vintage}, money in {country.currency}.",
        f"{scenario.start} to {last} ({scenario.months} months).",
        f"{scenario.persons:,} simulated persons aged 16 and over, each standing for about "
        f"{weight / scenario.persons:,.0f} people.",
    ]


def _year_index(country: Country, scenario: Scenario) -> int:
    year = int(scenario.start[:4])
    return min(range(len(country.population_years)), key=lambda i: abs(country.population_years[i] - year))


def _world(scenario: Scenario) -> list[str]:
    world, base = scenario.world, load_world(scenario.world_name.removesuffix(CHANGED))
    lines = [base.about]
    if not world["frozen"]:
        years = [int(scenario.start[:4]) + offset for offset in (0, 5, 10)]
        path = ", ".join(f"{year}: {_frontier(world, year):.0%}" for year in years)
        lines.append(f"Share of automatable tasks that AI can do, at the beginning of {path}.")
    for name, declared in World.declared().items():
        if world[name] != base.values[name]:
            was, now = show(base.values[name], declared.unit), show(world[name], declared.unit)
            lines.append(f"{name}: {now} instead of {was}. {declared.about}.")
    return lines


def _frontier(world: Mapping[str, float], year: float) -> float:
    distance = world["frontier_growth"] * (year - world["frontier_midpoint"])
    return world["frontier_ceiling"] / (1.0 + exp(-distance))


def _technology(scenario: Scenario) -> list[str]:
    technology = load_technology(scenario.technology)
    shares = [f"ISCO-08 {code}: {cell.value:.0%} of tasks" for code, cell in technology.automation.items()]
    own = [f"{name}: {show(cell.value, cell.unit)}." for name, cell in technology.parameters.items()]
    reach = ", ".join(shares) or MEASURES[scenario.exposure]
    return [technology.about, f"Who is exposed: {reach}.", *own]


def _closure(scenario: Scenario) -> list[str]:
    return [
        f"{name}: {show(scenario.closure[name], declared.unit)}. {declared.about}."
        for name, declared in Closure.declared().items()
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
        lines += [f"  {line}" for line in _lacks(scenario, instrument)]
        lines += [f"  {line}" for line in _cost(policy, scenario, country)]
    return lines or ["Nothing: there is no policy. The run shows what AI does in this world."]


def _settings(policy: PolicySetting, scenario: Scenario, instrument: Any) -> Iterator[str]:
    own = getattr(instrument, "own", instrument.declared)()
    for name, declared in instrument.declared().items():
        value = policy.values[name]
        is_default = scenario.provenance.get(f"policies.{policy.name}.{name}") == "default"
        # What all instruments share is worth a line only where somebody wrote it.
        if isinstance(value, Setting) and (name in own or not is_default):
            text = value.describe(declared.unit, scenario.start)
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
    if policy.start >= scenario.months:
        yield "WARNING: this is after the end of the run; the policy never acts"
    financing = scenario.financing
    if isinstance(financing, Balancing) and financing.instrument == policy.name:
        yield f"{financing.parameter} is raised or lowered by a constant that balances the budget"
    elif _is_inert(policy, instrument):
        yield "WARNING: what makes it act is zero; it does nothing"
    if policy.earmark:
        yield f"its revenue pays for {policy.earmark} and for nothing else"
    if policy.source:
        yield f"source of the values: {policy.source.strip()}"


def _lacks(scenario: Scenario, instrument: Any) -> Iterator[str]:
    """Warn when nothing is set of what the instrument does nothing without."""
    needs = getattr(instrument, "needs", {})
    given = {f"{one.name}.{name}" for one in scenario.policies for name, value in one.values.items()
             if isinstance(value, Setting) and not value.is_zero()}  # fmt: skip
    given |= {name for name, value in scenario.parameters.items() if value}
    if needs and not given & set(needs):
        yield f"WARNING: it changes nothing without {' or '.join(needs)}, which this scenario leaves at zero"


def _is_inert(policy: PolicySetting, instrument: Any) -> bool:
    """Whether every parameter that is 0 by default, which is what makes an instrument act, is 0."""
    own = getattr(instrument, "own", instrument.declared)()
    acting = [name for name, declared in own.items() if declared.default == 0.0]
    return all(value.is_zero() for name in acting if isinstance(value := policy.values[name], Setting))


def _cost(policy: PolicySetting, scenario: Scenario, country: Country) -> Iterator[str]:
    cost = rough_cost(policy, scenario, country)
    if cost is None:
        yield "cost or revenue: depends on what firms and people do; the run tells"
        return
    amount, reckoning = cost
    # The profile gives GDP in millions a year.
    share = amount / (country.values["gdp_nominal"] * 1e6)
    billions = f"{amount / 1e9:,.1f} billion {country.currency} a year"
    yield f"cost, order of magnitude: {billions} ({share:.2%} of GDP)"
    yield f"  = {reckoning}"


def _changes(scenario: Scenario) -> list[str]:
    rules = [f"rule {name} is replaced by {target} (not run here)" for name, target in scenario.rules.items()]
    lines = [*rules, *(f"parameter {name} = {value:g}" for name, value in scenario.parameters.items())]
    if scenario.ensemble:
        known = load_ensemble(scenario.country)
        spans = (f"{name} {low:.3g} to {high:.3g}" for name, (low, high) in known.spans.items())
        lines.append(f"each replicate takes its own draw from the {known.source}: {', '.join(spans)}")
    return lines


def _runs(scenario: Scenario, jobs: int, seconds_per_run: float, basis: str) -> list[str]:
    roles = 4 if scenario.policies else 3
    runs = roles * scenario.seeds
    seconds = runs * seconds_per_run / min(jobs, runs)
    first = "The scenario, the" if scenario.policies else "The"
    lines = [
        f"{first} same world without policy, no further AI, and a placebo, on {scenario.seeds} paired seeds: "
        f"{runs} runs.",
        f"About {_duration(seconds)} with --jobs {jobs}, {basis}.",
        "The first run of a size also lets the economy settle, which is kept for later runs.",
    ]
    if scenario.ensemble:
        lines.append("Each draw of the ensemble lets the economy settle anew, once: as long as ten runs.")
    if isinstance(scenario.financing, Balancing) and scenario.financing.rate is None:
        lines.append("The scenario itself is run about five times over, to find the rate that balances.")
    return lines


def _duration(seconds: float) -> str:
    return f"{max(seconds, 1):.0f} seconds" if seconds < 90 else f"{seconds / 60:.0f} minutes"
