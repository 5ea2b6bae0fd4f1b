"""Months of a run as dates of an axis."""

from reports.text import month_date
from simulator.findings.windows import Months


def dates(start: str, months: Months) -> list[str]:
    """Return months since the start as ISO dates, for a Plotly date axis."""
    return [month_date(start, int(month)).isoformat() for month in months]
