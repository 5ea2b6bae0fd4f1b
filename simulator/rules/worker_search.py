"""How hard people look for a job."""

from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, TRAINING, UNEMPLOYED
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="effort")
def worker_search(
    status,
    search_type,
    benefit_base,
    benefit_months_left,
    stipend,
    last_wage,
    certificate,
    *,
    search_scale=param(
        1.0, unit="ratio", bounds=(0.0, 10.0), about="level of search effort", source="start: vacancy rate",
        status="calibrated",
    ),
    benefit_search_cost=param(
        0.30, unit="share", bounds=(0.0, 1.0), about="effort lost at full replacement", source="C17 (A09)",
        status="calibrated",
    ),
    training_search=param(
        0.3, unit="share", bounds=(0.0, 1.0), about="search while in training (lock-in)", source="A20",
        status="assumed",
    ),
    on_the_job_search=param(
        0.05, unit="share", bounds=(0.0, 1.0), about="chance that the employed look around in a month",
        source="A19: occupational moves", status="assumed",
    ),
    informal_search=param(
        0.5, unit="share", bounds=(0.0, 1.0), about="search of informal workers", source="-",
        status="assumed",
    ),
    public_job_search=param(
        0.3, unit="share", bounds=(0.0, 1.0), about="search while in a guaranteed job (lock-in)",
        source="as in training; A20: public jobs lower employment in the short run", status="assumed",
    ),
    own_account_search=param(
        0.2, unit="ratio", bounds=(0.0, 5.0), about="search of own-account workers over that of employees",
        source="-", status="assumed",
    ),
    benefit_horizon=param(
        12.0, unit="months", bounds=(1.0, 60.0), kind="months",
        about="months of benefits that people look ahead", source="design, section 5", status="assumed",
    ),
    benefit_replacement,
    benefit_floor,
    benefit_cap,
):  # fmt: skip
    """Search effort falls with the mean net replacement over the months ahead (share, at most 1).

    A recent course comes with help in finding the job it was for.
    """
    if status == UNEMPLOYED:
        months = min(benefit_months_left, benefit_horizon)
        replaced = 0.0
        if last_wage > 0.0:
            insured = min(max(benefit_replacement * benefit_base, benefit_floor), benefit_cap)
            paid = insured * months / benefit_horizon + stipend
            replaced = min(1.0, paid / last_wage)
        incentive = 1.0 - benefit_search_cost * replaced
        return min(1.0, search_scale * search_type * (1.0 + certificate) * incentive)
    if status == TRAINING:
        return min(1.0, search_scale * search_type * training_search)
    if status == PUBLIC_JOB:
        return min(1.0, search_scale * search_type * public_job_search)
    if status == INFORMAL:
        return min(1.0, search_scale * search_type * informal_search)
    if status == EMPLOYED:
        return on_the_job_search
    if status == OWN_ACCOUNT:
        return own_account_search * on_the_job_search
    return 0.0
