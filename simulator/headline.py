"""The few numbers that `sim run` prints: paired effects over the last twelve months, with verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from simulator.statistics import Array, Effect, paired_effect, verdict

INDICATORS = (
    "employed",
    "unemployment_rate",
    "participation_rate",
    "displaced",
    "real_wage",
    "labour_share",
    "real_disposable_income",
    "arop",
    "gini",
    "real_gdp",
    "public_balance",
    "debt_ratio",
)
# What is compared with what: the policy with the same world without it, AI with the world without it.
COMPARISONS = {"policy": ("policy", "no_policy"), "ai": ("no_policy", "no_ai")}
WINDOW = 12


@dataclass(frozen=True)
class HeadlineRow:
    """One indicator's paired difference over the last twelve months, in the indicator's unit."""

    scenario: str
    comparison: str
    indicator: str
    label: str
    unit: str
    reference: float
    effect: Effect
    verdict: str


def last_months(results: pl.DataFrame, scenario: str, role: str, indicator: str) -> Array:
    """Mean of an indicator's total over the last twelve months of each seed: (seeds,), by replicate."""
    last = int(results["month"].to_numpy().max())
    rows = results.filter(
        (pl.col("scenario") == scenario)
        & (pl.col("role") == role)
        & (pl.col("indicator") == indicator)
        & (pl.col("by") == "total")
        & (pl.col("month") > last - WINDOW)
    ).sort("replicate", "month")
    if rows.is_empty():
        return np.empty(0)
    replicates = rows["replicate"].n_unique()
    return np.asarray(rows["value"].to_numpy()).reshape(replicates, -1).mean(axis=1)


def headline(results: pl.DataFrame, indicators: Sequence[Mapping[str, Any]]) -> list[HeadlineRow]:
    """Rows of every comparison whose roles were run, in the order of `INDICATORS`."""
    about = {entry["name"]: entry for entry in indicators}
    run = results.select("scenario", "role").unique(maintain_order=True).rows()
    return [
        _row(results, scenario, comparison, about[name])
        for scenario in dict.fromkeys(scenario for scenario, _ in run)
        for comparison, roles in COMPARISONS.items()
        if all((scenario, role) in run for role in roles)
        for name in INDICATORS
        if name in about
    ]


def _row(results: pl.DataFrame, scenario: str, comparison: str, about: Mapping[str, Any]) -> HeadlineRow:
    changed, reference = (
        last_months(results, scenario, role, about["name"]) for role in COMPARISONS[comparison]
    )
    effect = paired_effect(changed, reference)
    return HeadlineRow(
        scenario=scenario,
        comparison=comparison,
        indicator=about["name"],
        label=about["label"],
        unit=about["unit"],
        reference=float(reference.mean()),
        effect=effect,
        verdict=verdict(effect, about["smallest_relevant"], about["better"]),
    )
