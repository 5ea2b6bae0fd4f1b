"""Means-tested assistance, child benefit, pensions and the other transfers of the month-0 system."""

from simulator.agents.person import INACTIVE, TRAINING, UNEMPLOYED
from simulator.core.maths import consumption_units
from simulator.core.rule import rule


@rule(over="person", writes=("assistance", "child_benefit", "transfer", "assistance_after"))
def worker_assistance(
    status,
    age_group,
    takeup,
    entitled,
    benefit,
    guarantee,
    guarantee_after,
    household_means,
    household_adults,
    household_children,
    *,
    assistance_amount,
    assistance_threshold,
    assistance_takeup,
    child_benefit_amount,
    child_benefit_least,
    child_means_low,
    child_means_high,
    tax_unit,
    other_transfer,
):
    """Transfers (currency/month): assistance, an amount per child that may fall with means, and the rest.

    Assistance is paid to poor people out of work, and tops households up to the minimum income of the law.
    The last is what it would be if insurance paid nothing. The rest stands for disability, family and
    survivors' benefits, for those who are `entitled`.
    """
    units = consumption_units(household_adults, household_children)
    poor = household_means - benefit < assistance_threshold * units
    out_of_work = status == UNEMPLOYED or status == TRAINING or status == INACTIVE
    claims = out_of_work and age_group != 0 and poor and takeup < assistance_takeup
    after = assistance_amount if claims else 0.0
    assistance = after if benefit <= 0.0 else 0.0
    rest = other_transfer if entitled else 0.0
    child = 0.0
    if household_children > 0:
        width = max(child_means_high - child_means_low, 1e-9)
        above = (household_means / units / tax_unit - child_means_low) / width
        kept = 1.0 - (1.0 - child_benefit_least) * min(max(above, 0.0), 1.0)
        child = child_benefit_amount * kept * (household_children / max(household_adults, 1))
    return assistance + guarantee, child, rest, after + guarantee_after
