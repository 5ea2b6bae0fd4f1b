"""Slow controllers of the burn-in: they move what no statistic gives until the country's targets are met."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import EMPLOYED, IN_FORCE, INFORMAL, OWN_ACCOUNT, SEEKING, UNEMPLOYED, WORKING
from simulator.core.kernels import sum_of
from simulator.start.draws import Array
from simulator.start.hazards import YEAR, steer_hazards, steer_search_types, stocks

if TYPE_CHECKING:
    from simulator.model import Economy

QUARTER = 3
TUNED_AT = 0.372
"""Exports over GDP for which `steer_exports` was tuned: where less is exported, exports must move more."""
LEAST_POSITION = 0.1
"""Foreign position (annual GDP) below which its growth is measured against this."""


LEAST_SHARE = 1e-3
"""Share of an occupation below which too few people do it for their number to be steered closely."""
USUAL_WITHOUT_CONTRACT = 0.2
"""Own-account and informal work over all work up to which `_steer_starts` keeps its pace."""


def measures(economy: "Economy") -> dict[str, float]:
    """What the controllers look at: rates and ratios of the month."""
    counts = economy.status_counts()
    force = float(counts[[*IN_FORCE]].sum())
    annual = 12.0 * economy.accounts_of_month["production"]
    vacancies = max(economy.count["vacancies"] - economy.count["hires"], 0.0)
    return {
        "unemployment": float(counts[[*SEEKING]].sum()) / force,
        "vacancy": vacancies / max(float(counts[EMPLOYED]) + vacancies, 1.0),
        "finding": economy.count["hires_from_unemployment"] / max(economy.count["seekers_unemployed"], 1.0),
        "labour_share": economy.accounts_of_month["labour_income"] / economy.accounts_of_month["production"],
        "debt": economy.state.bonds / annual,
        "foreign": -economy.world.account.amount / annual,
    }


def steer_exports(economy: "Economy") -> None:
    """Integral and proportional control of unemployment by export demand, as strong in every country."""
    s = economy.scalars
    gap = measures(economy)["unemployment"] - s["unemployment_target"]
    leverage = TUNED_AT / economy.country.values["exports_share"]
    economy.world.export_base *= exp(leverage * (0.3 * gap + 1.0 * (gap - s["last_gap"])))
    s["last_gap"] += (gap - s["last_gap"]) / 3.0


def steer_taxes(economy: "Economy") -> None:
    """Tax scale such that the deficit, at the interest on the country's debt, is that debt's growth.

    What this month's scale lacks is kept in `tax_gap`, for the mean scale at the end of burn-in. Of debt
    that differs from the country's, interest above growth counts: the difference would feed on itself.
    """
    s, p, bonds = economy.scalars, economy.parameters, economy.state.bonds
    own = economy.country.values["public_debt"] * 12.0 * economy.accounts_of_month["production"]
    deficit = bonds - s["last_bonds"] - min(p["bond_rate"], s["trend_growth"]) * (bonds - own)
    s["last_bonds"] = bonds
    excess = deficit / own - s["trend_growth"]
    s["tax_gap"] = excess * own * s["tax_scale"] / economy.ledger.total("income_tax")
    s["tax_scale"] *= exp(20.0 * excess)


@dataclass(frozen=True)
class Aims:
    """People as they are drawn on the country's margins, before the burn-in."""

    stocks: Array
    """By age group, sex and place in the labour market (see `hazards.stocks`)."""
    without_contract: Mapping[int, Array]
    """Shares of occupations in own-account and in informal work."""

    @classmethod
    def of(cls, economy: "Economy") -> "Aims":
        """Read them from the people of now."""
        kinds = (OWN_ACCOUNT, INFORMAL)
        return cls(stocks(economy), {kind: _occupations_of(economy, kind) for kind in kinds})


def steer(economy: "Economy", k: int, aims: Aims) -> None:
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
    base = max(abs(s["last_foreign"]), LEAST_POSITION * 12.0 * economy.accounts_of_month["production"])
    before = s["last_foreign"] / base  # below 0 for a country that owns more abroad than it owes
    excess = foreign / base - before - s["trend_growth"] * before
    s["last_foreign"] = foreign
    position = m["foreign"] + p["debt_in_position"] * (m["debt"] - v["public_debt"])
    drift = 0.3 * excess + 0.006 * (s["foreign_target"] - position)
    s["import_share"] = min(0.9, max(0.05, s["import_share"] - drift))
    _steer_starts(economy)
    _keep_occupations(economy, aims)
    if k % QUARTER == 0 and k >= YEAR:  # ever more slowly, as what is seen of small groups is noisy
        gain = max(0.02, 0.15 / (1.0 + k / 48.0))
        steer_hazards(economy, aims.stocks, gain)
        steer_search_types(economy, gain)
        _staff_evenly(economy, gain)
    if k in (18, 60, 120, 240):
        _aim_wealth(economy)


def _steer_starts(economy: "Economy") -> None:
    """Hazards at which seekers start own-account and informal work, by integral control of their shares.

    They begin where starts would replace half of those who give up. Where more people work so, more of them
    leave for a job, and exports would be raised to employ them all: starts answer faster there.
    """
    v, s, p, q, occ = (
        economy.country.values, economy.scalars, economy.parameters, economy.persons, economy.occupations,
    )  # fmt: skip
    counts, looking = economy.status_counts(), q.status == UNEMPLOYED
    work = float(counts[[*WORKING]].sum())
    employed_informally = max(v["informal_share"] - p["unregistered_share"] * v["own_account_total"], 0.0)
    haste = max(1.0, (v["own_account_total"] + employed_informally) / USUAL_WITHOUT_CONTRACT)
    kinds = (
        ("own_account", OWN_ACCOUNT, v["own_account_total"], looking, occ.own_account_tendency),
        ("informal", INFORMAL, employed_informally, looking & (q.benefit_months_left <= 0),
         occ.informal_tendency),
    )  # fmt: skip
    for name, status, share, open_to, tendency in kinds:
        wanted = max(share * work, 1e-9)
        least = p[f"{name}_exit"] * share * work / max(float(tendency[q.occupation[open_to]].sum()), 1.0)
        pull = exp(0.03 * haste * (1.0 - float(counts[status]) / wanted)) if share > 0.0 else 0.0
        s[f"{name}_entry"] = min(0.5, max(s[f"{name}_entry"], 0.5 * min(haste, 1.5) * least) * pull)


def _staff_evenly(economy: "Economy", gain: float) -> None:
    """Move the appeal of major groups until their posts are filled as well as all others.

    People rise more often than they go down, and in burn-in nobody grows old: without this the posts of
    service and elementary workers stay empty. They stand for what network and pay do not tell of a choice.
    """
    posts, occ, major = economy.posts, economy.occupations, economy.major_group
    here = posts.active == 1
    group = major[posts.occupation[here]]
    wanted = np.bincount(group, posts.target[here], minlength=10)
    filled = np.bincount(group, posts.heads[here], minlength=10) / np.maximum(wanted, 1.0)
    mean = float(posts.heads[here].sum()) / max(float(wanted.sum()), 1.0)
    occ.appeal *= np.exp(4.0 * gain * np.clip(mean - filled, -0.5, 0.5))[major]


def _keep_occupations(economy: "Economy", aims: Aims) -> None:
    """Own-account and informal work begin more often where fewer do it than at first.

    Seekers take up other occupations for a job: without this, half of a country's farmers leave the land.
    """
    occ = economy.occupations
    for kind, tendency in ((OWN_ACCOUNT, occ.own_account_tendency), (INFORMAL, occ.informal_tendency)):
        aim = aims.without_contract[kind]
        short = np.where(aim > 0.0, 1.0 - _occupations_of(economy, kind) / np.maximum(aim, LEAST_SHARE), 0.0)
        tendency[:] = np.minimum(tendency * np.exp(0.02 * short), 50.0)


def _occupations_of(economy: "Economy", status: int) -> Array:
    q, occ = economy.persons, economy.occupations
    count = np.bincount(q.occupation[(q.status == status) & (q.active == 1)], minlength=occ.n)
    return np.asarray(count / max(float(count.sum()), 1.0))


def _aim_wealth(economy: "Economy") -> None:
    """Scale target wealth ratios so that targets add up to the country's deposits."""
    q, v = economy.persons, economy.country.values
    wanted = v["household_deposits"] * 12.0 * economy.accounts_of_month["production"]
    aimed = float(sum_of(q.wealth_ratio * q.permanent_income * q.active))
    q.wealth_ratio *= wanted / max(aimed, 1e-300)
