"""How hard people look for a job."""

from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, TRAINING, UNEMPLOYED
from simulator.core.maths import benefits_lost, expected_benefit, insurance_benefit, weight_of_months
from simulator.core.param import param
from simulator.core.rule import rule

MOST_GAIN = 2.0
"""However much is added to low pay, search at most doubles: a month has so many days."""


@rule(over="person", writes="effort")
def worker_search(
    status,
    search_type,
    benefit_base,
    benefit_months_left,
    benefit_months_paid,
    assistance,
    guarantee,
    assistance_after,
    guarantee_after,
    household_adults,
    stipend,
    last_wage,
    hours,
    certificate,
    work_bonus,
    kept,
    recall_post,
    carer,
    care_place,
    job_risk,
    *,
    search_elasticity=param(
        1.0, unit="elasticity", bounds=(0.0, 5.0),
        about="elasticity of search effort to what a job adds to income",
        source="C17: duration by 0.5 of the benefit (Schmieder and von Wachter 2016; recalled, medium); "
        "0.45, 0.31 and 0.20 found in Spain, the United States and Germany; 1: quadratic cost",
        status="calibrated",
    ),
    finding_optimism=param(
        1.2, unit="ratio", bounds=(0.2, 5.0),
        about="what seekers take their chance of finding work for, over what it is",
        source="47 % expect work in three months, 40 % have it, United States: 1.2 (Mueller, Spinnewijn and "
        "Topa 2021; recalled); of the insured of New Jersey 26 and 10 % in a month: 2.6 (read: digest)",
    ),
    duty_to_search=param(
        0.2, kind="share",
        about="what people act on who would gain less from a job, as benefits ask them to look",
        source="choice: a fifth of the usual effort, as benefits ask",
    ),
    training_search=param(
        0.3, kind="share", about="search while in training (lock-in)",
        source="choice: courses of the first year hold people back: +2 points in the first year, +6.6 in "
        "the next (Card, Kluve and Weber 2018; signs read, numbers recalled, medium)",
    ),
    on_the_job_search=param(
        0.29, kind="share", about="search of the employed over that of the unemployed",
        source="C21: 10 % of the employed change major group a year, United States (Kambourov and "
        "Manovskii 2008), 2 to 4 in Europe (recalled, low): sim calibrate ESP USA",
        status="calibrated",
    ),
    informal_search=param(
        0.5, kind="share", about="search of informal workers",
        source="choice: half; each country's file has what its flows ask for",
    ),
    public_job_search=param(
        0.3, kind="share", about="search while in a guaranteed job (lock-in)",
        source="as in training; public jobs lower employment in the short run (Card, Kluve and Weber 2018; "
        "signs read)",
    ),
    own_account_search=param(
        0.2, unit="ratio", bounds=(0.0, 5.0), about="search of own-account workers over that of employees",
        source="choice: a fifth; no survey was read that asks them",
    ),
    recall_search=param(
        0.5, kind="share",
        about="search of those who may be called back over that of others",
        source="they search less often, and less (Nekoei and Weber 2015, abstract read); size: a guess",
    ),
    care_reach=param(
        0.2, kind="share",
        about="posts out of reach for those who mainly care for children",
        source="gap between women and men in the longest commute accepted: 24 % with children, 8 % single "
        "without (Le Barbanchon, Rathelot and Roulet 2021, an account read), over care_by_women",
    ),
    job_finding_norm,
    benefit_replacement,
    benefit_replacement_later,
    benefit_step,
    benefit_floor,
    benefit_cap,
    guarantee_counted,
    net_of_tax,
):  # fmt: skip
    """Search effort falls with what a job would take away, over what it would pay net (ratio).

    Posts are applied for in proportion: effort one is a month with `applications` of them.

    What policies would add to a job counts as less taken away.

    It rises with the gain from a job as a convex cost of search implies (Mortensen 1977), but nobody who
    is paid without work looks less than benefits ask for. Benefits weigh as far as people expect to draw
    them, and then what would take their place, so that effort rises towards their end. A recent course
    comes with help in finding the job it was for. Who may be called back waits in part. Employees look as the
    uninsured do as far as they expect to be laid off. Who cares for children, without a place, reaches fewer
    posts.
    """
    reach = 1.0 - care_reach * carer * (1.0 - care_place)
    if status == UNEMPLOYED:
        at_first = min(benefit_months_left, max(benefit_step - benefit_months_paid, 0.0))
        until_step = weight_of_months(at_first, job_finding_norm, finding_optimism)
        weight = weight_of_months(benefit_months_left, job_finding_norm, finding_optimism)
        terms = benefit_replacement, benefit_replacement_later, benefit_floor, benefit_cap
        first = insurance_benefit(benefit_base, 0, 1, *terms)
        insured = expected_benefit(first, insurance_benefit(benefit_base, 1, 1, *terms), until_step, weight)
        pay = net_of_tax * kept * last_wage * hours
        now, after = (assistance, guarantee), (assistance_after, guarantee_after)
        ended = benefits_lost(insured, weight, now, after, household_adults, guarantee_counted, pay)
        lost = stipend + ended
        gain = min(max(1.0 - (lost - work_bonus) / pay, duty_to_search), MOST_GAIN) if pay > 0.0 else 1.0
        waits = recall_search if recall_post >= 0 else 1.0
        return search_type * (1.0 + certificate) * gain**search_elasticity * waits * reach
    if status == TRAINING:
        return search_type * training_search * reach
    if status == PUBLIC_JOB:
        return search_type * public_job_search * reach
    if status == INFORMAL:
        return search_type * informal_search * reach
    if status == EMPLOYED:
        return (on_the_job_search + max(search_type - on_the_job_search, 0.0) * job_risk) * reach
    if status == OWN_ACCOUNT:
        return own_account_search * on_the_job_search * reach
    return 0.0
