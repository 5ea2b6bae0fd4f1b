"""Who leaves or enters the labour force."""

from simulator.agents.person import INACTIVE, PUBLIC_JOB, UNEMPLOYED
from simulator.core.maths import income_pull, looseness
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="status")
def worker_participate(
    status,
    exit_hazard,
    entry_hazard,
    unearned,
    care_place,
    work_bonus,
    kept,
    last_wage,
    attachment,
    u_participation,
    *,
    discouraged_exit=param(
        6.0, unit="ratio", bounds=(0.0, 40.0), about="exit hazard of the unemployed over that of workers",
        source="24 % of the unemployed against 2.4 % of workers leave in a quarter, European Union 2023, "
        "many misclassified (Eurostat, Labour market flow statistics; read)",
    ),
    attachment_span=param(
        0.5, unit="ratio", bounds=(0.0, 1.0),
        about="exit of the unemployed with no recent work over that of those half attached, less 1",
        source="Elsby, Hobijn and Sahin 2015: those out of the labour force a year ago leave two to three "
        "times as often as those who worked (recalled)",
    ),
    income_effect=param(
        0.8, unit="elasticity", bounds=(0.0, 2.0),
        about="exit, and the inverse of entry, with respect to unearned income over what a job pays",
        source="C24, -0.11 earned per unit (recalled), less what hours take; in the model "
        "-0.10, November 2026",
        status="calibrated",
    ),
    care_entry=param(
        1.0, unit="ratio", bounds=(0.0, 10.0), about="rise of the entry hazard with a place in care",
        source="set by its effect on mothers' employment; see care_services",
    ),
    care_exit=param(
        0.5, kind="share", about="fall of the exit hazard with a place",
        source="as care_entry: set by its effect on mothers' employment; see care_services",
    ),
    gain_elasticity=param(
        0.25, unit="elasticity", bounds=(0.0, 2.0),
        about="entry with respect to what policies would add to a job, over its wage",
        source="extensive margin 0.25 (Chetty 2012, Chetty et al. 2011; read: abstract)",
    ),
    tax_elasticity=param(
        0.5, unit="elasticity", bounds=(0.0, 5.0),
        about="entry, and the inverse of exit, with respect to what a job leaves after tax",
        source="extensive margin 0.25 (Chetty 2012; read: abstract), of which three quarters take part",
        status="estimated",
    ),
    minimum_wage,
):  # fmt: skip
    """Workers leave through the people moves of the labour market; all others change here.

    The unemployed leave the less, the more of the recent past they worked: in a slump more of them come from
    jobs, so that fewer leave. Who is in a course stays until it ends or a job is found, as courses keep
    people in the labour force: 63 to 70 of 100 by Johansson 2002 (read: abstract), 60 here.
    Low draws leave, high draws enter: somebody in the labour force in one of two paired runs and outside in
    the other is alike in both after either, where low draws for both would have the two change places.
    Unearned income paid by a policy raises exit and lowers entry; a place in care does the reverse; a bonus
    on work raises entry. A tax that leaves less of a wage than today's law raises exit and lowers entry.
    """
    pay = max(last_wage, minimum_wage, 1e-9)
    pull = income_pull(income_effect, unearned, pay)
    pays = kept**tax_elasticity
    leave = exit_hazard * (1.0 - care_exit * care_place) / pays
    enter = entry_hazard * (1.0 + care_entry * care_place) * pays
    loose = looseness(discouraged_exit, attachment_span, attachment)
    if status == UNEMPLOYED and u_participation < leave * loose * pull:
        return INACTIVE
    if status == PUBLIC_JOB and u_participation < leave * pull:
        return INACTIVE
    gain = 1.0 + gain_elasticity * work_bonus / pay
    enter *= gain / pull
    if status == INACTIVE and u_participation >= 1.0 - enter:
        return UNEMPLOYED
    return status
