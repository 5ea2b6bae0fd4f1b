"""What a job must be worth for somebody to take it."""

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT, PUBLIC_JOB, RETIRED
from simulator.core.maths import benefits_lost, weight_of_months
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
    guarantee,
    assistance_after,
    guarantee_after,
    household_adults,
    stipend,
    work_bonus,
    outside_wage,
    kept,
    ability,
    skill,
    occupation_wage,
    occupation_prospects,
    job_risk,
    *,
    reservation_start=param(
        0.70, unit="share of last wage", bounds=(0.0, 1.5), about="reservation wage at job loss",
        source="what the unemployed ask is close to their last pay, New Jersey 2009-10 (Krueger and "
        "Mueller 2016; read: summary); less here by what tenure and the firm's premium had added; "
        "C18, C20, C35",
        status="calibrated",
    ),
    reservation_decay=param(
        0.005, bounds=(0.0, 0.2), kind="probability", about="fall with months out of work",
        source="0.2 to 0.6 % a month, New Jersey 2009-10 (Krueger and Mueller 2016; read: abstract); C16: "
        "sim calibrate ESP USA, then by hand for C20 and C35", status="calibrated",
    ),
    last_wage_fade=param(
        0.05, kind="probability",
        about="how fast the last wage gives way to the pay that one can expect",
        source="choice: anchored to the last wage, slowly revised (Krueger and Mueller 2016; read: "
        "abstract); no speed is published",
    ),
    benefits_replaced=param(
        0.85, kind="share",
        about="part of what a job ends that pay must replace: benefits, assistance, stipends",
        source="C17 of Spain and Germany; not all: 6 % of men and 13 % of women at work full time in "
        "Denmark had less than insurance pays (Pedersen and Smith 2002; read: abstract), pay after longer "
        "insurance is less by the time out alone (Schmieder, von Wachter and Bender 2016; read: abstract)",
        status="calibrated",
    ),
    switching_gain=param(
        0.05, kind="share", about="raise for which the employed move",
        source="63 % of the employed ask for 10 % more to move, the median for 20 %, United States 2023 "
        "(New York Fed, Survey of Consumer Expectations; read: press); what makes them take an offer is "
        "less",
    ),
    finding_optimism,
    guarantee_counted,
    job_finding_norm,
    net_of_tax,
    skill_pay,
):  # fmt: skip
    """Gross full-time wage that must be exceeded: what one can expect, or a part of income out of work.

    What seekers of the occupation are offered, at one's own ability and skill. The last wage is where one
    begins, and fades. Nobody asks for more than the last job paid, whoever never worked for nothing.

    A job's worth must exceed it: its pay, and what else it has for the person. Employees ask for more than
    theirs is worth to them, and for less as far as they expect to be laid off. Benefits weigh as far as they
    last, and then what would take their place; a part of them people give up for having work. What policies
    would add to a job counts as wage; a guaranteed job is an income that seekers may turn to. The retired
    look for no job: 0.
    """
    if status == RETIRED:
        return 0.0
    if status == EMPLOYED:
        staying = job_value * (1.0 + switching_gain)
        return wage * ((1.0 - job_risk) * staying + job_risk * min(staying, reservation_start))
    if status == PUBLIC_JOB:
        return wage * (1.0 + switching_gain)
    if status == OWN_ACCOUNT:
        return sales_income * (1.0 + switching_gain)
    net = net_of_tax * kept
    weight = weight_of_months(benefit_months_left, job_finding_norm, finding_optimism)
    now, after, pay = (assistance, guarantee), (assistance_after, guarantee_after), net * last_wage
    lost = benefits_lost(benefit, weight, now, after, household_adults, guarantee_counted, pay)
    floor = benefits_replaced * (lost + stipend) / net
    expected = occupation_wage * occupation_prospects * ability * skill**skill_pay
    expected += (last_wage - expected) * (1.0 - last_wage_fade) ** months_out
    asked = reservation_start * expected * (1.0 - reservation_decay) ** months_out
    return max(max(min(asked, last_wage), floor, outside_wage) - work_bonus / net, 0.0)
