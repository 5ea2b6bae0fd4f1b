"""Who leaves a job this month, and why."""

from math import exp

from simulator.agents.person import EMPLOYED, LAID_OFF, SEPARATES, STAYS, WITHDRAWS
from simulator.core.maths import income_pull, layoff_risk
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="leaving")
def worker_separate(
    status,
    tenure,
    separation_level,
    occupation_separation_level,
    ability,
    exit_hazard,
    post_layoff_chance,
    post_layoffs_spared,
    layoff_weight,
    post_notice,
    care_place,
    kept,
    unearned,
    wage,
    short_time,
    u_participation,
    u_separation,
    u_layoff,
    *,
    separation_scale=param(
        1.0, unit="ratio", bounds=(0.0, 10.0), about="level of separations", source="start: job-finding rate",
        status="calibrated",
    ),
    separation_new=param(
        0.030, bounds=(0.0, 0.5), kind="probability", about="separation in the first month",
        source="half of new jobs end in their first year, United States (Farber 1999; recalled, high); a "
        "quarter here before the level is steered; shape of EU-LFS",
    ),
    separation_settled=param(
        0.003, bounds=(0.0, 0.2), kind="probability", about="separation at long tenure",
        source="choice: a tenth of separation_new",
    ),
    separation_fade=param(
        24.0, bounds=(1.0, 240.0), kind="months", about="tenure over which separation falls",
        source="EU-LFS: as above",
    ),
    layoff_tenure_slope=param(
        0.7, kind="share", about="share of the layoff risk that fades with tenure",
        source="choice: strict last-in-first-out never displaces the long-tenured",
    ),
    layoff_fade=param(
        60.0, bounds=(1.0, 240.0), kind="months", about="tenure over which layoff risk falls",
        source="choice: five years, as tenure_return_months",
    ),
    care_exit,
    tax_elasticity,
    income_effect,
    minimum_wage,
):  # fmt: skip
    """Separation falls with tenure and ability and differs by occupation; posts with too many people lay off.

    It falls by 1 % for 1 % of ability, by which pay differs within an occupation: 0.7 to 1.4 with the wage in
    Germany 1985-2014, by tenure and tasks (Bachmann, Demir and Frings 2022; read: a table).
    Those whom a firm lays off had earned as much as others in their place (Gibbons and Katz 1991): ability
    decides nothing there; where AI does a part of the work, digital skill does (`layoff_weight`). Of people
    on short time it lays off only those whom it does not pay to keep, and nobody before the end of a notice.
    """
    if status != EMPLOYED:
        return STAYS
    ordinary = separation_settled + (separation_new - separation_settled) * exp(-tenure / separation_fade)
    level = separation_level * occupation_separation_level / ability
    if u_separation < separation_scale * level * ordinary:
        return SEPARATES
    leave = exit_hazard * (1.0 - care_exit * care_place) / kept**tax_elasticity
    if u_participation < leave * income_pull(income_effect, unearned, max(wage, minimum_wage, 1e-9)):
        return WITHDRAWS
    spared = post_layoffs_spared if short_time > 0.0 else 0.0
    chance = post_layoff_chance * layoff_weight * (1.0 - spared) * (1.0 - post_notice)
    if u_layoff < layoff_risk(chance, tenure, layoff_tenure_slope, layoff_fade):
        return LAID_OFF
    return STAYS
