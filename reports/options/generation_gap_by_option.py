"""What each option does to the generation gap in employment."""

from reports.kinds.option_gap import OptionGap
from simulator.findings.gaps import GENERATIONS


class GenerationGapByOption(OptionGap):
    """Paired difference in the gap, by option and world."""

    section = "people"
    order = 6
    rests_on = ("youth_unemployment_rate", "prime_unemployment_rate")
    gap = GENERATIONS
