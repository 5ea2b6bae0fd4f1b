"""The few numbers that `sim run` prints: paired effects with verdicts, windows and units as in the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import Any, Protocol

import numpy as np
import polars as pl

from simulator.findings.statistics import Array, Effect, paired_effect, verdict

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
TOTALS = ("displaced",)  # flows that are told as a sum over the whole run, not as a mean of its last year
SINGLE = "single_run"  # one seed bears no verdict


class Balanced(Protocol):
    """A budget that a run was to balance."""

    @property
    def balances(self) -> bool:
        """Whether it does."""


@dataclass(frozen=True)
class HeadlineRow:
    """One indicator's paired difference over the last twelve months, or summed over the run (`TOTALS`).

    In the indicator's unit; a sum of persons a month is in persons.
    """

    scenario: str
    comparison: str
    indicator: str
    label: str
    unit: str
    reference: float
    effect: Effect
    verdict: str


def windowed(results: pl.DataFrame, scenario: str, role: str, indicator: str) -> Array:
    """Mean over the last twelve months, or sum from month 1 on, of each seed: (seeds,), by replicate."""
    total = indicator in TOTALS
    first = 1 if total else int(results["month"].to_numpy().max()) - WINDOW + 1
    rows = results.filter(
        (pl.col("scenario") == scenario)
        & (pl.col("role") == role)
        & (pl.col("indicator") == indicator)
        & (pl.col("by") == "total")
        & (pl.col("month") >= first)
    ).sort("replicate", "month")
    if rows.is_empty():
        return np.empty(0)
    months = np.asarray(rows["value"].to_numpy()).reshape(rows["replicate"].n_unique(), -1)
    return np.asarray(months.sum(axis=1) if total else months.mean(axis=1))


def headline(
    results: pl.DataFrame, indicators: Sequence[Mapping[str, Any]], balance: Balanced | None = None
) -> list[HeadlineRow]:
    """Rows of every comparison that was run, in the order of `INDICATORS`; last, what was balanced."""
    about = {entry["name"]: entry for entry in indicators}
    run = results.select("scenario", "role").unique(maintain_order=True).rows()
    scenarios = list(dict.fromkeys(scenario for scenario, _ in run))
    closing = [] if balance is None else [_balanced(results, scenarios[0], about["debt_ratio"], balance)]
    return [
        _row(results, scenario, comparison, about[name])
        for scenario in scenarios
        for comparison, roles in COMPARISONS.items()
        if all((scenario, role) in run for role in roles)
        for name in INDICATORS
        if name in about
    ] + closing


def _balanced(
    results: pl.DataFrame, scenario: str, about: Mapping[str, Any], balance: Balanced
) -> HeadlineRow:
    """Debt in the last month, which the budget was to balance: whether it does, and the remaining gap."""
    final = results.filter(pl.col("month") == int(results["month"].to_numpy().max()))
    changed, reference = (windowed(final, scenario, role, about["name"]) for role in COMPARISONS["policy"])
    return HeadlineRow(
        scenario=scenario,
        comparison="policy",
        indicator=about["name"],
        label=f"{about['label']}, last month",
        unit=about["unit"],
        reference=float(reference.mean()),
        effect=paired_effect(changed, reference),
        verdict="balances" if balance.balances else "does_not_balance",
    )


def _row(results: pl.DataFrame, scenario: str, comparison: str, about: Mapping[str, Any]) -> HeadlineRow:
    name = about["name"]
    changed, reference = (windowed(results, scenario, role, name) for role in COMPARISONS[comparison])
    effect = paired_effect(changed, reference)
    total = name in TOTALS
    # What counts is declared for one month; a sum over the run must reach as many of it.
    relevant = about["smallest_relevant"] * (int(results["month"].to_numpy().max()) if total else 1)
    return HeadlineRow(
        scenario=scenario,
        comparison=comparison,
        indicator=name,
        label=about["label"] + (", whole run" if total else ""),
        unit=about["unit"].replace("/month", "") if total else about["unit"],
        reference=float(reference.mean()),
        effect=effect,
        verdict=verdict(effect, relevant, about["better"]) if effect.n > 1 else SINGLE,
    )


def shown(row: HeadlineRow) -> tuple[str, str, str, str, str]:
    """Label with unit, level without, difference, interval and verdict as text, with decimals as they fit.

    As many decimals as give the half-interval two significant digits, so that no number claims more than
    the seeds tell.
    """
    effect = row.effect
    factor, unit = _readable(row)
    half = (effect.high - effect.low) / 2 * factor
    size = half if isfinite(half) and half > 0 else abs(effect.mean * factor) / 10
    digits = min(max(1 - floor(log10(size)), 0), 2) if size > 0 else 0
    mean, low, high = (_signed(value * factor, digits) for value in (effect.mean, effect.low, effect.high))
    interval = f"[{low}, {high}]" if isfinite(effect.low) else "needs seeds"
    words = row.verdict.replace("_", " ")
    return f"{row.label} ({unit})", f"{row.reference * factor:,.{digits}f}", mean, interval, words


def _signed(value: float, digits: int) -> str:
    """A number with its sign, none where it rounds to zero."""
    text = f"{value:+,.{digits}f}"
    return text if text.strip("+-0.,") else text[1:]


def _readable(row: HeadlineRow) -> tuple[float, str]:
    """Factor and unit to print in: shares in per cent, people in thousands, national amounts by the year."""
    if row.unit.startswith("share"):
        return 100.0, row.unit.replace("share", "%", 1) + "; pp"
    if row.indicator == "gini":
        return 100.0, "0-100"
    if row.unit == "persons":
        return 1e-3, "thousand"
    if row.unit.endswith("/month") and abs(row.reference) >= 1e8:
        return 12e-9, "billion " + row.unit.replace("/month", "/year")
    return 1.0, row.unit
