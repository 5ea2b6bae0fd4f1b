"""What policies cost over a run and who pays it, and what moves the debt ratio: parts that add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.books import DEBT, GDP, INTEREST, PRIMARY, Books, discounted
from simulator.findings.costing import PARTS as BUDGET
from simulator.findings.costing import items_of, part_of, sign_of
from simulator.findings.intervals import Array, mean_interval

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


BACK = ("taxes", "contributions", "benefits", "other")
MOVES = PARTS[:-1]
MOVING = (GDP, "real_gdp", "public_balance", INTEREST, DEBT)
FIRST = ("outlay", "levies", "taxes", "contributions", "benefits")


@dataclass(frozen=True)
class Bill:
    """Discounted sums over the run, policies less none: means over seeds, shares of a year's GDP.

    The first five are of the run that borrows what is missing. `outlay` is what goes out under the policies'
    names, administration included, `levies` what comes in under them; what a changed law adds by itself to
    benefits and taxes is counted among them. What comes back through the economy: `taxes`, `contributions`,
    `benefits` not paid, `other` (the state's own pay and purchases).
    What balances the budget has `raised` so much under its own name, and `lost` so much elsewhere.
    """

    outlay: float
    levies: float
    taxes: float
    contributions: float
    benefits: float
    other: float
    raised: float
    lost: float

    @classmethod
    def of(cls, without: Books, borrowed: Books, paid: Books, *, by: str) -> Self:
        """Of the runs without policies, of those that borrow for them, and of those that the tax pays for.

        `by` is the budget item of what balances.
        """

        def sums(less: Books, more: Books, names: Mapping[str, float]) -> float:
            flow = sum(
                (sign * (more[one] - less[one]) for one, sign in names.items()), np.zeros_like(more[GDP])
            )
            return float(np.mean(discounted(flow, without) / without.year_of_gdp))

        items = items_of(name for name in borrowed.totals if name in without)
        parts: dict[str, dict[str, float]] = {one: {} for one in BUDGET}
        for item, laws in items.items():
            sign = sign_of(item)
            parts[part_of(item)] |= {item: sign, **dict.fromkeys(laws, -sign)}
        known = {part: sums(without, borrowed, parts[part]) for part in FIRST}
        known["outlay"] *= -1.0
        back = sums(without, borrowed, {PRIMARY: 1.0}) + 2.0 * known["outlay"] - sum(known.values())
        own = sums(borrowed, paid, {by: 1.0})
        lost = own - sums(borrowed, paid, {PRIMARY: 1.0})
        return cls(**known, other=back, raised=own, lost=lost)

    @property
    def feedback(self) -> float:
        """What comes back through the economy."""
        return float(sum(getattr(self, name) for name in BACK))

    @property
    def lines(self) -> dict[str, float]:
        """The bill as it is added up, what comes in with a minus; what is `left` in the end is the gap."""
        back = {name: -getattr(self, name) for name in BACK}
        parts = {"outlay": self.outlay, "levies": -self.levies, **back}
        paid = {"need": sum(parts.values()), "raised": -self.raised, "lost": self.lost}
        return {**parts, **paid, "left": sum(paid.values())}


@dataclass(frozen=True)
class DebtChange:
    """Debt over GDP in the last month, policies less none, and what moved it: seed means, shares of GDP.

    The parts are those of `debt_changes`, whose rest is nothing where no debt is restated.
    `is_clear`: the seeds agree on the sign of the total, as far as there are several.
    """

    total: float
    primary: float
    interest: float
    growth: float
    prices: float
    is_clear: bool

    @classmethod
    def of(cls, paid: Books, without: Books) -> Self:
        """Of the runs with the policies and of those without."""
        apart = {name: _changes(paid, name) - _changes(without, name) for name in MOVES}
        total = mean_interval((paid[DEBT] - without[DEBT])[:, -1], without.clusters)
        is_clear = total.n < 2 or total.excludes_zero()
        means = {name: float(np.mean(each)) for name, each in apart.items()}
        return cls(total=total.mean, **means, is_clear=is_clear)

    @property
    def moves(self) -> dict[str, float]:
        """What moved it, by name; they add up to the total."""
        return {name: getattr(self, name) for name in MOVES}

    def erosion(self, saved: float, tolerance: float) -> str:
        """What lowers the ratio of a state that has `saved` (share of annual GDP) no more than the tolerance.

        `growth`, `prices`, `both`, or nothing.
        """
        if saved > tolerance or not self.is_clear or self.total >= -tolerance:
            return ""
        causes = [name for name in ("growth", "prices") if getattr(self, name) < -tolerance]
        return "both" if len(causes) > 1 else "".join(causes)


def _changes(books: Books, part: str) -> Array:
    """One of what moves the debt ratio over the run, by seed."""
    last = books[DEBT].shape[1] - 1
    seeds = ({name: books[name][seed] for name in MOVING} for seed in range(len(books[DEBT])))
    return np.array([debt_changes(one, 0, last)[part] for one in seeds])
