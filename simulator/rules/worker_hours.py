"""Whether people work full-time or half-time."""

from math import log

from simulator.agents.person import EMPLOYED, HALF_TIME
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes=("hours", "usual_hours"))
def worker_hours(
    status,
    hours,
    usual_hours,
    tenure,
    sex,
    half_time_taste,
    wage,
    unearned,
    care_place,
    carer,
    kept_hours,
    last_wage,
    months_in_status,
    u_rationed_hours,
    *,
    hours_income_effect=param(
        0.24, unit="ratio", bounds=(0.0, 1.0),
        about="rise of the half-time share per unearned income as large as the wage",
        source="C24: part of the marginal propensity to earn of -0.11 (Imbens, Rubin and Sacerdote 2001; "
        "Cesarini et al. 2017; recalled, medium)", status="calibrated",
    ),
    care_hours=param(
        0.4, kind="share",
        about="fall of the half-time share with a place in care",
        source="LFS: part of women's part-time work that is for care (recalled, low)",
    ),
    hours_elasticity=param(
        0.33, unit="elasticity", bounds=(0.0, 2.0),
        about="hours with respect to what a second half day leaves after tax",
        source="intensive margin 0.33, micro and macro (Chetty 2012; read: abstract)", status="estimated",
    ),
    care_half_time=param(
        2.0, unit="ratio", bounds=(1.0, 5.0),
        about="half-time share of those who mainly care for children over that of others",
        source="EU-25: 38 % of employed women with children under 12 work part-time, 20 % of those without; "
        "men with and without alike (Aliaga 2005, Eurostat, read): 1.9, over care_by_women",
        status="estimated",
    ),
    rationed_hours=param(
        0.14, kind="share",
        about="of those used to full time who return from time without a job, whom it at first gives half",
        source="first jobs of displaced men, Displaced Workers Supplements 1986-92: 20 % part-time (data of "
        "McCall 1996, read), less 7 % who work so anyway (recalled)",
    ),
    half_time_share_men,
    half_time_share_women,
):  # fmt: skip
    """Hours (share of full time) by taste, unearned income, care and tax; and those by taste alone.

    They are chosen at hiring and once a year after it. Who worked full time and returns from time without a
    job may find half time only: until the next choice, or another employer.
    """
    if status != EMPLOYED or tenure % 12 != 0:
        return hours, usual_hours
    share = half_time_share_women if sex == 1 else half_time_share_men
    if carer == 1:
        share *= care_half_time
    usual = HALF_TIME if half_time_taste < share else 1.0
    returns = tenure == 0 and months_in_status == 0 and last_wage > 0.0
    if returns and usual == 1.0 and usual_hours == 1.0 and u_rationed_hours < rationed_hours:
        return HALF_TIME, HALF_TIME
    share -= hours_elasticity * (1.0 - HALF_TIME * share) / HALF_TIME * log(kept_hours)
    if wage > 0.0:
        share += hours_income_effect * unearned / wage
    share *= 1.0 - care_hours * care_place
    return HALF_TIME if half_time_taste < share else 1.0, usual
