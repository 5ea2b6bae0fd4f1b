"""What each option does to the generation gap in employment."""

from reports.data.gaps import GENERATIONS
from reports.kinds.option_gap import OptionGap


class GenerationGapByOption(OptionGap):
    """Paired difference in the gap, by option and world."""

    section = "people"
    order = 6
    gap = GENERATIONS
