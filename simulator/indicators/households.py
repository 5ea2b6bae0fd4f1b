"""Incomes of households: level, inequality, poverty."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.household import members
from simulator.core.kernels import gini, lorenz, quantiles, sum_of
from simulator.indicators.indicator import GROUPINGS, Indicator

if TYPE_CHECKING:
    from simulator.model import Economy

PERSON = "{currency}/month per person"
POVERTY = 0.6
INDICATORS = (
    Indicator("disposable_income", "Disposable income", PERSON, "higher", 8,
              "per adult; breakdowns: equivalised household income, twelve-month mean", GROUPINGS),
    Indicator("real_disposable_income", "Real disposable income", PERSON, "higher", 8,
              "per adult, month-0 prices"),
    Indicator("gini", "Gini coefficient", "index", "lower", 0.003,
              "equivalised disposable income as surveys record it"),
    Indicator("arop", "At risk of poverty", "share", "lower", 0.003, "below 60 % of the median", GROUPINGS),
    Indicator("s80s20", "Richest over poorest fifth", "ratio", "lower", 0.1),
    Indicator("palma", "Palma ratio", "ratio", "lower", 0.02, "top tenth over bottom four tenths"),
)  # fmt: skip


def poverty_line(economy: "Economy") -> float:
    """60 % of median equivalised income of persons (currency/month)."""
    median = quantiles(economy.households.equivalised_income, members(economy.households), np.array([0.5]))[0]
    return POVERTY * float(median)


def measure(economy: "Economy") -> dict[str, float]:
    """Income level per adult and the distribution among persons."""
    q, income, weight = economy.persons, economy.households.equivalised_income, members(economy.households)
    adults = float((q.active == 1).sum())
    level = float(sum_of(q.disposable_income * (q.active == 1))) / adults
    shares = lorenz(income, weight, np.array([0.2, 0.4, 0.8, 0.9]))
    poor = float((weight * (income < poverty_line(economy))).sum()) / float(weight.sum())
    return {
        "disposable_income": level,
        "real_disposable_income": level / economy.scalars["cpi"],
        "gini": float(gini(income, weight)),
        "arop": poor,
        "s80s20": float((1.0 - shares[2]) / max(shares[0], 1e-9)),
        "palma": float((1.0 - shares[3]) / max(shares[1], 1e-9)),
    }
