"""Going wages of occupations: a wage curve around productivity."""

from math import exp, log

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="occupation", writes="wage")
def occupation_wage(
    wage,
    trend_wage,
    slack,
    slack_norm,
    *,
    wage_curve=param(
        0.10, unit="elasticity", bounds=(0.0, 0.5), about="wage with respect to the unemployment rate",
        source="C14: 0.10 in 40 countries (Blanchflower and Oswald 1994), 0.07 less publication bias "
        "(Nijkamp and Poot 2005); recalled, high", status="estimated",
    ),
    productivity_sharing=param(
        0.5, unit="elasticity", bounds=(0.0, 1.5), about="wages with respect to economy-wide productivity",
        source="a point more of productivity growth goes with 0.7 to 1 of mean and median pay, 0.4 to 0.7 "
        "of production workers', United States 1973-2016 (Stansbury and Summers 2018; read: abstract)",
        status="assumed",
    ),
    wage_speed=param(
        0.10, unit="per month", bounds=(0.0, 1.0), kind="probability",
        about="share of the wage gap closed a month", source="C14, within the fit's 95 %",
        status="assumed",
    ),
    trend_growth,
    trend_index,
    relative_productivity,
):  # fmt: skip
    """d ln W = n + speed [z ln Q - c ln(u/u0) - ln(W / trend W)] (currency/month)."""
    gap = log(wage / (trend_wage * trend_index))
    pull = productivity_sharing * log(relative_productivity) - wage_curve * log(slack / slack_norm) - gap
    return wage * (1.0 + trend_growth) * exp(wage_speed * pull)
