"""Which levels may be quoted: public debt not after some years, since no rule stops a deficit."""

from __future__ import annotations

from reports.draw.table import Cell
from reports.text import Text
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.results import Results

LAST = 2030
"""The last year whose level of public debt may be quoted."""
DEBT = "debt_ratio"


def is_quoted(run: Results, indicator: str, month: int) -> bool:
    """Tell whether the level of an indicator may be quoted in a month of the run."""
    year, first = (int(part) for part in str(run.content["horizon"]["start"]).split("-")[:2])
    return indicator != DEBT or year + (first - 1 + month) // MONTHS_PER_YEAR <= LAST


def unquoted(text: Text) -> Cell:
    """Return what stands in the place of a level that may not be quoted."""
    return Cell(text("level.unquoted"))
