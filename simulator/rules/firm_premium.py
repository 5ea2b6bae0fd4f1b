"""The wage premium of a firm: a fixed effect and a share in its profit."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes=("premium", "profit_norm"))
def firm_premium(
    premium,
    fixed_premium,
    agreed_premium,
    profit,
    profit_tax,
    base_wages,
    profit_norm,
    public,
    *,
    rent_sharing=param(
        0.10, unit="elasticity", bounds=(0.0, 0.6),
        about="share of abnormal after-tax profit per worker paid in wages",
        source="Card, Cardoso, Heining & Kline 2018", status="estimated",
    ),
    premium_speed=param(
        0.03, kind="probability", about="speed of rent sharing",
        source="choice: a third in a year; contracts are renewed by the year",
    ),
    profit_memory=param(
        0.003, kind="probability", about="how fast abnormal profit becomes normal",
        source="choice: abnormal profit lasts for decades (0.3 % a month)",
    ),
):  # fmt: skip
    """Premium (ratio) moves to fixed effect + agreed part + sharing x (profit per wage - its own norm)."""
    if public == 1 or base_wages <= 0.0:
        return premium, profit_norm
    ratio = (profit - profit_tax) / base_wages
    wanted = fixed_premium + agreed_premium + rent_sharing * min(1.0, max(-1.0, ratio - profit_norm))
    return premium + premium_speed * (wanted - premium), profit_norm + profit_memory * (ratio - profit_norm)
