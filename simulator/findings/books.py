"""The state's books over a run, at money of month 0: what policies leave of the primary balance.

Debt grows by its interest and falls by the primary balance, B(t) = (1 + i(t)) B(t-1) - P(t). Two runs that
start from the same debt therefore differ at the end, discounted, by the discounted sum of the differences of
their primary balances, with the opposite sign, and by what a rate that policies move takes from one of them.
Amounts are nominal, and so is the rate.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl

from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.effects import Contrast
from simulator.findings.intervals import Array, Openings
from simulator.findings.money import DEFLATOR
from simulator.findings.results import TOTAL, Results
from simulator.findings.series import ITEMS, Series, matched

PRIMARY, INTEREST, DEBT, GDP = "primary_balance", "spending_interest", "debt_ratio", "gdp"
NAMES = (PRIMARY, INTEREST, DEBT, GDP)
_, SPENDING = ITEMS


@dataclass(frozen=True)
class Books:
    """Totals of one role by indicator: seeds × months, of which the first is the opening state."""

    totals: Mapping[str, Array]
    clusters: Openings | None = None  # cluster of each seed, where there are several

    @classmethod
    def of(cls, runs: Iterable[pl.DataFrame], clusters: Openings | None = None) -> Self:
        """Of the long tables of runs of one role, a seed each, and the clusters of these."""
        pages = [_page(one) for one in runs]
        return cls({name: np.array([page[name] for page in pages]) for name in pages[0]}, clusters)

    def __getitem__(self, name: str) -> Array:
        """An indicator, in its own unit."""
        return self.totals[name]

    def __contains__(self, name: str) -> bool:
        """Whether it was measured."""
        return name in self.totals

    def first(self, seeds: int) -> Self:
        """Those of the first so many seeds."""
        clusters = None if self.clusters is None else self.clusters[:seeds]
        return type(self)({name: values[:seeds] for name, values in self.totals.items()}, clusters)

    @property
    def debt(self) -> Array:
        """Public debt at the end of each month (currency)."""
        return MONTHS_PER_YEAR * self[DEBT] * self[GDP]

    @property
    def interest_rate(self) -> Array:
        """What the state pays in each month on the debt that it begins with (share a month); no month 0."""
        before = self.debt[:, :-1]
        return np.divide(self[INTEREST][:, 1:], before, out=np.zeros_like(before), where=before != 0.0)

    @property
    def discount(self) -> Array:
        """Worth in month 0 of money of each later month, at the state's own interest rate."""
        return 1.0 / np.cumprod(1.0 + self.interest_rate, axis=1)

    @property
    def year_of_gdp(self) -> Array:
        """GDP of the first year by seed (currency), of as many months as were run."""
        year = self[GDP][:, 1 : MONTHS_PER_YEAR + 1]
        return np.asarray(year.mean(axis=1)) * MONTHS_PER_YEAR


def paired(results: Results, contrast: Contrast, more: Iterable[str] = ()) -> tuple[Books, Books] | None:
    """Return the books of the role treated and of the one compared with, None where some are missing.

    `more` indicators are in them where they were measured.
    """
    found = {name: measured(results, contrast, name) for name in (*NAMES, *more)}
    both = {name: one for name, one in found.items() if one is not None}
    if not both.keys() >= set(NAMES):
        return None
    treated, base = ({name: one[side].values for name, one in both.items()} for side in (0, 1))
    clusters = results.clusters(both[GDP][0].keys)
    return Books(treated, clusters), Books(base, clusters)


def measured(results: Results, contrast: Contrast, indicator: str) -> tuple[Series, Series] | None:
    """Return treated and base as they were measured, of everyone: money at the prices of each month."""
    roles = (contrast.treated, contrast.scenario), (contrast.base, contrast.against or contrast.scenario)
    found = (results.series(indicator, role, *TOTAL, scenario) for role, scenario in roles)
    return matched(indicator, *found)


def discounted(flow: Array, without: Books) -> Array:
    """Sum of a monthly flow from month 1 on, by seed: currency of month 0.

    Both sides of a comparison are discounted alike, at the rate of the run without the policies.
    """
    return np.asarray(np.sum(flow[:, 1:] * without.discount, axis=1))


def lost(books: Books, without: Books) -> Array:
    """What the primary balance is short of that without the policies, by seed (currency of month 0)."""
    return discounted(without[PRIMARY] - books[PRIMARY], without)


def shortfall(books: Books, without: Books) -> Array:
    """The same as a share of a year's GDP, that of the first year without the policies."""
    return lost(books, without) / without.year_of_gdp


def net_cost(books: Books, without: Books) -> Array:
    """The same as a share of the GDP of the whole run without the policies, discounted as well."""
    return lost(books, without) / discounted(without[GDP], without)


def gross_outlay(books: Books, without: Books, policies: Iterable[str]) -> Array:
    """What is paid under the policies' names, by seed: at the prices of month 0, over the first year's GDP.

    A mean of the months from the first in which anything is paid to the last.
    """
    names = [f"{SPENDING}{one}" for one in policies]
    paid = sum((books[name] for name in names if name in books), np.zeros_like(books[GDP]))
    acting = np.flatnonzero(np.any(paid != 0.0, axis=0))
    if len(acting) == 0:
        return np.zeros(len(paid))
    real = (paid / books[DEFLATOR])[:, acting[0] : acting[-1] + 1]
    return np.asarray(MONTHS_PER_YEAR * real.mean(axis=1) / without.year_of_gdp)


def _page(run: pl.DataFrame) -> dict[str, Array]:
    rows = run.filter(pl.col("by") == TOTAL[0]).sort("month")
    parts = rows.partition_by("indicator", as_dict=True)
    return {str(name): part["value"].to_numpy() for (name,), part in parts.items()}
