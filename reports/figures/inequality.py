"""What happens to the Gini coefficient of disposable income."""

from reports.kinds.by_option import OptionDots
from reports.kinds.levels import Differences


class Inequality(Differences):
    """Paired difference in the Gini coefficient."""

    section = "people"
    order = 2
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "gini"


class InequalityByOption(OptionDots):
    """Paired difference in the Gini coefficient, by option and world."""

    section = "people"
    order = 2
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "gini"
    lower_is_better = True
