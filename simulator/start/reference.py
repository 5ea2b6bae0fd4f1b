"""The country without AI or policy: taxes that keep its debt in bounds, and slack that ageing alone brings.

Both are computed once and replayed in every scenario, so that policies differ in debt, not in hidden taxes,
and demand is managed against what AI and policies do, not against ageing.
"""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import OWN_ACCOUNT
from simulator.core.kernels import sum_of

if TYPE_CHECKING:
    from simulator.core.economy import Economy


SMOOTHED = 12
"""Months before over which slack of the reference run is averaged: chance is no norm.

None after: what is usual may not depend on how long the run is.
"""


def reference_paths(economy: "Economy", months: int) -> tuple[np.ndarray, np.ndarray]:
    """Run the economy on for `months`, taxes answering debt; return two values for each month.

    The shift of the income-tax rate (points); and slack that counts as usual (rate), month 0's first.
    """
    economy.tax_path = np.zeros(months + 1)
    slack = np.full(SMOOTHED + months, economy.aggregates.slack_norm)  # of the months before month 0, too
    economy.frozen_demography = False
    economy.open_accounts()
    for month in range(1, months):
        economy.step()
        economy.tax_path[month + 1] = feedback_shift(economy)
        slack[SMOOTHED + month] = economy.aggregates.slack
    usual = np.array([slack[month : month + SMOOTHED].mean() for month in range(months + 1)])
    return economy.tax_path, usual


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
