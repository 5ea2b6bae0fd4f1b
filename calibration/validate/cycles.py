"""How work moves with output over the cycle, by one method in data of a country and in the model."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from calibration.validate.backtest.data import read
from simulator.core.errors import InputError

if TYPE_CHECKING:
    from calibration.study.runs import Array

SMOOTHING = 100.0
"""Hodrick-Prescott penalty for yearly series."""
YEARS = (2000, 2019)
"""Before the pandemic, in which governments kept jobs whose work stood still."""
RELATIONS = {
    "okun_coefficient": ("unemployment_rate", "real_gdp"),
    "employment": ("employed", "real_gdp"),
    "own_account": ("own_account", "real_gdp"),
    "participation": ("participation_rate_15_64", "unemployment_rate"),
}
"""What is regressed on what; rates in points, all else in logs."""


def cycle(series: "Array", smoothing: float = SMOOTHING) -> "Array":
    """Deviation from the Hodrick-Prescott trend [n]."""
    n = len(series)
    second = np.diff(np.eye(n), 2, axis=0)
    return np.asarray(series - np.linalg.solve(np.eye(n) + smoothing * second.T @ second, series))


def regress(y: "Array", x: "Array") -> tuple[float, float]:
    """Least-squares slope and squared correlation of two series, means removed."""
    a, b = y - y.mean(), x - x.mean()
    covariance = float((a * b).sum())
    return covariance / float((b * b).sum()), covariance**2 / float((a * a).sum() * (b * b).sum())


def slope(name: str, series: Mapping[str, "Array"]) -> tuple[float, float]:
    """Slope and squared correlation of the yearly cycles of a relation; yearly series by name [years]."""
    y, x = (series[one] if "rate" in one else np.log(series[one]) for one in RELATIONS[name])
    return regress(cycle(y), cycle(x))


def observed(iso3: str) -> dict[str, float]:
    """Slopes in the data of a country, output and work per head; {} without a yearly table."""
    try:
        data = read(iso3)
    except InputError:
        return {}
    years = range(YEARS[0], YEARS[1] + 1)
    rate, takes_part, alone, output = (
        np.array([data.value(name, year) for year in years])
        for name in (
            "unemployment_rate",
            "participation_rate_15_64",
            "own_account_total",
            "real_gdp_per_head",
        )
    )
    employed = takes_part * (1.0 - rate)
    series = {
        "unemployment_rate": rate, "participation_rate_15_64": takes_part, "employed": employed,
        "own_account": alone * employed, "real_gdp": output,
    }  # fmt: skip
    return {name: slope(name, series)[0] for name in RELATIONS}
