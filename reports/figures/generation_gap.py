"""The generation gap in employment over time."""

from reports.data.gaps import GENERATIONS
from reports.kinds.gap import GapOverTime


class GenerationGap(GapOverTime):
    """How far the employment rates of two groups lie apart, in each role."""

    section = "people"
    order = 11
    gap = GENERATIONS
