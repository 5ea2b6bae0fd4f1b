"""Whether people work full-time or half-time."""

from simulator.agents.person import EMPLOYED, HALF_TIME
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="hours")
def worker_hours(
    status,
    hours,
    tenure,
    sex,
    half_time_taste,
    wage,
    unearned,
    care_place,
    *,
    hours_income_effect=param(
        0.12, unit="ratio", bounds=(0.0, 1.0),
        about="rise of the half-time share per unearned income as large as the wage",
        source="A34, C24: part of the marginal propensity to earn of -0.11", status="assumed",
    ),
    care_hours=param(
        0.4, unit="share", bounds=(0.0, 1.0), kind="share",
        about="fall of the half-time share with a place in care",
        source="LFS: part of women's part-time work that is for care (recalled, low)", status="assumed",
    ),
    half_time_share_men,
    half_time_share_women,
):  # fmt: skip
    """Hours (share of full time), chosen at hiring and once a year after it: taste, unearned income, care."""
    if status != EMPLOYED or tenure % 12 != 0:
        return hours
    share = half_time_share_women if sex == 1 else half_time_share_men
    if wage > 0.0:
        share += hours_income_effect * unearned / wage
    share *= 1.0 - care_hours * care_place
    return HALF_TIME if half_time_taste < share else 1.0
