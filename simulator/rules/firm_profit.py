"""Profit, profit tax, investment orders and dividends."""

from math import exp

from simulator.agents.firm import LARGE
from simulator.core.param import param
from simulator.core.rule import rule
from simulator.core.time import MONTHS_PER_YEAR


@rule(over="firm", writes=("profit", "profit_tax", "statutory_tax", "windfall_tax", "excess_profit"))
def firm_profit(
    sales,
    wage_bill,
    contributions,
    ai_fees,
    recruiting,
    levies,
    interest,
    capital,
    size_class,
    public,
    base_wages,
    profit_norm,
    windfall_rate,
    excess_profit,
    *,
    profit_shifting=param(
        0.8, unit="log points per unit of tax rate", bounds=(0.0, 4.0),
        about="reported profit of large firms with respect to the tax difference to other countries",
        source="0.8 (Heckemeyer and Overesch 2017; read: abstract), 1.5 in the most recent years (Beer, de "
        "Mooij and Liu 2018; read: abstract): C26", status="estimated",
    ),
    depreciation,
    cpi,
    profit_tax_rate,
    profit_tax_base,
    profit_tax_addition,
    tax_cooperation,
    windfall_allowance,
):  # fmt: skip
    """Surplus after interest, and tax on its taxable part net of depreciation (currency/month).

    Large firms report less here when the tax is raised here alone; when others raise theirs as much, not.
    A windfall tax takes part of what is left above the firm's norm and an allowance, over twelve months; a
    firm that normally makes no profit has no norm.
    """
    if public == 1:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    surplus = sales - wage_bill - contributions - ai_fees - recruiting - levies + interest
    taxable = max(0.0, surplus - depreciation * capital * cpi) * profit_tax_base
    statutory = profit_tax_rate * taxable
    if size_class == LARGE:
        taxable *= exp(-profit_shifting * profit_tax_addition * (1.0 - tax_cooperation))
    tax = (profit_tax_rate + profit_tax_addition) * taxable
    normal = max(0.0, profit_norm) * base_wages
    above = surplus - tax - normal if profit_norm > 0.0 else 0.0
    excess = excess_profit + (above - excess_profit) / MONTHS_PER_YEAR
    windfall = windfall_rate * max(0.0, excess - windfall_allowance * normal)
    return surplus, tax + windfall, statutory, windfall, excess


@rule(over="firm", writes=("investment", "dividends", "cash_flow", "machines"))
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
    machines,
    automated_heads,
    integration,
    intensity,
    intensity_step,
    *,
    capital_adjustment=param(
        0.004, unit="per month", bounds=(0.0, 0.05), about="share of the capital gap ordered a month",
        source="firms close 15 to 35 % of the gap a year, the aggregate about 25 % (Roberts 2003; read: "
        "abstract): 0.024 a month; less here, as 0.02 cycles or explodes",
    ),
    payout_adjustment=param(
        0.04, kind="probability", about="excess deposits paid out a month",
        source="0.39 a year: dividends close 0.2 to 0.4 of the gap to their target (Lintner 1956; "
            "recalled, medium)",
    ),
    cash_smoothing=param(
        0.083, kind="probability", about="weight of the newest cash flow",
        source="choice: a year's accounts",
    ),
    capital_flight=param(
        2.5, unit="log points per unit of tax rate", bounds=(0.0, 6.0),
        about="foreign-owned capital with respect to the tax difference to other countries",
        source="-1.7 to -3.2, mean -2.5 (de Mooij and Ederveen 2003, 2008; recalled, medium)",
        status="estimated",
    ),
    foreign_share,
    profit_tax_addition,
    tax_cooperation,
    depreciation,
    potential_growth,
    trend_growth,
    machine_units,
    capital_ratio,
    cpi,
    leverage,
    deposit_months,
    orders_ahead,
):  # fmt: skip
    """Investment ordered for next month within cash flow, and dividends declared (currency/month); machines.

    Machines that do people's tasks are kept at `machine_units` a post replaced, beside all other capital.

    Capital wanted a unit is what technique takes (`firm_technique`), and what that changes is ordered at
    once; its foreign-owned part falls with a tax raised here alone.
    Dividends = smoothed cash flow after tax and investment plus a share of excess deposits, never negative.
    """
    if public == 1:
        return 0.0, 0.0, 0.0, 0.0
    step = capital_ratio * expected_orders * intensity_step
    aim = capital_ratio * expected_orders * (1.0 + orders_ahead) * intensity
    aim *= 1.0 - foreign_share * (1.0 - exp(-capital_flight * profit_tax_addition * (1.0 - tax_cooperation)))
    other = capital - machines
    wanted = (depreciation + potential_growth) * other + capital_adjustment * (aim - other) + step
    kept = (1.0 - depreciation) * machines
    new = max(0.0, machine_units * automated_heads - kept)
    all_orders = max(0.0, wanted) * cpi + new * cpi
    borrowing = leverage * capital * cpi * trend_growth
    order = min(all_orders, max(0.0, profit - profit_tax + borrowing + deposits))
    bought = kept + new * order / max(all_orders, 1e-300)
    left = profit - profit_tax - investment - integration + borrowing - trend_growth * deposits
    smoothed = cash_flow * (1.0 + trend_growth) + cash_smoothing * (left - cash_flow)
    target = deposit_months * wage_bill
    paid = max(0.0, min(smoothed + payout_adjustment * (deposits - target), deposits))
    return order, paid, smoothed, bought
