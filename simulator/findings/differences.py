"""Statistics over seeds of many series at once, as rows: differences, levels, costs by item, ratios.

What is uncertain is worked out in `findings.intervals` alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings import costing
from simulator.findings.effects import OUTPUT, Contrast, good_side, relevant_of
from simulator.findings.intervals import Array, Openings, bands, p_values, ratio_interval
from simulator.findings.panel import FORMULAS, Pair, Panel, Part, is_summed, reduced
from simulator.findings.results import (
    DEFLATOR,
    TOTAL,
    Results,
    at_prices,
    currency_of,
    first_year,
    is_money,
    is_national,
)
from simulator.findings.verdicts import HEADLINE_OUTCOME, OUTCOMES
from simulator.findings.windows import (
    LAST12,
    LAST60,
    LAST120,
    WHOLE,
    WORST_YEAR,
    Window,
    settled,
    summing,
    year_of_run,
    years_in,
)

OWN, RELATIVE, OF_GDP, CURRENT = MEASURES = ("own", "relative", "of_gdp", "current")
"""In the indicator's unit at first-year prices, in %, over GDP, in money of each year."""
PERCENT_OF = ("total", "sex", "age_group", "generation", "education", "income_decile", "example_household")
"""Breakdowns whose differences are told in % too."""
WINDOWS = (LAST120, LAST60, LAST12, WHOLE)
type Columns = dict[str, Any]
"""Cells of several rows: arrays and lists with one a row, or what all rows have."""


def statistics(sample: Array, clusters: Openings) -> Columns:
    """Mean, 95 % interval, p value, quantiles and number of seeds of each line of series × seeds.

    Seeds in which a line has no number are left out of that line.
    """
    found: Columns = {name: np.full(len(sample), np.nan) for name in STATISTICS}
    known = np.isfinite(sample)
    found["n"] = known.sum(axis=1)
    masks, which = np.unique(known, axis=0, return_inverse=True)
    for place, mask in enumerate(masks):
        rows = np.flatnonzero(which.ravel() == place)
        if not mask.any():
            continue
        values, shared = sample[np.ix_(rows, np.flatnonzero(mask))].T, clusters[mask]
        found["mean"][rows], found["low"][rows], found["high"][rows] = bands(values, shared)
        found["p"][rows] = p_values(values, shared)
        cuts = np.quantile(values, QUANTILES, axis=0)
        for name, cut in zip(("q05", "q10", "q90", "q95"), cuts, strict=True):
            found[name][rows] = cut
    return found


QUANTILES = (0.05, 0.1, 0.9, 0.95)
STATISTICS = ("mean", "low", "high", "p", "q05", "q10", "q90", "q95")


@dataclass(frozen=True)
class Told:
    """What is known of series by name: good direction, smallest relevant effect, unit; formulas too."""

    results: Results

    def better(self, name: Part) -> str:
        """The good direction: `higher`, `lower` or `none`."""
        formula = _FORMULAS.get(name)
        return formula.better if formula else good_side(self.results, name[0])

    def relevant(self, name: Part) -> float:
        """The smallest relevant effect, of one month."""
        return relevant_of(self.results, self._first(name)[0])

    def unit(self, name: Part) -> str:
        """The unit; money with the year of its prices."""
        indicator = self._first(name)[0]
        unit = str(self.results.metadata.get(indicator, {}).get("unit", ""))
        return at_prices(self.results.content, unit) if is_money(self.results, indicator) else unit

    def is_national(self, name: Part) -> bool:
        """Whether it is money of the whole country by the month."""
        return name[1:] == TOTAL and is_national(self.results, name[0])

    def _first(self, name: Part) -> Part:
        formula = _FORMULAS.get(name)
        return formula.parts[0][0] if formula else name


_FORMULAS = {one.name: one for one in FORMULAS}


class Differences:
    """Rows of one place: a world under a closure."""

    def __init__(self, results: Results) -> None:
        self.results, self.panel, self.about = results, Panel(results), Told(results)
        self.year = int(first_year(results.content))

    # Differences of two roles

    def effects(
        self, contrast: Contrast, *, of: Callable[[Part], bool] = bool, whole: bool = True
    ) -> Iterator[Columns]:
        """Yield rows of every series that two roles hold, or of some; not the `whole`: in one window alone.

        Every window; totals also year by year, and in their worst year. In %: totals and people; over GDP:
        national money.
        """
        for pair in self.panel.pairs(contrast):
            moving = _cut(pair, [name for name in _moving(pair) if of(name)])
            if not moving.base.names:
                continue
            for window in self.windows if whole else self.windows[:1]:
                yield from self._over(contrast, moving, window)
            totals = _cut(moving, [name for name in moving.base.names if is_total(name)])
            if whole and totals.base.names:
                for year in years_in(pair.base.months):
                    yield from self._over(contrast, totals, year)
                yield from self._worst(contrast, totals)

    @property
    def windows(self) -> tuple[Window, ...]:
        """What is told of every series."""
        return tuple(dict.fromkeys((settled(self.results.window), *WINDOWS)))

    def _over(self, contrast: Contrast, pair: Pair, window: Window) -> Iterator[Columns]:
        for summed in (False, True):
            names = [name for name in pair.base.names if is_summed(name) is summed]
            if not names:
                continue
            some, over = _cut(pair, names), summing(names[0][0], window) if summed else window
            treated, base = (side.reduced(over) for side in (some.treated, some.base))
            yield from self._compared(contrast, some, names, treated, base, over)

    def _worst(self, contrast: Contrast, pair: Pair) -> Iterator[Columns]:
        """Yield the year in which the mean difference of each series is worst, the same for all seeds."""
        years = list(years_in(pair.base.months)) if pair.base.names else []
        if not years:
            return
        totals = np.array([is_summed(name) for name in pair.base.names])
        both = [
            np.stack(
                [np.where(totals[:, None], side.reduced(_sum(one)), side.reduced(one)) for one in years], 2
            )
            for side in (pair.treated, pair.base)
        ]
        difference = both[0] - both[1]
        mean = difference.mean(axis=1)
        good = np.array([self.about.better(name) for name in pair.base.names])[:, None]
        badness = np.where(good == "higher", -mean, np.where(good == "lower", mean, np.abs(mean)))
        differs = (difference != 0).any(axis=1)
        badness = np.where(differs | ~differs.any(axis=1, keepdims=True), badness, -np.inf)
        worst = badness.argmax(axis=1)
        for year, window in enumerate(years):
            rows = np.flatnonzero(worst == year)
            if len(rows):
                names = [pair.base.names[row] for row in rows]
                some = _cut(pair, names)
                treated, base = (values[rows, :, year] for values in both)
                found = self._compared(contrast, some, names, treated, base, window)
                yield from (one | {"window": WORST_YEAR.name} for one in found)

    def _compared(
        self,
        contrast: Contrast,
        pair: Pair,
        names: Sequence[Part],
        treated: Array,
        base: Array,
        window: Window,
    ) -> Iterator[Columns]:
        """Yield rows in each measure, of series × seeds in a window."""
        relevant = np.array([self.about.relevant(one) for one in names]) * window.worth(pair.base.months)
        where = self._where(contrast, names, window) | {"kind": "effect"}
        yield where | self._judgeable(treated - base, base, relevant, pair.clusters, names)
        percent = [place for place, one in enumerate(names) if one[1] in PERCENT_OF]
        if percent:
            before, after = base[percent], treated[percent]
            with np.errstate(all="ignore"):
                sample = np.where(before != 0, (after / before - 1) * 100, np.nan)
                counts = relevant[percent] / np.abs(np.nanmean(before, axis=1)) * 100
            some = _picked(where, percent) | {"measure": RELATIVE, "unit": "%"}
            named = [names[place] for place in percent]
            yield some | self._judgeable(sample, before, counts, pair.clusters, named)
        national = [place for place, one in enumerate(names) if self.about.is_national(one)]
        if national:
            output = [self._output(contrast, pair, names[place][0], window) for place in national]
            if all(one is not None for one in output):
                gdp = np.stack([one for one in output if one is not None])
                counts = relevant[national] / gdp.mean(axis=1)
                some = _picked(where, national) | {"measure": OF_GDP, "unit": "share of GDP"}
                after, before = treated[national] / gdp, base[national] / gdp
                named = [names[place] for place in national]
                yield some | self._judgeable(after - before, before, counts, pair.clusters, named)

    def _output(self, contrast: Contrast, pair: Pair, indicator: str, window: Window) -> Array | None:
        """GDP by seed of what is compared with."""
        name = (OUTPUT.get(indicator, costing.GDP), *TOTAL)
        for block in self.panel.blocks(contrast.roles[1]):
            if name in block.names and block.keys == pair.base.keys:
                own = reduced(block.values[block.names.index(name)], block.months, replace(window))
                return np.asarray(own)
        return None

    def _judgeable(
        self, sample: Array, base: Array, relevant: Array, clusters: Openings, names: Sequence[Part]
    ) -> Columns:
        good = np.array([self.about.better(name) for name in names])
        known = np.isfinite(sample)
        count = np.maximum(known.sum(axis=1), 1)
        level = np.where(known, base, 0.0).sum(axis=1) / count
        up, down = ((np.where(known, sample, 0.0) * sign > 0).sum(axis=1) / count for sign in (1.0, -1.0))
        share = np.where(good == "higher", up, np.where(good == "lower", down, np.nan))
        told = {"reference": level, "relevant": relevant, "share_better": share, "better": good.tolist()}
        return statistics(sample, clusters) | told

    def _where(self, contrast: Contrast, names: Sequence[Part], window: Window) -> Columns:
        return {
            "scenario": contrast.scenario,
            "against": contrast.against,
            "contrast": contrast.name,
            "treated": contrast.treated,
            "base": contrast.base,
            "indicator": [name[0] for name in names],
            "by": [name[1] for name in names],
            "group": [name[2] for name in names],
            "window": window.name,
            "year": None if window.year is None else self.year + window.year,
            "measure": OWN,
            "unit": [self.about.unit(name) for name in names],
        }

    # Levels of one role

    def levels(self, role: str, scenario: str) -> Iterator[Columns]:
        """Yield the mean of every series in a role: over the window that is told, totals by year too."""
        contrast = Contrast("level", role, "", scenario)
        for block in self.panel.blocks((role, scenario)):
            names = [name for name, values in zip(block.names, block.values, strict=True) if np.any(values)]
            if not names or block.months[-1] <= 0:
                continue
            clusters = self.results.clusters(block.keys)
            totals = [name for name in names if name[1:] == TOTAL]
            asked = [(names, window) for window in (settled(self.results.window), year_of_run(0))]
            asked += [(totals, year) for year in years_in(block.months) if totals and year.year]
            for some, window in asked:
                found = self._where(contrast, some, window) | {"kind": "level"}
                yield found | statistics(block.of(some).reduced(window), clusters)

    # What a change costs the state

    def costs(self, contrast: Contrast) -> Iterator[Columns]:
        """Yield items of the public budget by year, and their parts, which add up to the balance.

        A window's number is the mean of its years, `whole_sum` what all years add up to.
        """
        for measure, named in ((costing.REAL, OWN), (costing.NOMINAL, CURRENT), (costing.OF_GDP, OF_GDP)):
            found = costing.costing(self.results, contrast, measure)
            if found is None:
                return
            rows = [(row.part, row.item, row.amounts) for row in found.rows]
            parts = dict.fromkeys(part for part, *_ in rows)
            rows += [(part, part, found.of(part)) for part in parts]
            rows.append((costing.NET, costing.BALANCE, found.net))
            if measure == costing.REAL:
                rows += self._interest(contrast, found)
            yield from self._cost(contrast, found, named, rows)

    def _cost(
        self,
        contrast: Contrast,
        found: costing.Costing,
        measure: str,
        rows: Sequence[tuple[str, str, Array]],
    ) -> Iterator[Columns]:
        last = self.results.last_month
        money = currency_of(self.results.content)
        units = {OWN: at_prices(self.results.content, money), CURRENT: money, OF_GDP: "share of GDP"}
        amounts = np.stack([one for *_, one in rows])  # items × seeds × years
        cells = [(year, amounts[:, :, place]) for place, year in enumerate(found.years)]
        cells += [(one, amounts[:, :, found.within(one, last)].mean(axis=2)) for one in self.windows]
        cells.append((Window("whole_sum", total=True), amounts.sum(axis=2)))
        names = [(item, *TOTAL) for _, item, _ in rows]
        for window, sample in cells:
            where = self._where(contrast, names, window)
            own = {"kind": "cost", "part": [part for part, *_ in rows], "measure": measure}
            name = window.name if window.year is None else year_of_run(window.year).name
            own |= {"unit": units[measure], "window": name}
            yield where | own | statistics(sample, found.clusters)

    def _interest(self, contrast: Contrast, found: costing.Costing) -> Iterator[tuple[str, str, Array]]:
        """Interest split: what new debt costs at the rate that was paid without, and what the rate adds."""
        books = costing.paired(self.results, contrast)
        levels = (self.results.series(DEFLATOR, role, *TOTAL, name) for role, name in contrast.roles)
        prices = [one.values for one in levels if one is not None]
        if books is None or len(prices) < len(books):
            return
        owed = np.subtract(*(book.debt / price for book, price in zip(books, prices, strict=True)))
        paid = np.subtract(
            *(book[costing.PAID_INTEREST] / price for book, price in zip(books, prices, strict=True))
        )
        new, whole = owed[:, :-1] * books[1].interest_rate, paid[:, 1:]
        months = np.arange(1, new.shape[1] + 1)
        for name, flow in (("interest_new_debt", -new), ("interest_rate", new - whole)):
            years = [reduced(flow, months, one) for one in found.years]
            yield costing.INTEREST, name, np.stack(years, axis=1)

    # Ratios

    def ratios(self, contrast: Contrast, ai: Contrast | None) -> Iterator[Columns]:
        """Yield what a year of a job costs, and what share of AI's loss of jobs is made up (Fieller)."""
        jobs, balance = (self._difference(contrast, name) for name in (HEADLINE_OUTCOME, costing.BALANCE))
        lost = ai and self._difference(ai, HEADLINE_OUTCOME)
        if jobs is None:
            return
        months = jobs[1]
        asked = (*self.windows, *years_in(months))
        for window in asked:
            gained = reduced(jobs[0], months, window)
            found = {}
            if balance is not None and window.year is None:
                cost = reduced(-balance[0], balance[1], window) * MONTHS_PER_YEAR
                found["cost_per_job_year"] = cost, gained, self._per_year()
            if lost:
                found["share_made_up"] = gained, -reduced(lost[0], lost[1], window), "share"
            for name, (upper, lower, unit) in found.items():
                one = ratio_interval(upper, lower, jobs[2])
                where = self._where(contrast, [(name, *TOTAL)], window)
                yield (
                    where
                    | {"kind": "ratio", "unit": unit}
                    | {key: [value] for key, value in vars(one).items()}
                )

    def _per_year(self) -> str:
        return at_prices(self.results.content, currency_of(self.results.content)) + "/year"

    def _difference(self, contrast: Contrast, indicator: str) -> tuple[Array, Any, Openings] | None:
        name = (indicator, *TOTAL)
        for pair in self.panel.pairs(contrast):
            if name in pair.base.names:
                sides = (side.values[side.names.index(name)] for side in (pair.treated, pair.base))
                return np.subtract(*sides), pair.base.months, pair.clusters
        return None


def is_total(name: Part) -> bool:
    """Whether it is of everybody."""
    return name[1:] == TOTAL


def is_outcome(name: Part) -> bool:
    """Whether it is one of what is told first, of everybody."""
    return is_total(name) and name[0] in OUTCOMES


def _sum(window: Window) -> Window:
    return replace(window, total=True)


def _moving(pair: Pair) -> list[Part]:
    """Names of what is not zero in every seed and month of both roles."""
    sides = zip(pair.base.names, pair.treated.values, pair.base.values, strict=True)
    return [name for name, treated, base in sides if np.any(treated) or np.any(base)]


def _cut(pair: Pair, names: Sequence[Part]) -> Pair:
    if len(names) == len(pair.base.names):
        return pair
    return replace(pair, treated=pair.treated.of(names), base=pair.base.of(names))


def _picked(columns: Mapping[str, Any], places: Sequence[int]) -> Columns:
    return {
        name: [value[place] for place in places] if isinstance(value, list) else value
        for name, value in columns.items()
    }
