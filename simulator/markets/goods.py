"""The goods market: spending is shared over sectors and firms; what they cannot make is imported."""

from collections import namedtuple
from math import e

from simulator.core.compiled import njit


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
