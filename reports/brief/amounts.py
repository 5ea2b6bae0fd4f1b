"""Amounts as a brief says them: a number with its unit, and with its interval."""

from __future__ import annotations

from dataclasses import replace
from math import floor, log10

from reports.data.run import Run
from reports.draw.units import Scale, effect_scale
from reports.text import Text
from simulator.findings.effects import Effect

NO_BREAK = "\u00a0"
DIGITS = 2  # that a number in a sentence keeps at least


def amount(text: Text, shown: Scale, value: float, *, signed: bool = True) -> str:
    """Return a number with its unit, which no line break parts."""
    return f"{shown.show(text, value, signed=signed)}{NO_BREAK}{shown.label(text, value)}"


def brief_scale(run: Run, text: Text, *items: Effect) -> Scale:
    """Return the scale of effects without the year of prices, which the brief tells once."""
    return replace(effect_scale(run, text, *items), year="")


def people(run: Run, text: Text, item: Effect, value: float, *, signed: bool = False) -> str:
    """Return a number of people or jobs in full ("1,920,000"), for a sentence that goes on to say of whom."""
    shown = effect_scale(run, text, item)
    if shown.unit == "people_million":
        shown = replace(shown, factor=1.0, digits=0, zeros=6 - shown.digits)
    return shown.show(text, value, signed=signed)


def about(text: Text, shown: Scale, item: Effect) -> str:
    """Return a mean without its unit, with its interval as far as there is one."""
    mean, low, high = (shown.show(text, value, signed=True) for value in (item.mean, item.low, item.high))
    return mean if item.n < 2 else text("brief.ranged", mean=mean, low=low, high=high)


def ranged(run: Run, text: Text, item: Effect, *among: Effect) -> str:
    """Return a mean with its unit and, where there is one, its interval; decimals as those `among` need."""
    shown = brief_scale(run, text, *(among or [item]))
    mean = amount(text, shown, item.mean)
    if item.n < 2:
        return mean
    low, high = (shown.show(text, one, signed=True) for one in (item.low, item.high))
    return text("brief.ranged", mean=mean, low=low, high=high)


def rounded(run: Run, text: Text, item: Effect) -> Scale:
    """Return a scale that a sentence bears: a digit less than a table has, and no year of prices."""
    shown = brief_scale(run, text, item)
    size = abs(item.mean * shown.factor)
    significant = shown.digits - shown.zeros + floor(log10(size)) + 1 if size else 0
    if significant <= DIGITS:
        return shown
    return replace(shown, digits=max(0, shown.digits - 1), zeros=shown.zeros + (shown.digits == 0))
