"""How much experience a post asks for."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="post", writes="experience_asked")
def post_ask(
    augmented,
    *,
    experience_per_gain=param(
        120.0, unit="months per share", bounds=(0.0, 1200.0),
        about="experience asked per share of output per hour gained from AI",
        source="design, section 4: AI does the tasks of juniors, so openings for them close first",
        status="assumed",
    ),
):  # fmt: skip
    """Where AI speeds up the tasks that beginners learn on, people who know them are preferred (months)."""
    return experience_per_gain * augmented
