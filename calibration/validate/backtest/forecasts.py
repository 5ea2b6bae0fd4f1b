"""Forecasts that know nothing of economics, which a model has to beat: no change, and an AR(1)."""

from collections.abc import Mapping, Sequence

import numpy as np

from calibration.validate.cycles import regress

FEWEST = 6
"""Years of data below which no autoregression is fitted."""
Series = Mapping[int, float]


def no_change(series: Series, last: int, years: Sequence[int]) -> dict[int, float]:
    """The value of the last known year, for each year asked."""
    return {year: series[last] for year in years}


def autoregression(series: Series, last: int, years: Sequence[int]) -> dict[int, float]:
    """y(t) = a + b y(t-1) by least squares on the years before `last`, run on from `last`; {} with too few.

    b is kept within 0 and 1: no yearly series of this kind alternates or explodes.
    """
    known = [(series[year - 1], series[year]) for year in series if year < last and year - 1 in series]
    if len(known) < FEWEST - 1:
        return {}
    before, after = (np.array(column) for column in zip(*known, strict=True))
    slope = float(np.clip(regress(after, before)[0], 0.0, 1.0))
    level = float(after.mean() - slope * before.mean())
    found, value = {}, series[last]
    for year in range(last + 1, max(years) + 1):
        value = level + slope * value
        found[year] = value
    return {year: found[year] for year in years}


def rmse(forecast: Series, data: Series) -> float:
    """Root mean squared error over the years that both have; NaN where there are none."""
    errors = [forecast[year] - data[year] for year in data if year in forecast]
    return float(np.sqrt(np.mean(np.square(errors)))) if errors else float("nan")
