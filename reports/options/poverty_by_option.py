"""The at-risk-of-poverty rate under each option."""

from reports.kinds.option_dots import OptionDots


class PovertyByOption(OptionDots):
    """Paired difference in the at-risk-of-poverty rate, by option and world."""

    section = "poverty"
    order = 1
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "arop"
    lower_is_better = True
