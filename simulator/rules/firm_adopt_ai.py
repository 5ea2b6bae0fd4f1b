"""When a firm reckons whether to use AI in more of its occupations."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes="reluctance")
def firm_adopt_ai(
    u_adoption,
    ai_pace,
    *,
    adoption_decisions=param(
        0.0833, kind="probability",
        about="chance that a firm decides this month", source="an annual budget round",
    ),
    adoption_speed,
):  # fmt: skip
    """Uniform in [0, 1) in a month in which the firm decides, above in others; one draw for all occupations.

    An occupation whose chance of being worth it exceeds the firm's reluctance begins to use AI: so those
    with the best payback come first, and the hazard of each is decisions x that chance, at the firm's pace.
    """
    return u_adoption / max(adoption_speed * adoption_decisions * ai_pace, 1e-300)
