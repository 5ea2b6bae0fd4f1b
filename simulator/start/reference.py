"""The country without AI or policy: taxes that keep its debt in bounds, and slack that ageing alone brings.

Both are computed once and replayed in every scenario, so that policies differ in debt, not in hidden taxes,
and demand is managed against what AI and policies do, not against ageing. What is measured meanwhile stands
in for the twin of an economy that has none.
"""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import OWN_ACCOUNT
from simulator.core.kernels import sum_of
from simulator.core.paths import PATHS, Paths, paths_of_months
from simulator.indicators import measured_for

if TYPE_CHECKING:
    from simulator.core.economy import Economy


SMOOTHED = 30.0
"""Months of memory with which slack of the reference run is smoothed: chance is no norm."""


def reference_paths(economy: "Economy", months: int) -> tuple[np.ndarray, np.ndarray, Paths]:
    """Run the economy on for `months`, taxes answering debt; return what each month has, month 0 first.

    The shift of the income-tax rate (points); slack that counts as usual (rate); the indicators of `PATHS`.
    """
    economy.tax_path = np.zeros(months + 1)
    economy.frozen_demography = False
    economy.open_accounts()
    usual = np.full(months + 1, economy.aggregates.slack_norm)
    once = twice = usual[0]
    measure = measured_for(PATHS)
    totals = [measure(economy)]
    for month in range(1, months):
        economy.step()
        economy.tax_path[month + 1] = feedback_shift(economy)
        # Smoothed twice it does not lag behind a trend; nothing after a month tells what is usual in it.
        once += (economy.aggregates.slack - once) / SMOOTHED
        twice += (once - twice) / SMOOTHED
        usual[month + 1] = 2.0 * once - twice
        totals.append(measure(economy))
    return economy.tax_path, usual, paths_of_months(totals)


def feedback_shift(economy: "Economy") -> float:
    """Shift of the income-tax rate that this month's debt calls for.

    Revenue on labour and transfer income rises by `debt_feedback` a year of the gap between the debt ratio
    and the country's.
    """
    q, gdp = economy.persons, economy.accounts_of_month["production"]
    gap = economy.state.bonds / (12.0 * gdp) - economy.country.values["public_debt"]
    own = q.sales_income * (q.status == OWN_ACCOUNT)
    base = max(float(sum_of(q.earnings + q.pension + q.benefit + own)), 1e-300)
    return float(economy.parameters["debt_feedback"] * gap * gdp / base)
