"""Who sat in the courses of a comparison, worked out once a report, and how many of them AI had laid off."""

from reports.data.run import Run
from reports.text import Text
from simulator.findings.effects import Contrast
from simulator.findings.participants import After, afterwards, displaced_among

PERCENT = 100
WHOLE = 10
"""Percent from which on no decimal is shown."""


def participants(run: Run, contrast: Contrast) -> list[After]:
    """Return their outcomes after each number of years; empty where too few are traced."""
    return run.once(("participants", contrast), lambda: afterwards(run.lives, contrast))


def laid_off(run: Run, text: Text, contrast: Contrast) -> str:
    """Return which share of them AI had laid off, %, in words of the language."""
    share = PERCENT * displaced_among(run.lives, contrast)
    return text.number(share, 0 if share >= WHOLE else 1)
