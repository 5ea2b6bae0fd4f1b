"""How many people a firm wants in a post, its openings and its layoffs."""

from math import floor

from simulator.core.maths import absorbed_by_quits
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="post", writes=("desired", "target", "vacancies", "patience", "layoff_chance"))
def post_plan(
    heads,
    requirement,
    rounding,
    automated,
    automated_ahead,
    augmented,
    expected_quits,
    ai_pending,
    severance,
    occupation_relative_wage,
    firm_public,
    firm_expected_orders,
    occupation_new_tasks,
    firm_new_tasks,
    firm_labour_need,
    firm_skill,
    firm_output_cut,
    *,
    substitution=param(
        0.5, unit="elasticity", bounds=(0.0, 3.0), about="substitution between occupations",
        source="between tasks 0.5 (Humlum 2019) to 0.9 (Goos, Manning and Salomons 2014); recalled, "
            "medium",
    ),
    opening_speed=param(
        0.49, kind="probability", about="share of a gap opened a month",
        source="C12: sim calibrate ESP USA", status="calibrated",
    ),
    layoff_speed=param(
        0.8, kind="probability",
        about="share of the excess laid off a month", source="C13 of the United States",
        status="calibrated",
    ),
    recruiting_cost=param(
        1.0, unit="months of the post's wage", bounds=(0.0, 12.0), about="cost of filling a post",
        source="search costs a fifth of 16 weeks' pay, 0.8 months; with training and lost output 3.7, "
        "skilled workers in Switzerland (Muehlemann and Strupler Leiser 2018; read: abstract); 0.5 to 1.3 "
        "in all (Manning 2011; recalled, high)",
    ),
    layoff_caution=param(
        0.002, unit="share of posts per month of pay", bounds=(0.0, 0.05),
        about="posts left unfilled because a layoff would cost a month of pay more",
        source="Bentolila & Bertola 1990: dismissal costs hold back hiring less than firing (recalled)",
    ),
    layoff_cost,
    displacement_cost,
    trend_productivity,
    hours_kept,
    public_savings,
):  # fmt: skip
    """Target = floor(orders x requirement x relative wage^-s + r), r fixed per post (persons).

    Letting someone go and filling the post again costs `recruiting_cost` months of pay, so staff that quits
    will absorb within that time is kept. Severance pay and a levy on layoffs, or on those from posts that AI
    has taken, keep it longer and make firms slower to open posts. A shorter week takes more people for the
    same work, and so do people who choose to work less or can do less. Posts that AI is about to take are
    kept while they are filled, and not filled again: hiring stops before anyone is laid off. With public
    employers no opening lapses but what a policy saves.
    """
    old = (1.0 - automated) / (1.0 + augmented)
    lapsing = (automated_ahead - automated) / (1.0 + augmented) / max(old + occupation_new_tasks, 1e-300)
    lapsing *= 1.0 - firm_public * (1.0 - public_savings)
    tasks = requirement * (old + occupation_new_tasks)
    tasks *= firm_labour_need / (1.0 + firm_new_tasks)
    desired = firm_expected_orders * tasks * occupation_relative_wage ** (-substitution) / trend_productivity
    desired /= (1.0 - firm_output_cut) * hours_kept * firm_skill
    target = int(floor(desired + rounding))
    parting = layoff_cost + severance
    filled = desired * max(0.0, 1.0 - layoff_caution * parting) * (1.0 - lapsing)
    gap = int(floor(filled + rounding)) - heads
    vacancies = max(1, int(floor(opening_speed * gap + 0.5))) if gap > 0 else 0
    patience = 1.0 + recruiting_cost + parting + displacement_cost * min(1.0, ai_pending)
    excess = heads - target - absorbed_by_quits(desired, expected_quits, patience, rounding)
    chance = layoff_speed * excess / heads if excess > 0.0 and heads > 0 else 0.0
    return desired, target, vacancies, patience, chance
