"""Money as findings tell it: at the prices of the run's first month, and as a share of GDP.

The deflator is the run's own consumer price level (`price_level`: 1 in month 0, VAT included), month by
month, of the same role and seed: an AI that lowers prices is not taken for one that lowers incomes, nor
inflation for a cost.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.intervals import Array
from simulator.findings.results import TOTAL, Results
from simulator.findings.series import Series

DEFLATOR = "price_level"
AT_FIRST_PRICES = ("real_", "productivity")
"""What indicators begin with that are measured at the prices of month 0."""


def currency_of(content: Mapping[str, Any]) -> str:
    """The currency of the run's country."""
    return str(content.get("country", {}).get("currency", "EUR"))


def is_money(results: Results, indicator: str) -> bool:
    """Whether it is an amount of money."""
    unit = str(results.metadata.get(indicator, {}).get("unit", ""))
    return unit.startswith(currency_of(results.content))


def is_national(results: Results, indicator: str) -> bool:
    """Whether it is money of the whole country by the month, which has a share in GDP."""
    unit = str(results.metadata.get(indicator, {}).get("unit", ""))
    average = indicator in ("mean_wage", "real_wage")
    return unit == f"{currency_of(results.content)}/month" and not average


def is_deflated(results: Results, indicator: str) -> bool:
    """Whether its effects are told at the prices of month 0 though it is measured at current ones."""
    return is_money(results, indicator) and not indicator.startswith(AT_FIRST_PRICES)


def first_year(content: Mapping[str, Any]) -> str:
    """The year whose prices money is told at."""
    return str(content["horizon"]["start"])[:4]


def at_prices(content: Mapping[str, Any], unit: str) -> str:
    """The unit of an amount told at the prices of the first year ("EUR of 2025/month")."""
    currency = currency_of(content)
    return unit.replace(currency, f"{currency} of {first_year(content)}")


def told(
    results: Results, indicator: str, role: str, scenario: str, part: tuple[str, str] = TOTAL
) -> Series | None:
    """Return a series as findings tell it: money at the prices of month 0; None where the run has none."""
    found = results.series(indicator, role, *part, scenario)
    if found is None or not is_deflated(results, indicator):
        return found
    asked = ("told", indicator, role, scenario, part)
    return results.once(asked, lambda: deflated(results, found, role, scenario))


def deflated(results: Results, series: Series, role: str, scenario: str) -> Series | None:
    """A series of money at the prices of month 0; None where the run does not hold its prices.

    What is counted once a year is a mean of twelve months, and so are its prices.
    """
    prices = results.series(DEFLATOR, role, *TOTAL, scenario)
    if prices is None or not set(series.keys) <= set(prices.keys):
        return None
    rows = [prices.keys.index(key) for key in series.keys]
    values = prices.values[rows]
    if len(series.months) > 1 and series.months[-1] - series.months[-2] == MONTHS_PER_YEAR:
        values = _of_a_year(values)
    at = np.searchsorted(prices.months, series.months)
    return replace(series, values=series.values / values[:, at])


def prices_of_year(results: Results, role: str, scenario: str, month: int) -> dict[int, float]:
    """Mean price level of the year that ends in a month, by replicate; empty where the run has none."""
    prices = results.series(DEFLATOR, role, *TOTAL, scenario)
    if prices is None:
        return {}
    inside = (prices.months > month - MONTHS_PER_YEAR) & (prices.months <= month)
    means = prices.values[:, inside].mean(axis=1).tolist()
    return {replicate: mean for (_, replicate), mean in zip(prices.keys, means, strict=True)}


def _of_a_year(values: Array) -> Array:
    """The mean of each month and the eleven before it, of as many as there are."""
    total = np.cumsum(values, axis=1)
    before = np.concatenate([np.zeros((len(values), MONTHS_PER_YEAR)), total], axis=1)[:, : total.shape[1]]
    return np.asarray((total - before) / np.minimum(np.arange(total.shape[1]) + 1, MONTHS_PER_YEAR))
