"""The ledger: every payment has a payer, a payee, a kind and an amount, and moves both balances."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.core.kernels import sum_of

Amount = float | NDArray[np.float64]


class Account(Protocol):
    """Something money can be paid from and into."""

    sector: str

    def move(self, amount: Amount, sign: float) -> float:
        """Add `sign` x amount to the balance; return the total moved (currency, unsigned)."""


class ScalarAccount:
    """The account of a single agent, held on an object's attribute `amount`."""

    def __init__(self, sector: str, holder: object) -> None:
        self.sector = sector
        self.holder = holder

    def move(self, amount: Amount, sign: float) -> float:
        """Move a single amount."""
        total = float(amount) if np.isscalar(amount) else float(sum_of(amount))
        self.holder.amount += sign * total  # type: ignore[attr-defined]
        return total


class ArrayAccount:
    """The accounts of many agents, held in one column (currency)."""

    def __init__(self, sector: str, deposits: NDArray[np.float64]) -> None:
        self.sector = sector
        self.deposits = deposits

    def move(self, amount: Amount, sign: float) -> float:
        """Move one amount per agent; array of the same length as the column."""
        if np.isscalar(amount):
            msg = f"a payment of many {self.sector} needs one amount per agent"
            raise TypeError(msg)
        if sign > 0:
            self.deposits += amount
        else:
            self.deposits -= amount
        return float(sum_of(amount))


class Ledger:
    """All payments of a month: totals by (payer sector, payee sector, kind)."""

    def __init__(self) -> None:
        self.flows: dict[tuple[str, str, str], float] = defaultdict(float)
        self.mismatch = 0.0

    def begin(self) -> None:
        """Open a new month."""
        self.flows = defaultdict(float)
        self.mismatch = 0.0

    def pay(
        self, kind: str, payer: Account, payee: Account, out: Amount, into: Amount | None = None
    ) -> float:
        """Pay `out` from payer to payee (who receives `into`, the same total split otherwise)."""
        paid = payer.move(out, -1.0)
        received = payee.move(out if into is None else into, 1.0)
        self.mismatch = max(self.mismatch, abs(paid - received))
        self.flows[payer.sector, payee.sector, kind] += paid
        return paid

    def gather(self, payee: Account, into: Amount, parts: Iterable[tuple[str, Account, Amount]]) -> None:
        """Credit `into` at once, paid by several payers: parts are (kind, payer, amount)."""
        received = payee.move(into, 1.0)
        paid = 0.0
        for kind, payer, amount in parts:
            part = payer.move(amount, -1.0)
            self.flows[payer.sector, payee.sector, kind] += part
            paid += part
        self.mismatch = max(self.mismatch, abs(paid - received))

    def split(self, payer: Account, out: Amount, parts: Iterable[tuple[str, Account, Amount]]) -> None:
        """Debit `out` at once, received by several payees: parts are (kind, payee, amount)."""
        paid = payer.move(out, -1.0)
        received = 0.0
        for kind, payee, amount in parts:
            part = payee.move(amount, 1.0)
            self.flows[payer.sector, payee.sector, kind] += part
            received += part
        self.mismatch = max(self.mismatch, abs(paid - received))

    def rename(self, payer: str, payee: str, kind: str, to: str, amount: float) -> None:
        """Book part of the month's payments of a kind under another kind (currency); no money moves."""
        self.flows[payer, payee, kind] -= amount
        self.flows[payer, payee, to] += amount

    def total(self, kind: str, *, payer: str | None = None, payee: str | None = None) -> float:
        """Sum of the month's payments of a kind, optionally between given sectors (currency)."""
        return sum(
            (
                amount
                for (source, target, name), amount in self.flows.items()
                if name == kind and payer in (None, source) and payee in (None, target)
            ),
            0.0,
        )

    def net_lending(self, sector: str) -> float:
        """Receipts minus payments of a sector this month (currency)."""
        received = sum((a for (_, target, _), a in self.flows.items() if target == sector), 0.0)
        paid = sum((a for (source, _, _), a in self.flows.items() if source == sector), 0.0)
        return received - paid

    def gross(self) -> float:
        """Sum of all payments (currency): the scale for the tolerance of the identities."""
        return sum((abs(a) for a in self.flows.values()), 0.0)

    def matrix(self) -> list[tuple[str, str, str, float]]:
        """The transactions-flow matrix as rows (payer, payee, kind, amount), sorted."""
        return [(*key, amount) for key, amount in sorted(self.flows.items())]
