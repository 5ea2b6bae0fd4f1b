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
    wage_speed=param(
        0.10, kind="probability",
        about="share of the wage gap closed a month", source="C14, within the fit's 95 %",
    ),
    trend_growth,
    trend_index,
    wage_claim,
):  # fmt: skip
    """d ln W = n + speed [claim - c ln(u/u0) - ln(W / trend W)] (currency/month); u0 moves as people age.

    The claim is over trend: what is usual, and a share of what productivity gained beyond it
    (`simulator.markets.sums.claim_pay`).
    """
    gap = log(wage / (trend_wage * trend_index))
    pull = wage_claim - wage_curve * log(slack / slack_norm) - gap
    return wage * (1.0 + trend_growth) * exp(wage_speed * pull)
