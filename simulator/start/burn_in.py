"""Burn-in: the model runs without AI or policy until its stocks and flows fit each other.

Slow controllers steer what no statistic gives (export demand, separations, search effort, markups, tax scale,
import share) towards the country's targets; then they are frozen at their late means and norms are re-based.
"""

from collections import defaultdict
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import UNEMPLOYED
from simulator.core.kernels import sum_of

if TYPE_CHECKING:
    from simulator.model import Economy

MONTHS = 720
ALONE = 144
"""Last months, in which only export demand and taxes are steered, the others standing at their means."""
LATE = 60
"""Months over which controllers and norms are averaged."""


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


def burn_in(economy: "Economy", months: int = MONTHS) -> None:
    """Run `months` months up to month 0 with the controllers on, freeze them and re-base norms."""
    speed, economy.parameters["wage_speed"] = economy.parameters["wage_speed"], 0.0
    economy.firms.unit_cost = 1.0
    rescale(economy, -months)
    economy.month = -months
    economy.open_accounts()
    economy.scalars.update(last_gap=0.0, last_bonds=economy.state.bonds,
                           last_foreign=economy.world.account.amount)  # fmt: skip
    late: dict[str, list[float]] = defaultdict(list)
    norms: dict[str, list[np.ndarray]] = defaultdict(list)
    for k in range(months):
        economy.step()
        _steer_exports(economy)
        _steer_taxes(economy)
        if k < months - ALONE:
            _steer(economy, k)
        if k == months - ALONE:
            _freeze(economy, {name: float(np.mean(values)) for name, values in late.items()})
            late.clear()
        if k >= months - LATE or months - ALONE - LATE <= k < months - ALONE:
            for name, value in _controlled(economy).items():
                late[name].append(value)
        if k == months - LATE:  # wages leave their trend and answer slack; exports see that too
            economy.occupations.slack_norm = np.mean(norms["slack"], axis=0)
            norms["slack"].clear()
            economy.parameters["wage_speed"] = speed
        if k >= months - ALONE:
            norms["slack"].append(economy.occupations.slack.copy())
            norms["profit"].append(_profit_ratio(economy))
    _freeze(economy, {name: float(np.mean(values)) for name, values in late.items()})
    economy.occupations.slack_norm = np.mean(norms["slack"], axis=0)
    economy.firms.profit_norm = np.mean(norms["profit"], axis=0)
    _rebase_prices(economy)
    _restate_debt(economy)


def _restate_debt(economy: "Economy") -> None:
    """Public debt of month 0 is the country's: the difference is set against the foreign position.

    The bank holds fewer bonds and owes less abroad; nobody else's balance changes, and as interest is
    close to nominal growth, the deficit that keeps the ratio changes by about as much as the interest.
    """
    annual = 12.0 * economy.accounts_of_month["production"]
    excess = economy.state.bonds - economy.country.values["public_debt"] * annual
    economy.state.bonds -= excess
    economy.world.account.amount -= excess


def _profit_ratio(economy: "Economy") -> np.ndarray:
    firms = economy.firms
    return np.asarray((firms.profit - firms.profit_tax) / np.maximum(firms.base_wages, 1e-9))


def measures(economy: "Economy") -> dict[str, float]:
    """What the controllers look at: rates and ratios of the month."""
    counts = economy.status_counts()
    force = float(counts[1:6].sum())
    annual = 12.0 * economy.accounts_of_month["production"]
    vacancies = max(economy.count["vacancies"] - economy.count["hires"], 0.0)
    return {
        "unemployment": float(counts[4] + counts[5]) / force,
        "own": float(counts[2]) / float(counts[1:4].sum()),
        "informal": float(counts[3]) / float(counts[1:4].sum()),
        "vacancy": vacancies / max(float(counts[1]) + vacancies, 1.0),
        "finding": economy.count["hires_from_unemployment"] / max(economy.count["seekers_unemployed"], 1.0),
        "labour_share": economy.accounts_of_month["labour_income"] / economy.accounts_of_month["production"],
        "debt": economy.state.bonds / annual,
        "foreign": -economy.world.account.amount / annual,
        "household_deposits": float(sum_of(economy.persons.deposits)) / annual,
    }


def _steer_exports(economy: "Economy") -> None:
    """Integral and proportional control of unemployment by export demand."""
    s = economy.scalars
    gap = measures(economy)["unemployment"] - s["unemployment_target"]
    economy.world.export_base *= exp(0.12 * gap + 1.0 * (gap - s["last_gap"]))
    s["last_gap"] += (gap - s["last_gap"]) / 3.0


def _steer_taxes(economy: "Economy") -> None:
    """Tax scale such that the deficit, at the interest on the country's debt, is trend growth of that debt."""
    s, p, bonds = economy.scalars, economy.parameters, economy.state.bonds
    own = economy.country.values["public_debt"] * 12.0 * economy.accounts_of_month["production"]
    deficit = bonds - s["last_bonds"] - p["bond_rate"] * (bonds - own)
    s["last_bonds"] = bonds
    s["tax_scale"] *= exp(2.0 * (deficit / own - s["trend_growth"]))


def _steer(economy: "Economy", k: int) -> None:
    """Slow control of separations, search, markup, taxes, imports, own-account and informal entry."""
    v, s, p, m, firms = (
        economy.country.values, economy.scalars, economy.parameters, measures(economy), economy.firms,
    )  # fmt: skip
    p["separation_scale"] *= exp(0.02 * (1.0 - m["finding"] / v["job_finding_rate"]))
    p["search_scale"] *= exp(0.01 * min(2.0, m["vacancy"] / v["vacancy_rate"] - 1.0))
    p["separation_scale"] = min(max(p["separation_scale"], 0.05), 9.0)
    p["search_scale"] = min(max(p["search_scale"], 0.05), 9.0)
    firms.markup *= exp(0.02 * (m["labour_share"] - v["labour_share"]))
    # Stocks are steered by their growth over trend, and slowly towards their level.
    s["tax_scale"] *= exp(0.03 * (m["debt"] / v["public_debt"] - 1.0))
    foreign = economy.world.account.amount
    excess = foreign / max(s["last_foreign"], 1e-9) - 1.0 - s["trend_growth"]
    s["last_foreign"] = foreign
    drift = 0.3 * excess + 0.006 * (v["net_foreign_assets"] - m["foreign"])
    s["import_share"] = min(0.9, max(0.05, s["import_share"] - drift))
    counts = economy.status_counts()
    work, seekers = float(counts[1:4].sum()), max(float(counts[4]), 1.0)
    own = v["own_account_total"] * work
    idle = v["informal_share"] * work
    s["own_account_entry"] = max(0.0, (p["own_account_exit"] * own + 0.05 * (own - counts[2])) / seekers)
    q = economy.persons
    uninsured = max(0.3 * seekers, float(np.sum((q.status == UNEMPLOYED) & (q.benefit_months_left <= 0))))
    s["informal_entry"] = max(0.0, (p["informal_exit"] * idle + 0.05 * (idle - counts[3])) / uninsured)
    if k in (18, 60, 120, 240):
        _aim_wealth(economy)


def _aim_wealth(economy: "Economy") -> None:
    """Scale target wealth ratios so that targets add up to the country's deposits."""
    q, v = economy.persons, economy.country.values
    wanted = v["household_deposits"] * 12.0 * economy.accounts_of_month["production"]
    aimed = float(sum_of(q.wealth_ratio * q.permanent_income * q.active))
    q.wealth_ratio *= wanted / max(aimed, 1e-300)


def _controlled(economy: "Economy") -> dict[str, float]:
    s, p = economy.scalars, economy.parameters
    return {
        "export_base": economy.world.export_base,
        "separation_scale": p["separation_scale"],
        "search_scale": p["search_scale"],
        "markup": float(economy.firms.markup.mean()),
        "tax_scale": s["tax_scale"],
        "import_share": s["import_share"],
        "own_account_entry": s["own_account_entry"],
        "informal_entry": s["informal_entry"],
        "slack": s["slack"],
        "productivity": s["productivity"],
        "job_finding": s["job_finding"],
        "effort_norm": s["effort_norm"],
    }


def _freeze(economy: "Economy", mean: dict[str, float]) -> None:
    s, p = economy.scalars, economy.parameters
    economy.world.export_base = mean["export_base"]
    p["separation_scale"], p["search_scale"] = mean["separation_scale"], mean["search_scale"]
    economy.firms.markup *= mean["markup"] / float(economy.firms.markup.mean())
    for name in ("tax_scale", "import_share", "own_account_entry", "informal_entry", "effort_norm"):
        s[name] = mean[name]
    s["slack_norm"], s["job_finding_norm"] = mean["slack"], mean["job_finding"]
    s["productivity_norm"] = mean["productivity"]
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
