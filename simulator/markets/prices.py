"""Prices of sectors, of what is made here and abroad, and of what consumers buy, from firms' prices."""

from math import exp

import numpy as np

from simulator.core.economy import Economy
from simulator.markets import goods


def update_prices(economy: Economy) -> None:
    """Sector index = mean price at month-0 weights; consumers buy at home and abroad as in month 0.

    `cpi` is of what is made here (sectors at their weights), `consumer_price` holds imported goods too.
    """
    firms, sectors = economy.firms, economy.sectors
    goods.sector_means(
        firms.n, firms.active, firms.public, firms.sector, firms.demand_base, firms.price,
        sectors.price, np.zeros(sectors.n),
    )  # fmt: skip
    s = economy.aggregates
    imported = economy.controllers.import_share * (1.0 - s.own_account_share - s.informal_share)
    s.cpi = float(goods.price_level(sectors.weight, sectors.price, sectors.reference_price))
    s.consumer_price = (1.0 - imported) * s.cpi + imported * price_abroad(economy)


def price_abroad(economy: Economy) -> float:
    """Price of goods made abroad (month 0 = 1); up to month 0 it is ours, as burn-in seeks our markups.

    Trend x what AI leaves of cost abroad x levies that others have too x what foreign money costs.
    """
    s, world = economy.aggregates, economy.world
    moved = world.price + world.currency + s.tax_cooperation * world.levied
    return s.trend_price * exp(moved) if economy.month > 0 else s.cpi
