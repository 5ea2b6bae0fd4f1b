"""Stretches of time over which a series is reduced: the only place that names them and takes their means.

Month 0, the opening state, is in none of them. The headline is the mean of the last ten years, of a run that
ships the 2030s: fewer years are noise. Beside it stand the worst year and the whole run.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from simulator.core.errors import InputError, suggestion
from simulator.core.time import MONTHS_PER_YEAR, month_label, parse_month
from simulator.findings.intervals import Array

ITEMS = ("revenue_", "spending_")  # a budget item that a role does not have is zero in that role
Key = tuple[int, int]  # (draw, replicate): what pairs one role with another


@dataclass(frozen=True)
class Series:
    """`values` is keys × months, NaN where nothing was written."""

    months: NDArray[np.int64]
    keys: tuple[Key, ...]
    values: NDArray[np.float64]
    reduced: dict[Hashable, NDArray[np.float64]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # one number a key, by the window they are of: each is taken once

    @classmethod
    def of(cls, months: NDArray[Any], draws: NDArray[Any], replicates: NDArray[Any], values: Array) -> Self:
        """Make it of the rows of one indicator, role and group, which are as many in each column."""
        found, line = np.unique((draws.astype(np.int64) << 32) | replicates, return_inverse=True)
        when, column = np.unique(months, return_inverse=True)
        table = np.full((len(found), len(when)), np.nan)
        table[line, column] = values
        pairs = zip((found >> 32).tolist(), (found & 0xFFFFFFFF).tolist(), strict=True)
        return cls(when.astype(np.int64), tuple(pairs), table)


def matched(indicator: str, treated: Series | None, base: Series | None) -> tuple[Series, Series] | None:
    """Return both on the seeds and months that both hold; a budget item that a role lacks is zero in it."""
    known = treated or base
    if known and indicator.startswith(ITEMS):
        nothing = replace(known, values=np.zeros_like(known.values))
        treated, base = treated or nothing, base or nothing
    if treated is None or base is None:
        return None
    shared, months = set(base.keys), np.intersect1d(treated.months, base.months)
    keys = tuple(key for key in treated.keys if key in shared)
    if not keys or not len(months) or months[-1] <= 0:
        return None
    return _take(treated, keys, months), _take(base, keys, months)


def _take(series: Series, keys: tuple[Key, ...], months: NDArray[np.int64]) -> Series:
    if series.keys == keys and len(series.months) == len(months):
        return series
    rows = [series.keys.index(key) for key in keys]
    return Series(months, keys, series.values[np.ix_(rows, np.isin(series.months, months))])


Months = NDArray[np.int64]
QUARTER = 3
MEAN, PART, RANGE = "mean of {years}", "mean of {years} ({first} to {last})", "{first}–{last}"
WHOLE_RUN, WORST, SUM = "mean of the whole run", "mean of the least favourable year", "sum over the run"
SAID = (MEAN, PART, RANGE, WHOLE_RUN, WORST, SUM)
"""What terminal and workbook say of a window."""


class Years(NamedTuple):
    """Calendar years by which months are named; `whole` where they hold all of these and no other."""

    first: int
    last: int
    whole: bool

    @property
    def is_decade(self) -> bool:
        """Whether people have a name for them: the 2030s."""
        return self.whole and self.first % 10 == 0 and self.last == self.first + 9


@dataclass(frozen=True)
class Window:
    """The `last` so many months, one `year` of the run (0 is the first), or the whole run; a mean, or a sum.

    `sought`: the year in which a difference is worst, which only the difference tells. `name` is what cells
    and columns bear.
    """

    name: str
    last: int | None = None
    year: int | None = None
    total: bool = False
    sought: bool = False

    def first(self, end: int) -> int:
        """Its first month in a run whose last month is `end`."""
        if self.year is not None:
            return max(1, MONTHS_PER_YEAR * self.year)
        return 1 if self.last is None else max(1, end + 1 - self.last)

    def end(self, end: int) -> int:
        """Its last month in a run whose last month is `end`."""
        return end if self.year is None else min(end, MONTHS_PER_YEAR * (self.year + 1) - 1)

    def years(self, start: str, end: int) -> Years | None:
        """The years that name it in a run from `start` ("2025-01") to month `end`; None below half a year.

        A year of which it holds less than half is left out.
        """
        first, after = (parse_month(start) + month for month in (self.first(end), self.end(end) + 1))
        half = MONTHS_PER_YEAR // 2
        if after - first < half:
            return None
        last = (after + half) // MONTHS_PER_YEAR - 1
        begins = min((first + half) // MONTHS_PER_YEAR, last)
        return Years(begins, last, first % MONTHS_PER_YEAR == after % MONTHS_PER_YEAR == 0)

    def worth(self, months: Months) -> int:
        """How many months' worth a number in it holds, of a series of `months`: one for a mean."""
        return int(np.sum(self.inside(months))) if self.total else 1

    def inside(self, months: Months) -> NDArray[np.bool_]:
        """Which of the months of a series lie in it; the last of them ends the run."""
        end = int(months[-1])
        return (months >= self.first(end)) & (months <= self.end(end))

    def words(self, start: str, end: int, say: Callable[[str], str] = str) -> str:
        """What terminal and workbook say of it, in the language of `say`, for a run as of `years`."""
        if self.last is None and self.year is None:
            sought = self.sought and end + 1 >= MONTHS_PER_YEAR
            return say(SUM if self.total else WORST if sought else WHOLE_RUN)
        first, last = (month_label(start, month) for month in (self.first(end), self.end(end)))
        years = self.years(start, end)
        begins, ends = (years.first, years.last) if years else (first, last)
        named = str(begins) if begins == ends else say(RANGE).format(first=begins, last=ends)
        form = PART if years and not years.whole else MEAN
        return say(form).format(years=named, first=first, last=last)


LAST120 = Window("last120", last=10 * MONTHS_PER_YEAR)
LAST60 = Window("last60", last=5 * MONTHS_PER_YEAR)
LAST12 = Window("last12", last=MONTHS_PER_YEAR)
WHOLE = Window("whole")
WORST_YEAR = Window("worst_year", sought=True)
HEADLINE = LAST120
"""What is told where no other was asked for."""
WINDOWS = {one.name: one for one in (LAST120, LAST60, LAST12, WHOLE, WORST_YEAR)}
"""What can be asked for."""
CUMULATED = Window("whole_sum", total=True)

SUMMED = ("displaced",)
"""Flows of people, told as the sum over the run."""
OPTION = "--window"


def window_named(name: str | None, field: str = OPTION) -> Window:
    """One of `WINDOWS`, the headline's without a name; InputError for another name."""
    if name is None:
        return HEADLINE
    if name not in WINDOWS:
        told = f'no window "{name}"; allowed: {", ".join(WINDOWS)}.{suggestion(name, list(WINDOWS))}'
        raise InputError(told, field=field)
    return WINDOWS[name]


def window_of(indicator: str, asked: Window) -> Window:
    """The window in which the headline tells an indicator: flows of people are summed over the run."""
    return CUMULATED if indicator in SUMMED else asked


def summing(indicator: str, window: Window) -> Window:
    """The window as it reduces an indicator: flows of people are summed in it."""
    return replace(window, name=f"{window.name}_sum", total=True) if indicator in SUMMED else window


def settled(window: Window) -> Window:
    """A window of the same months for all options: the headline's where one was to be sought for each."""
    return HEADLINE if window.sought else window


def year_of_run(year: int, *, total: bool = False) -> Window:
    """One calendar-like year of the run: months 12 × year to 12 × year + 11."""
    return Window(f"year{year}{'_sum' if total else ''}", year=year, total=total)


def years_in(months: Months, *, total: bool = False) -> Iterator[Window]:
    """The years of a run that are whole, the first without the opening state; a yearly count is one."""
    spaced = int(months[-1] - months[-2]) if len(months) > 1 else 1
    for year in range((int(months[-1]) + spaced) // MONTHS_PER_YEAR):
        window = year_of_run(year, total=total)
        if np.any(window.inside(months)):
            yield window


def worst_year(treated: Series, base: Series, better: str, window: Window) -> Window:
    """The year in which the mean over seeds of `treated` − `base` is worst; all months where none is whole.

    Worst is least where higher is better, largest where lower is, and farthest from zero where neither is.
    Years in which no seed differs, as before a policy starts, are left out unless there are no others.
    It is chosen once for all seeds, so that each contributes the same months to the interval.
    """
    years = list(years_in(treated.months, total=window.total))
    if not years:
        return replace(window, sought=False)
    sign = {"higher": 1.0, "lower": -1.0}.get(better)

    found = {one: windowed(treated, one) - windowed(base, one) for one in years}

    def badness(one: Window) -> float:
        mean = float(np.mean(found[one]))
        return abs(mean) if sign is None else -sign * mean

    return max([one for one in years if np.any(found[one])] or years, key=badness)


def windowed(series: Series, window: Window) -> Array:
    """Reduce keys × months to one number a key, which is not to be changed."""
    if window not in series.reduced:
        series.reduced[window] = _reduced(series, window)
        series.reduced[window].flags.writeable = False
    return series.reduced[window]


def _reduced(series: Series, window: Window) -> Array:
    values = series.values[:, window.inside(series.months)]
    if np.isnan(values).any():
        return np.asarray(np.nansum(values, axis=1) if window.total else np.nanmean(values, axis=1))
    return np.asarray(values.sum(axis=1) if window.total else values.mean(axis=1))


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
