"""Months gathered into the periods of a figure: quarters for monthly series, years for yearly ones."""

from __future__ import annotations

import numpy as np

from reports.data.effects import Months
from reports.data.series import Series
from reports.data.verdict import Values
from reports.text import month_date

QUARTER = 3


def quarters(series: Series) -> tuple[Months, Values]:
    """Return the last month of each whole quarter and its mean: keys × quarters.

    Quarters are counted back from the last month, so that the last one ends with the run. The opening
    month 0 is left out, and so are first months that do not fill a quarter. A series that is
    not monthly, or shorter than a quarter, is returned as it is.
    """
    inside = series.months > 0
    months, values = series.months[inside], series.values[:, inside]
    whole = len(months) // QUARTER * QUARTER
    spare = len(months) - whole
    if not whole or not np.all(np.diff(months) == 1):
        return months, values
    means = np.nanmean(values[:, spare:].reshape(len(values), -1, QUARTER), axis=2)
    return months[spare:][QUARTER - 1 :: QUARTER], means


def dates(start: str, months: Months) -> list[str]:
    """Return months since the start as ISO dates, for a Plotly date axis."""
    return [month_date(start, int(month)).isoformat() for month in months]
