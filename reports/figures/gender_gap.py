"""The gender gap in employment over time."""

from reports.kinds.gap import GapOverTime
from simulator.findings.gaps import GENDER


class GenderGap(GapOverTime):
    """How far the employment rates of two groups lie apart, in each role."""

    section = "people"
    order = 10
    rests_on = ("unemployment_rate_female", "unemployment_rate_male")
    gap = GENDER
