"""The generation gap in employment over time."""

from reports.kinds.gap import GapOverTime
from simulator.findings.gaps import GENERATIONS


class GenerationGap(GapOverTime):
    """How far the employment rates of two groups lie apart, in each role."""

    section = "people"
    order = 11
    rests_on = ("youth_unemployment_rate", "prime_unemployment_rate")
    gap = GENERATIONS
