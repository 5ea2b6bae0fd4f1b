"""The tax path that keeps public debt in bounds without AI or policy, replayed in every scenario.

Computed once in the reference run and replayed, so that policies differ in debt, not in hidden taxes.
"""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import OWN_ACCOUNT
from simulator.core.kernels import sum_of

if TYPE_CHECKING:
    from simulator.model import Economy


def debt_feedback_path(economy: "Economy", months: int) -> np.ndarray:
    """Run the economy on for `months` with the feedback and return the shift of the income-tax rate by month.

    Revenue rises by `debt_feedback` a year of the gap between the debt ratio and the country's.
    """
    strength, target = economy.parameters["debt_feedback"], economy.country.values["public_debt"]
    economy.tax_path = np.zeros(months + 1)
    economy.frozen_demography = False
    economy.open_accounts()
    for month in range(1, months):
        economy.step()
        gdp = economy.accounts_of_month["production"]
        gap = economy.state.bonds / (12.0 * gdp) - target
        economy.tax_path[month + 1] = strength * gap * gdp / _tax_base(economy)
    return economy.tax_path


def _tax_base(economy: "Economy") -> float:
    """Labour and transfer income on which income tax is due (currency/month)."""
    q = economy.persons
    own = q.sales_income * (q.status == OWN_ACCOUNT)
    return max(float(sum_of(q.earnings + q.pension + q.benefit + own)), 1e-300)
