"""Gross earnings and social contributions of the month."""

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT, PUBLIC_JOB
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
        0.20, unit="share", bounds=(0.0, 0.6), kind="share",
        about="contributions of the self-employed on their income",
        source="Spain: RETA cuota by net income 2024, about 31 % of the chosen base", status="assumed",
    ),
    unregistered_share,
    employer_rate,
    employee_rate,
    pay_cut,
):  # fmt: skip
    """Earnings (currency/month) and what employer and worker contribute on them.

    Short time and a shorter week without full compensation cut pay, not the contract wage. On guaranteed jobs
    the state does not contribute: it would pay itself.
    """
    if status == EMPLOYED:
        gross = wage * hours * (1.0 - short_time) * (1.0 - pay_cut)
        return gross, gross * employer_rate, gross * employee_rate
    if status == PUBLIC_JOB:
        return wage * hours, 0.0, wage * hours * employee_rate
    if status == OWN_ACCOUNT:
        return 0.0, 0.0, sales_income * (1.0 - unregistered_share) * own_account_rate
    return 0.0, 0.0, 0.0
