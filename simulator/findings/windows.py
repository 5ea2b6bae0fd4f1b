"""Stretches of time over which a series is reduced: the only place that names them and takes their means.

Month 0, the opening state, is in none of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.intervals import Array
from simulator.findings.series import Series

Months = NDArray[np.int64]
QUARTER = 3


@dataclass(frozen=True)
class Window:
    """The `last` so many months, or the whole run; a mean, or a sum (`total`).

    `cumulated`: of the sum so far in each month. `name` is what cells and columns bear, `words` what is read.
    """

    name: str
    words: str
    last: int | None = None
    total: bool = False
    cumulated: bool = False

    def first(self, end: int) -> int:
        """Its first month in a run whose last month is `end`."""
        return 1 if self.last is None else max(1, end + 1 - self.last)

    @property
    def sums(self) -> bool:
        """Whether it adds months up."""
        return self.total or self.cumulated

    def worth(self, months: Months) -> int:
        """How many months' worth a number in it holds, of a series of `months`: one for a mean."""
        return int(np.sum(months > 0)) if self.sums else 1


LAST = Window("last12", "last twelve months", last=MONTHS_PER_YEAR)
CUMULATED = Window("cumulated", "whole run", total=True)
END = Window("last1", "last month", last=1)
LEVELLED = Window("cumulated_last12", "sum so far, last twelve months", last=MONTHS_PER_YEAR, cumulated=True)

_SUMMED = ("displaced",)


def window_of(indicator: str) -> Window:
    """The window in which the headline tells an indicator: flows of people are summed over the run."""
    return CUMULATED if indicator in _SUMMED else LAST


def windowed(series: Series, window: Window) -> Array:
    """Reduce keys × months to one number a key."""
    inside = series.months > 0
    months, values = series.months[inside], series.values[:, inside]
    if window.cumulated:
        values = np.cumsum(values, axis=1)
    if window.last is not None:
        values = values[:, months > months[-1] - window.last]
    return np.asarray(np.nansum(values, axis=1) if window.total else np.nanmean(values, axis=1))


def quarters(series: Series) -> tuple[Months, Array]:
    """Last month of each whole quarter and its mean: keys × quarters.

    Quarters are counted back from the last month, so that the last one ends with the run; first months that
    do not fill a quarter are left out. A series that is not monthly, or shorter than a quarter, is
    returned as it is.
    """
    inside = series.months > 0
    months, values = series.months[inside], series.values[:, inside]
    whole = len(months) // QUARTER * QUARTER
    spare = len(months) - whole
    if not whole or not np.all(np.diff(months) == 1):
        return months, values
    means = np.nanmean(values[:, spare:].reshape(len(values), -1, QUARTER), axis=2)
    return months[spare:][QUARTER - 1 :: QUARTER], means


def year_of(months: Months) -> Months:
    """The year of each month: year 1 holds months 1 to 12, the opening state is year 0."""
    return np.asarray((months + MONTHS_PER_YEAR - 1) // MONTHS_PER_YEAR)
