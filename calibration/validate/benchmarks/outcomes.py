"""What is read from the runs of a benchmark at its own date: outcomes by the names of the published table."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from calibration.study.runs import Measured
from calibration.validate.benchmarks.posed import FIRST, HIT, SUB_MAJOR
from calibration.validate.headline import PERCENT
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.money import DEFLATOR

BILLION = 1e-9
FEDERAL = ("income_tax", "employee_contributions", "employer_contributions", "corporate_tax")
"""Revenue of the whole state of the kinds that are federal in the United States for the most part."""


def months_of(year: int) -> slice:
    """Months of a year; those of the first without month 0, which is the opening state."""
    begins = MONTHS_PER_YEAR * (year - FIRST)
    return slice(max(begins, 1), begins + MONTHS_PER_YEAR)


def mean(run: Measured, name: str, year: int) -> float:
    """Mean of a year."""
    return float(run.totals[name][months_of(year)].mean())


def real(run: Measured, names: Sequence[str], months: slice) -> float:
    """Sum of amounts at consumer prices of month 0."""
    return float(sum((run.totals[name] / run.totals[DEFLATOR])[months].sum() for name in names))


Read = Callable[[Measured, Measured, int], float]


def difference(name: str, factor: float = PERCENT) -> Read:
    """In a year, from the run that it is paired with (points)."""
    return lambda one, other, year: factor * (mean(one, name, year) - mean(other, name, year))


def ratio(name: str) -> Read:
    """In a year, over the run that it is paired with (%)."""
    return lambda one, other, year: PERCENT * (mean(one, name, year) / mean(other, name, year) - 1.0)


def change(name: str) -> Read:
    """Since the first year, in the run itself (points)."""
    return lambda one, other, year: PERCENT * (mean(one, name, year) - mean(one, name, FIRST))


def level(name: str) -> Read:
    """Of a year, in the run itself (%)."""
    return lambda one, other, year: PERCENT * mean(one, name, year)


def gone(name: str) -> Read:
    """People or posts from the first year to the end of this, over employees of month 0 (%)."""

    def read(one: Measured, other: Measured, year: int) -> float:
        until = months_of(year).stop
        return PERCENT * float(one.totals[name][:until].sum() / one.totals["employees"][0])

    return read


def over_gdp(name: str, sign: float = 1.0) -> Read:
    """A flow of a year less that of the paired run, over GDP of the paired run (%, real)."""

    def read(one: Measured, other: Measured, year: int) -> float:
        months = months_of(year)
        more = real(one, [name], months) - real(other, [name], months)
        return sign * PERCENT * more / real(other, ["gdp"], months)

    return read


def growth(one: Measured, other: Measured, year: int) -> float:
    """Growth of real GDP a year since the first year (%)."""
    rise = np.log(mean(one, "real_gdp", year) / mean(one, "real_gdp", FIRST))
    return PERCENT * float(rise) / (year - FIRST)


def revenue(one: Measured, other: Measured, year: int) -> float:
    """All public revenue from the first year to the end of this, over the paired run (%, in money)."""
    until = months_of(year).stop
    taken = [float(run.totals["public_revenue"][1:until].sum()) for run in (one, other)]
    return PERCENT * (taken[0] / taken[1] - 1.0)


def real_revenue(one: Measured, other: Measured, year: int) -> float:
    """The same at consumer prices of month 0."""
    months = slice(1, months_of(year).stop)
    return PERCENT * (real(one, ["public_revenue"], months) / real(other, ["public_revenue"], months) - 1.0)


def federal(one: Measured, other: Measured, year: int) -> float:
    """Revenue of the federal kinds, more than in the paired run (billions at prices of month 0)."""
    kinds = [f"revenue_{kind}" for kind in FEDERAL]
    return BILLION * (real(one, kinds, months_of(year)) - real(other, kinds, months_of(year)))


def worst_unemployment(one: Measured, other: Measured, year: int) -> float:
    """Largest difference of a year's unemployment up to this year (points)."""
    read = difference("unemployment_rate")
    return max(read(one, other, each) for each in range(FIRST, year + 1))


def absorbed(one: Measured, other: Measured, year: int) -> float:
    """Of the income lost on the market in the year after the layoffs, what households do not lose (%)."""
    months = slice(HIT + 1, HIT + 1 + MONTHS_PER_YEAR)
    lost = [float((other.totals[name] - one.totals[name])[months].sum()) for name in ("disposable", "market")]
    return PERCENT * (1.0 - lost[0] / lost[1])


READ: Mapping[str, Read] = {
    "GDP growth": growth,
    "labour share": change("labour_share"),
    "participation": change("participation_rate"),
    "participation, difference": difference("participation_rate"),
    "federal revenue": federal,
    "Gini": difference("gini", 1.0),
    "Gini, points": difference("gini"),
    "posts abolished": gone("posts_abolished"),
    "tax revenue over ten years, in money": revenue,
    "tax revenue over ten years, at prices of 2025": real_revenue,
    "real disposable income": ratio("real_disposable_income"),
    "exchequer cost": over_gdp("public_balance", -1.0),
    "poverty, line moves": difference("arop"),
    "poverty, line fixed": difference("arop_anchored"),
    "employment": ratio("employed"),
    "unemployment in transition": worst_unemployment,
    "GDP": ratio("real_gdp"),
    "revenue, digital tax": over_gdp("revenue_ai_services_tax"),
    "revenue, robot tax": over_gdp("revenue_automation_levy"),
    "revenue, corporate tax on AI's rents": over_gdp("rents_tax"),
    "absorbed of an unemployment shock": absorbed,
    "jobs": ratio("employed"),
    **{f"displaced, {name}": level(name) for name in SUB_MAJOR},
    "displaced, all": level("tasks_automated"),
}
"""Outcome of the table of published values → how it is read."""
RANK = "rank by jobs"
"""The outcome that is read from all options at once."""
LAID_OFF = gone("displaced")
"""What stands beside posts abolished."""
