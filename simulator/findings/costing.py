"""What a change costs the state, by year, as budget offices print it: items that add up to the balance.

Every item bears the sign with which it moves the public balance: what is paid out is negative. What a changed
law adds by itself stands with what instruments pay and levy, and is taken off the item that it is a part of.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from simulator.findings.books import measured
from simulator.findings.effects import Contrast, contrasts, pair
from simulator.findings.intervals import Array, Interval, Openings, mean_interval
from simulator.findings.money import DEFLATOR
from simulator.findings.results import TOTAL, Results
from simulator.findings.series import ITEMS, Series
from simulator.findings.windows import Window, windowed, years_in

OUTLAY, LEVIES, TAXES, CONTRIBUTIONS = "outlay", "levies", "taxes", "contributions"
BENEFITS, OTHER, INTEREST, NET = "benefits", "other", "interest", "net"
PARTS = (OUTLAY, LEVIES, TAXES, CONTRIBUTIONS, BENEFITS, OTHER, INTEREST)
REAL, NOMINAL, OF_GDP = MEASURES = ("real", "nominal", "of_gdp")
"""Money at the prices of the first year, at those of each year, and over the GDP of what is compared with."""
BALANCE, OUTPUT = "public_balance", "gdp"
REVENUE, SPENDING = ITEMS
_OWN = {
    "income_tax": TAXES,
    "vat": TAXES,
    "corporate_tax": TAXES,
    "employee_contributions": CONTRIBUTIONS,
    "employer_contributions": CONTRIBUTIONS,
    "pensions": BENEFITS,
    "unemployment_benefit": BENEFITS,
    "assistance": BENEFITS,
    "child_benefit": BENEFITS,
    "other_transfers": BENEFITS,
    "public_wages": OTHER,
    "purchases": OTHER,
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
    items = {
        one: tuple(law for law, own in laws.items() if own == one) for one in known if one.startswith(ITEMS)
    }
    return items | dict.fromkeys(laws, ())


def needed(names: Iterable[str]) -> list[str]:
    """Indicators that a costing is worked out from, of all that were measured."""
    return [*items_of(names), BALANCE, OUTPUT, DEFLATOR]


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
        return np.sum([row.amounts for row in self.rows if row.part in parts], axis=0) + np.zeros_like(
            self.net
        )

    def interval(self, amounts: Array) -> list[Interval]:
        """Mean and interval over seeds of each year, or of each column."""
        return [mean_interval(one, self.clusters) for one in amounts.T]

    def within(self, window: Window, last: int) -> list[int]:
        """Places of the years that lie in a window of a run with this last month; all where none does."""
        inside = [
            place
            for place, one in enumerate(self.years)
            if window.first(last) <= one.first(last) and one.end(last) <= window.end(last)
        ]
        return inside or list(range(len(self.years)))


def costing(results: Results, contrast: Contrast, measure: str = REAL) -> Costing | None:
    """What the treated role costs more; None where no balance or no whole year was measured."""
    return results.once(("costing", contrast, measure), lambda: _costing(results, contrast, measure))


def _costing(results: Results, contrast: Contrast, measure: str) -> Costing | None:
    def both(indicator: str) -> tuple[Series, Series] | None:
        if measure == NOMINAL:
            return measured(results, contrast, indicator)
        return pair(results, contrast, indicator, *TOTAL)

    balance, output = both(BALANCE), both(OUTPUT)
    years = tuple(years_in(balance[0].months, total=True)) if balance else ()
    if balance is None or output is None or not years:
        return None
    shape = len(balance[0].keys), len(years)

    def by_year(found: tuple[Series, Series] | None, side: int) -> Array:
        if found is None or found[side].keys != balance[side].keys:
            return np.zeros(shape)
        return np.stack([windowed(found[side], one) for one in years], axis=1)

    def moved(indicator: str) -> Array:
        found = both(indicator)
        return np.asarray(by_year(found, 0) - by_year(found, 1))

    whole = by_year(output, 1) if measure == OF_GDP else np.ones(shape)
    items = items_of(results.indicators)
    moves = {one: moved(one) for one in items}
    rows = [
        Row(
            part_of(one),
            one,
            tuple(law for law in laws if np.any(moves[law])),
            sign_of(one) * (moves[one] - sum((moves[law] for law in laws), np.zeros(shape))) / whole,
        )
        for one, laws in items.items()
    ]
    told = sorted(
        (row for row in rows if np.any(row.amounts)),
        key=lambda row: (PARTS.index(row.part), -abs(float(row.amounts.sum()))),
    )
    clusters = results.clusters(balance[0].keys)
    return Costing(contrast, measure, years, tuple(told), moved(BALANCE) / whole, clusters)


def costings(results: Results) -> Iterator[Costing]:
    """That of every comparison, policies before AI, in each measure."""
    for contrast in sorted(contrasts(results), key=lambda one: one.comparison == "ai"):
        for measure in MEASURES:
            found = costing(results, contrast, measure)
            if found is not None:
                yield found


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
        for part, item, amounts in [
            *((row.part, row.item, row.amounts) for row in one.rows),
            (NET, BALANCE, one.net),
        ]:
            label = str(results.metadata.get(item, {}).get("label", item))
            cells += [
                (*place, part, item, label, year, found.mean, found.low, found.high, found.n)
                for year, found in enumerate(one.interval(amounts), start=first)
            ]
    return pl.DataFrame(cells, schema=dict(FRAME), orient="row")
