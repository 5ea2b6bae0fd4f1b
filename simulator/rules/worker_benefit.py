"""Unemployment insurance of the month."""

from simulator.agents.person import TRAINING, UNEMPLOYED
from simulator.core.maths import insurance_benefit
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes=("benefit", "benefit_months_left", "benefit_months_paid"))
def worker_benefit(
    status,
    benefit_base,
    benefit_months_left,
    benefit_months_paid,
    *,
    benefit_replacement,
    benefit_replacement_later,
    benefit_cap,
    benefit_floor,
    benefit_step=param(
        6, bounds=(0, 60), kind="months", about="months paid at the first rate",
        source="Spain: LGSS art. 270", status="observed",
    ),
):  # fmt: skip
    """Insurance benefit (currency/month) within floor and cap, while entitlement lasts.

    The first rate is paid for so many months of a claim, whatever interrupts it.
    """
    if (status != UNEMPLOYED and status != TRAINING) or benefit_months_left <= 0:
        return 0.0, benefit_months_left, benefit_months_paid
    terms = benefit_replacement, benefit_replacement_later, benefit_floor, benefit_cap
    due = insurance_benefit(benefit_base, benefit_months_paid, benefit_step, *terms)
    return due, benefit_months_left - 1, benefit_months_paid + 1
