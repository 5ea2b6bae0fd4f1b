"""What a change costs the state, as budget offices print it, and who pays for it: items that add up.

By year: every item bears the sign with which it moves the public balance, so what is paid out is negative.
What a changed law adds by itself stands with what instruments pay and levy, and is taken off the item that it
is a part of.

Over a run, at money of month 0: what policies leave of the primary balance. Debt grows by its interest and
falls by the primary balance, B(t) = (1 + i(t)) B(t-1) - P(t). Two runs that start from the same debt so
differ at the end, discounted, by the discounted sum of the differences of their primary balances, with the
opposite sign, and by what a rate that policies move takes from one of them. Amounts are nominal, and so is
the rate.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import polars as pl

from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.effects import (
    Asked,
    Contrast,
    Effect,
    pair,
    policies_first,
    relevant_of,
    summary,
    summed,
)
from simulator.findings.intervals import Array, Interval, Openings, mean_interval
from simulator.findings.results import DEFLATOR, TOTAL, Results
from simulator.findings.windows import ITEMS, Series, Window, matched, settled, windowed, years_in

PRIMARY, PAID_INTEREST, DEBT, GDP = "primary_balance", "spending_interest", "debt_ratio", "gdp"
BOOKS = (PRIMARY, PAID_INTEREST, DEBT, GDP)
BALANCE = "public_balance"
REVENUE, SPENDING = ITEMS


@dataclass(frozen=True)
class Books:
    """Totals of one role by indicator: seeds × months, of which the first is the opening state."""

    totals: Mapping[str, Array]
    clusters: Openings | None = None  # cluster of each seed, where there are several

    @classmethod
    def of(cls, runs: Iterable[pl.DataFrame], clusters: Openings | None = None) -> Self:
        """Of the long tables of runs of one role, a seed each, and the clusters of these."""
        pages = []
        for run in runs:
            rows = run.filter(pl.col("by") == TOTAL[0]).sort("month")
            parts = rows.partition_by("indicator", as_dict=True)
            pages.append({str(name): part["value"].to_numpy() for (name,), part in parts.items()})
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
        return np.divide(self[PAID_INTEREST][:, 1:], before, out=np.zeros_like(before), where=before != 0.0)

    @property
    def discount(self) -> Array:
        """Worth in month 0 of money of each later month, at the state's own interest rate."""
        return 1.0 / np.cumprod(1.0 + self.interest_rate, axis=1)

    @property
    def year_of_gdp(self) -> Array:
        """GDP of the first year by seed (currency), of as many months as were run."""
        year = self[GDP][:, 1 : MONTHS_PER_YEAR + 1]
        return np.asarray(year.mean(axis=1)) * MONTHS_PER_YEAR


def paired(results: Results, contrast: Contrast) -> tuple[Books, Books] | None:
    """Return the books of the role treated and of the one compared with, None where some are missing."""
    found = {name: measured(results, contrast, name) for name in BOOKS}
    both = {name: one for name, one in found.items() if one is not None}
    if len(both) < len(BOOKS):
        return None
    treated, base = ({name: one[side].values for name, one in both.items()} for side in (0, 1))
    clusters = results.clusters(both[GDP][0].keys)
    return Books(treated, clusters), Books(base, clusters)


def measured(results: Results, contrast: Contrast, indicator: str) -> tuple[Series, Series] | None:
    """Return treated and base as they were measured, of everyone: money at the prices of each month."""
    found = (results.series(indicator, role, *TOTAL, scenario) for role, scenario in contrast.roles)
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


OUTLAY, LEVIES, TAXES, CONTRIBUTIONS = "outlay", "levies", "taxes", "contributions"
BENEFITS, OTHER, INTEREST, NET = "benefits", "other", "interest", "net"
PARTS = (OUTLAY, LEVIES, TAXES, CONTRIBUTIONS, BENEFITS, OTHER, INTEREST)
REAL, NOMINAL, OF_GDP = MEASURES = ("real", "nominal", "of_gdp")
"""Money at the prices of the first year, at those of each year, and over the GDP of what is compared with."""
_OWN = {
    **dict.fromkeys(("income_tax", "vat", "corporate_tax"), TAXES),
    **dict.fromkeys(("employee_contributions", "employer_contributions"), CONTRIBUTIONS),
    **dict.fromkeys(("pensions", "unemployment_benefit", "assistance"), BENEFITS),
    **dict.fromkeys(("child_benefit", "other_transfers"), BENEFITS),
    **dict.fromkeys(("public_wages", "purchases"), OTHER),
    "interest": INTEREST,
}
"""Items of the law's own; every other one is an instrument's."""
_LAW = {
    "law_capital_income_tax": "revenue_income_tax",
    "law_own_account_contributions": "revenue_employee_contributions",
}
"""What a changed law adds to an item of another name."""


def part_of(item: str) -> str:
    """The part of the costing in which an item of the budget, or of a changed law, stands."""
    if item.startswith("law_"):
        return OUTLAY if _OWN.get(item.removeprefix("law_")) == BENEFITS else LEVIES
    side, name = item.split("_", 1)
    return _OWN.get(name) or (OUTLAY if f"{side}_" == SPENDING else LEVIES)


def sign_of(item: str) -> float:
    """Whether more of it makes the public balance better, 1, or worse, -1."""
    return 1.0 if part_of(item) == LEVIES or item.startswith(REVENUE) else -1.0


def within(law: str) -> str:
    """The item of which something added by a changed law is a part."""
    own = law.removeprefix("law_")
    return _LAW.get(law) or (SPENDING if _OWN[own] == BENEFITS else REVENUE) + own


def items_of(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Items of the budget and of a changed law among indicators, each with the laws that are a part of it."""
    known = list(names)
    laws = {one: within(one) for one in known if one.startswith("law_")}
    items = (one for one in known if one.startswith(ITEMS))
    return {one: tuple(law for law in laws if laws[law] == one) for one in items} | dict.fromkeys(laws, ())


def needed(names: Iterable[str]) -> list[str]:
    """Indicators that a costing is worked out from, of all that were measured."""
    return [*items_of(names), BALANCE, GDP, DEFLATOR]


@dataclass(frozen=True)
class Row:
    """What one item moves the public balance by: seeds × years, currency or shares of GDP."""

    part: str
    item: str
    less: tuple[str, ...]  # what a changed law adds to it, which stands in a row of its own
    amounts: Array


@dataclass(frozen=True)
class Costing:
    """One comparison in one measure: rows in the order of `PARTS`, and the change of the balance itself.

    Amounts are sums over the months of a year, those of the first without the opening state.
    """

    contrast: Contrast
    measure: str
    years: tuple[Window, ...]
    rows: tuple[Row, ...]
    net: Array
    clusters: Openings

    def of(self, *parts: str) -> Array:
        """Sum of the rows of some parts: seeds × years."""
        return sum((row.amounts for row in self.rows if row.part in parts), np.zeros_like(self.net))

    def interval(self, amounts: Array) -> list[Interval]:
        """Mean and interval over seeds of each year, or of each column."""
        return [mean_interval(one, self.clusters) for one in amounts.T]

    def within(self, window: Window, last: int) -> list[int]:
        """Places of the years that lie in a window of a run with this last month; all where none does."""
        first, end = window.first(last), window.end(last)
        years = enumerate(self.years)
        inside = [place for place, one in years if first <= one.first(last) and one.end(last) <= end]
        return inside or list(range(len(self.years)))


def costing(results: Results, contrast: Contrast, measure: str = REAL) -> Costing | None:
    """What the treated role costs more; None where no balance or no whole year was measured."""
    return results.once(("costing", contrast, measure), lambda: _costing(results, contrast, measure))


def _costing(results: Results, contrast: Contrast, measure: str) -> Costing | None:
    def both(indicator: str) -> tuple[Series, Series] | None:
        if measure == NOMINAL:
            return measured(results, contrast, indicator)
        return pair(results, contrast, indicator, *TOTAL)

    balance, output = both(BALANCE), both(GDP)
    years = tuple(years_in(balance[0].months, total=True)) if balance else ()
    if balance is None or output is None or not years:
        return None
    keys = balance[0].keys
    shape = len(keys), len(years)

    def by_year(found: Series) -> Array:
        return np.stack([windowed(found, one) for one in years], axis=1)

    def moved(indicator: str) -> Array:
        found = both(indicator)
        known = found is not None and found[0].keys == keys
        return by_year(found[0]) - by_year(found[1]) if found and known else np.zeros(shape)

    whole = by_year(output[1]) if measure == OF_GDP and output[1].keys == keys else np.ones(shape)
    items = items_of(results.indicators)
    moves = {one: moved(one) for one in items}
    rows = []
    for one, laws in items.items():
        own = sign_of(one) * (moves[one] - sum((moves[law] for law in laws), np.zeros(shape))) / whole
        if np.any(own):
            rows.append(Row(part_of(one), one, tuple(law for law in laws if np.any(moves[law])), own))
    rows.sort(key=lambda row: (PARTS.index(row.part), -abs(float(row.amounts.sum()))))
    return Costing(contrast, measure, years, tuple(rows), moved(BALANCE) / whole, results.clusters(keys))


def costings(results: Results) -> Iterator[Costing]:
    """That of every comparison, policies before AI, in each measure."""
    for contrast in policies_first(results):
        found = (costing(results, contrast, measure) for measure in MEASURES)
        yield from (one for one in found if one is not None)


FRAME: Mapping[str, type[pl.DataType]] = {
    **dict.fromkeys(("scenario", "comparison", "measure", "part", "item", "label"), pl.String),
    "year": pl.Int64,
    **dict.fromkeys(("mean", "low", "high"), pl.Float64),
    "seeds": pl.Int64,
}


def frame(results: Results) -> pl.DataFrame:
    """A row for each comparison, measure, item and year of the calendar; the last item is the balance."""
    cells, first = [], int(results.content["horizon"]["start"][:4])
    for one in costings(results):
        place = one.contrast.scenario, one.contrast.comparison, one.measure
        rows = [(row.part, row.item, row.amounts) for row in one.rows]
        for part, item, amounts in (*rows, (NET, BALANCE, one.net)):
            label = str(results.metadata.get(item, {}).get("label", item))
            cells += [
                (*place, part, item, label, year, found.mean, found.low, found.high, found.n)
                for year, found in enumerate(one.interval(amounts), start=first)
            ]
    return pl.DataFrame(cells, schema=dict(FRAME), orient="row")


MOVES = ("primary", "interest", "growth", "prices")


def debt_changes(totals: Mapping[str, Array]) -> dict[str, Array]:
    """What changes the debt ratio from the first month to the last, by `MOVES` (shares of annual GDP).

    In a month debt grows by interest less the primary balance, and its ratio falls as GDP grows, in volume
    and in price. They add up to the change, unless debt is restated.

    Parameters
    ----------
    totals
        By month (the last axis): gdp, real_gdp, public_balance, spending_interest (currency/month),
        debt_ratio.
    """
    flows = {name: totals[name][..., 1:] for name in (GDP, "real_gdp", BALANCE, PAID_INTEREST)}
    annual, before = MONTHS_PER_YEAR * flows[GDP], totals[DEBT][..., :-1]
    nominal = np.log(flows[GDP] / totals[GDP][..., :-1])
    real = np.log(flows["real_gdp"] / totals["real_gdp"][..., :-1])
    eased = before * (np.exp(-nominal) - 1.0)
    share = np.divide(real, nominal, out=np.zeros_like(real), where=nominal != 0.0)
    interest = np.sum(flows[PAID_INTEREST] / annual, axis=-1)
    return {
        "primary": -np.sum(flows[BALANCE] / annual, axis=-1) - interest,
        "interest": interest,
        "growth": np.sum(eased * share, axis=-1),
        "prices": np.sum(eased * (1.0 - share), axis=-1),
    }


BACK = (TAXES, CONTRIBUTIONS, BENEFITS, OTHER)


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
        parts: dict[str, dict[str, float]] = {one: {} for one in PARTS}
        for item, laws in items.items():
            sign = sign_of(item)
            parts[part_of(item)] |= {item: sign, **dict.fromkeys(laws, -sign)}
        known = {part: sums(without, borrowed, parts[part]) for part in (OUTLAY, LEVIES, *BACK[:-1])}
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

    The parts are those of `debt_changes`.
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
        changes, others = debt_changes(paid.totals), debt_changes(without.totals)
        means = {name: float(np.mean(changes[name] - others[name])) for name in MOVES}
        total = mean_interval((paid[DEBT] - without[DEBT])[:, -1], without.clusters)
        return cls(total=total.mean, **means, is_clear=total.n < 2 or total.excludes_zero())

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


def outlay(
    results: Results, contrast: Contrast, instruments: Collection[str], over: Window | None = None
) -> Effect | None:
    """Return what these instruments spend together as a share of the GDP of what is compared with.

    `over` is the run's window, if nothing is said. The effect's indicator names all that is added up.
    None where they spend nothing that the run knows of.
    """
    window, names = settled(over or results.window), [f"{SPENDING}{name}" for name in instruments]
    parts = {(name, *TOTAL): 1.0 for name in names if pair(results, contrast, name, *TOTAL) is not None}
    compared = summed(results, contrast, parts, window) if parts else None
    output = pair(results, contrast, GDP, *TOTAL)
    if compared is None or output is None:
        return None
    gdp = windowed(output[1], window)
    treated, base, keys = compared
    known = [name for name, *_ in parts]
    relevant = max(relevant_of(results, name) for name in known) / float(np.mean(gdp))
    shares = treated / gdp, base / gdp, keys
    asked = Asked(contrast, " + ".join(known), window, of_gdp=True)
    made = summary(results, asked, shares, relevant=relevant)
    return made and replace(made, real=True)
