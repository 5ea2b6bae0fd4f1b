"""What a comparison found: effects of each option against the baseline, place by place, on the same seeds.

Worlds and closures are never pooled. A `view` makes the tables of one option in one place look like those of
a run of its own, so that whatever reads a run reads an option of a comparison.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import polars as pl

from simulator.findings.headline import INDICATORS, HeadlineRow, headline, windowed
from simulator.findings.statistics import (
    Array,
    paired_effect,
    share_better,
)


class Closure(Protocol):
    """How demand closes."""

    @property
    def label(self) -> str:
        """As it stands in the column `closure`."""


class Place(Protocol):
    """A world under a closure; `simulator.experiment.places` has them."""

    @property
    def world(self) -> str:
        """Name of the world."""

    @property
    def closed(self) -> Closure:
        """The closure."""


class Named(Protocol):
    """Whatever has a name."""

    @property
    def name(self) -> str:
        """The name."""


class Compared(Protocol):
    """What was compared; `simulator.experiment.plan.Comparison` is one."""

    @property
    def options(self) -> Sequence[Named]:
        """Scenarios with policies."""

    @property
    def base(self) -> Named:
        """The scenario without any."""

    @property
    def baseline(self) -> str:
        """Name of the one that effects are against."""

    @property
    def compared(self) -> Sequence[str]:
        """Names of what is compared with it."""

    @property
    def places(self) -> Sequence[Place]:
        """Every world under every closure."""


@dataclass(frozen=True)
class ComparedRow:
    """An indicator of an option against the baseline in a place; `share`: seeds in which it is better."""

    place: Any
    row: HeadlineRow
    share: float | None

    @property
    def world(self) -> str:
        """The world of the place."""
        return str(self.place.world)


def view(table: pl.DataFrame, option: str, place: Place, against: str, base: str) -> pl.DataFrame:
    """Rows of `option` in role policy and of `against` in role no_policy, as one scenario in one place.

    Against the run without policies, the shared runs without AI and of the placebo are in it as well.
    """
    scenario, role = (pl.col(name).cast(pl.String) for name in ("scenario", "role"))
    parts = {"policy": _is_option(option, base), "no_policy": _is_option(against, base)}
    if against == base:
        parts |= {name: (scenario == base) & (role == name) for name in ("no_ai", "placebo")}
    table = table.filter(is_at(place))
    chosen = [table.filter(rows).with_columns(role=pl.lit(name)) for name, rows in parts.items()]
    return pl.concat(chosen).with_columns(scenario=pl.lit(option))


def is_at(place: Place) -> pl.Expr:
    """Rows of one place, and those without AI under its closure, which are in the world `none`."""
    world, closure, role = (pl.col(name).cast(pl.String) for name in ("world", "closure", "role"))
    return ((world == place.world) | (role == "no_ai")) & (closure == place.closed.label)


def _is_option(name: str, base: str) -> pl.Expr:
    role = "no_policy" if name == base else "policy"
    return (pl.col("scenario").cast(pl.String) == name) & (pl.col("role").cast(pl.String) == role)


def rows_of(
    results: pl.DataFrame, comparison: Compared, indicators: Sequence[Mapping[str, Any]]
) -> list[ComparedRow]:
    """What AI does in each place, and what each option does there against the baseline."""
    better = {entry["name"]: entry["better"] for entry in indicators}
    base, found = comparison.base.name, list[ComparedRow]()
    results = totals_of(results, INDICATORS)
    for place in comparison.places:
        first = view(results, comparison.options[0].name, place, base, base)
        ai = [row for row in headline(first, indicators) if row.comparison == "ai"]
        found += [ComparedRow(place, _named(row, base), None) for row in ai]
        for option in comparison.compared:
            table = view(results, option, place, comparison.baseline, base)
            for row in headline(table, indicators):
                if row.comparison == "policy":
                    found.append(ComparedRow(place, row, _share(table, row, better[row.indicator])))
    return found


def totals_of(results: pl.DataFrame, indicators: Sequence[str]) -> pl.DataFrame:
    """The totals of a few indicators: the long table is searched once, not for each option and place."""
    indicator, by = (pl.col(name).cast(pl.String) for name in ("indicator", "by"))
    return results.filter(indicator.is_in(indicators) & (by == "total"))


def _named(row: HeadlineRow, name: str) -> HeadlineRow:
    return HeadlineRow(**{**vars(row), "scenario": name})


def _share(table: pl.DataFrame, row: HeadlineRow, better: str) -> float | None:
    """Share of seeds in which the option is better; None where no direction is, or one seed bears none."""
    if better == "none" or row.effect.n < 2:
        return None
    ours, theirs = (windowed(table, row.scenario, role, row.indicator) for role in ("policy", "no_policy"))
    return share_better(ours, theirs, better)


def monthly(
    results: pl.DataFrame, comparison: Compared, option: str, place: Place, indicator: str
) -> Array:
    """An indicator of one option in one place from month 1 on: (seeds, months)."""
    rows = results.filter(
        _is_option(option, comparison.base.name)
        & is_at(place)
        & (pl.col("indicator").cast(pl.String) == indicator)
        & (pl.col("by").cast(pl.String) == "total")
        & (pl.col("month") >= 1)
    ).sort("replicate", "month")
    return np.asarray(rows["value"].to_numpy()).reshape(rows["replicate"].n_unique(), -1)


def half_width(results: pl.DataFrame, comparison: Compared) -> float:
    """The widest half-interval of the employment effect of any option in any place, in persons."""
    widest = 0.0
    for place in comparison.places:
        ends = {
            name: monthly(results, comparison, name, place, "employed")[:, -12:].mean(axis=1)
            for name in _all(comparison)
        }
        for name in comparison.compared:
            effect = paired_effect(ends[name], ends[comparison.baseline])
            widest = max(widest, (effect.high - effect.low) / 2.0)
    return widest


def _all(comparison: Compared) -> tuple[str, ...]:
    return (comparison.baseline, *comparison.compared)
