"""Disposable income, and the two ways in which people and statisticians smooth it."""

from simulator.core.param import param
from simulator.core.rule import rule
from simulator.core.time import MONTHS_PER_YEAR


@rule(over="person", writes=("disposable_income", "permanent_income", "survey_income"))
def worker_income(
    earnings,
    employee_contribution,
    income_tax,
    benefit,
    assistance,
    child_benefit,
    transfer,
    policy_income,
    pension,
    sales_income,
    capital_income,
    permanent_income,
    survey_income,
    *,
    survey_capital_share=param(
        0.3, kind="share",
        about="property income that household surveys record",
        source="EU-SILC holds 26 % and HFCS 22 % of capital income in national accounts, euro area (The "
        "micro-macro gap for capital income in the Eurozone; read: abstract)",
    ),
    income_smoothing=param(
        36.0, bounds=(2.0, 120.0), kind="months", about="memory of income in spending",
        source="three years: shocks to earnings of that life are insured in part (Blundell, Pistaferri & "
        "Preston 2008, recalled)",
    ),
    trend_growth,
):  # fmt: skip
    """Income after tax (currency/month), what people expect of it, and what surveys of the year record."""
    public = benefit + assistance + child_benefit + transfer + policy_income + pension
    income = earnings + sales_income + public + capital_income - employee_contribution - income_tax
    expected = permanent_income * (1.0 + trend_growth)
    recorded = income - (1.0 - survey_capital_share) * capital_income
    remembered = survey_income * (1.0 + trend_growth)
    expected += (income - expected) / income_smoothing
    return income, expected, remembered + (recorded - remembered) / MONTHS_PER_YEAR
