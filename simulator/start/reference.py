"""The tax path that keeps public debt in bounds without AI or policy, replayed in every scenario.

Computed once in the reference run and replayed, so that policies differ in debt, not in hidden taxes.
"""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import OWN_ACCOUNT
from simulator.core.kernels import sum_of

if TYPE_CHECKING:
    from simulator.core.economy import Economy


def debt_feedback_path(economy: "Economy", months: int) -> np.ndarray:
    """Run the economy on for `months` with the feedback; return the shift of the income-tax rate by month."""
    economy.tax_path = np.zeros(months + 1)
    economy.frozen_demography = False
    economy.open_accounts()
    for month in range(1, months):
        economy.step()
        economy.tax_path[month + 1] = feedback_shift(economy)
    return economy.tax_path


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
