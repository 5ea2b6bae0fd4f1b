"""The long table of a run as arrays by seed: what every effect is worked out from.

Money as findings tell it: at the prices of the run's first month, and as a share of GDP.

The deflator is the run's own consumer price level (`price_level`: 1 in month 0, VAT included), month by
month, of the same role and seed: an AI that lowers prices is not taken for one that lowers incomes, nor
inflation for a cost.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from typing import Any, Self, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simulator.core.param import draw_of, opening_of
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.intervals import Openings
from simulator.findings.windows import Key, Series, Window, window_named

LADDER = "low medium high"  # groups whose order is not that of the alphabet
ENTRANT = "entrant"  # the group of those who arrive after the groups were frozen


def ordered(groups: Iterable[str]) -> tuple[str, ...]:
    """Return the groups of one breakdown in their order: 2 before 10, text after numbers."""

    def place(group: str) -> tuple[Any, ...]:
        pieces = re.findall(r"\d+|\D", group + "\0")
        natural = tuple((0, int(piece)) if piece.isdigit() else (1, piece) for piece in pieces)
        return group == ENTRANT, LADDER.find(group), natural

    return tuple(sorted(groups, key=place))


NAMES = ("indicator", "role", "scenario", "by", "group")
"""Columns that tell series apart."""
COLUMNS = ("month", "draw", "replicate", "value")
Name = tuple[str, ...]  # one of each of `NAMES`


type Held = dict[Name, Callable[[], Series]]


def held(rows: pl.DataFrame) -> Held:
    """What cuts each series out of rows of one world under one closure, by name in order of appearance.

    Role by role: what it takes to bring millions of rows together would be as much again as they are.
    """
    made: Held = {}
    for scenario, role in rows.select("scenario", "role").unique(maintain_order=True).iter_rows():
        own = rows.filter(scenario=scenario, role=role)
        found = own.group_by(NAMES, maintain_order=True).agg(COLUMNS)
        names = zip(*(found[name].cast(pl.String).to_list() for name in NAMES), strict=True)
        ends = found["value"].list.len().to_numpy().cumsum().tolist()
        parts = map(slice, (0, *ends), ends)  # the last end begins nothing
        columns = [found[name].explode().to_numpy() for name in COLUMNS]
        made |= {name: partial(_cut, columns, part) for name, part in zip(names, parts, strict=True)}
    return made


def _cut(columns: Sequence[NDArray[Any]], part: slice) -> Series:
    return Series.of(*(column[part] for column in columns))


TOTAL = ("total", "all")


class Results:
    """What was found in one world under one closure; roles are `no_ai`, `no_policy`, `policy`.

    `counterfactual` names the scenario whose runs without policies a scenario is compared with, where that is
    another: so it is for one option of a comparison that is told alone.
    """

    counterfactual = ""

    def __init__(
        self,
        results: pl.DataFrame | pl.LazyFrame,
        content: Mapping[str, Any],
        world: str = "",
        closure: str = "",
    ) -> None:
        """Of the long table, with the manifest's `content`; the first world and closure unless named.

        A comparison may hold several of either: they are never pooled.
        """
        self.content: Mapping[str, Any] = content
        self.comparison: Mapping[str, Any] = content.get("comparison", {})
        self._world, self._closure = world, closure
        self.results = results.lazy().filter(self.here).collect()  # millions of rows: enums are not made text
        self.series, self.groups = cache(self._series), cache(self._groups)
        self._once: dict[Hashable, Any] = {}

    def once[T](self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was worked out under this key before: whoever asks is told the same numbers."""
        if key not in self._once:
            self._once[key] = make()
        return cast(T, self._once[key])

    def knows(self, other: Self) -> None:
        """Take over what was worked out of the same runs, of which `other` may hold less."""
        self._once |= {key: made for key, made in other._once.items() if made is not None}

    @property
    def here(self) -> pl.Expr:
        """Rows of any table of a run that belong to this world and closure.

        All of them in one place: there, each variant may stand in a world and under a closure of its own.
        """
        several = max(len(self.comparison.get("worlds", ())), 1) * len(self.closures) > 1
        return is_at(self.world, self.closure) if several else pl.lit(True)

    @cached_property
    def closures(self) -> tuple[str, ...]:
        """Closures that were run, as the results name them; the first is told where one is."""
        several = [one["label"] for one in closures_of(self.content)]
        return tuple(several) or (self.content.get("closure", ""),)

    @cached_property
    def closure(self) -> str:
        """The closure that is read: the first unless another was named."""
        return self._closure or self.closures[0]

    @cached_property
    def world(self) -> str:
        """Name of the world of AI that the scenario assumes."""
        world = self._world or self.content.get("world", "")
        return str(world.get("name", "")) if isinstance(world, Mapping) else str(world)

    @cached_property
    def window(self) -> Window:
        """The stretch of time that is told where no other is asked for."""
        return window_named(self.content.get("window"))

    def openings(self, keys: Sequence[Key]) -> Openings:
        """Return the opening state in which each of these seeds begins: who lives in it is the same there."""
        states = int(self.content.get("opening_states", 1))
        return np.array([opening_of(replicate, states) for _, replicate in keys], dtype=np.int64)

    def clusters(self, keys: Sequence[Key]) -> Openings:
        """Return which of these seeds share luck, for an interval: an opening state, or a draw of parameters.

        More opening states than there are draws take these over again, and are then no news of parameters.
        A run folder that does not tell how many draws there were has its opening states.
        """
        openings, draws = self.openings(keys), self.drawn.get("draws")
        if not draws:
            return openings
        return np.array([draw_of(state, int(draws)) for state in openings.tolist()], dtype=np.int64)

    @cached_property
    def drawn(self) -> Mapping[str, Any]:
        """Which numbers replicates drew and from what; empty where all had the same.

        `parameters`, `draws`, `kind` and `states`: of the model, drawn with opening states;
        `priors`: by name, of which part of the economy each is that was drawn by replicate.
        """
        found: Mapping[str, Any] = self.content.get("drawn", {})
        return found

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios that ran here, in order of appearance."""
        return tuple(self.results["scenario"].unique(maintain_order=True).to_list())

    @cached_property
    def scenario(self) -> str:
        """The scenario that is told where only one can be: the first one with a policy.

        Of a comparison of options it is the one without policies, of variants the baseline.
        """
        if self.comparison:
            return str(self.comparison["base"])
        with_policy = (scenario for _, role, scenario, *_ in self.held if role == "policy")
        return str(next(with_policy, self.scenarios[0]))

    @cached_property
    def options(self) -> tuple[str, ...]:
        """Names of what is compared with the baseline; none in a run of one scenario."""
        if not self.comparison:
            return ()
        names = (self.comparison["base"], *self.comparison["options"])
        return tuple(name for name in names if name != self.comparison["baseline"])

    def role_of(self, name: str) -> str:
        """Return the role in which an option of a comparison ran."""
        roles = self.comparison.get("variants")
        return str(roles[name]) if roles else "no_policy" if name == self.comparison["base"] else "policy"

    def instruments_of(self, scenario: str) -> tuple[str, ...]:
        """Names of the policy instruments that a scenario sets."""
        policies = self.content.get("scenarios", {}).get(scenario, {}).get("policies", [])
        return tuple(dict.fromkeys(name for item in policies for name in item))

    @property
    def is_of_variants(self) -> bool:
        """Whether scenarios are compared that each have counterfactuals of their own."""
        return "variants" in self.comparison

    @cached_property
    def last_month(self) -> int:
        """Last month of the results, counted from the start; month 0 is the opening state."""
        return int(self.results["month"].to_numpy().max())

    @cached_property
    def metadata(self) -> dict[str, dict[str, Any]]:
        """Metadata of the indicators by name: label, unit, better, smallest_relevant."""
        return {row["name"]: dict(row) for row in self.content.get("indicators", [])}

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator in the results, sorted."""
        return tuple(sorted({indicator for indicator, *_ in self.held}))

    def has(self, role: str, scenario: str = "") -> bool:
        """Tell whether a scenario was run in this role."""
        return (role, scenario or self.scenario) in self._ran

    def _groups(self, indicator: str, by: str) -> tuple[str, ...]:
        """Return the groups in which an indicator is broken down, in their order, late arrivals last."""
        return ordered(self._broken_down.get((indicator, self.scenario, by), ()))

    @cached_property
    def held(self) -> Held:
        """What cuts each series out of the rows, by its name."""
        return held(self.results)

    @cached_property
    def _broken_down(self) -> dict[tuple[str, str, str], set[str]]:
        """Groups by indicator, scenario and breakdown."""
        found: dict[tuple[str, str, str], set[str]] = {}
        for indicator, _, scenario, by, group in self.held:
            found.setdefault((indicator, scenario, by), set()).add(group)
        return found

    @cached_property
    def _ran(self) -> set[tuple[str, str]]:
        return {(role, scenario) for _, role, scenario, *_ in self.held}

    def _series(
        self, indicator: str, role: str, by: str = "total", group: str = "all", scenario: str = ""
    ) -> Series | None:
        """Return one series, or None when the run does not hold it."""
        cut = self.held.get((indicator, role, scenario or self.scenario, by, group))
        return cut and cut()


def closures_of(content: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The closures of a folder that holds several, as its manifest has them; none where it holds one."""
    found: Sequence[Mapping[str, Any]] = content.get("comparison", content).get("closures", ())
    return found


def is_at(world: str, closure: str) -> pl.Expr:
    """Rows of one world under one closure, and those without AI under it, which are in the world `none`."""
    # Enums refuse a comparison with a word that is not one of theirs; text does not.
    own, role, closed = (pl.col(name).cast(pl.String) for name in ("world", "role", "closure"))
    return ((own == world) | (role == "no_ai")) & (closed == closure)


def totals_of(results: pl.DataFrame, indicators: Sequence[str]) -> pl.DataFrame:
    """The totals of a few indicators: the long table is searched once, not for each option and place."""
    return results.filter(is_one_of(results, "indicator", indicators) & is_one_of(results, "by", TOTAL[:1]))


def is_one_of(table: pl.DataFrame, column: str, words: Sequence[str]) -> pl.Expr:
    """Rows in which a column is one of some words: enums are not made text, and refuse words not theirs."""
    kind = table.schema[column]
    known = words if not isinstance(kind, pl.Enum) else set(words).intersection(kind.categories)
    return pl.col(column).is_in(pl.Series(list(known), dtype=kind).implode())


DEFLATOR = "price_level"
AT_FIRST_PRICES = ("real_", "productivity")
"""What indicators begin with that are measured at the prices of month 0."""


def currency_of(content: Mapping[str, Any]) -> str:
    """The currency of the run's country."""
    return str(content.get("country", {}).get("currency", "EUR"))


def is_money(results: Results, indicator: str) -> bool:
    """Whether it is an amount of money."""
    unit = str(results.metadata.get(indicator, {}).get("unit", ""))
    return unit.startswith(currency_of(results.content))


def is_national(results: Results, indicator: str) -> bool:
    """Whether it is money of the whole country by the month, which has a share in GDP."""
    unit = str(results.metadata.get(indicator, {}).get("unit", ""))
    average = indicator in ("mean_wage", "real_wage")
    return unit == f"{currency_of(results.content)}/month" and not average


def is_deflated(results: Results, indicator: str) -> bool:
    """Whether its effects are told at the prices of month 0 though it is measured at current ones."""
    return is_money(results, indicator) and not indicator.startswith(AT_FIRST_PRICES)


def first_year(content: Mapping[str, Any]) -> str:
    """The year whose prices money is told at."""
    return str(content["horizon"]["start"])[:4]


def at_prices(content: Mapping[str, Any], unit: str) -> str:
    """The unit of an amount told at the prices of the first year ("EUR of 2025/month")."""
    currency = currency_of(content)
    return unit.replace(currency, f"{currency} of {first_year(content)}")


def told(
    results: Results, indicator: str, role: str, scenario: str, part: tuple[str, str] = TOTAL
) -> Series | None:
    """Return a series as findings tell it: money at the prices of month 0; None where the run has none."""
    found = results.series(indicator, role, *part, scenario)
    if found is None or not is_deflated(results, indicator):
        return found
    asked = ("told", indicator, role, scenario, part)
    return results.once(asked, lambda: _deflated(results, found, role, scenario))


def _deflated(results: Results, series: Series, role: str, scenario: str) -> Series | None:
    """A series of money at the prices of month 0; None where the run does not hold its prices.

    What is counted once a year is a mean of twelve months, and so are its prices.
    """
    prices = results.series(DEFLATOR, role, *TOTAL, scenario)
    if prices is None or not set(series.keys) <= set(prices.keys):
        return None
    values = prices.values[[prices.keys.index(key) for key in series.keys]]
    if len(series.months) > 1 and series.months[-1] - series.months[-2] == MONTHS_PER_YEAR:
        total = np.cumsum(values, axis=1)
        before = np.concatenate([np.zeros((len(values), MONTHS_PER_YEAR)), total], axis=1)
        held = np.minimum(np.arange(total.shape[1]) + 1, MONTHS_PER_YEAR)
        values = (total - before[:, : total.shape[1]]) / held
    return replace(series, values=series.values / values[:, np.searchsorted(prices.months, series.months)])


def prices_of_year(results: Results, role: str, scenario: str, month: int) -> dict[int, float]:
    """Mean price level of the year that ends in a month, by replicate; empty where the run has none."""
    prices = results.series(DEFLATOR, role, *TOTAL, scenario)
    if prices is None:
        return {}
    inside = (prices.months > month - MONTHS_PER_YEAR) & (prices.months <= month)
    means = prices.values[:, inside].mean(axis=1).tolist()
    return {replicate: mean for (_, replicate), mean in zip(prices.keys, means, strict=True)}
