"""Profit, profit tax, investment orders and dividends."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes=("profit", "profit_tax"))
def firm_profit(
    sales,
    wage_bill,
    contributions,
    ai_fees,
    levies,
    interest,
    capital,
    public,
    *,
    depreciation,
    cpi,
    profit_tax_rate,
    profit_tax_base,
):
    """Surplus after interest, and tax on its taxable part net of depreciation (currency/month)."""
    if public == 1:
        return 0.0, 0.0
    surplus = sales - wage_bill - contributions - ai_fees - levies + interest
    taxable = max(0.0, surplus - depreciation * capital * cpi) * profit_tax_base
    return surplus, profit_tax_rate * taxable


@rule(over="firm", writes=("investment", "dividends", "cash_flow"))
def firm_invest(
    expected_orders,
    capital,
    investment,
    profit,
    profit_tax,
    cash_flow,
    wage_bill,
    deposits,
    public,
    *,
    capital_adjustment=param(
        0.004, unit="per month", bounds=(0.0, 0.05), about="share of the capital gap ordered a month",
        source="design, section 4: 0.02 cycles or explodes", status="assumed",
    ),
    payout_adjustment=param(
        0.04, unit="per month", bounds=(0.0, 1.0), about="excess deposits paid out a month",
        source="design, section 4", status="assumed",
    ),
    cash_smoothing=param(
        0.083, unit="per month", bounds=(0.0, 1.0), about="weight of the newest cash flow", source="-",
        status="assumed",
    ),
    depreciation,
    trend_productivity_growth,
    trend_growth,
    capital_ratio,
    cpi,
    leverage,
    deposit_months,
    stabiliser,
):  # fmt: skip
    """Investment ordered for next month within cash flow, and dividends declared (currency/month).

    Dividends = smoothed cash flow after tax and investment plus a share of excess deposits, never negative.
    """
    if public == 1:
        return 0.0, 0.0, 0.0
    wanted = (depreciation + trend_productivity_growth) * capital
    wanted += capital_adjustment * (capital_ratio * expected_orders - capital)
    order = max(0.0, wanted) * cpi * (1.0 + stabiliser)
    borrowing = leverage * capital * cpi * trend_growth
    order = min(order, max(0.0, profit - profit_tax + borrowing + deposits))
    left = profit - profit_tax - investment + borrowing - trend_growth * deposits
    smoothed = cash_flow * (1.0 + trend_growth) + cash_smoothing * (left - cash_flow)
    target = deposit_months * wage_bill
    return order, max(0.0, min(smoothed + payout_adjustment * (deposits - target), deposits)), smoothed
