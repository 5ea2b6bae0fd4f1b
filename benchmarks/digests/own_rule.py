"""The lowest net income in work that a seeker accepts."""

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT, PUBLIC_JOB
from simulator.core.maths import weight_of_months
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="reservation_wage")
def worker_reservation_wage(
    status,
    last_wage,
    wage,
    job_value,
    months_out,
    sales_income,
    benefit,
    benefit_months_left,
    assistance,
    stipend,
    work_bonus,
    outside_wage,
    *,
    reservation_start=param(
        0.80, unit="share of last wage", bounds=(0.0, 1.5), about="reservation wage at job loss",
        source="design (0.95), less what tenure and the firm's premium had added; C18, C20",
        status="assumed",
    ),
    reservation_decay=param(
        0.0125, unit="per month", bounds=(0.0, 0.2), kind="probability", about="fall with months out of work",
        source="C16: sim calibrate ESP USA, then by hand for C20", status="calibrated",
    ),
    switching_gain=param(
        0.05, unit="share", bounds=(0.0, 1.0), about="raise for which the employed move", source="-",
        status="assumed",
    ),
    finding_optimism,
    job_finding_norm,
    net_of_tax,
):  # fmt: skip
    """Gross full-time wage that must be exceeded: last wage fading, never below income out of work.

    Benefits weigh as far as they last. What policies would add to a job counts as wage; a guaranteed job is
    an income that seekers may turn to.
    """
    if status == EMPLOYED:
        return wage * job_value * (1.0 + switching_gain)
    if status == PUBLIC_JOB:
        return wage * (1.0 + switching_gain)
    if status == OWN_ACCOUNT:
        return sales_income / net_of_tax * (1.0 + switching_gain)
    insured = benefit * weight_of_months(benefit_months_left, job_finding_norm, finding_optimism)
    floor = (insured + assistance + stipend) / net_of_tax
    faded = last_wage * reservation_start * (1.0 - 2.0 * reservation_decay) ** months_out
    return max(max(min(faded, last_wage), floor, outside_wage) - work_bonus / net_of_tax, 0.0)
