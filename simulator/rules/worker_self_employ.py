"""Who works on own account, who goes informal, and who stops."""

from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, UNEMPLOYED
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="status")
def worker_self_employ(
    status,
    benefit_months_left,
    own_account_level,
    informal_level,
    occupation_own_account_tendency,
    occupation_informal_tendency,
    occupation_own_account_leavers,
    ability,
    wage,
    outside_wage,
    reservation_wage,
    hours,
    kept,
    work_bonus,
    u_self_employment,
    *,
    own_account_exit=param(
        0.008, bounds=(0.0, 0.5), kind="probability", about="own-account work that ends",
        source="Eurostat: about one in ten a year",
    ),
    informal_exit=param(
        0.05, bounds=(0.0, 0.5), kind="probability", about="informal work that ends",
        source="choice: twenty months on average; no transition table was read",
    ),
    own_account_entry,
    own_account_entry_from_jobs,
    own_account_pull,
    own_account_push,
    informal_entry,
    informal_pull,
    informal_push,
    own_account_pay,
    informal_pay,
    net_of_tax,
):  # fmt: skip
    """Own-account and informal work end at a hazard; others start it, informal only without benefits.

    Low draws end it, high draws start it, so that two paired runs come together again (`worker_participate`).
    Seekers do, and people in guaranteed jobs; no seeker starts what pays less than she asks of a job, nor
    anybody what pays less than a guaranteed job, after tax. Policies add nothing to informal work.
    Employees leave a job to work on their own account in their occupation. When a kind of work pays more
    relative to wages than it did in month 0, more start it and fewer give up; they start in occupations where
    many work so, and seekers of an age and sex of whom many work so.
    """
    if status == OWN_ACCOUNT and u_self_employment < own_account_exit * own_account_push:
        return UNEMPLOYED
    if status == INFORMAL and u_self_employment < informal_exit * informal_push:
        return UNEMPLOYED
    if status == EMPLOYED:
        start = own_account_entry_from_jobs * own_account_pull * occupation_own_account_leavers
        return OWN_ACCOUNT if u_self_employment >= 1.0 - start else EMPLOYED
    if status == UNEMPLOYED or status == PUBLIC_JOB:
        guaranteed = (wage if status == PUBLIC_JOB else outside_wage) * net_of_tax
        asked = reservation_wage * hours * kept * net_of_tax if status == UNEMPLOYED else 0.0
        bonus = work_bonus if status == UNEMPLOYED else 0.0
        entry = own_account_entry * own_account_pull * own_account_level * occupation_own_account_tendency
        entry *= ability * own_account_pay >= max(guaranteed, asked)
        if u_self_employment >= 1.0 - entry:
            return OWN_ACCOUNT
        informal = informal_entry * informal_pull * informal_level * occupation_informal_tendency
        informal *= informal_pay >= max(guaranteed, asked + bonus)
        if benefit_months_left <= 0 and u_self_employment >= 1.0 - entry - informal:
            return INFORMAL
    return status
