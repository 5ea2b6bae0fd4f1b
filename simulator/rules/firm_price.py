"""What firms charge."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes="price")
def firm_price(
    price,
    unit_cost,
    markup,
    sector_price,
    public,
    *,
    cost_weight=param(
        0.6, kind="share", about="weight of own cost in the target price",
        source="own cost 0.6, rivals' prices 0.4; small firms own cost alone, large 0.5 and 0.5, Belgium "
        "(Amiti, Itskhoki and Konings 2019; read: abstract)", status="estimated",
    ),
    price_speed=param(
        0.12, kind="probability",
        about="share of the price gap closed a month", 
        source="12 % of euro area prices change a month, 15 % before 2005 (Conflitti et al. 2022, Dhyne et "
        "al. 2006; read: abstracts)", status="estimated",
    ),
    capital_cost,
    capital_share,
    trend_inflation,
):  # fmt: skip
    """Close part of the gap to ln p* = w ln(markup x cost) + (1-w) ln(competitors), around trend.

    What one firm saves, its customers get in part; what all save, in full, as prices follow one another.
    Cost is that of labour and AI, over which the markup pays for capital, by what capital in use costs.
    """
    if public == 1:
        return price * (1.0 + trend_inflation)
    cost = unit_cost * capital_cost**capital_share
    gap = (markup * cost / price) ** cost_weight * (sector_price / price) ** (1.0 - cost_weight)
    return price * (1.0 + trend_inflation) * gap**price_speed
