"""What policies cost over a run and who pays it, and what moves the debt ratio: parts that add up."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np

from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.books import DEBT, GDP, INTEREST, PRIMARY, Books, discounted
from simulator.findings.intervals import Array, mean_interval

REAL = "real_gdp"
BENEFITS = ("pensions", "unemployment_benefit", "assistance", "child_benefit", "other_transfers")


@dataclass(frozen=True)
class Bill:
    """Discounted sums over the run, policies less none: means over seeds, shares of a year's GDP.

    The first six are of the run that borrows what is missing. `outlay` is what goes out under the policies'
    names, administration included, `levies` what comes in under them. What comes back through the economy:
    `taxes`, `contributions`, `benefits` not paid, `other` (the state's own pay and purchases). What balances
    the budget has `raised` so much under its own name, and `lost` so much elsewhere.
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
    def of(cls, without: Books, borrowed: Books, paid: Books, *, policies: Collection[str], by: str) -> Self:
        """Of the runs without policies, of those that borrow for them, and of those that the tax pays for.

        `by` is the budget item of what balances.
        """
        spent, levied = ([f"{side}_{name}" for name in policies] for side in ("spending", "revenue"))

        def sums(less: Books, more: Books, names: Collection[str]) -> float:
            flow = sum((more[one] - less[one] for one in names if one in more), np.zeros_like(more[GDP]))
            return float(np.mean(discounted(flow, without) / without.year_of_gdp))

        revenue = [name for name in without.totals if name.startswith("revenue_") and name not in levied]
        contributions = [name for name in revenue if name.endswith("_contributions")]
        known = {
            "outlay": sums(without, borrowed, spent),
            "levies": sums(without, borrowed, levied),
            "taxes": sums(without, borrowed, [name for name in revenue if name not in contributions]),
            "contributions": sums(without, borrowed, contributions),
            "benefits": -sums(without, borrowed, [f"spending_{name}" for name in BENEFITS]),
        }
        back = sums(without, borrowed, [PRIMARY]) + 2.0 * known["outlay"] - sum(known.values())
        own = sums(borrowed, paid, [by])
        return cls(**known, other=back, raised=own, lost=own - sums(borrowed, paid, [PRIMARY]))

    @property
    def feedback(self) -> float:
        """What comes back through the economy."""
        return self.taxes + self.contributions + self.benefits + self.other

    @property
    def lines(self) -> dict[str, float]:
        """The bill as it is added up, what comes in with a minus; what is `left` in the end is the gap."""
        back = {name: -getattr(self, name) for name in ("taxes", "contributions", "benefits", "other")}
        parts = {"outlay": self.outlay, "levies": -self.levies, **back}
        paid = {"need": sum(parts.values()), "raised": -self.raised, "lost": self.lost}
        return {**parts, **paid, "left": sum(paid.values())}


@dataclass(frozen=True)
class DebtChange:
    """Debt over GDP in the last month, policies less none, and what moved it: seed means, shares of GDP.

    d(t) - d(t-1) = -P/Y + i B(t-1)/Y - d(t-1) g/(1+g), and growth g of nominal GDP Y in two: of volumes, and
    of prices. `is_clear`: the seeds agree on the sign of the total, as far as there are several.
    Source: Escolano (2010), A practical guide to public debt dynamics, IMF (recalled).
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
        with_them, none = moved(paid), moved(without)
        apart = {name: with_them[name] - none[name] for name in none}
        total = mean_interval(apart["total"])
        is_clear = total.n < 2 or total.excludes_zero()
        return cls(**{name: float(np.mean(each)) for name, each in apart.items()}, is_clear=is_clear)

    @property
    def moves(self) -> dict[str, float]:
        """What moved it, by name; they add up to the total."""
        return {name: getattr(self, name) for name in ("primary", "interest", "growth", "prices")}

    def erosion(self, saved: float, tolerance: float) -> str:
        """What lowers the ratio of a state that has `saved` (share of annual GDP) no more than the tolerance.

        `growth`, `prices`, `both`, or nothing.
        """
        if saved > tolerance or not self.is_clear or self.total >= -tolerance:
            return ""
        causes = [name for name in ("growth", "prices") if getattr(self, name) < -tolerance]
        return "both" if len(causes) > 1 else "".join(causes)


def moved(books: Books) -> dict[str, Array]:
    """Change of the debt ratio over the run by seed, `total`, and the parts that add up to it."""
    ratio, year = books[DEBT], MONTHS_PER_YEAR * books[GDP]
    prices = books[GDP] / books[REAL]
    before = ratio[:, :-1]
    kept = before * prices[:, :-1] / prices[:, 1:]  # what rising prices leave of last month's ratio
    parts = {
        "primary": -books[PRIMARY][:, 1:] / year[:, 1:],
        "interest": books[INTEREST][:, 1:] / year[:, 1:],
        "growth": kept * (books[REAL][:, :-1] / books[REAL][:, 1:] - 1.0),
        "prices": kept - before,
    }
    sums = {name: np.asarray(part.sum(axis=1)) for name, part in parts.items()}
    return {"total": ratio[:, -1] - ratio[:, 0], **sums}
