"""Unemployment insurance of the month."""

from simulator.agents.person import TRAINING, UNEMPLOYED
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes=("benefit", "benefit_months_left"))
def worker_benefit(
    status,
    benefit_base,
    benefit_months_left,
    months_in_status,
    *,
    benefit_replacement,
    benefit_replacement_later,
    benefit_cap,
    benefit_floor,
    benefit_step=param(
        6, unit="months", bounds=(0, 60), kind="months", about="months paid at the first rate",
        source="Spain: LGSS art. 270", status="observed",
    ),
):  # fmt: skip
    """Insurance benefit (currency/month) within floor and cap, while entitlement lasts."""
    if (status != UNEMPLOYED and status != TRAINING) or benefit_months_left <= 0:
        return 0.0, benefit_months_left
    rate = benefit_replacement if months_in_status < benefit_step else benefit_replacement_later
    return min(max(rate * benefit_base, benefit_floor), benefit_cap), benefit_months_left - 1
