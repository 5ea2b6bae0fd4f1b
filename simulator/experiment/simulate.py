"""Runs one role of one replicate of a scenario."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import simulator.parameters  # noqa: F401  (declares the economy's parameters)
from simulator.core import economy as core
from simulator.core.aggregates import charged_price
from simulator.core.economy import Paths
from simulator.core.errors import InputError
from simulator.core.param import ReadOnly
from simulator.core.rule import resolve_parameters
from simulator.core.streams import root_key
from simulator.core.time import year_of
from simulator.economy.recorder import Recorder
from simulator.flows.monetary import EURO
from simulator.indicators.incomes import equivalised, poverty_line
from simulator.policies import discover
from simulator.scenario.country.ensembles import without_draw
from simulator.scenario.country.profile import Country
from simulator.scenario.country.technology import country_of
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.file.code import own_indicators, own_instruments
from simulator.scenario.financing import tax_additions
from simulator.scenario.paying import first_month, paid_policies
from simulator.scenario.priors import RETURNS
from simulator.scenario.world import World
from simulator.store.tables import RunOutput

if TYPE_CHECKING:
    from simulator.economy.model import Economy
    from simulator.scenario import Scenario


def prepare(
    scenario: "Scenario",
    *,
    role: str,
    replicate: int,
    country: Country | None = None,
    make: "Callable[..., Economy] | None" = None,
    twin: Paths | None = None,
    plain: Paths | None = None,
    spent: Paths | None = None,
    followed: bool = True,
    warm: bool = True,
) -> "Economy":
    """Return the economy of a role and replicate at month 0, ready to step.

    `make`: what is called to make it, in place of the model's class. `twin`: what was measured without AI and
    policy on the same seed; `plain`: the same without the policy alone; `spent`: what the policy paid out
    there, which this run pays to all adults alike. `followed`: AI or a policy may change it.
    `warm`: it may begin from the settled state of its series' first, with draws of its own.
    """
    import simulator.economy.schedule  # noqa: F401  (declares the rules' parameters)
    from simulator.core.rule_replace import replace_rule
    from simulator.start.opening import Extent, opening_economy
    from simulator.start.people import population_path

    country = country_of(scenario, country)
    check_rule(country)
    replaced = {}
    for name, where in scenario.rules.items():
        file, _, function = where.rpartition(":")
        replaced[name] = replace_rule(name, file, function, source=scenario.rule_sources.get(file))
    parameters = resolve_parameters(country.parameters(scenario.parameters), replaced.values())
    extent = Extent(scenario.persons, year_of(scenario.start), scenario.months, scenario.base_seed)
    opening, followed = scenario.opening_of(replicate), followed and twin is None
    shared = without_draw(scenario.parameters, scenario.country, opening)
    first = resolve_parameters(country.parameters(shared), replaced.values()) if warm else None
    # The opening state knows no scenario: every world starts from the same people, firms and prices.
    begin = partial(opening_economy, opening=opening, first=first, make=make, followed=followed)
    economy = begin(country, parameters, World().given, extent)
    economy.rules = replaced
    economy.root = root_key(scenario.base_seed, replicate)
    economy.twin, economy.plain, economy.spent = twin, plain, spent
    economy.role, economy.replicate, economy.own_indicators = role, replicate, own_indicators(scenario)
    economy.checker.seed = _called(scenario, replicate, role)
    worlds = World.declared()
    economy.world_parameters = {name: worlds[name].check(name, one) for name, one in scenario.world.items()}
    economy.closure = scenario.closure
    _set_late(economy, scenario.late)
    economy.shock = dict(scenario.shock)
    economy.frozen_demography = False
    economy.keeps_rule = scenario.keeps_rule
    s = economy.aggregates
    line = poverty_line(equivalised(economy))
    economy.opening_levels = {"prices": charged_price(s), "wages": s.average_wage, "poverty_line": line}
    _set_policies(economy, scenario)
    if "retirement_age" in economy.law:  # who works when is a script that demand follows
        economy.population_path = population_path(economy, scenario.months + 1)
    economy.open_accounts()
    return economy


def _set_policies(economy: core.Economy, scenario: "Scenario") -> None:
    """What a scenario has beyond the same without policies: instruments, law, who pays."""
    economy.tax_additions = tax_additions(scenario.financing)
    economy.additions_from = first_month(scenario)
    economy.law = dict(scenario.law)
    economy.own_instruments = own_instruments(scenario)
    known = {**discover(), **economy.own_instruments}
    economy.instruments = [known[policy.name](policy) for policy in paid_policies(scenario)]
    economy.earmarked = scenario.financing == "earmarked"
    if economy.earmarked:
        economy.state.funds = {p.earmark: 0.0 for p in scenario.policies if p.earmark}


def _set_late(economy: "Economy", late: Mapping[str, float]) -> None:
    """What acts from month 1 on, in declared units; of the closure one number."""
    own = {name: value for name, value in late.items() if name != RETURNS}
    if RETURNS in late:
        economy.closure = replace(economy.closure, returns=late[RETURNS])
    if own:
        declared = model_parameters()
        monthly = {name: declared[name].converted(declared[name].check(name, own[name])) for name in own}
        economy.parameters = ReadOnly({**economy.parameters, **monthly})


def check_rule(country: Country) -> None:
    """InputError where a country has a currency of its own and no rule of its central bank."""
    if country.currency not in EURO and "rate_smoothing" not in country.national:
        told = (
            "has a currency of its own and no rule of its central bank; write rate_smoothing, "
            "rate_on_inflation, rate_on_output, rate_floor and neutral_rate under `parameters:` of its file"
        )
        raise InputError(f"{country.iso3} {told}", field="country")


def _called(scenario: "Scenario", replicate: int, role: str) -> str:
    """What error messages call a run."""
    return f"{scenario.base_seed}, replicate {replicate}, role {role}"


def _parted(recorder: Recorder, scenario: "Scenario", *, role: str, **paths: Paths | None) -> Recorder:
    """A copy of a run without the policies of a scenario, which go on from here as they act in it.

    All that these two differ in so far is what is handed to the new one, and what remembers it: the gaps
    that the run without the policy has, which until now are the copy's own.
    """
    parted = recorder.copy()
    economy = parted.economy
    economy.role, economy.checker.seed = role, _called(scenario, economy.replicate, role)
    economy.twin, economy.plain, economy.spent = (paths[name] for name in ("twin", "plain", "spent"))
    bank = economy.central_bank
    bank.prices_trend_plain, bank.output_trend_plain = bank.prices_trend, bank.output_trend
    _set_policies(economy, scenario)
    return parted


def simulate(
    scenario: "Scenario",
    *,
    role: str,
    replicate: int,
    each_month: Callable[[Any], object] | None = None,
    keep: Collection[int] = (),
    begun: Recorder | None = None,
    **given: Any,
) -> RunOutput:
    """Run a scenario (already changed for its role) and return what was measured; see `prepare`, `Recorder`.

    `keep`: months at whose end the run is copied, for others to begin from, as `kept` of what is returned.
    `begun`: such a copy of the run without the policies of this scenario, none of which has acted yet.

    Raises
    ------
    IdentityError
        An accounting identity failed; names identity, month and seed.
    """
    began = time.perf_counter()
    if begun is not None:
        recorder = _parted(begun, scenario, role=role, **given)
    else:
        changed = (
            scenario.has_policy or not scenario.world["frozen"] or bool(scenario.indicators or each_month)
        )
        economy = prepare(scenario, role=role, replicate=replicate, followed=changed, **given)
        recorder = Recorder(economy, each_month)
        recorder.record()
    kept = {}
    while True:
        if recorder.economy.month in keep:
            kept[recorder.economy.month] = recorder.copy()
        if recorder.economy.month >= scenario.months - 1:
            break
        recorder.economy.step()
        recorder.record()
    return replace(recorder.output(time.perf_counter() - began), kept=kept)
