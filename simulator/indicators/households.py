"""Incomes of households: level, inequality, poverty."""

import numpy as np

from simulator.agents.person import members
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.core.kernels import Distribution, sum_where
from simulator.indicators.indicator import GROUPINGS, Indicator

PERSON = "{currency}/month per person"
POVERTY = 0.6
EXAMPLE = "example_household"
INDICATORS = (
    Indicator("disposable_income", "Disposable income", PERSON, "higher", 8,
              "per adult; breakdowns: equivalised household income, twelve-month mean", GROUPINGS,
              per_head=True),
    Indicator("real_disposable_income", "Real disposable income per adult", PERSON, "higher", 8,
              "per adult, month-0 prices", per_head=True),
    Indicator("gini", "Gini of disposable income", "index", "lower", 0.003,
              "equivalised disposable income as surveys record it"),
    Indicator("arop", "At risk of poverty (below 60 % of median income)", "share", "lower", 0.003, "",
              GROUPINGS),
    Indicator("arop_anchored", "At risk of poverty (line held at its first-year real value)", "share",
              "lower", 0.003, "below 60 % of the median of month 0, moved with consumer prices alone",
              GROUPINGS),
    Indicator("people_in_poverty", "People at risk of poverty", "persons", "lower", 2e4,
              "members of households below 60 % of median income, children included"),
    Indicator("children_in_poverty", "Children at risk of poverty", "persons", "lower", 5e3,
              "children under 16 of households below 60 % of median income"),
    Indicator("s80s20", "Richest over poorest fifth", "ratio", "lower", 0.1),
    Indicator("palma", "Palma ratio", "ratio", "lower", 0.02, "top tenth over bottom four tenths"),
    Indicator("example_income", "Net income of example households", "{currency}/month", "higher", 8,
              "by the law and the instruments of the last month, at given pay", (EXAMPLE,), per_head=True),
)  # fmt: skip


def incomes(economy: Economy) -> Distribution:
    """Equivalised household income over persons (currency/month)."""
    return Distribution(economy.households.equivalised_income, members(economy.households))


def poverty_line(spread: Distribution) -> float:
    """60 % of median equivalised income of persons (currency/month)."""
    return POVERTY * float(spread.quantiles(np.array([0.5]))[0])


def anchored_line(economy: Economy) -> float:
    """The poverty line of month 0 at what households are charged this month (currency/month).

    Eurostat's line anchored at a moment in time: it moves with consumer prices, not with the median.
    """
    first = economy.opening_levels
    return first["poverty_line"] * (charged_price(economy.aggregates) / first["prices"])


def poor(spread: Distribution, line: float) -> float:
    """Share of persons below a line."""
    return float((spread.weights * (spread.values < line)).sum()) / float(spread.weights.sum())


def measure(economy: Economy) -> dict[str, float]:
    """Income level per adult and the distribution among persons."""
    q, s, spread = economy.persons, economy.aggregates, incomes(economy)
    adults = float(np.count_nonzero(q.active))
    level = float(sum_where(q.disposable_income, q.active, 1)) / adults
    line = poverty_line(spread)
    below = (spread.values < line).astype(np.float64)
    people = float(spread.weights @ below)
    shares = spread.lorenz(np.array([0.2, 0.4, 0.8, 0.9]))
    return {
        "disposable_income": level,
        "real_disposable_income": level / charged_price(s),
        "gini": spread.gini(),
        "arop": poor(spread, line),
        "arop_anchored": poor(spread, anchored_line(economy)),
        "people_in_poverty": people * economy.weight,
        "children_in_poverty": (people - float(economy.households.adults @ below)) * economy.weight,
        "s80s20": float((1.0 - shares[2]) / max(shares[0], 1e-9)),
        "palma": float((1.0 - shares[3]) / max(shares[1], 1e-9)),
    }
