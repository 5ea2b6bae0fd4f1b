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
    kept_hours,
    *,
    hours_income_effect=param(
        0.12, unit="ratio", bounds=(0.0, 1.0),
        about="rise of the half-time share per unearned income as large as the wage",
        source="C24: part of the marginal propensity to earn of -0.11 (Imbens, Rubin and Sacerdote 2001; "
        "Cesarini et al. 2017; recalled, medium)", status="assumed",
    ),
    care_hours=param(
        0.4, unit="share", bounds=(0.0, 1.0), kind="share",
        about="fall of the half-time share with a place in care",
        source="LFS: part of women's part-time work that is for care (recalled, low)", status="assumed",
    ),
    hours_elasticity=param(
        0.33, unit="elasticity", bounds=(0.0, 2.0),
        about="hours with respect to what a second half day leaves after tax",
        source="intensive margin 0.33, micro and macro (Chetty 2012; read: abstract)", status="estimated",
    ),
    half_time_share_men,
    half_time_share_women,
):  # fmt: skip
    """Hours (share of full time) by taste, unearned income, care and tax; and those by taste alone.

    They are chosen at hiring and once a year after it.
    """
    if status != EMPLOYED or tenure % 12 != 0:
        return hours, usual_hours
    share = half_time_share_women if sex == 1 else half_time_share_men
    usual = HALF_TIME if half_time_taste < share else 1.0
    share -= hours_elasticity * (1.0 - HALF_TIME * share) / HALF_TIME * log(kept_hours)
    if wage > 0.0:
        share += hours_income_effect * unearned / wage
    share *= 1.0 - care_hours * care_place
    return HALF_TIME if half_time_taste < share else 1.0, usual
