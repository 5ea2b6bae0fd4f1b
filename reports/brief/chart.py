"""The chart of a brief, drawn without a script: it is there before any runs, on the page and on paper."""

from __future__ import annotations

from dataclasses import dataclass

from reports.brief.by_option import by_option
from reports.brief.over_years import over_years
from reports.data.run import Run
from reports.text import Text


@dataclass(frozen=True)
class Chart:
    """A picture as SVG, what it shows, and its measure."""

    svg: str
    title: str
    measure: str


def chart(run: Run, text: Text) -> Chart | None:
    """Return what shows the answer best; None where the run compares nothing or is shorter than two years."""
    drawn = by_option(run, text) if run.comparison else over_years(run, text)
    return Chart(*drawn) if drawn else None
