"""What a comparison found: effects of each option against the baseline, in each world, on the same seeds.

Worlds are never pooled. A `view` makes the tables of one option in one world look like those of a run of
its own, so that whatever reads a run reads an option of a comparison.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from simulator.comparison import Comparison
from simulator.headline import HeadlineRow, headline, windowed
from simulator.statistics import (
    Array,
    paired_effect,
    share_better,
)


@dataclass(frozen=True)
class ComparedRow:
    """An indicator of an option against the baseline in a world; `share`: seeds in which it is better."""

    world: str
    row: HeadlineRow
    share: float | None


def view(table: pl.DataFrame, option: str, world: str, against: str, base: str) -> pl.DataFrame:
    """Rows of `option` in role policy and of `against` in role no_policy, as one scenario in one world.

    Against the run without policies, the shared runs without AI and of the placebo are in it as well.
    """
    scenario, role, here = (pl.col(name).cast(pl.String) for name in ("scenario", "role", "world"))
    parts = {
        "policy": _is_option(option, base) & (here == world),
        "no_policy": _is_option(against, base) & (here == world),
    }
    if against == base:
        parts["no_ai"] = (scenario == base) & (role == "no_ai")
        parts["placebo"] = (scenario == base) & (role == "placebo") & (here == world)
    chosen = [table.filter(rows).with_columns(role=pl.lit(name)) for name, rows in parts.items()]
    return pl.concat(chosen).with_columns(scenario=pl.lit(option))


def _is_option(name: str, base: str) -> pl.Expr:
    role = "no_policy" if name == base else "policy"
    return (pl.col("scenario").cast(pl.String) == name) & (pl.col("role").cast(pl.String) == role)


def rows_of(
    results: pl.DataFrame, comparison: Comparison, indicators: Sequence[Mapping[str, Any]]
) -> list[ComparedRow]:
    """What AI does in each world, and what each option does there against the baseline."""
    better = {entry["name"]: entry["better"] for entry in indicators}
    base, found = comparison.base.name, []
    for world in comparison.worlds:
        first = view(results, comparison.options[0].name, world, base, base)
        ai = [row for row in headline(first, indicators) if row.comparison == "ai"]
        found += [ComparedRow(world, _named(row, base), None) for row in ai]
        for option in comparison.compared:
            table = view(results, option, world, comparison.baseline, base)
            for row in headline(table, indicators):
                if row.comparison == "policy":
                    found.append(ComparedRow(world, row, _share(table, row, better[row.indicator])))
    return found


def _named(row: HeadlineRow, name: str) -> HeadlineRow:
    return HeadlineRow(**{**vars(row), "scenario": name})


def _share(table: pl.DataFrame, row: HeadlineRow, better: str) -> float | None:
    """Share of seeds in which the option is better; None where no direction is, or one seed bears none."""
    if better == "none" or row.effect.n < 2:
        return None
    ours, theirs = (windowed(table, row.scenario, role, row.indicator) for role in ("policy", "no_policy"))
    return share_better(ours, theirs, better)


def monthly(results: pl.DataFrame, comparison: Comparison, option: str, world: str, indicator: str) -> Array:
    """An indicator of one option from month 1 on: (seeds, months)."""
    rows = results.filter(
        _is_option(option, comparison.base.name)
        & (pl.col("world").cast(pl.String) == world)
        & (pl.col("indicator").cast(pl.String) == indicator)
        & (pl.col("by").cast(pl.String) == "total")
        & (pl.col("month") >= 1)
    ).sort("replicate", "month")
    return np.asarray(rows["value"].to_numpy()).reshape(rows["replicate"].n_unique(), -1)


def half_width(results: pl.DataFrame, comparison: Comparison) -> float:
    """The widest half-interval of the employment effect of any option in any world, in persons."""
    widest = 0.0
    for world in comparison.worlds:
        ends = {
            name: monthly(results, comparison, name, world, "employed")[:, -12:].mean(axis=1)
            for name in _all(comparison)
        }
        for name in comparison.compared:
            effect = paired_effect(ends[name], ends[comparison.baseline])
            widest = max(widest, (effect.high - effect.low) / 2.0)
    return widest


def _all(comparison: Comparison) -> tuple[str, ...]:
    return (comparison.baseline, *comparison.compared)
