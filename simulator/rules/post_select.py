"""On how many of its openings a firm decides this month, and on how many it takes beginners."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="post", writes=("deciding", "entry_deciding"))
def post_select(
    vacancies,
    entry_open,
    u_selection,
    u_entry,
    *,
    selection_speed=param(
        1.0, unit="per month", bounds=(0.0, 3.0),
        about="share of openings decided on where each has one seeker",
        source="start: vacancy rate", status="calibrated",
    ),
    selection_elasticity=param(
        0.1, unit="elasticity", bounds=(0.0, 1.0), about="decisions by seekers for each opening",
        source="C11: hires by 0.5 to 0.7 of seekers (Petrongolo and Pissarides 2001; recalled, high): sim "
        "calibrate ESP USA", status="calibrated",
    ),
    seekers_per_opening,
):  # fmt: skip
    """Openings whose applicants are compared this month, and how many of these take beginners (numbers).

    The others stay open. Posts stand open until a firm has applicants enough to choose among, and chosen
    (van Ours & Ridder 1992): the more people look, the sooner it decides.
    """
    share = min(1.0, selection_speed * seekers_per_opening**selection_elasticity)
    deciding = int(vacancies * share + u_selection)
    return deciding, min(deciding, int(deciding * entry_open + u_entry))
