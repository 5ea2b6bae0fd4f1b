"""Contract wages of people who stay in their job."""

from simulator.agents.person import EMPLOYED
from simulator.core.maths import going_wage
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="wage")
def worker_wage(
    status,
    wage,
    ability,
    skill,
    tenure,
    outside_wage,
    occupation_wage,
    firm_premium,
    *,
    tenure_return=param(
        0.10, unit="share", bounds=(0.0, 0.5), about="wage return to long tenure",
        source="ten years with an employer: 25 % (Topel 1991), 11 % (Altonji and Williams 2005; recalled, "
        "high), little (Altonji and Shakotko 1987; read: abstract)",
    ),
    wage_adjustment=param(
        0.083, kind="probability", about="share of the wage gap closed",
        source="firms change wages every 15 months on average, prices every 10, 17 European countries "
        "(Druant et al. 2012; read: abstract); annual rounds",
    ),
    tenure_return_months=param(
        60.0, bounds=(1.0, 240.0), kind="months", about="tenure over which wages rise",
        source="choice: half of the ten years over which tenure_return is measured",
    ),
    skill_pay=param(
        0.5, unit="elasticity", bounds=(0.0, 1.0), about="pay with respect to skill, in units of output",
        source="Dearden, Reed & Van Reenen 2006: wages +0.3, value added +0.6 %; Konings & Vanormelingen, "
        "version of 2009: +12, +23 % (read: abstracts)",
        status="estimated",
    ),
    minimum_wage,
    trend_growth,
):  # fmt: skip
    """Move towards the going wage, never down in money terms, never below the minimum (currency/month).

    Who could turn to a guaranteed job has to be paid as much as it pays.
    """
    if status != EMPLOYED:
        return wage
    going = going_wage(
        occupation_wage, firm_premium, ability, skill, tenure, tenure_return, tenure_return_months, skill_pay
    )
    going = max(going, outside_wage)
    expected = wage * (1.0 + trend_growth)
    return max(expected + wage_adjustment * (going - expected), wage, minimum_wage)
