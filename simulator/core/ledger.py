"""The ledger: every payment has a payer, a payee, a kind and an amount, and moves both balances."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from simulator.core import kernels
from simulator.core.errors import IdentityError

TOLERANCE = 1e-9  # share of the month's gross flows


class Checker:
    """Checks identities, every month of every run: one that fails stops it. Keeps the largest residual."""

    def __init__(self, seed: object) -> None:
        self.seed = seed
        self.worst = 0.0

    def equal(self, identity: str, left: float, right: float, *, scale: float, month: int) -> None:
        """Raise IdentityError when the sides differ by more than the tolerance of `scale`."""
        residual = abs(left - right) / max(abs(scale), 1e-300)
        if not residual <= TOLERANCE:
            detail = f"{left!r} is not {right!r} (relative residual {residual:.3g})"
            raise IdentityError(identity, month, self.seed, detail)
        self.worst = max(self.worst, residual)

    def balances(
        self,
        net_lending: Mapping[str, float],
        before: Mapping[str, float],
        after: Mapping[str, float],
        *,
        scale: float,
        month: int,
    ) -> None:
        """Each sector's net lending is the change of its net financial assets; assets sum to zero."""
        for sector, lending in net_lending.items():
            change = after[sector] - before[sector]
            self.equal(f"net lending of {sector}", lending, change, scale=scale, month=month)
        self.equal("net financial assets sum to zero", sum(after.values()), 0.0, scale=scale, month=month)


Amount = float | NDArray[np.float64]


class ScalarAccount:
    """The account of a single agent, held on an object's attribute `amount`."""

    def __init__(self, sector: str, holder: object) -> None:
        self.sector = sector
        self.holder = holder

    def move(self, amount: Amount, sign: float) -> float:
        """Move a single amount."""
        total = float(kernels.sum_of(amount)) if isinstance(amount, np.ndarray) else float(amount)
        self.holder.amount += sign * total  # type: ignore[attr-defined]
        return total


class ArrayAccount:
    """The accounts of many agents, held in one column (currency)."""

    def __init__(self, sector: str, deposits: NDArray[np.float64]) -> None:
        self.sector = sector
        self.deposits = deposits

    def move(self, amount: Amount, sign: float) -> float:
        """Move one amount per agent; array of the same length as the column."""
        if not isinstance(amount, np.ndarray):
            msg = f"a payment of many {self.sector} needs one amount per agent"
            raise TypeError(msg)
        return self.move_columns((amount,), sign)[0]

    def move_columns(
        self, columns: tuple[NDArray[np.float64], ...], sign: float
    ) -> tuple[float, list[float]]:
        """Move several amounts per agent at once; return the total and that of each column."""
        many = len(self.deposits)
        if [column for column in columns if len(column) != many]:
            msg = f"a payment of {self.sector} needs {len(self.deposits)} amounts"
            raise ValueError(msg)
        total, each = kernels.move(self.deposits, columns, sign)
        return float(total), each.tolist()

    def exchange(self, net: NDArray[np.float64]) -> tuple[float, float]:
        """Move what each agent receives less what it pays; return what is paid and what is received."""
        paid, received = kernels.exchange(self.deposits, net)
        return float(paid), float(received)


Account = ScalarAccount | ArrayAccount


class Ledger:
    """All payments of a month: totals by (payer sector, payee sector, kind)."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Open a new month."""
        self.flows: dict[tuple[str, str, str], float] = defaultdict(float)
        self.mismatch = 0.0
        self._of_kind: dict[str, list[tuple[str, str, str]]] = {}
        self._known = 0

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
        self._book(payee, received, [(kind, payer, payer.move(out, -1.0)) for kind, payer, out in parts], 1.0)

    def split(self, payer: Account, out: Amount, parts: Iterable[tuple[str, Account, Amount]]) -> None:
        """Debit `out` at once, received by several payees: parts are (kind, payee, amount)."""
        paid = payer.move(out, -1.0)
        self._book(payer, paid, [(kind, payee, payee.move(into, 1.0)) for kind, payee, into in parts], -1.0)

    def _book(self, one: Account, moved: float, parts: list[tuple[str, Account, float]], sign: float) -> None:
        """Count what an account received (`sign` 1) or paid, and what each of the others moved for it."""
        total = 0.0
        for kind, other, part in parts:
            pair = (other.sector, one.sector) if sign > 0.0 else (one.sector, other.sector)
            self.flows[*pair, kind] += part
            total += part
        self.mismatch = max(self.mismatch, abs(moved - total))

    def rename(self, payer: str, payee: str, kind: str, to: str, amount: float) -> None:
        """Book part of the month's payments of a kind under another kind (currency); no money moves."""
        self.flows[payer, payee, kind] -= amount
        self.flows[payer, payee, to] += amount

    def gather_kinds(
        self, payee: ArrayAccount, payer: Account, columns: Mapping[str, NDArray[np.float64]]
    ) -> None:
        """Credit columns of several kinds at once, all paid by one payer."""
        received, each = payee.move_columns(tuple(columns.values()), 1.0)
        parts = [(kind, payer, payer.move(out, -1.0)) for kind, out in zip(columns, each, strict=True)]
        self._book(payee, received, parts, 1.0)

    def split_kinds(
        self, payer: ArrayAccount, payee: Account, columns: Mapping[str, NDArray[np.float64]]
    ) -> None:
        """Debit columns of several kinds at once, all received by one payee."""
        paid, each = payer.move_columns(tuple(columns.values()), -1.0)
        parts = [(kind, payee, payee.move(into, 1.0)) for kind, into in zip(columns, each, strict=True)]
        self._book(payer, paid, parts, -1.0)

    def exchange(self, kind: str, account: ArrayAccount, net: NDArray[np.float64]) -> None:
        """Payments within one sector: `net` is what each agent receives less what it pays."""
        paid, received = account.exchange(net)
        self.mismatch = max(self.mismatch, abs(paid - received))
        self.flows[account.sector, account.sector, kind] += paid

    def total(self, kind: str, *, payer: str | None = None, payee: str | None = None) -> float:
        """Sum of the month's payments of a kind, optionally between given sectors (currency)."""
        flows = self.flows
        if self._known != len(flows):  # kinds paid for the first time since
            for key in islice(flows, self._known, None):
                self._of_kind.setdefault(key[2], []).append(key)
            self._known = len(flows)
        keys = self._of_kind.get(kind, ())
        return sum([flows[k] for k in keys if payer in (None, k[0]) and payee in (None, k[1])], 0.0)

    def net_lending(self, sector: str) -> float:
        """Receipts minus payments of a sector this month (currency)."""
        received = sum([a for (_, target, _), a in self.flows.items() if target == sector], 0.0)
        paid = sum([a for (source, _, _), a in self.flows.items() if source == sector], 0.0)
        return received - paid

    def gross(self) -> float:
        """Sum of all payments (currency): the scale for the tolerance of the identities."""
        return sum(map(abs, self.flows.values()), 0.0)

    def matrix(self) -> list[tuple[str, str, str, float]]:
        """The transactions-flow matrix as rows (payer, payee, kind, amount), sorted."""
        return [(*key, amount) for key, amount in sorted(self.flows.items())]
