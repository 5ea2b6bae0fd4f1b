"""What is told and not judged: better as courses rise or as work falls."""

from collections.abc import Mapping

from simulator.findings.verdicts import Verdict

COURSES = "in_training"
JOBS = "employed"
UNEMPLOYMENT = ("unemployed", "unemployment_rate", "long_term_unemployment_share")
"""What people leave who take a place in a course, without having found work."""
RISING = {COURSES: UNEMPLOYMENT}
"""What takes the verdict away from what is better where it clearly rises, and from which outcomes."""
LEAVING = {JOBS: UNEMPLOYMENT}
"""What takes it away where it clearly falls: who gives up is unemployed no more."""
Moves = tuple[Verdict, ...]
CAUSES: tuple[tuple[Moves, Mapping[str, tuple[str, ...]]], ...] = (
    ((Verdict.HIGHER,), RISING),
    ((Verdict.WORSE, Verdict.SMALL_FALL), LEAVING),
)


def causes_of(indicator: str, verdict: Verdict) -> dict[str, Moves]:
    """What takes such a verdict on an outcome away, each with how it must move for that."""
    causes = CAUSES if verdict is Verdict.BETTER else ()
    return {name: moves for moves, outcomes in causes for name, held in outcomes.items() if indicator in held}


def not_judged(mean: float) -> Verdict:
    """The verdict on an outcome that moves as what holds it up does. What moves in spite of it is judged."""
    return Verdict.HIGHER_NOT_JUDGED if mean > 0 else Verdict.LOWER_NOT_JUDGED
