"""Burn-in: the model runs without AI or policy until its stocks and flows fit each other.

Slow controllers steer what no statistic gives (export demand, separations, selection, markups, tax scale,
import share) towards the country's targets; then they are frozen at their late means and norms are re-based.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from simulator.flows.closing import net_financial_assets
from simulator.start.entries import occupations_of_starts, steer_starts
from simulator.start.hazards import spare_workers, stocks
from simulator.start.steering import (
    TAXES,
    TAXES_SETTLING,
    Aim,
    settle_exports,
    steer,
    steer_exports,
    steer_taxes,
)

if TYPE_CHECKING:
    from simulator.core.economy import Economy

MONTHS = 720
ALONE, FREE = 300, 120
"""Last months in which only export demand, taxes and starts are steered; in which exports, taxes settle."""
RESTATED = 60
"""Months after which public debt is made the country's again, once controllers stand still."""
SETTLED = 60
"""Months over which the controllers that then stand still, and slack before wages answer it, are averaged."""
LEARNING = 0.01
"""Memory for normal profit while controllers move: slower, wages would share in profits long gone."""


def rescale(economy: "Economy", months: int) -> None:
    """Move all money by nominal trend, unit prices by inflation and volumes by productivity over `months`."""
    s = economy.scalars
    price = (1.0 + s["trend_inflation"]) ** months
    volume = (1.0 + s["trend_productivity_growth"]) ** months
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
    s["cpi"] *= price
    s["last_index"] *= money
    s["last_real_index"] *= volume


def burn_in(economy: "Economy", months: int = MONTHS) -> None:
    """Run `months` months up to month 0 with the controllers on, freeze them and re-base norms."""
    p = economy.parameters
    speed, memory = p["wage_speed"], p["profit_memory"]
    p["wage_speed"], p["profit_memory"] = 0.0, max(memory, LEARNING)
    economy.firms.unit_cost = 1.0
    rescale(economy, -months)
    economy.month = -months
    economy.open_accounts()
    economy.scalars.update(last_gap=0.0, last_bonds=economy.state.bonds, last_own_account=0.0,
                           last_informal=0.0)  # fmt: skip
    late: dict[str, list[float]] = defaultdict(list)
    slack: list[np.ndarray] = []
    aim = Aim(stocks(economy), occupations_of_starts(economy))
    alone, wages_free, free = months - ALONE, months - ALONE + SETTLED, months - FREE
    for k in range(months):
        economy.step()
        if k < free:
            steer_exports(economy, selecting=k < alone)
            steer_taxes(economy, TAXES)
            steer_starts(economy)
        else:
            settle_exports(economy)
            steer_taxes(economy, TAXES_SETTLING)
        if k < alone:
            steer(economy, k, aim)
        if k in (alone, free):
            _freeze(economy, late)
        if k >= alone and (k - alone) % RESTATED == 0:
            _restate_debt(economy)
        if k == alone:
            p["profit_memory"] = memory
        if k == wages_free:  # wages leave their trend and answer slack; exports see that too
            economy.occupations.slack_norm = np.mean(slack, axis=0)
            slack.clear()
            late.clear()  # what balances the budget is found after that, not before
            p["wage_speed"] = speed
        if not alone - SETTLED <= k:
            continue
        for name, value in _observed(economy).items():
            late[name].append(value)
        if k >= alone:
            slack.append(economy.occupations.slack.copy())
    _set_norms(economy, late)
    economy.occupations.slack_norm = np.mean(slack, axis=0)
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
    economy.scalars["last_bonds"] -= excess
    economy.opening_assets = net_financial_assets(economy)


def _observed(economy: "Economy") -> dict[str, float]:
    s, p = economy.scalars, economy.parameters
    return {
        "export_base": economy.world.export_base,
        "separation_scale": p["separation_scale"],
        "selection_speed": p["selection_speed"],
        "markup": float(economy.firms.markup.mean()),
        "tax_scale": s["tax_scale"] + s["tax_gap"],
        "import_share": s["import_share"],
        "own_account_entry": s["own_account_entry"],
        "informal_entry": s["informal_entry"],
        "slack": s["slack"],
        "productivity": s["productivity"],
        "job_finding": s["job_finding"],
        "effort_norm": s["effort_norm"],
    }


def _freeze(economy: "Economy", late: dict[str, list[float]]) -> None:
    """Hold controllers at their means since these were last forgotten, and forget them."""
    s, p = economy.scalars, economy.parameters
    mean = {name: float(np.mean(values)) for name, values in late.items()}
    economy.world.export_base = mean["export_base"]
    p["separation_scale"], p["selection_speed"] = mean["separation_scale"], mean["selection_speed"]
    economy.firms.markup *= mean["markup"] / float(economy.firms.markup.mean())
    for name in ("tax_scale", "import_share", "own_account_entry", "informal_entry"):
        s[name] = mean[name]
    _set_norms(economy, late)
    late.clear()


def _set_norms(economy: "Economy", late: dict[str, list[float]]) -> None:
    """What counts as usual: slack, job finding, effort, productivity."""
    s = economy.scalars
    s["slack_norm"], s["job_finding_norm"], s["effort_norm"], s["productivity_norm"] = (
        float(np.mean(late[name])) for name in ("slack", "job_finding", "effort_norm", "productivity")
    )
    s["relative_productivity"] = s["productivity"] / s["productivity_norm"]


def _rebase_prices(economy: "Economy") -> None:
    """Month 0 is the price base: consumer prices are 1, volumes are restated, nothing nominal changes."""
    s, firms = economy.scalars, economy.firms
    level = s["cpi"]
    economy.sectors.reference_price *= level
    s["cpi"] = 1.0
    s["purchases_volume"] *= level
    economy.world.export_base *= level ** (1.0 - economy.parameters["export_elasticity"])
    for name in economy.base_amounts:
        economy.base_amounts[name] *= level
    s["last_index"] /= level
    firms.capital *= level
    s["capital_ratio"] *= level
    s["productivity"] *= level
    s["productivity_norm"] *= level
