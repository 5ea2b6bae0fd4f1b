"""What each option does to the generation gap in employment."""

from reports.kinds.option_gap import OptionGap
from simulator.findings.gaps import GENERATIONS


class GenerationGapByOption(OptionGap):
    """Paired difference in the gap, by option and world."""

    section = "people"
    order = 6
    gap = GENERATIONS
