"""What each option does to the gender gap in employment."""

from reports.kinds.option_gap import OptionGap
from simulator.findings.gaps import GENDER


class GenderGapByOption(OptionGap):
    """Paired difference in the gap, by option and world."""

    section = "people"
    order = 5
    rests_on = ("unemployment_rate_female", "unemployment_rate_male")
    gap = GENDER
