"""On how many of its openings a firm decides this month."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="post", writes="deciding")
def post_select(
    vacancies,
    u_selection,
    *,
    selection_speed=param(
        0.5, unit="per month", bounds=(0.0, 1.0), kind="probability",
        about="share of openings on which firms decide in a month", source="start: vacancy rate",
        status="calibrated",
    ),
):  # fmt: skip
    """Openings whose applicants are compared this month (number); the others stay open.

    Posts stand open because choosing among applicants takes time, more than for want of applicants
    (van Ours & Ridder 1992).
    """
    return int(vacancies * selection_speed + u_selection)
