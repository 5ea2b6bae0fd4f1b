"""`financing: rule`: the income tax moves so that the country's rule for deficit or debt is kept.

Once a year the state looks at what it borrowed in the last one. In the European Union a deficit above 3 % of
GDP closes by half a point of GDP a year; what the tax was raised by is given back when the deficit allows it.
Where no law sets a limit, debt over GDP is stable after ten years. No other run has a hidden tax.
"""

from simulator.core.economy import Economy
from simulator.core.time import MONTHS_PER_YEAR
from simulator.markets.sums import taxed_income

UNION = ("EUR", "DKK")
"""Currencies of countries bound by the limit (Regulation (EU) 2024/1263; 3 % of GDP, recalled, high)."""
LIMIT, STEP = 0.03, 0.005
"""Deficit that is allowed, and by how much a larger one closes a year (shares of GDP)."""
STABLE, SHORTEST = 10.0, 3.0
"""Years after which debt is stable where there is no limit; the fewest over which what is left closes."""


def follow_rule(economy: Economy) -> None:
    """In January set the addition to the income tax of the year by the deficit of the last one."""
    s, month = economy.aggregates, economy.month
    if month < 1 or not economy.keeps_rule:
        return
    debt = economy.state.bonds
    if month == 1:
        economy.state.last_bonds = debt
    if month == 1 or month % MONTHS_PER_YEAR != 1:
        return
    gdp = economy.accounts_of_month["production"]
    yearly = MONTHS_PER_YEAR * gdp
    deficit = (debt - economy.state.last_bonds) / yearly
    economy.state.last_bonds = debt
    more = _correction(economy, deficit, debt / yearly) * gdp / max(taxed_income(economy), 1e-300)
    s.tax_shift = max(0.0, s.tax_shift + more)


def _correction(economy: Economy, deficit: float, debt: float) -> float:
    """What of GDP is to be raised more, or less, than last year."""
    if economy.country.currency in UNION:
        return min(max(deficit - LIMIT, -STEP), STEP)
    growth = (1.0 + economy.aggregates.trend_growth) ** MONTHS_PER_YEAR - 1.0
    left = max(STABLE - economy.month / MONTHS_PER_YEAR, SHORTEST)
    return (deficit - growth * debt) / left
