"""The goods market: spending is shared over sectors and firms; what they cannot make is imported.

New tasks for people: output that AI brings about somewhere, made all over the economy and paid for.
"""

from collections import namedtuple
from math import e

import numpy as np

from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of


def spread_new_tasks(economy: Economy) -> None:
    """Let the pool of new tasks follow what is automated, and give it to posts and firms.

    The pool is the labour of new tasks over that of old ones: a share of what is automated in the whole
    economy, with a lag. Posts take part by the tasks that AI leaves to people and helps them with. What new
    tasks make is output: a unit of a firm's output holds as much more of it as its staff does.
    """
    s, firms, posts, occ = economy.aggregates, economy.firms, economy.posts, economy.occupations
    # What public employers are spared goes into more service, but for what a policy cuts.
    left = np.where(firms.public == 1, s.public_savings, 1.0)
    replaced = float(sum_of(firms.automated_heads * left))
    aim = s.reinstatement * replaced / max(replaced + float(sum_of(posts.desired)), 1e-300)
    s.new_tasks += (aim - s.new_tasks) / max(s.reinstatement_lag, 1.0)
    fit = (1.0 - occ.ai_tasks) * (occ.ai_help if occ.ai_help.any() else 1.0)
    mean = float(sum_of(fit * economy.occupation_weight))
    occ.new_tasks[:] = s.new_tasks * fit / max(mean, 1e-300)
    # Output of new tasks over that of old ones in each firm: weighted by cost of old labour.
    cost = posts.active * posts.requirement * occ.trend_wage[posts.occupation]
    old = np.bincount(posts.firm, cost, minlength=firms.n)
    new = np.bincount(posts.firm, cost * occ.new_tasks[posts.occupation], minlength=firms.n)
    firms.new_tasks[:] = np.where(old > 0.0, new / np.maximum(old, 1e-300), 0.0)


def labour_of_new_tasks(economy: Economy) -> np.ndarray:
    """Share of each post's labour that does new tasks [posts]."""
    posts = economy.posts
    added = economy.occupations.new_tasks[posts.occupation]
    left = (1.0 - posts.automated) / (1.0 + posts.augmented)
    return np.asarray(added / (left + added))


@njit
def sector_means(firms, active, public, sector, base, price, index, weight_sum):
    """Mean price of each sector (currency/unit) at month-0 market shares."""
    index[:] = 0.0
    weight_sum[:] = 0.0
    for f in range(firms):
        if active[f] and not public[f]:
            index[sector[f]] += base[f] * price[f]
            weight_sum[sector[f]] += base[f]
    for s in range(len(index)):
        if weight_sum[s] > 0.0:
            index[s] /= weight_sum[s]


@njit
def price_level(weight, price, reference):
    """Consumer price level, month 0 = 1, at month-0 weights."""
    level = total = 0.0
    for s in range(len(weight)):
        if weight[s] > 0.0:
            level += weight[s] * price[s] / reference[s]
            total += weight[s]
    return level / total


@njit
def share_demand(total, over_usual, weight, swing, shock, price, reference, level, elasticity, demand):
    """Split spending (currency/month) over sectors.

    Shares are as weight x shock x (p / P) ^ (1 - elasticity) x (total over usual) ^ (swing - 1).
    """
    scale = 0.0
    for s in range(len(weight)):
        demand[s] = 0.0
        if weight[s] > 0.0:
            demand[s] = weight[s] * e ** shock[s]
            demand[s] *= (price[s] / reference[s] / level) ** (1.0 - elasticity)
            demand[s] *= over_usual ** (swing[s] - 1.0)
            scale += demand[s]
    for s in range(len(weight)):
        demand[s] *= total / scale


Sellers = namedtuple(
    "Sellers",
    "active public sector demand_base customers demand_shock price expected_orders staffing orders sales",
)
"""Columns of firms that say what they sell, and how much."""


@njit
def serve(n, firms, index, margin, elasticity, demand, appeal, pull):
    """Orders (units) and sales (currency) of each firm; returns total sales.

    A firm's share is base x customers x taste x (p / p_sector) ^ (1 - elasticity); it can make `margin`
    times what its staff is meant for; the rest of its orders is left to imports.
    """
    pull[:] = 0.0
    for f in range(n):
        appeal[f] = 0.0
        if firms.active[f] and not firms.public[f]:
            relative = firms.price[f] / index[firms.sector[f]]
            appeal[f] = (
                firms.demand_base[f]
                * firms.customers[f]
                * e ** firms.demand_shock[f]
                * relative ** (1.0 - elasticity)
            )
            pull[firms.sector[f]] += appeal[f]
    total = 0.0
    for f in range(n):
        firms.sales[f] = 0.0
        if appeal[f] > 0.0:
            wanted = demand[firms.sector[f]] * appeal[f] / pull[firms.sector[f]]
            firms.orders[f] = wanted / firms.price[f]
            firms.sales[f] = min(
                wanted, margin * firms.expected_orders[f] * firms.staffing[f] * firms.price[f]
            )
            total += firms.sales[f]
    return total
