"""Rows of a headline as English text: what a terminal and the tables of studies show."""

from math import floor, isfinite, log10

from simulator.findings.headline import HeadlineRow
from simulator.findings.intervals import Interval
from simulator.findings.verdicts import IN_WORDS

PERCENT, BILLION_A_YEAR = 100.0, 12e-9
"""What shares, and national amounts of a month, are printed times."""


def shown(row: HeadlineRow) -> tuple[str, str, str, str, str]:
    """Label with unit, level without, difference, interval and verdict as text, with decimals as they fit.

    As many decimals as give the half-interval two significant digits, so that no number claims more than
    the seeds tell.
    """
    factor, unit, digits = _form(row)
    mean, interval = shown_as(row.effect, factor, digits)
    level = _unsigned(row.reference * factor, digits)
    return f"{row.label} ({unit})", level, mean, interval, in_words(row.verdict)


def in_words(verdict: str) -> str:
    """A verdict, or whether a budget balances, as text."""
    return IN_WORDS.get(verdict, verdict.replace("_", " "))


def shown_as(effect: Interval, factor: float, digits: int) -> tuple[str, str]:
    """Difference and interval as text, times a factor, with so many decimals."""
    mean, low, high = (signed(value * factor, digits) for value in (effect.mean, effect.low, effect.high))
    return mean, f"[{low}, {high}]" if isfinite(effect.low) else "needs seeds"


def shown_beside(row: HeadlineRow) -> tuple[str, str]:
    """Worst year and whole run as text, in the unit and with the decimals of the row."""
    factor, _, digits = _form(row)
    worst = "" if row.worst is None else f"{signed(row.worst.mean * factor, digits)} ({row.worst_year})"
    return worst, "" if row.whole is None else signed(row.whole.mean * factor, digits)


def shown_range(row: HeadlineRow) -> tuple[str, str, str, str] | None:
    """Label with unit, mean under the first closure, lowest and highest with their closures, as text."""
    if row.closures is None:
        return None
    label, _, mean, *_ = shown(row)
    factor, _, digits = _form(row)
    ends = ((row.closures.low, row.closures.low_at), (row.closures.high, row.closures.high_at))
    low, high = (f"{signed(value * factor, digits)} ({closure})" for value, closure in ends)
    return label, mean, low, high


def shown_between(row: HeadlineRow) -> tuple[str, str, str, str, str] | None:
    """Label with unit, mean, lowest and highest mean of an initial population, chance alone, as text."""
    if row.between is None:
        return None
    label, _, mean, *_ = shown(row)
    factor, _, digits = _form(row)
    low, high = (signed(value * factor, digits) for value in row.between)
    noise = "" if row.noise is None else f"±{_unsigned(row.noise * factor, digits)}"
    return label, mean, low, high, noise


def _form(row: HeadlineRow) -> tuple[float, str, int]:
    """Factor, unit and decimals in which a row is printed; people are rounded before the point (98,000)."""
    factor, unit = _readable(row)
    half = row.effect.half * factor
    size = half if isfinite(half) and half > 0 else abs(row.effect.mean * factor) / 10
    least = -9 if row.unit == "persons" else 0
    return factor, unit, min(max(1 - floor(log10(size)), least), 2) if size > 0 else 0


def signed(value: float, digits: int) -> str:
    """A number with its sign, none where it rounds to zero."""
    text = f"{round(value, digits):+,.{max(digits, 0)}f}"
    return text if text.strip("+-0.,") else text[1:]


def _unsigned(value: float, digits: int) -> str:
    return f"{round(value, digits):,.{max(digits, 0)}f}"


def _readable(row: HeadlineRow) -> tuple[float, str]:
    """Factor and unit to print in: shares in per cent, people in full, national amounts by the year."""
    if row.unit.startswith("share"):
        return PERCENT, row.unit.replace("share", "%", 1) + "; pp"
    if row.indicator == "gini":
        return PERCENT, "0-100"
    if row.unit == "persons":
        return 1.0, "people"
    if row.unit.endswith("/month") and abs(row.reference) >= 1e8:
        return BILLION_A_YEAR, "billion " + row.unit.replace("/month", "/year")
    return 1.0, row.unit
