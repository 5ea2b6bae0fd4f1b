"""The back-test's data as it ships: tables/backtest.csv by series, year, group; several countries as one."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import copysign, log, log1p

from calibration.data.backtest_data import FIRST, LAST, OPENING
from calibration.data.build import HERE
from simulator.core.errors import InputError


@dataclass(frozen=True)
class Backtest:
    """Values by (variable, group, year)."""

    name: str
    values: Mapping[tuple[str, str, int], float]
    opening: int = OPENING
    last: int = LAST

    def value(self, variable: str, year: int, group: str = "all") -> float:
        """One number."""
        return self.values[variable, group, year]

    def series(self, variable: str) -> dict[int, float]:
        """A yearly series of the whole country, in the order of the years."""
        found = {y: v for (name, group, y), v in self.values.items() if (name, group) == (variable, "all")}
        return dict(sorted(found.items()))

    @property
    def surveyed(self) -> tuple[int, ...]:
        """Years whose occupations are known: two or none."""
        return tuple(sorted({year for name, _, year in self.values if name == "employee_share"}))

    @property
    def trend_years(self) -> tuple[int, int]:
        """First year of output per hour, and the last before the opening."""
        return next(iter(self.series("output_per_hour"))), self.opening - 1

    @property
    def trend(self) -> float:
        """Mean yearly growth of output per hour before the opening."""
        first, last = self.trend_years
        hourly = self.series("output_per_hour")
        return float((hourly[last] / hourly[first]) ** (1.0 / (last - first)) - 1.0)

    @property
    def participation_trend(self) -> float:
        """Mean yearly change of the log odds of taking part, over the years of the trend of output."""
        first, last = self.trend_years
        odds = {year: rate / (1.0 - rate) for year, rate in self.series("participation_rate_15_64").items()}
        return log(odds[last] / odds[first]) / (last - first)

    def gdp_cycle(self) -> dict[int, float]:
        """Log deviation of real GDP per head from its mean growth over the span; 0 at both ends."""
        gdp = self.series("real_gdp_per_head")
        first, span = log(gdp[self.opening]), self.last - self.opening
        growth = (log(gdp[self.last]) - first) / span
        years = range(self.opening, self.last + 1)
        return {year: log(gdp[year]) - first - growth * (year - self.opening) for year in years}

    def gap_closing(self) -> dict[int, float]:
        """Log rise of real GDP since the opening as its gap to potential closes, as projected in that spring.

        After the last year projected the gap goes on to zero at its last yearly pace.
        """
        gap = self.series("output_gap")
        until = max(gap)
        pace = abs(gap[until] - gap[until - 1])
        for year in range(until + 1, self.last + 1):
            gap[year] = copysign(max(abs(gap[year - 1]) - pace, 0.0), gap[year - 1])
        years = range(self.opening, self.last + 1)
        return {year: log1p(gap[year]) - log1p(gap[self.opening]) for year in years}

    def gdp_told(self) -> dict[int, float]:
        """The cycle of GDP on the growth that closes the opening's gap in a straight line by the last year.

        The cycle is measured from a straight line, so the years in which the gap closed are in it.
        """
        closed, span = self.gap_closing()[self.last], self.last - self.opening
        return {year: own + closed * (year - self.opening) / span for year, own in self.gdp_cycle().items()}


GROUPS = {"EU4": ("the four largest countries of the EU as one", ("DEU", "FRA", "ITA", "ESP"))}
"""What stands for several countries: its name, and their codes."""


def weights(parts: Sequence[Backtest]) -> list[float]:
    """Each country's share of the labour force of all in the opening year."""
    forces = [one.value("labour_force", one.opening) for one in parts]
    return [force / sum(forces) for force in forces]


def together(name: str, parts: Sequence[Backtest], series: Sequence[str]) -> Backtest:
    """Yearly series of several countries as one, weighted by labour force, where all have the year."""
    values = {}
    for variable in series:
        own = [one.series(variable) for one in parts]
        for year in sorted(set.intersection(*map(set, own))):
            mean = sum(weight * one[year] for weight, one in zip(weights(parts), own, strict=True))
            values[variable, "all", year] = mean
    return Backtest(name, values)


def read(iso3: str) -> Backtest:
    """Data of a country; InputError where the table has none."""
    from simulator.scenario.country.profile import load_country

    with (HERE / "tables" / "backtest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iso3"] == iso3]
    if not rows:
        raise InputError(f"no data from {FIRST} on of {iso3} in tables/backtest.csv", field="country")
    values = {(row["variable"], row["group"], int(row["year"])): float(row["value"]) for row in rows}
    return Backtest(load_country(iso3).name(), values)
