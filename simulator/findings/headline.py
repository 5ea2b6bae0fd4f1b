"""The few numbers that `sim run` prints: paired effects with verdicts, windows and units as in the report."""

from dataclasses import dataclass
from math import floor, isfinite, isnan, log10
from typing import Protocol

from simulator.findings.books import NAMES, PRIMARY, discounted, paired
from simulator.findings.effects import Contrast, contrasts, effect
from simulator.findings.intervals import Interval, paired_interval
from simulator.findings.results import Results
from simulator.findings.windows import CUMULATED, LAST, Window, window_of

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
READ = tuple(dict.fromkeys((*INDICATORS, *NAMES)))
"""What the headline and a balanced budget are told from."""


class Balanced(Protocol):
    """A budget that a run was to balance."""

    @property
    def balances(self) -> bool:
        """Whether it does."""


@dataclass(frozen=True)
class HeadlineRow:
    """One indicator's paired difference in its window, in its own unit; `reference` is the level without.

    `comparison` is `policy` (with it less without it) or `ai`. A sum of persons a month is in persons.
    `share` of the seeds is on the good side; None where no side is, or one seed bears none.
    """

    scenario: str
    comparison: str
    indicator: str
    label: str
    unit: str
    window: Window
    reference: float
    effect: Interval
    verdict: str
    share: float | None = None


def headline(results: Results, balance: Balanced | None = None) -> list[HeadlineRow]:
    """Rows of every comparison, policies before AI, in the order of `INDICATORS`; last, what was balanced."""
    asked = sorted(contrasts(results), key=lambda one: one.comparison == "ai")
    rows = [_row(results, contrast, name) for contrast in asked for name in INDICATORS]
    closing = [] if balance is None else [_balanced(results, asked[0], balance)]
    return [row for row in (*rows, *closing) if row is not None]


def _row(results: Results, contrast: Contrast, name: str) -> HeadlineRow | None:
    found = effect(results, contrast, name, window_of(name))
    if found is None:
        return None
    interval = Interval(found.mean, found.low, found.high, found.n)
    share = None if isnan(found.share) or found.n < 2 else found.share
    return _told(results, contrast, name, found.window, found.base, interval, found.verdict, share)


def _balanced(results: Results, contrast: Contrast, balance: Balanced) -> HeadlineRow | None:
    """The primary balances of the run, discounted, which the budget was to leave as they are."""
    found = paired(results, contrast)
    if found is None:
        return None
    without = found[1]
    changed, reference = (discounted(one[PRIMARY], without) / without.year_of_gdp for one in found)
    return HeadlineRow(
        scenario=contrast.scenario,
        comparison=contrast.comparison,
        indicator=PRIMARY,
        label=f"{results.metadata[PRIMARY]['label']}, {CUMULATED.words}, discounted",
        unit="share of a year's GDP",
        window=CUMULATED,
        reference=float(reference.mean()),
        effect=paired_interval(changed, reference),
        verdict="balances" if balance.balances else "does_not_balance",
    )


def _told(
    results: Results, contrast: Contrast, name: str, window: Window, level: float, effect: Interval,
    said: str, share: float | None = None,
) -> HeadlineRow:  # fmt: skip
    about = results.metadata[name]
    return HeadlineRow(
        scenario=contrast.scenario,
        comparison=contrast.comparison,
        indicator=name,
        label=about["label"] + ("" if window == LAST else f", {window.words}"),
        unit=about["unit"].replace("/month", "") if window.sums else about["unit"],
        window=window,
        reference=level,
        effect=effect,
        verdict=said,
        share=share,
    )


def shown(row: HeadlineRow) -> tuple[str, str, str, str, str]:
    """Label with unit, level without, difference, interval and verdict as text, with decimals as they fit.

    As many decimals as give the half-interval two significant digits, so that no number claims more than
    the seeds tell.
    """
    effect = row.effect
    factor, unit = _readable(row)
    half = effect.half * factor
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
