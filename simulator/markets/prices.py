"""Sector prices and the consumer price level, from firms' prices."""

import numpy as np

from simulator.core.economy import Economy
from simulator.markets import goods


def update_prices(economy: Economy) -> None:
    """Sector index = mean price at month-0 weights; consumer prices = sectors at theirs, month 0 = 1."""
    firms, sectors = economy.firms, economy.sectors
    goods.sector_means(
        firms.n, firms.active, firms.public, firms.sector, firms.demand_base, firms.price,
        firms.adopted, sectors.price, sectors.ai_use, np.zeros(sectors.n),
    )  # fmt: skip
    economy.aggregates.cpi = float(goods.price_level(sectors.weight, sectors.price, sectors.reference_price))
