"""The lowest net income in work that a seeker accepts.

A copy of the rule worker_reservation_wage, to be changed. A scenario file beside this one uses it by the line

    rules: {worker_reservation_wage: own_rule.py:worker_reservation_wage}

and is run with --allow-code. How a rule is written:
- It is called once a month for every agent; what it returns is written into the columns that @rule names.
- Arguments before * are columns of the agent ("last_wage"), of what it is linked to ("firm_premium"), or its
  own random draw for a purpose ("u_accept"). Columns that you do not need may go, others may come.
- Arguments after * are parameters, declared here by param(…), or values of the whole economy.
- Numbers, if, min, max, math and loops: it is compiled, so no lists, texts or files.
The same function can be called in a debugger or a test: it is plain Python.
"""

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
