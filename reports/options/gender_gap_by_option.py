"""What each option does to the gender gap in employment."""

from reports.data.gaps import GENDER
from reports.kinds.option_gap import OptionGap


class GenderGapByOption(OptionGap):
    """Paired difference in the gap, by option and world."""

    section = "people"
    order = 5
    gap = GENDER
