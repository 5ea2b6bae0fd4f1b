"""Gross earnings and social contributions of the month."""

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT, PUBLIC_JOB
from simulator.core.maths import schedule_tax
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes=("earnings", "employer_contribution", "employee_contribution"))
def worker_earn(
    status,
    wage,
    hours,
    short_time,
    sales_income,
    *,
    own_account_rate=param(
        0.20, bounds=(0.0, 0.6), kind="share",
        about="contributions of the self-employed on their income",
        source="Spain: RETA cuota by net income 2024, about 31 % of the chosen base",
    ),
    unregistered_share,
    employer_rate,
    employee_rate,
    tax_unit,
    contribution_from_1,
    contribution_from_2,
    contribution_from_3,
    contribution_from_4,
    contribution_from_5,
    contribution_part_1,
    contribution_part_2,
    contribution_part_3,
    contribution_part_4,
    contribution_part_5,
    pay_cut,
):  # fmt: skip
    """Earnings (currency/month) and what employer and worker contribute on them.

    What workers contribute of low pay, and above ceilings, is as the law has it. Short time and a
    shorter week without full compensation cut pay, not the contract wage. On guaranteed jobs the state does
    not contribute: it would pay itself.
    """
    if status == EMPLOYED:
        gross = wage * hours * (1.0 - short_time) * (1.0 - pay_cut)
    elif status == PUBLIC_JOB:
        gross = wage * hours
    elif status == OWN_ACCOUNT:
        return 0.0, 0.0, sales_income * (1.0 - unregistered_share) * own_account_rate
    else:
        return 0.0, 0.0, 0.0
    first = contribution_from_1 * tax_unit, contribution_from_2 * tax_unit, contribution_from_3 * tax_unit
    later = contribution_from_4 * tax_unit, contribution_from_5 * tax_unit
    parts = contribution_part_1, contribution_part_2, contribution_part_3, contribution_part_4
    assessed = schedule_tax(gross, (*first, *later), (*parts, contribution_part_5))
    return gross, gross * employer_rate if status == EMPLOYED else 0.0, assessed * employee_rate
