"""What is told and not judged: better as purchases or courses rise or work falls, poorer as purchases do."""

from collections.abc import Mapping

from simulator.findings.verdicts import Verdict

MANAGED = "spending_stabilisation"
"""What the state buys to manage demand."""
COURSES = "in_training"
JOBS = "employed"
WORK = (
    *("employed", "employees", "employment_rate", "participation_rate", "participation_rate_15_64"),
    *("unemployed", "unemployment_rate", "long_term_unemployment_share", "unemployment_youth_ratio"),
    *("informal", "informal_share", "job_finding_rate", "separation_rate", "layoffs", "displaced"),
    *("posts_abolished_layoffs", "posts_productivity"),
)
MONEY = (
    *("mean_wage", "real_wage", "disposable_income", "real_disposable_income", "net_income"),
    *("arop", "arop_anchored", "gini", "s80s20", "palma"),
    *("gdp", "real_gdp", "gni", "productivity", "consumption", "unmanaged_balance"),
)
"""With work, what purchases hold up: output, pay, incomes, and the taxes on them in the balance that leaves
the purchases out. Never the balance with them and the debt, which pay for them."""
UNEMPLOYMENT = ("unemployed", "unemployment_rate", "long_term_unemployment_share")
"""What people leave who take a place in a course, without having found work."""
RISING = {MANAGED: (*WORK, *MONEY), COURSES: UNEMPLOYMENT}
"""What takes the verdict away from what is better where it clearly rises, and from which outcomes."""
FALLING = {MANAGED: MONEY}
"""The same of what is worse where it clearly falls. Work that is lost is judged whatever the state buys."""
LEAVING = {JOBS: UNEMPLOYMENT}
"""What takes it away from what is better where it clearly falls: who gives up is unemployed no more."""
Moves = tuple[Verdict, ...]
CAUSES: Mapping[Verdict, tuple[tuple[Moves, Mapping[str, tuple[str, ...]]], ...]] = {
    Verdict.BETTER: (((Verdict.HIGHER,), RISING), ((Verdict.WORSE, Verdict.SMALL_FALL), LEAVING)),
    Verdict.WORSE: (((Verdict.LOWER,), FALLING),),
}


def causes_of(indicator: str, verdict: Verdict) -> dict[str, Moves]:
    """What takes such a verdict on an outcome away, each with how it must move for that."""
    causes = CAUSES.get(verdict, ())
    return {name: moves for moves, outcomes in causes for name, held in outcomes.items() if indicator in held}


def not_judged(mean: float) -> Verdict:
    """The verdict on an outcome that moves as what holds it up does. What moves in spite of it is judged."""
    return Verdict.HIGHER_NOT_JUDGED if mean > 0 else Verdict.LOWER_NOT_JUDGED
