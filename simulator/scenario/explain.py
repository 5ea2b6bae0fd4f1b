"""A scenario in plain language, before it is run: what it changes, what it may cost, how long it takes.

And what it sets that can never act, and why.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from simulator.core.frontier import tasks_outside, tasks_within
from simulator.core.time import month_label, year_of
from simulator.scenario import costs
from simulator.scenario.costs import NO_LIMIT, rough_cost
from simulator.scenario.country.ensembles import load_ensemble
from simulator.scenario.country.profile import Country
from simulator.scenario.country.technology import MEASURES, country_of, load_technology
from simulator.scenario.file.values import takes_percent
from simulator.scenario.financing import Balancing
from simulator.scenario.law import Clause, value_told
from simulator.scenario.paying import in_words, is_cash, outlays_of
from simulator.scenario.priors import centres, read_priors
from simulator.scenario.reach import Span
from simulator.scenario.scenario import CHANGED, PolicySetting, Scenario
from simulator.scenario.setting import Distribution, Setting, show
from simulator.scenario.world import INCIDENCES, Closing, Shock, World, load_world

type Reckoned = tuple[float, str]
"""An amount (currency/year), and how it was reckoned."""


def warnings(scenario: Scenario, country: Country, instruments: Mapping[str, Any]) -> list[str]:
    """One line for each instrument that can never act, or of which something can never come about."""
    found = list[str]()
    for policy in scenario.policies:
        instrument = instruments[policy.name]
        if reason := why_inert(policy, scenario, country, instrument):
            found.append(f"{policy.name} will never act because {reason}")
        else:
            found += [f"{policy.name} {line}" for line in idle_parts(policy, scenario, instrument)]
    for name, clause in scenario.law.items():
        if reason := why_unchanged(clause, scenario):
            found.append(f"law.{name} will never act because {reason}")
        found += [
            f"law.{name} becomes {value_told(clause.lever, one.amount, clause.unit)}, today it is "
            f"{value_told(clause.lever, clause.today, clause.unit)}: is that meant?"
            for one in clause.changes
            if one.way == "to" and clause.today and not 0.5 <= one.amount / clause.today <= 2.0
        ]
    return found


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
    acting = [name for name in acting if name != "wait"]  # a wait from zero on makes nothing act
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
    months = _months(policy, scenario) if isinstance(setting, Setting) else ()
    return [policy.value(name, month) for month in months]


def _largest(policy: PolicySetting, name: str, scenario: Scenario) -> float:
    """The value farthest from zero."""
    return max(_values(policy, name, scenario), key=abs, default=0.0)


def _smallest(policy: PolicySetting, name: str, scenario: Scenario) -> float:
    return min(_values(policy, name, scenario), default=0.0)


def _told(name: str, clause: Clause, scenario: Scenario, country: Country) -> Iterator[str]:
    """Lines on a changed value: today's, what it becomes, what that moves and about what it costs."""
    lever = clause.lever
    yield f"law, {name}: {lever.about}."
    today = value_told(lever, clause.today, clause.unit) if lever.key else "as it stands"
    yield f"  {clause.describe(scenario.start)}; today {today}"
    if lever.kind == "money":
        yield "  at month-0 prices, on the level of the country file, and indexed as today's is"
    yield f"  moves at once: {', '.join(item.replace('_', ' ') for item in lever.moves)}"
    reckon = _RECKONINGS.get(name)
    change = max((clause.at(month) - clause.today for month in range(scenario.months)), key=abs)
    reckoned = reckon(change, scenario, country) if reckon else None
    word = "revenue" if reckoned and reckoned[0] >= 0.0 else "cost"
    for line in _magnitude(word, reckoned, why_unchanged(clause, scenario), scenario, country):
        yield f"  {line}"


def _magnitude(
    word: str, reckoned: Reckoned | None, inert: str, scenario: Scenario, country: Country
) -> Iterator[str]:
    """About what something costs or brings in, and how that was reckoned; or why nothing."""
    if inert:
        yield f"WARNING: it will never act because {inert}; it costs and raises nothing"
    elif reckoned is None:
        yield "cost or revenue: depends on what firms and people do; the run tells"
    else:
        amount, reckoning = abs(reckoned[0]), reckoned[1]
        of_gdp = amount / costs.model_gdp(country, scenario)
        billions = f"{amount / 1e9:,.1f} billion {country.currency} a year"
        yield f"{word}, order of magnitude: {billions} ({of_gdp:.2%} of GDP in the model)"
        yield f"  = {reckoning}"


def _on_wages(more: float, scenario: Scenario, country: Country) -> Reckoned:
    employees = costs.workers(country, scenario)["employees"]
    wage = country.values["average_wage"]
    return employees * wage * 12.0 * more, (
        f"{employees / 1e6:.1f} million employees × average wage {wage:,.0f} {country.currency} × "
        f"{100 * more:+.4g} points × 12 months"
    )


def _vat(more: float, scenario: Scenario, country: Country) -> Reckoned:
    share, rate = (country.values[name] for name in ("indirect_tax_share", "vat_rate_effective"))
    return share * costs.model_gdp(country, scenario) * more / rate, (
        f"{share:.1%} of GDP that it brings in today × {100 * more:+.4g} points over today's {rate:.1%}"
    )


def _child_benefit(more: float, scenario: Scenario, country: Country) -> Reckoned:
    young = costs.children(country, scenario)
    return -young * more * 12.0, (
        f"{young / 1e6:.1f} million children × {more:+,.4g} {country.currency} × 12 months"
    )


_RECKONINGS: dict[str, Callable[[float, Scenario, Country], Reckoned]] = {
    "employee_contributions": _on_wages,
    "employer_contributions": _on_wages,
    "vat": _vat,
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
    author = f"Written by {scenario.author}." if scenario.author else ""
    sections = [
        ("What it asks", [text for text in (scenario.question, author) if text]),
        ("Where and when", _place(scenario, country)),
        (f"World: {scenario.world_name}", _world(scenario, country)),
        (f"Technology: {scenario.technology}", _technology(scenario)),
        ("Closure", _closure(scenario)),
        ("Shock, in every run", _shock(scenario)),
        ("What changes against the same world without the policy", _policies(scenario, country, instruments)),
        ("Who pays", [in_words(scenario, instruments)]),
        ("Changed behaviour and parameters", _changes(scenario)),
        ("What will be run", _runs(scenario, jobs, seconds, basis)),
    ]
    return [(heading, lines) for heading, lines in sections if lines]


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
        inert = why_inert(policy, scenario, country, instrument)
        cost = None if inert else rough_cost(policy, scenario, country)
        lines += [f"  {line}" for line in _magnitude("cost", cost, inert, scenario, country)]
    lines += [one for name, clause in scenario.law.items() for one in _told(name, clause, scenario, country)]
    return lines or ["Nothing: there is no policy. The run shows what AI does in this world."]


def _settings(policy: PolicySetting, scenario: Scenario, instrument: Any) -> Iterator[str]:
    own = getattr(instrument, "own", instrument.declared)()
    for name, declared in instrument.declared().items():
        value = policy.values[name]
        is_default = scenario.provenance.get(f"policies.{policy.name}.{name}") == "default"
        # What all instruments share is worth a line only where somebody wrote it.
        if isinstance(value, Setting) and (name in own or not is_default):
            text, most = value.describe(declared.unit, scenario.start), value.extremes()[1]
            # A share above one is told in per cent too: `4` is not 4 %.
            text += f" (up to {most:.0%})" if takes_percent(declared) and most > 1.0 else ""
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
    if priors := centres(scenario):
        around = ", ".join(
            f"{name} around {read_priors()[name].times * centre:.3g}" for name, centre in priors.items()
        )
        lines.append(
            f"{len(priors)} uncertain numbers are drawn from priors for each replicate but the "
            f"first (docs/model/fit.md): {around}"
        )
    return lines


def _runs(scenario: Scenario, jobs: int, seconds: Callable[[int], float], basis: str) -> list[str]:
    alike = bool(outlays_of(scenario)) and not is_cash(scenario)
    runs, states = (2 + scenario.has_policy + alike) * scenario.seeds, scenario.states
    first = "The scenario, its money paid to all alike, the" if alike else "The scenario, the"
    first = first if scenario.has_policy else "The"
    took = seconds(runs)
    lasts = f"{max(took, 1):.0f} seconds" if took < 90 else f"{took / 60:.0f} minutes"
    lines = [
        f"{first} same world without policy, and no further AI, on {scenario.seeds} paired seeds: "
        f"{runs} runs.",
        f"About {lasts} with --jobs {jobs}, {basis}.",
        f"The first run of a size also lets the economy settle, once for each of {states} opening states, as "
        "long as four runs each, which are kept for later runs.",
    ]
    if isinstance(scenario.financing, Balancing) and scenario.financing.rate is None:
        lines.append("The scenario itself is run about five times over, to find the rate that balances.")
    return lines
