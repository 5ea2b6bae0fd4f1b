"""Where a better outcome is told and not judged: the state's purchases hold it up, or courses make it."""

from simulator.findings.verdicts import Verdict

MANAGED = "spending_stabilisation"
"""What the state buys to manage demand."""
COURSES = "in_training"
HELD_UP = (
    *("employed", "employees", "employment_rate", "participation_rate", "participation_rate_15_64"),
    *("unemployed", "unemployment_rate", "long_term_unemployment_share", "unemployment_youth_ratio"),
    *("informal", "informal_share", "job_finding_rate", "separation_rate", "layoffs", "displaced"),
    *("posts_abolished_layoffs", "posts_productivity", "mean_wage", "real_wage"),
    *("disposable_income", "real_disposable_income", "net_income", "arop", "gini", "s80s20", "palma"),
    *("gdp", "real_gdp", "gni", "productivity", "consumption", "unmanaged_balance"),
)
"""What purchases hold up: output, work, pay, incomes, and the taxes on them in the balance that leaves the
purchases out. Never the balance with them and the debt, which pay for them."""
UNEMPLOYMENT = ("unemployed", "unemployment_rate", "long_term_unemployment_share")
"""What people leave who take a place in a course, without having found work."""
RISING = {MANAGED: HELD_UP, COURSES: UNEMPLOYMENT}
"""What takes the verdict away where it clearly rises, and from which outcomes."""


def causes_of(indicator: str) -> list[str]:
    """What makes an outcome better without making it good, where it rises."""
    return [name for name, outcomes in RISING.items() if indicator in outcomes]


def not_judged(mean: float) -> Verdict:
    """The verdict on an outcome that is better while what makes it so rises. Worse in spite of it stands."""
    return Verdict.HIGHER_NOT_JUDGED if mean > 0 else Verdict.LOWER_NOT_JUDGED
