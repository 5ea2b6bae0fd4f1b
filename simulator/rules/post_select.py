"""On how many of its openings a firm decides this month."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="post", writes="deciding")
def post_select(
    vacancies,
    u_selection,
    *,
    selection_speed=param(
        1.0, unit="per month", bounds=(0.0, 3.0),
        about="share of openings decided on where each has one seeker",
        source="start: vacancy rate", status="calibrated",
    ),
    selection_elasticity=param(
        0.1, unit="elasticity", bounds=(0.0, 1.0), about="decisions by seekers for each opening",
        source="C11 (A01): sim calibrate ESP USA (0098)", status="calibrated",
    ),
    seekers_per_opening,
):  # fmt: skip
    """Openings whose applicants are compared this month (number); the others stay open.

    Posts stand open until a firm has applicants enough to choose among, and chosen (van Ours & Ridder 1992):
    the more people look, the sooner it decides.
    """
    share = min(1.0, selection_speed * seekers_per_opening**selection_elasticity)
    return int(vacancies * share + u_selection)
