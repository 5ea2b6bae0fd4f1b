"""The displacement bridge: posts abolished by AI, how firms shed them, and what stands against it."""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.core.economy import Economy
from simulator.indicators.indicator import GROUPINGS, Indicator
from simulator.markets.goods import labour_of_new_tasks

Array = NDArray[np.float64]
MONTHLY = "persons/month"
INDICATORS = (
    Indicator("displaced", "Workers laid off from posts taken over by AI", MONTHLY, "lower", 100,
              "laid off from a post whose tasks AI has taken", GROUPINGS),
    Indicator("posts_abolished", "Posts abolished by AI", MONTHLY, "lower", 500),
    Indicator("posts_abolished_attrition", "... through people who left anyway", MONTHLY, "none", 500),
    Indicator("posts_abolished_hiring_forgone", "... through hiring forgone", MONTHLY, "none", 500),
    Indicator("posts_abolished_layoffs", "... through layoffs", MONTHLY, "lower", 500),
    Indicator("retrained", "Moved within the firm instead", MONTHLY, "none", 500,
              "from a post whose tasks AI takes to an opening, with a course that a policy supports"),
    Indicator("posts_new_tasks", "Posts from new tasks", MONTHLY, "higher", 500),
    Indicator("posts_productivity", "Posts from demand beyond trend", MONTHLY, "higher", 500,
              "change of firms' expected orders beyond trend productivity, in posts"),
)  # fmt: skip


class Memory:
    """Last month's new tasks and expected orders, from which changes in posts are measured."""

    def __init__(self, economy: Economy) -> None:
        self.new_tasks = economy.occupations.new_tasks.copy()
        self.orders = _old_orders(economy)


def _old_orders(economy: Economy) -> Array:
    """What firms expect to sell of what old tasks make (units)."""
    return np.asarray(economy.firms.expected_orders / (1.0 + economy.firms.new_tasks))


def measure(economy: Economy, memory: Memory) -> dict[str, float]:
    """Monthly flows of the bridge (national persons); updates `memory`."""
    count, w = economy.count, economy.weight
    posts, now = economy.posts, economy.occupations.new_tasks
    grown = 1.0 - memory.new_tasks / np.maximum(now, 1e-300)
    added = posts.desired * labour_of_new_tasks(economy) * grown[posts.occupation]
    trend = 1.0 + economy.aggregates.trend_productivity_growth
    orders = _old_orders(economy)
    wanted = posts.desired.reshape(-1, POSTS_PER_FIRM).sum(axis=1)
    demand = wanted * np.log(orders / np.maximum(memory.orders * trend, 1e-300))
    memory.new_tasks[:] = now
    memory.orders[:] = orders
    return {
        "displaced": count["displaced"] * w,
        "posts_abolished": count["posts_abolished"] * w,
        "posts_abolished_attrition": count["posts_abolished_attrition"] * w,
        "posts_abolished_hiring_forgone": count["posts_abolished_hiring_forgone"] * w,
        "posts_abolished_layoffs": count["posts_abolished_layoffs"] * w,
        "retrained": count["retrained"] * w,
        "posts_new_tasks": float(added.sum()) * w,
        "posts_productivity": float(demand.sum()) * w,
    }
