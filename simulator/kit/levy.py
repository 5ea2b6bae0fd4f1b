"""Taking money: from firms, people or AI providers."""

import numpy as np
from numpy.typing import NDArray

from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
from simulator.core.ledger import ScalarAccount
from simulator.kit.instrument import Instrument

Amounts = NDArray[np.float64]


class Levy(Instrument):
    """The state takes, into the fund of the instrument that the scenario earmarks it for or the budget."""

    family = "contribute"
    raises = True

    def charge_firms(self, economy: Economy, due: Amounts) -> float:
        """Take from private firms (currency/month, by row), as a tax on production; what was raised.

        Public employers do not tax themselves. Profit counts it; prices and decisions only do when the
        instrument tells firms beforehand, in the phase `adoption` or `law`.
        """
        due = due * (economy.firms.public == 0)
        total = float(sum_of(due))
        if total != 0.0:
            economy.firms.levies += due
            economy.ledger.pay(self.name, economy.accounts.firms, economy.accounts.state, due)
            self._raised(economy, total)
        return total

    def charge_people(self, economy: Economy, due: Amounts, *, kept: bool = False) -> float:
        """Take from people (currency/month, by row), in the phase `transfers`; what was raised.

        `kept`: due whatever one does, as a lump sum: it lowers unearned income.
        """
        if self.phase != "transfers":
            raise RuntimeError(f"{self.name} takes from people in the phase transfers, not in {self.phase}")
        total, q = float(sum_of(due)), economy.persons
        if total != 0.0:
            q.policy_income -= due
            q.exempt_income -= due
            if kept:
                q.unearned -= due
            economy.ledger.pay(self.name, economy.accounts.households, economy.accounts.state, due)
            self._raised(economy, total)
        return total

    def charge(self, economy: Economy, payer: ScalarAccount, due: float) -> float:
        """Take from a single account, such as `economy.accounts.providers` or `.world`; what was raised."""
        if due != 0.0:
            if payer is economy.accounts.providers:
                economy.providers.levies += due
            economy.ledger.pay(self.name, payer, economy.accounts.state, due)
            self._raised(economy, due)
        return due

    def _raised(self, economy: Economy, total: float) -> None:
        economy.credit_fund(self.setting.earmark, total)
        self.administer(economy, total)
