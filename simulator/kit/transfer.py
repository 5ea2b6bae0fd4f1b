"""Paying people.

Paying firms, for people they employ or for anything else.

What the law has employers pay people.
"""

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


class Transfer(Targeted):
    """The state pays people, in the phase `transfers`."""

    def pay(
        self, economy: Economy, amounts: Amounts, *, taxed: bool = False, kept: bool = False,
        ends_with_job: bool = False, in_means_test: bool = False,
    ) -> float:  # fmt: skip
        """Pay each person an amount (currency/month, by row); what was paid in all.

        A fund that cannot pay all pays everybody the same part.

        Parameters
        ----------
        taxed
            Part of the income-tax base.
        kept
            Paid whatever one does: unearned income, which lowers participation.
        ends_with_job
            Lost on taking a job: raises the reservation wage and lowers search.
        in_means_test
            Counted as income by means-tested assistance.
        """
        if self.phase != "transfers":
            raise RuntimeError(f"{self.name} pays people in the phase transfers, not in {self.phase}")
        total, heads = float(sum_of(amounts)), int(np.count_nonzero(amounts))
        if total == 0.0:
            return 0.0
        self.serve(heads)
        part = self.covered(economy, total, heads)
        paid = amounts if part == 1.0 else amounts * part
        q = economy.persons
        q.policy_income += paid
        for column, counts in ((q.policy_taxed, taxed), (q.unearned, kept), (q.stipend, ends_with_job),
                               (q.exempt_income, not in_means_test)):  # fmt: skip
            if counts:
                column += paid
        accounts = economy.accounts
        total = float(sum_of(paid))
        economy.ledger.pay(self.name, accounts.state, accounts.households, total, paid)
        economy.spend_fund(self.name, total)
        self.administer(economy, total, heads * part)
        return total

    def promise(self, economy: Economy, amounts: Amounts) -> None:
        """Tell people what this instrument would add if they took a job (net, currency/month, by row).

        Seekers know it when they look next month: a job may pay less by so much and still be taken.
        """
        if self.phase != "transfers":
            raise RuntimeError(f"{self.name} promises in the phase transfers, not in {self.phase}")
        economy.persons.work_bonus += amounts

    def forewarn(self, economy: Economy, amounts: Amounts) -> None:
        """Tell people what they would lose if they took a job (currency/month, by row).

        For what others are paid too, such as a household's benefit; `ends_with_job` says it of one's own.
        """
        if self.phase != "transfers":
            raise RuntimeError(f"{self.name} forewarns in the phase transfers, not in {self.phase}")
        economy.persons.stipend += amounts

    def acquire(self, economy: Economy, amounts: Amounts) -> float:
        """Buy from people what they own (currency, by row), which is no income to them; what was paid."""
        wanted = float(sum_of(amounts))
        if wanted == 0.0:
            return 0.0
        into = amounts * self.covered(economy, wanted)
        total = float(sum_of(into))
        economy.ledger.pay(self.name, economy.accounts.state, economy.accounts.households, total, into)
        economy.count["shares_bought"] += total
        economy.spend_fund(self.name, total)
        self.administer(economy, total)
        return total

    def endow(self, economy: Economy, amount: float) -> None:
        """Put what the instrument itself has earned into its fund, if it has one."""
        if economy.fund_limit(self.name) is not None:
            economy.credit_fund(self.name, amount)
