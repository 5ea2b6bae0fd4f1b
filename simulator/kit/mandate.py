"""What the law has employers pay people."""

import numpy as np
from numpy.typing import NDArray

from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
from simulator.kit.targeting import Targeted


class Mandate(Targeted):
    """Employers pay people beside wages: a labour cost of firms, and the state's for its own staff."""

    fundable = False
    by_employers = True
    channel = "employers pay people"

    def employers_pay(
        self, economy: Economy, amounts: NDArray[np.float64], employer: NDArray[np.integer], *,
        beside_state: bool = False,
    ) -> float:  # fmt: skip
        """Have employers (rows of firms) pay each person an amount (currency/month); what was paid in all.

        A compensation, free of tax and ignored by means tests. Phase `transfers`. `beside_state`: the state
        pays the same people, counts it as income in means tests, and administers each of them once.
        """
        if self.phase != "transfers":
            raise RuntimeError(f"{self.name} pays people in the phase transfers, not in {self.phase}")
        total, q, firms = float(sum_of(amounts)), economy.persons, economy.firms
        if total == 0.0:
            return 0.0
        owed = amounts != 0.0
        self.serve(float(np.count_nonzero(owed)))
        due = np.bincount(employer[owed], amounts[owed], minlength=firms.n)
        private = due * (firms.public == 0)
        public = float(sum_of(due - private))
        firms.levies += private
        q.policy_income += amounts
        if not beside_state:
            q.exempt_income += amounts
        accounts = economy.accounts
        parts = [(self.name, accounts.firms, private), (self.name, accounts.state, public)]
        economy.ledger.gather(accounts.households, amounts, parts)
        self.administer(economy, total, 0.0 if beside_state else float(np.count_nonzero(owed)))
        return total
