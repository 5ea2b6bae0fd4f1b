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


SMOOTHED = 30
"""Months on either side over which slack of the reference run is averaged: chance is no norm."""


def reference_paths(economy: "Economy", months: int) -> tuple[np.ndarray, np.ndarray]:
    """Run the economy on for `months`, taxes answering debt; return two values for each month.

    The shift of the income-tax rate (points); and slack that counts as usual (rate), month 0's first.
    """
    economy.tax_path, slack = np.zeros(months + 1), np.zeros(months + 1)
    economy.frozen_demography = False
    economy.open_accounts()
    slack[0] = economy.aggregates.slack_norm
    for month in range(1, months):
        economy.step()
        economy.tax_path[month + 1] = feedback_shift(economy)
        slack[month] = economy.aggregates.slack
    slack[months] = slack[months - 1]
    smooth = np.array([slack[max(t - SMOOTHED, 0) : t + SMOOTHED + 1].mean() for t in range(months + 1)])
    return economy.tax_path, smooth - smooth[0] + economy.aggregates.slack_norm


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
