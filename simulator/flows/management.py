"""Management of demand: a passing lean against slack and inflation, and what the state buys beyond it."""

from math import log

from simulator.core.economy import Economy
from simulator.core.time import MONTHS_PER_YEAR

MOST = 0.03
"""Share of spending by which a month's may be moved."""
MOST_MEAN = 0.005
"""Share by which it may be moved on average over the window: what lasts is no management of demand."""
WINDOW = 60
"""Months that the mean is taken over."""
STABILISATION = "stabilisation"
"""The state's budget line for what it buys beyond that."""


def manage_demand(economy: Economy) -> None:
    """Set the stabiliser z (share of consumption, investment and purchases) and order what goes beyond it.

    Each month policy wants k (u - u*) / (1 - u*) / response more demand, k = 1 - (1 - S)^(1/12), u slack as
    authorities see it, u* what it would be without AI and policies. Credit moves first: z follows that and
    inflation, fades, and is bounded in a month and on average. What unemployment calls for beyond z, the
    state buys, on a budget line of its own; of that half is forgotten in `stabiliser_memory` months, as what
    lasts comes to be taken for usual.
    """
    s, strength = economy.aggregates, economy.closure["stabilisation"]
    level = log(s.cpi / s.trend_price)
    if economy.month < 1:
        s.usual_prices = level
    inflation = level - s.usual_prices  # beyond trend, over about a year
    s.usual_prices += inflation / MONTHS_PER_YEAR
    if economy.month < 0 or strength == 0.0:
        return
    p, share = economy.parameters, 1.0 - (1.0 - strength) ** (1.0 / MONTHS_PER_YEAR)
    usual = _usual_slack(economy)
    gap = share * (s.slack - usual) / (1.0 - usual) / p["stabiliser_response"]
    kept = 0.5 ** (1.0 / p["stabiliser_half_life"])
    low, high = _bounds(economy)
    for_prices = kept * s.stabiliser_prices - share * p["stabiliser_inflation"] * inflation
    for_work = kept * (s.stabiliser - s.stabiliser_prices) + gap
    s.stabiliser_prices = min(max(for_prices, low), high)
    s.stabiliser = min(max(for_work + s.stabiliser_prices, low), high)
    s.demand_wanted = gap + s.demand_wanted * 0.5 ** (1.0 / p["stabiliser_memory"])
    beyond = s.demand_wanted - (s.stabiliser - s.stabiliser_prices)
    economy.past_stabiliser[economy.month % WINDOW] = s.stabiliser
    economy.order(STABILISATION, beyond * (s.consumption + s.investment + s.purchases))


def _usual_slack(economy: Economy) -> float:
    """u*: month 0's; where people age as projected, what that alone makes of it."""
    path, month = economy.slack_path, economy.month
    if economy.frozen_demography or month >= len(path):
        return economy.aggregates.slack_norm
    return float(path[month])


def _bounds(economy: Economy) -> tuple[float, float]:
    """Lowest and highest z of the month that keep the mean of the window within its bounds."""
    past = economy.past_stabiliser
    others = float(past.sum()) - float(past[economy.month % WINDOW])
    room = MOST_MEAN * WINDOW
    return min(max(-MOST, -room - others), MOST), max(min(MOST, room - others), -MOST)
