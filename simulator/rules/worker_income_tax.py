"""Income tax: a progressive schedule on labour and transfer income, a flat rate on capital income."""

from simulator.agents.person import OWN_ACCOUNT
from simulator.core.maths import schedule_tax
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="income_tax")
def worker_income_tax(
    earnings,
    employee_contribution,
    benefit,
    pension,
    policy_taxed,
    sales_income,
    capital_income,
    status,
    *,
    capital_tax_rate=param(
        0.19, bounds=(0.0, 0.6), kind="share", about="tax on dividends and interest",
        source="Spain: LIRPF art. 66, first bracket", status="observed",
    ),
    unregistered_share,
    tax_scale,
    tax_shift,
    tax_unit,
    tax_threshold_1,
    tax_threshold_2,
    tax_threshold_3,
    tax_threshold_4,
    tax_threshold_5,
    tax_rate_1,
    tax_rate_2,
    tax_rate_3,
    tax_rate_4,
    tax_rate_5,
):  # fmt: skip
    """Tax of the month (currency); thresholds are multiples of the average wage, `tax_unit`."""
    declared = sales_income * (1.0 - unregistered_share) if status == OWN_ACCOUNT else 0.0
    base = max(0.0, earnings + declared - employee_contribution + benefit + pension + policy_taxed) / tax_unit
    thresholds = tax_threshold_1, tax_threshold_2, tax_threshold_3, tax_threshold_4, tax_threshold_5
    due = schedule_tax(base, thresholds, (tax_rate_1, tax_rate_2, tax_rate_3, tax_rate_4, tax_rate_5))
    return (tax_scale * due + tax_shift * base) * tax_unit + capital_tax_rate * max(0.0, capital_income)
