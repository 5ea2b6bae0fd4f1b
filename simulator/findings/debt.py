"""What moves the debt ratio: primary balance, interest, growth and prices."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.core.time import MONTHS_PER_YEAR

Series = NDArray[np.float64]
PARTS = ("primary", "interest", "growth", "prices", "other")


def debt_changes(totals: Mapping[str, Series], first: int, last: int) -> dict[str, float]:
    """Parts of the change of the debt ratio between the ends of two months (shares of annual GDP).

    In a month debt grows by interest less the primary balance, and its ratio falls as GDP grows, in volume
    and in price. `other` is what these do not account for: small, unless debt is restated.

    Parameters
    ----------
    totals
        By month: gdp, real_gdp, public_balance, spending_interest (currency/month), debt_ratio.
    """
    now = slice(first + 1, last + 1)
    annual = MONTHS_PER_YEAR * totals["gdp"]
    before = totals["debt_ratio"][first:last]
    nominal = np.log(totals["gdp"][now] / totals["gdp"][first:last])
    real = np.log(totals["real_gdp"][now] / totals["real_gdp"][first:last])
    eased = before * (np.exp(-nominal) - 1.0)
    share = np.divide(real, nominal, out=np.zeros_like(real), where=nominal != 0.0)
    interest = float(np.sum(totals["spending_interest"][now] / annual[now]))
    found = {
        "primary": -float(np.sum(totals["public_balance"][now] / annual[now])) - interest,
        "interest": interest,
        "growth": float(np.sum(eased * share)),
        "prices": float(np.sum(eased * (1.0 - share))),
    }
    change = float(totals["debt_ratio"][last] - totals["debt_ratio"][first])
    return {**found, "other": change - sum(found.values())}
