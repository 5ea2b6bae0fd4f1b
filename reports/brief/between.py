"""What can be compared between countries: shares, points and percentages, never money or people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.data.run import Run
from reports.draw.units import effect_scale
from reports.story.sentences import label
from reports.text import Text
from simulator.findings.effects import Contrast, Effect, effect

RELATIVE, OF_GDP, OWN = "relative", "of_gdp", "own"
BETWEEN = {
    "employed": RELATIVE,
    "unemployment_rate": OWN,
    "real_disposable_income": RELATIVE,
    "arop": OWN,
    "gini": OWN,
    "public_balance": OF_GDP,
    "debt_ratio": OWN,
}
"""Outcomes, each with how its effect is told: in % of its level, as a share of GDP, or in its own unit."""


def effects(run: Run, contrast: Contrast) -> list[Effect | None]:
    """Return the effect on each outcome, None for one that the run does not hold."""
    return [effect(run, contrast, indicator, relative=how == RELATIVE, of_gdp=how == OF_GDP)
            for indicator, how in BETWEEN.items()]  # fmt: skip


def headed(text: Text, found: Mapping[Run, Sequence[Effect | None]]) -> list[str]:
    """Return each outcome's name and unit, of a table with a row of effects a run."""
    heads = []
    for place, indicator in enumerate(BETWEEN):
        known = next(((run, item) for run, row in found.items() if (item := row[place])), None)
        unit = effect_scale(known[0], text, known[1]).short_label(text) if known else ""
        heads.append(f"{label(next(iter(found)), text, indicator)} ({unit})")
    return heads
