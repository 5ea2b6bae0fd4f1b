"""How likely an employee's job is one too many."""

from simulator.agents.person import EMPLOYED
from simulator.core.maths import layoff_risk
from simulator.core.rule import rule


@rule(over="person", writes="job_risk")
def worker_job_risk(
    status,
    tenure,
    short_time,
    post_layoff_chance,
    post_layoffs_spared,
    layoff_weight,
    post_notice,
    *,
    layoff_speed,
    layoff_tenure_slope,
    layoff_fade,
):
    """Chance of being laid off as long as the firm has too many people in the post (share).

    Of these `layoff_speed` go in a month, and have gone in this one but for those under notice. That orders
    fall is known in a firm before it lays off; who leaves it in time loses less than those who stay to the
    end (Schwerdt 2007).
    """
    if status != EMPLOYED or post_layoff_chance <= 0.0:
        return 0.0
    spared = post_layoffs_spared if short_time > 0.0 else 0.0
    own = post_layoff_chance * layoff_weight * (1.0 - spared)
    chance = layoff_risk(own, tenure, layoff_tenure_slope, layoff_fade)
    return min(1.0, chance * (1.0 - layoff_speed * (1.0 - post_notice)) / layoff_speed)
