"""What incomes are made of, by income decile: the market's, what the state adds and takes, what is left.

Per adult and not equivalised, so that the parts add up to what households have after taxes in the accounts.
Deciles are of equivalised disposable income, as EUROMOD and Eurostat have them, and frozen at month 0: nobody
changes bars.
"""

import numpy as np

from simulator.core.economy import Economy
from simulator.indicators.breakdowns import TENTHS
from simulator.indicators.census import tally_incomes
from simulator.indicators.households import PERSON
from simulator.indicators.indicator import Indicator

BY = "income_decile"
COLUMNS = (
    "earnings", "sales_income", "capital_income", "pension", "benefit", "assistance", "child_benefit",
    "transfer", "policy_income", "income_tax", "employee_contribution",
)  # fmt: skip
PARTS = ("market_income", "pensions_received", "benefits_received", "policies_received", "taxes_paid")
TAXES, NET = "taxes_paid", "net_income"
"""Parts add up to what is left, taxes taken off."""
_WHAT = "per adult, not equivalised; breakdowns: twelve-month mean"
INDICATORS = (
    Indicator("market_income", "Market income", PERSON, "none", 8,
              f"gross pay, own-account income, dividends and interest; {_WHAT}", (BY,), per_head=True),
    Indicator("pensions_received", "Pensions received", PERSON, "none", 8, _WHAT, (BY,), per_head=True),
    Indicator("benefits_received", "Benefits received", PERSON, "none", 8,
              f"unemployment, assistance, children, other transfers; {_WHAT}", (BY,), per_head=True),
    Indicator("policies_received", "Paid by policies, less what they take", PERSON, "none", 8,
              f"what instruments pay beside the law's own benefits; {_WHAT}", (BY,), per_head=True),
    Indicator("taxes_paid", "Income tax and contributions of employees", PERSON, "none", 8, _WHAT, (BY,),
              per_head=True),
    Indicator("net_income", "Disposable income per adult", PERSON, "higher", 8,
              f"market income, pensions, benefits and payments of policies less taxes; {_WHAT}", (BY,),
              per_head=True),
)  # fmt: skip


class IncomeParts:
    """Sums of the year so far by decile, and adult-months."""

    def __init__(self) -> None:
        self._start_year()

    def _start_year(self) -> None:
        self.sums, self.heads = np.zeros((len(TENTHS), len(PARTS))), np.zeros(len(TENTHS))

    def count(self, economy: Economy) -> dict[str, float]:
        """Add this month; its parts per adult (currency/month)."""
        q = economy.persons
        sums, heads = np.zeros_like(self.sums), np.zeros_like(self.heads)
        columns = tuple(getattr(q, name) for name in COLUMNS)
        tally_incomes(q.n, q.active, q.group_decile, columns, sums, heads)
        self.sums += sums
        self.heads += heads
        return dict(zip(PARTS, (sums.sum(axis=0) / heads.sum()).tolist(), strict=True))

    def measure(self) -> dict[tuple[str, str, str], float]:
        """Breakdowns of the past year: (indicator, by, group) -> currency/month; starts the next year."""
        found: dict[tuple[str, str, str], float] = {}
        for k in np.flatnonzero(self.heads).tolist():
            parts = dict(zip(PARTS, (self.sums[k] / self.heads[k]).tolist(), strict=True))
            net = sum(parts.values()) - 2.0 * parts[TAXES]
            found |= {(name, BY, TENTHS[k]): value for name, value in (parts | {NET: net}).items()}
        self._start_year()
        return found
