"""Paying firms, for people they employ or for anything else."""

import numpy as np
from numpy.typing import NDArray

from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
from simulator.kit.targeting import Targeted

Amounts = NDArray[np.float64]
FIRMS = "firms"


class Subsidy(Targeted):
    """The state pays private firms: a negative tax on production, which raises profit."""

    def by_firm(self, economy: Economy, amounts: Amounts) -> Amounts:
        """Sum amounts of persons (by row) over the firms that employ them (by row of firms)."""
        q, firms = economy.persons, economy.firms
        employed = q.firm >= 0
        return np.bincount(q.firm[employed], amounts[employed], minlength=firms.n).astype(np.float64)

    def subsidise(self, economy: Economy, amounts: Amounts, heads: int = 0) -> float:
        """Pay private firms (currency/month, by row), for `heads` people; what was paid in all.

        Its recipients are those people, or the firms where it `reaches` these.
        """
        wanted = amounts * (economy.firms.public == 0)
        part = self.covered(economy, float(sum_of(wanted)), heads)
        paid = wanted * part
        total = float(sum_of(paid))
        if total != 0.0:
            economy.firms.levies -= paid
            accounts = economy.accounts
            economy.ledger.pay(self.name, accounts.state, accounts.firms, total, paid)
            economy.spend_fund(self.name, total)
            firms = float(sum_of(economy.firms.n_real * (paid != 0.0))) / economy.weight
            self.serve(firms if self.reaches == FIRMS else heads, "at work")
            self.administer(economy, total, heads * part)
        return total
