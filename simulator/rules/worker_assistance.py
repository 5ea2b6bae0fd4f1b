"""Means-tested assistance, child benefit, pensions and the other transfers of the month-0 system."""

from simulator.agents.person import INACTIVE, RETIRED, TRAINING, UNEMPLOYED
from simulator.core.maths import consumption_units
from simulator.core.rule import rule


@rule(over="person", writes=("assistance", "child_benefit", "transfer"))
def worker_assistance(
    status,
    age_group,
    takeup,
    benefit,
    household_means,
    household_adults,
    household_children,
    *,
    assistance_amount,
    assistance_threshold,
    assistance_takeup,
    child_benefit_amount,
    other_takeup,
    other_transfer,
):
    """Transfers (currency/month): assistance to poor people out of work, an amount per child, and the rest.

    The rest stands for disability, family and survivors' benefits; a fixed part of the inactive of 25-64
    receives it.
    """
    assistance = 0.0
    poor = household_means < assistance_threshold * consumption_units(household_adults, household_children)
    out_of_work = status == UNEMPLOYED or status == TRAINING or status == INACTIVE
    if out_of_work and age_group != 0 and benefit <= 0.0 and poor and takeup < assistance_takeup:
        assistance = assistance_amount
    rest = other_transfer if status == INACTIVE and age_group != 0 and takeup < other_takeup else 0.0
    per_adult = household_children / max(household_adults, 1)
    return assistance, child_benefit_amount * per_adult if status != RETIRED or per_adult > 0.0 else 0.0, rest
