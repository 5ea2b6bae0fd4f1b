"""Technology as data of the world: the frontier, the price of AI, and the economy abroad that uses it too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from simulator.agents.firm import SMALL
from simulator.agents.state import Offer
from simulator.core.aggregates import Aggregates
from simulator.core.economy import Economy
from simulator.core.frontier import Tasks, frontier_at, progress_at, tasks_within
from simulator.core.kernels import sum_of
from simulator.core.maths import normal_cdf, user_cost, worth_automating
from simulator.rules.provider_price import provider_price
from simulator.scenario.world import INCIDENCES, World

Array = NDArray[np.float64]
BEST_PAID = 0.2
"""Part of all posts that is called the top."""


def kept_at(world: Mapping[str, float], year: float) -> float:
    """Share of labour cost that stays with people on a task of AI; from 2025 on it follows the frontier."""
    first, last = world["ai_kept_first"], world["ai_kept"]
    return float(first + progress_at(world, year) * (last - first))


def advance_technology(economy: Economy) -> None:
    """Move the frontier and the price of AI, let the rest of the world adopt.

    Months before the start, and the frozen world, stay at month 0.
    """
    world, s = economy.world_parameters, economy.aggregates
    elapsed = 0 if world["frozen"] else max(economy.month, 0)
    moving, occ = elapsed > 0, economy.occupations
    year = economy.start_year + elapsed / 12.0
    s.frontier = frontier_at(world, year)
    tasks = Tasks(occ.automation, occ.augmentation, occ.physical, occ.interpersonal)
    shape = _incidence(economy) if world["tasks_share"] > 0.0 else None
    occ.ai_tasks, occ.ai_help = tasks_within(world, year, tasks, economy.occupation_weight, shape)
    s.adoption_speed = world["adoption_speed"] if moving else 0.0
    s.roll_out_on = float(moving)
    first = World.declared()["augmentation_gain"].default  # today's tools, whatever world follows
    s.augmentation_gain = first + progress_at(world, year) * (world["augmentation_gain"] - first)
    s.reinstatement, s.reinstatement_lag = world["reinstatement"], world["reinstatement_lag"]
    s.fee_share, s.machine_units = 1.0, 0.0
    machine = economy.parameters["machine_price"] > 0.0  # a machine needs nobody beside it
    s.ai_kept = 0.0 if machine else kept_at(world, year)
    occ.ai_kept_before, occ.ai_kept = occ.ai_kept, s.ai_kept
    _price_services(economy, elapsed)
    if machine:
        _price_machines(economy, elapsed)
    if moving and not economy.closure.alone:
        _advance_abroad(economy)


def _incidence(economy: Economy) -> Array:
    """In which proportion occupations lose the share of work that the world names [O]."""
    occ, weight = economy.occupations, economy.occupation_weight
    whose = INCIDENCES[round(economy.world_parameters["tasks_incidence"])]
    if whose == "exposed":
        return np.asarray(occ.automation + occ.augmentation)
    if whose == "entry":
        return np.asarray(occ.young)
    if whose == "even":
        return np.ones(len(weight))
    order = np.argsort(-occ.trend_wage, kind="stable")
    better_paid = np.empty(len(weight))
    better_paid[order] = (np.cumsum(weight[order]) - weight[order]) / weight.sum()
    return (better_paid < BEST_PAID).astype(np.float64)


def _price_services(economy: Economy, elapsed: int) -> None:
    """One fee for all buyers: a share of what labour costs in the mean task on trend, at least running cost.

    It follows no policy but those that change the provider's cost, margin and taxes. The commercial price
    pays for research, training and sales too; what is left is rent. The open offer is sold at that price as
    well: what it needs to fit in takes nearly all of its margin.
    """
    world, s, p = economy.world_parameters, economy.aggregates, economy.parameters
    labour = labour_cost_of_tasks(economy) * s.trend_index
    dollar = economy.country.values["exchange_rate"] * exp(economy.world.currency)
    cost = world["ai_running_cost"] * dollar * _fallen(economy, elapsed)
    price = max(cost, labour * world["ai_fee"])
    providers, here = economy.providers, p["ai_domestic_share"]
    terms = (("commercial", p["ai_markup"], 1.0, here), ("open", p["open_markup"], p["open_quality"], 1.0))
    offers = []
    for name, markup, quality, home in terms:
        margin = min(markup, price / cost)
        costs = {"cost": price / margin, "computing": cost, "computing_home": here}
        offers.append(Offer(name, markup=margin, quality=quality, home=home, **costs))
    providers.here = offers_here(offers, s)
    providers.offers = offers
    helped = 1.0 - (1.0 - p["ai_fee_weight"]) * s.open_help_small  # what AI costs who is helped to fit it in
    rules = {name: p[name] for name in ("provider_switching", "levy_pass_through")}
    pace = min(3.0, helped ** -p["ai_timing_elasticity"])
    small = {"small_use": _use_of_small_firms(economy), "small_pace": pace}
    s.ai_price = provider_price(providers.here, fee_levy=s.ai_fee_levy, **small, **rules)
    s.ai_price_abroad = provider_price(offers, fee_levy=0.0, **rules)
    economy.world.dearer = 1.0
    if (joint := s.tax_cooperation) > 0.0:  # of countries that levy what this one does
        taxes = joint * s.ai_services_tax, joint * s.ai_services_tax_open
        taxed = [replace(offer, tax=tax) for offer, tax in zip(offers, taxes, strict=True)]
        levy = joint * s.ai_fee_levy
        levied = provider_price(taxed, fee_levy=levy, **rules) * (1.0 + levy)
        economy.world.dearer = levied / s.ai_price_abroad


def _use_of_small_firms(economy: Economy) -> float:
    """Part of last month's spending on AI that was of private firms below 50 employees."""
    firms = economy.firms
    small = firms.ai_fees * (firms.size_class <= SMALL) * (firms.public == 0)
    return float(sum_of(small)) / max(float(sum_of(firms.ai_fees)), 1e-300)


def labour_cost_of_tasks(economy: Economy) -> float:
    """Cost of the full-time post in which the mean task of month 0 lies that AI can do (currency/month).

    At occupations' wages without firms' premiums, as rules compare it with AI's price; no policy moves it.
    """
    occupations = economy.occupations
    tasks = economy.occupation_weight * occupations.reach * occupations.automation
    weight = tasks if tasks.any() else economy.occupation_weight
    mean = float(sum_of(weight * occupations.trend_wage)) / float(sum_of(weight))
    return mean * (1.0 + float(economy.country.values["employer_contribution_rate"]))


def _fallen(economy: Economy, elapsed: int) -> float:
    """Index of what is paid in money of the first year and gets cheaper since; on the trend of pay before."""
    s, fall = economy.aggregates, 1.0 - economy.world_parameters["ai_cost_decline"]
    return float(fall ** (elapsed / 12.0) * (s.trend_price if elapsed > 0 else s.trend_index))


def _price_machines(economy: Economy, elapsed: int) -> None:
    """A machine in place of a service: its user cost stands for the price, here and abroad; no fee is due."""
    s, p = economy.aggregates, economy.parameters
    price = p["machine_price"] * labour_cost_of_tasks(economy) * _fallen(economy, elapsed)
    s.fee_share, s.machine_units, economy.world.dearer = 0.0, price / s.cpi, 1.0
    s.ai_price_abroad = price * user_cost(p["required_return"], s.profit_tax_rate, s.depreciation)
    taxed = s.profit_tax_rate + s.profit_tax_addition
    here = price * user_cost(p["required_return"], taxed, s.depreciation)
    s.ai_price = here * (1.0 - s.capital_subsidy)


def offers_here(offers: Sequence[Offer], s: Aggregates) -> list[Offer]:
    """The commercial offer and the open ones as levers of this country's instruments change them."""
    first, *others = offers
    commercial = replace(
        first, markup=first.markup - s.ai_margin_cut * (first.markup - 1.0), tax=s.ai_services_tax
    )
    return [commercial] + [
        replace(
            offer,
            markup=offer.markup - s.open_margin_cut * (offer.markup - 1.0),
            cost=offer.cost - s.open_cost_paid * offer.computing,  # to fit it in is paid by users
            computing=offer.computing * (1.0 - s.open_cost_paid),
            computing_home=offer.computing_home + s.open_computing_home * (1.0 - offer.computing_home),
            quality=offer.quality + s.open_quality_gain * (1.0 - offer.quality),
            tax=s.ai_services_tax_open,
        )
        for offer in others
    ]


def tasks_worth_automating(economy: Economy, labour: Array, price: float) -> Array:
    """Share of each occupation's tasks for which fee and kept work come to less than labour costs [O]."""
    kept, dispersion = economy.aggregates.ai_kept, economy.parameters["task_dispersion"]
    return np.array([worth_automating(cost, price + kept * cost, dispersion) for cost in labour])


def _advance_abroad(economy: Economy) -> None:
    """The shadow foreign economy: our technology and occupations, adoption by the same payback, no policy.

    Its prices and wages move as ours do where slack is as usual: else AI that comes everywhere alike would
    make this country dear. Its income rises by what AI saves, and so does what it can make.
    """
    s, world, occupations, p = economy.aggregates, economy.world, economy.occupations, economy.parameters
    labour = occupations.trend_wage * s.trend_index
    labour *= 1.0 + economy.country.values["employer_contribution_rate"]
    price, pace = s.ai_price_abroad * world.dearer, world.dearer ** -p["ai_use_elasticity"]
    worth = tasks_worth_automating(economy, labour, price)
    weight = economy.occupation_weight * occupations.reach
    done = weight * occupations.ai_tasks * worth
    reach = float(sum_of(done))
    helped = float(sum_of(weight * occupations.ai_help)) * s.augmentation_gain
    gain = float(sum_of(done * (1.0 - s.ai_kept - price / labour))) + helped
    world.adopters += (
        pace
        * s.adoption_speed
        * p["adoption_decisions"]
        * (normal_cdf(_adoption_gap(economy, gain)) - world.adopters)
    )
    world.automated += max(0.0, world.adopters * reach - world.automated) * pace / p["roll_out"]
    world.saving += max(0.0, world.adopters * gain - world.saving) * pace / p["roll_out"]
    productivity = 1.0 + world.saving - world.saving_start
    move_prices_abroad(economy, log(productivity))


def move_prices_abroad(economy: Economy, gained: float) -> None:
    """Wages and prices abroad (log over trend) as ours move at usual slack (`claim_pay`, `firm_price`)."""
    world, p = economy.world, economy.parameters
    world.productivity += (gained - world.productivity) / p["productivity_smoothing"]
    claim = world.wage_norm + p["productivity_sharing"] * (world.productivity - world.productivity_known)
    world.wage += p["wage_speed"] * (claim - world.wage)
    world.price += p["price_speed"] * p["cost_weight"] * (world.wage - gained - world.price)
    world.wage_norm += (world.wage - world.wage_norm) / p["wage_memory"]
    world.productivity_known += (world.productivity - world.productivity_known) / p["wage_memory"]


def _adoption_gap(economy: Economy, gain: float) -> float:
    """Probits between the mean firm's payback and its hurdle, month 0 pinned to the adopters observed."""
    world, spread = economy.world, economy.parameters["integration_spread"]
    return float(world.adoption_probit + log(max(gain, 1e-12) / world.gain_start) / spread)
