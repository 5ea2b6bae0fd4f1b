"""Burn-in: the model runs without AI or policy until its stocks and flows fit each other.

Slow controllers steer what no statistic gives (export demand, separations, selection, markups, tax scale,
import share) towards the country's targets; then they are frozen at their late means and norms are re-based.
From a stored steady state five years do: exports, taxes and mean pay come to rest, nothing else is steered.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from simulator.flows.closing import net_financial_assets
from simulator.start.entries import occupations_of_starts, steer_starts
from simulator.start.hazards import spare_workers, stocks
from simulator.start.steady import Steady, settle
from simulator.start.steering import (
    LENDING,
    LENDING_SETTLING,
    TAXES,
    TAXES_SETTLING,
    Aim,
    lend_abroad,
    settle_exports,
    steer,
    steer_exports,
    steer_taxes,
    steer_turnover,
)
from simulator.start.workers import MEAN_GAIN, steer_mean_pay

if TYPE_CHECKING:
    from simulator.core.economy import Economy

MONTHS = 720
ALONE, FREE = 300, 120
"""Last months in which only export demand, mean pay, taxes, starts are steered; in which exports settle."""
RESTATED = 60
"""Months after which public debt is made the country's again, once controllers stand still."""
SETTLED = 60
"""Months over which the controllers that then stand still, and slack before wages answer it, are averaged."""
FROM_STEADY = 60
"""Months of burn-in from a steady state."""
PLACED, OBSERVED, STEERED = 12, 24, 48
"""Of these: from when exports settle; from when norms are taken; until when turnover and pay are steered."""
SETTLING_FAST, PAY_FAST, LEARNT_FAST = 3.0, 0.1, 0.05
"""How much faster exports settle; share of a gap of mean pay closed a month; memory for profit at first."""
FROZEN = ("separation_scale", "selection_speed", "tax_scale", "import_share", "lent_abroad",
          "own_account_entry", "own_account_entry_from_jobs", "informal_entry")  # fmt: skip
LEARNING = 0.01
"""Memory for normal profit while controllers move: slower, wages would share in profits long gone."""


def rescale(economy: "Economy", months: int) -> None:
    """Move all money by nominal trend, unit prices by inflation and volumes by productivity over `months`."""
    s = economy.aggregates
    price = (1.0 + s.trend_inflation) ** months
    volume = (1.0 + s.trend_productivity_growth) ** months
    money = price * volume
    for members in economy.sets.values():
        for name, column in members.agent_class.columns.items():
            if column.unit.startswith("money/unit"):
                members.columns[name] *= price
            elif column.unit.startswith("money"):
                members.columns[name] *= money
            elif column.unit.startswith("units"):
                members.columns[name] *= volume
    economy.sectors.reference_price = 1.0
    economy.occupations.trend_wage /= money
    for agent in (economy.state, economy.bank, economy.world, economy.providers):
        agent.account.amount *= money
    economy.state.bonds *= money
    economy.bank.dividends *= money
    s.open(cpi=s.cpi * price, consumer_price=s.consumer_price * price)
    s.open(last_index=s.last_index * money, last_real_index=s.last_real_index * volume)


def burn_in(economy: "Economy", months: int = MONTHS) -> None:
    """Run `months` months up to month 0 with the controllers on, freeze them and re-base norms."""
    p, steered = economy.parameters, economy.controllers
    steered.wage_speed, steered.profit_memory = 0.0, max(p["profit_memory"], LEARNING)
    economy.firms.unit_cost = 1.0
    rescale(economy, -months)
    economy.month = -months
    economy.open_accounts()
    steered.open(last_gap=0.0, last_bonds=economy.state.bonds, last_own_account=0.0, last_informal=0.0)
    late: dict[str, list[float]] = defaultdict(list)
    slack: list[np.ndarray] = []
    aim = Aim(stocks(economy), occupations_of_starts(economy))
    alone, wages_free, free = months - ALONE, months - ALONE + SETTLED, months - FREE
    for k in range(months):
        economy.step()
        steer_mean_pay(economy)
        if k < free:
            steer_exports(economy, selecting=k < alone)
            steer_taxes(economy, TAXES)
            steer_starts(economy)
        else:
            settle_exports(economy)
            steer_taxes(economy, TAXES_SETTLING)
        lend_abroad(economy, LENDING if k < free else LENDING_SETTLING)
        if k < alone:
            steer(economy, k, aim)
        if k in (alone, free):
            _freeze(economy, late)
        if k >= alone and (k - alone) % RESTATED == 0:
            _restate_debt(economy)
        if k == alone:
            steered.profit_memory = p["profit_memory"]
        if k == wages_free:  # wages leave their trend and answer slack; exports see that too
            economy.occupations.slack_norm = np.mean(slack, axis=0)
            slack.clear()
            late.clear()  # what balances the budget is found after that, not before
            steered.wage_speed = p["wage_speed"]
        if not alone - SETTLED <= k:
            continue
        for name, value in _observed(economy).items():
            late[name].append(value)
        if k >= alone:
            slack.append(economy.occupations.slack.copy())
    _set_norms(economy, late)
    economy.occupations.slack_norm = np.mean(slack, axis=0)
    _close(economy)


def burn_in_steady(economy: "Economy", steady: Steady) -> None:
    """Run the last months up to month 0 from a steady state, until who works where is no longer as drawn."""
    p, steered = economy.parameters, economy.controllers
    settle(economy, steady)
    steered.wage_speed, steered.profit_memory = 0.0, LEARNT_FAST
    economy.firms.unit_cost = 1.0
    rescale(economy, -FROM_STEADY)
    economy.month = -FROM_STEADY
    economy.open_accounts()
    steered.open(last_gap=0.0, last_bonds=economy.state.bonds, last_own_account=1.0, last_informal=1.0)
    late: dict[str, list[float]] = defaultdict(list)
    for k in range(FROM_STEADY):
        economy.step()
        steer_mean_pay(economy, PAY_FAST if k < STEERED else MEAN_GAIN)
        steer_taxes(economy, TAXES_SETTLING)
        lend_abroad(economy, LENDING_SETTLING)
        if k >= PLACED:
            settle_exports(economy, SETTLING_FAST)
        if PLACED <= k < STEERED:
            steer_turnover(economy)
        if k == OBSERVED:
            steered.profit_memory, steered.wage_speed = p["profit_memory"], p["wage_speed"]
        if k >= OBSERVED:
            for name, value in _observed(economy).items():
                late[name].append(value)
    _set_norms(economy, late)
    # Few people tell little of an occupation in so short a time: its usual slack is the steady state's.
    economy.occupations.slack_norm *= economy.aggregates.slack_norm / steady["rates"]["slack_norm"]
    _close(economy)


def _close(economy: "Economy") -> None:
    """Month 0: people begin to grow older, prices are 1, public debt is the country's."""
    spare_workers(economy)
    _rebase_prices(economy)
    _restate_debt(economy)


def _restate_debt(economy: "Economy") -> None:
    """Public debt becomes the country's: the difference is set against the foreign position.

    The bank holds fewer bonds and owes less abroad; nobody else's balance changes. Where the foreign position
    bears less interest, its owners lose some: what is restated at month 0 itself is therefore little.
    """
    annual = 12.0 * economy.accounts_of_month["production"]
    excess = economy.state.bonds - economy.country.values["public_debt"] * annual
    economy.state.bonds -= excess
    economy.world.account.amount -= excess
    economy.controllers.open(last_bonds=economy.controllers.last_bonds - excess)
    economy.opening_assets = net_financial_assets(economy)


def _observed(economy: "Economy") -> dict[str, float]:
    s, steered = economy.aggregates, economy.controllers
    return {
        "export_base": economy.world.export_base,
        "separation_scale": steered.separation_scale,
        "selection_speed": steered.selection_speed,
        "markup": float(economy.firms.markup.mean()),
        "tax_scale": steered.tax_scale + steered.tax_gap,
        "import_share": steered.import_share,
        "lent_abroad": steered.lent_abroad,
        "own_account_entry": steered.own_account_entry,
        "own_account_entry_from_jobs": steered.own_account_entry_from_jobs,
        "informal_entry": steered.informal_entry,
        "slack": s.slack,
        "productivity": s.productivity,
        "job_finding": s.job_finding,
        "effort_norm": s.effort_norm,
    }


def _freeze(economy: "Economy", late: dict[str, list[float]]) -> None:
    """Hold controllers at their means since these were last forgotten, and forget them."""
    mean = {name: float(np.mean(values)) for name, values in late.items()}
    economy.world.export_base = mean["export_base"]
    economy.firms.markup *= mean["markup"] / float(economy.firms.markup.mean())
    economy.controllers.open(**{name: mean[name] for name in FROZEN})
    _set_norms(economy, late)
    late.clear()


def _set_norms(economy: "Economy", late: dict[str, list[float]]) -> None:
    """What counts as usual: slack, job finding, effort, productivity."""
    s = economy.aggregates
    slack, finding, effort, productivity = (
        float(np.mean(late[name])) for name in ("slack", "job_finding", "effort_norm", "productivity")
    )
    s.slack_norm = slack
    s.open(job_finding_norm=finding, effort_norm=effort, productivity_norm=productivity)
    s.open(relative_productivity=s.productivity / s.productivity_norm)


def _rebase_prices(economy: "Economy") -> None:
    """Month 0 is the price base: consumer prices are 1, volumes are restated, nothing nominal changes."""
    s, firms = economy.aggregates, economy.firms
    level = s.cpi
    economy.sectors.reference_price *= level
    s.open(
        cpi=1.0,
        consumer_price=1.0,
        purchases_volume=s.purchases_volume * level,
        capital_ratio=s.capital_ratio * level,
        productivity=s.productivity * level,
        productivity_norm=s.productivity_norm * level,
    )
    economy.world.export_base *= level
    firms.capital *= level
    firms.usual_labour_cost *= level
